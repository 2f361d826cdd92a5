"""The faces, styles and page measures of a paper in WordprocessingML."""

from dataclasses import dataclass
from math import floor
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from .layout import BODY_POINTS, CHARACTERS_PER_LINE, LINE_POINTS, PAGE_NUMBER_POINTS, TEXT_MM, TITLE_POINTS

SONG, HEI, KAI = "Noto Serif SC", "Noto Sans SC", "LXGW WenKai"

# Where an office lacks the free faces, its word processor takes the ones of the standard by these names.
STAND_INS = {SONG: "仿宋_GB2312,FangSong,SimSun", HEI: "黑体,SimHei", KAI: "楷体_GB2312,KaiTi"}

RED = "D40000"
DRILL_RED = "B00020"

# Twentieths of a point by which body characters move together so that 28 fit the line.
_BODY_SPACING = floor((TEXT_MM[0] * 72 / 25.4 / CHARACTERS_PER_LINE - BODY_POINTS) * 20)


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style: face, size, and how its lines stand. Indents count characters."""

    name: str
    face: str
    points: float = BODY_POINTS
    bold: bool = False
    align: str = "left"
    indent: int = 0
    indent_right: int = 0
    line_points: float | None = LINE_POINTS
    space_points: float = 0
    colour: str = ""
    outline: int | None = None


LOOKS = (
    Look("Normal", SONG),
    Look("Title", SONG, TITLE_POINTS, True, "center", line_points=33, space_points=4),
    Look("Subtitle", KAI, align="center"),
    Look("Heading 1", HEI, indent=2, outline=0),
    Look("Heading 2", KAI, indent=2, outline=1),
    Look("Heading 3", SONG, indent=2, outline=2),
    Look("Heading 4", SONG, indent=2, outline=3),
    Look("Body Text", SONG, align="both", indent=2),
    Look("Paper Urgency", HEI),
    Look("Paper Organ", SONG, 34, True, "center", line_points=None, colour=RED),
    Look("Paper Number", SONG, align="center"),
    Look("Paper Letter Number", SONG),
    Look("Paper Annex", HEI),
    Look("Paper Closing", SONG, align="right", indent_right=4),
    Look("Paper Footer", SONG, 14),
    Look("Paper Table Title", HEI, 13.5, align="center"),
    Look("Paper Table Head", HEI, 12, align="center", line_points=None),
    Look("Paper Table Text", SONG, 12, line_points=None),
    Look("Paper Note", SONG, 10.5, line_points=16),
    Look("Header", HEI, 12, line_points=None),
    Look("Footer", SONG, PAGE_NUMBER_POINTS, line_points=None),
)


def set_styles(document: Document) -> None:
    """Define every style of a paper anew; nothing of the template's own look stays."""
    for look in LOOKS:
        _define(document, look)


def element(tag: str, **attributes: object) -> Any:
    """A `w:` element; attribute names are written without their prefix."""
    made: Any = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def document_grid() -> Any:
    """22 lines on the page. The 28 characters of a line come from the styles' spacing: the character grid is
    read differently by different word processors."""
    return element("w:docGrid", type="lines", linePitch=round(LINE_POINTS * 20))


def _define(document: Document, look: Look) -> None:
    if look.name in document.styles:
        style = document.styles[look.name]
    else:
        style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    root: Any = style.element
    for old in root.xpath("w:rPr | w:pPr"):
        root.remove(old)
    root.append(_paragraph_properties(look))
    root.append(_run_properties(look))


def _paragraph_properties(look: Look) -> Any:
    properties = element("w:pPr")
    if look.outline is not None:
        properties.append(element("w:keepNext"))
    if look.line_points != LINE_POINTS:
        properties.append(element("w:snapToGrid", val=0))
    properties.append(element("w:spacing", **_spacing(look)))
    properties.append(element("w:ind", **_indents(look)))
    properties.append(element("w:jc", val=look.align))
    if look.outline is not None:
        properties.append(element("w:outlineLvl", val=look.outline))
    return properties


def _spacing(look: Look) -> dict[str, object]:
    around = round(look.space_points * 20)
    if look.line_points is None:
        return {"before": around, "after": around, "line": 240, "lineRule": "auto"}
    return {"before": around, "after": around, "line": round(look.line_points * 20), "lineRule": "exact"}


def _indents(look: Look) -> dict[str, object]:
    # The twips beside the characters are for readers that know only those.
    return {
        "left": 0,
        "rightChars": look.indent_right * 100,
        "right": round(look.indent_right * look.points * 20),
        "firstLineChars": look.indent * 100,
        "firstLine": round(look.indent * look.points * 20),
    }


def _run_properties(look: Look) -> Any:
    half_points = round(look.points * 2)
    properties = element("w:rPr")
    properties.append(element("w:rFonts", ascii=look.face, hAnsi=look.face, eastAsia=look.face, cs=look.face))
    properties.append(element("w:b", val=int(look.bold)))
    properties.append(element("w:i", val=0))
    properties.append(element("w:color", val=look.colour or "000000"))
    if look.points == BODY_POINTS:
        properties.append(element("w:spacing", val=_BODY_SPACING))
    properties.append(element("w:sz", val=half_points))
    properties.append(element("w:szCs", val=half_points))
    return properties
