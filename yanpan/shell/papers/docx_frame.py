"""What stands on every page of a paper in Word: head with the marks, watermark, page number."""

from typing import Any, cast

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.parser import parse_xml
from docx.section import Section, _BaseHeaderFooter
from docx.shared import Mm, Pt, RGBColor

from .docx_styles import DRILL_RED, HEI, document_grid, element
from .layout import LANDSCAPE_MARGINS_MM, PAGE_MM, PORTRAIT_MARGINS_MM, TEXT_MM
from .paper import DRILL_MARK, Paper

_HEADER_MM, _FOOTER_MM = 22, 25

# The WordArt shape word processors make for "watermark"; its text is ours alone.
_WATERMARK = f"""
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="drill-watermark" type="#_x0000_t136" alt="{DRILL_MARK}" fillcolor="#{DRILL_RED}" stroked="f"
 style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:100pt;rotation:315;z-index:-251658752;\
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
mso-position-vertical-relative:margin"><v:fill opacity="9000f"/>
<v:textpath style="font-family:&quot;{HEI}&quot;;font-size:1pt" string="{DRILL_MARK}"/></v:shape></w:pict>
"""


def frame_pages(document: Document, paper: Paper) -> None:
    """Frame the first section; odd and even pages differ, their numbers stand on the outer side."""
    document.settings.odd_and_even_pages_header_footer = True
    _frame(document.sections[0], paper, landscape=False)


def start_section(document: Document, paper: Paper, *, landscape: bool) -> None:
    """A new page, upright or sideways. It has heads and feet of its own: taken out, it keeps its marks."""
    _frame(document.add_section(WD_SECTION.NEW_PAGE), paper, landscape=landscape)


def _frame(section: Section, paper: Paper, *, landscape: bool) -> None:
    _turn(section, landscape=landscape)
    width_mm = TEXT_MM[1 if landscape else 0]
    for head in (section.header, section.first_page_header, section.even_page_header):
        _write_head(head, paper, width_mm)
    _write_foot(section.footer, "right")
    _write_foot(section.first_page_footer, "right")
    _write_foot(section.even_page_footer, "left")


def _turn(section: Section, *, landscape: bool) -> None:
    short, long = (Mm(side) for side in PAGE_MM)
    margins = LANDSCAPE_MARGINS_MM if landscape else PORTRAIT_MARGINS_MM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
    section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
    section.header_distance = Mm(12 if landscape else _HEADER_MM)
    section.footer_distance = Mm(14 if landscape else _FOOTER_MM)
    properties: Any = section._sectPr
    for old in properties.xpath("w:docGrid"):
        properties.remove(old)
    properties.append(document_grid())


def _write_head(head: _BaseHeaderFooter, paper: Paper, width_mm: float) -> None:
    head.is_linked_to_previous = False
    line = head.paragraphs[0]
    properties: Any = line._p.get_or_add_pPr()
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="center", pos=_twips(width_mm / 2)))
    tabs.append(element("w:tab", val="right", pos=_twips(width_mm)))
    properties.insert_element_before(tabs, "w:spacing", "w:ind", "w:jc", "w:rPr")
    line.add_run(paper.mark)
    drill = line.add_run(f"\t{paper.drill_mark}")
    drill.font.bold, drill.font.color.rgb = True, RGBColor.from_string(DRILL_RED)
    line.add_run(f"\t{paper.watermark_id}")
    if paper.drill:
        cast(Any, line.add_run()._r).append(parse_xml(_WATERMARK.strip()))


def _write_foot(foot: _BaseHeaderFooter, side: str) -> None:
    foot.is_linked_to_previous = False
    line = foot.paragraphs[0]
    properties: Any = line._p.get_or_add_pPr()
    properties.append(element("w:jc", val=side))
    indent = line.paragraph_format
    if side == "right":
        indent.right_indent = Pt(14)
    else:
        indent.left_indent = Pt(14)
    line.add_run("— ")
    number: Any = element("w:fldSimple", instr=" PAGE ")
    number.append(cast(Any, line.add_run("1")._r))
    cast(Any, line._p).append(number)
    line.add_run(" —")


def _twips(millimetres: float) -> int:
    return round(millimetres * 72 / 25.4 * 20)
