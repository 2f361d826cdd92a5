"""A paper as a Word document in the layout of GB/T 9704-2012."""

from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from .docx_frame import frame_pages, start_section
from .docx_styles import RED, STAND_INS, element, set_styles
from .docx_tables import add_facts, add_table
from .layout import TEXT_MM, fit_table, organ_points
from .paper import Annex, Closing, Facts, Heading, PageBreak, Paper, Paragraph, Salutation, Table
from .wording import one_line
from .zipped import repack, utc_seconds


def to_docx(paper: Paper, *, fixed_at: datetime) -> bytes:
    """The paper as DOCX, dated `fixed_at` (aware); every page head carries the marks of the paper."""
    document = docx.Document()
    set_styles(document)
    _describe(document, paper, fixed_at)
    frame_pages(document, paper)
    _write_letterhead(document, paper)
    _write_blocks(document, paper)
    _write_footer(document, paper)
    saved = BytesIO()
    document.save(saved)
    return repack(saved.getvalue(), fixed_at, _with_stand_ins)


def _describe(document: Document, paper: Paper, fixed_at: datetime) -> None:
    stamp = utc_seconds(fixed_at).replace(tzinfo=None)
    core = document.core_properties
    core.title, core.language = one_line(paper.title)[:255], paper.lang
    core.author = core.last_modified_by = one_line(paper.organ)[:255]
    core.created = core.modified = stamp
    core.comments, core.keywords, core.revision = paper.drill_mark, paper.drill_mark, 1
    _drop_thumbnail(document)
    root: Any = document.styles.element
    for language in root.xpath("w:docDefaults//w:lang"):
        language.attrib.clear()
        language.attrib.update(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA").attrib)


def _drop_thumbnail(document: Document) -> None:
    package = document.part.package
    if package is not None:
        for key in [key for key, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del package.rels[key]


def _write_letterhead(document: Document, paper: Paper) -> None:
    if paper.urgency and not paper.letter:
        _say(document, paper.urgency, "Paper Urgency")
    if paper.organ:
        organ = _say(document, paper.organ, "Paper Organ")
        organ.runs[0].font.size = Pt(organ_points(paper.organ))
    if paper.letter:
        _write_letter_number(document, paper)
    elif paper.number or paper.signer or paper.organ:
        _write_number(document, paper)
    _say(document, paper.title, "Title")
    if paper.subtitle:
        _say(document, paper.subtitle, "Subtitle")
    _say(document, "", "Normal")


def _write_number(document: Document, paper: Paper) -> None:
    """The number centred; on upward papers left, with the signer right. The red rule is below it."""
    if paper.signer:
        line = _say(document, f"{paper.number}\t{paper.signer}", "Normal")
        tabs = element("w:tabs")
        tabs.append(element("w:tab", val="right", pos=round(TEXT_MM[0] * 72 / 25.4 * 20)))
        properties: Any = line._p.get_or_add_pPr()
        properties.append(tabs)
    else:
        line = _say(document, paper.number, "Paper Number")
    if paper.organ:
        _rule(line, bottom=("single", 16, RED))
        line.paragraph_format.space_after = Pt(24)


def _write_letter_number(document: Document, paper: Paper) -> None:
    """A letter: the red double rule under the mark, then urgency left and number right."""
    line = _say(document, f"{paper.urgency}\t{paper.number}", "Paper Letter Number")
    _rule(line, top=("thickThinSmallGap", 24, RED))
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", pos=round(TEXT_MM[0] * 72 / 25.4 * 20)))
    properties: Any = line._p.get_or_add_pPr()
    properties.insert_element_before(tabs, "w:spacing", "w:ind", "w:jc", "w:rPr")
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(6), Pt(24)


def _write_blocks(document: Document, paper: Paper) -> None:
    last = len(paper.blocks) - 1
    for place, block in enumerate(paper.blocks):
        match block:
            case Heading(level, text):
                _say(document, text, f"Heading {level}")
            case Paragraph(text):
                _say(document, text, "Body Text")
            case Closing(lines):
                _write_closing(document, lines)
            case Facts(pairs):
                add_facts(document, pairs)
            case Table():
                following = paper.blocks[place + 1] if place < last else None
                # A page turned for the next table begins by itself.
                turns = isinstance(following, Table) and fit_table(following).landscape
                more = following is not None or bool(paper.footer)
                _write_table(document, paper, block, more=more and not turns)
            case PageBreak():
                document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case Salutation(text):
                _say(document, text, "Normal")
            case Annex(label, title):
                _say(document, label, "Paper Annex").paragraph_format.page_break_before = True
                _say(document, title, "Title")


def _write_closing(document: Document, lines: tuple[str, ...]) -> None:
    """Body and date stay together, and with the line before them: a signature never stands on a page alone."""
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    for number, line in enumerate(lines, start=1):
        said = _say(document, line, "Paper Closing")
        said.paragraph_format.space_before = Pt(26 if number == 1 else 0)
        said.paragraph_format.keep_with_next = number < len(lines)


def _write_table(document: Document, paper: Paper, table: Table, *, more: bool) -> None:
    if not fit_table(table).landscape:
        add_table(document, table)
        return
    start_section(document, paper, landscape=True)
    add_table(document, table)
    if more:
        start_section(document, paper, landscape=False)


def _write_footer(document: Document, paper: Paper) -> None:
    last = len(paper.footer) - 1
    for number, line in enumerate(paper.footer):
        said = _say(document, line, "Paper Footer")
        top = ("single", 4 if number else 8, "000000")
        _rule(said, top=top, **({"bottom": ("single", 8, "000000")} if number == last else {}))


def _say(document: Document, text: str, style: str) -> WordParagraph:
    return document.add_paragraph(text, style=style)


def _rule(line: WordParagraph, **sides: tuple[str, int, str]) -> None:
    borders = element("w:pBdr")
    for side, (kind, eighths, colour) in sides.items():
        borders.append(element(f"w:{side}", val=kind, sz=eighths, space=1, color=colour))
    properties: Any = line._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _with_stand_ins(name: str, content: bytes) -> bytes:
    """Name the standard's own faces beside the free ones in the font table."""
    if name != "word/fontTable.xml":
        return content
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for face, others in STAND_INS.items()
    )
    return content.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())
