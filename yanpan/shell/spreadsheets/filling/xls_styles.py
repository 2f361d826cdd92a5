"""The formats of an .xls written as the styles of an .xlsx, number by number."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from yanpan.shell.spreadsheets.package_parts import DECLARATION, MAIN

ITALIC, STRUCK = 0x02, 0x08
AUTOMATIC_COLOUR = 64
FIRST_OWN_FORMAT = 164
_ACROSS = ("", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
_DOWN = ("top", "center", "", "justify", "distributed")
_LINES = ("", "thin", "medium", "dashed", "dotted", "thick", "double", "hair")
_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Font:
    """`flags` as stored; `colour` is an index into the palette."""

    points: float
    flags: int
    colour: int
    bold: bool
    name: str

    def xml(self) -> str:
        marks = ("<b/>" if self.bold else "") + ("<i/>" if self.flags & ITALIC else "")
        marks += "<strike/>" if self.flags & STRUCK else ""
        colour = f'<color indexed="{self.colour}"/>' if self.colour < AUTOMATIC_COLOUR else ""
        size, name = f'<sz val="{self.points:g}"/>', f"<name val={quoteattr(self.name)}/>"
        return f"<font>{marks}{size}{colour}{name}</font>"


@dataclass(frozen=True, slots=True)
class Format:
    """One cell format, its bit fields as stored."""

    font: int
    number_format: int
    alignment: int
    lines: int
    fill_pattern: int
    colours: int

    def alignment_xml(self) -> str:
        across, down = _ACROSS[self.alignment & 7], _named(_DOWN, self.alignment >> 4 & 7)
        wrap = ' wrapText="1"' if self.alignment & 8 else ""
        given = (f' horizontal="{across}"' if across else "") + (f' vertical="{down}"' if down else "") + wrap
        return f"<alignment{given}/>" if given else ""

    def border_xml(self) -> str:
        sides = []
        for shift, side in enumerate(_SIDES):
            line = _named(_LINES, self.lines >> 4 * shift & 15)
            sides.append(f'<{side} style="{line}"><color auto="1"/></{side}>' if line else f"<{side}/>")
        return f"<border>{''.join(sides)}<diagonal/></border>"

    def fill_xml(self) -> str:
        if self.fill_pattern >> 26 & 63 != 1:
            return '<fill><patternFill patternType="none"/></fill>'
        colour = self.colours & 127
        return f'<fill><patternFill patternType="solid"><fgColor indexed="{colour}"/></patternFill></fill>'


@dataclass(slots=True)
class Styles:
    """All of a workbook's formats, in the order the cells number them."""

    fonts: list[Font] = field(default_factory=list)
    number_formats: dict[int, str] = field(default_factory=dict)
    formats: list[Format] = field(default_factory=list)
    palette: list[str] = field(default_factory=list)

    def xml(self) -> str:
        """The part xl/styles.xml."""
        fonts = [font.xml() for font in self.fonts] or ['<font><sz val="11"/><name val="SimSun"/></font>']
        fills = [
            '<fill><patternFill patternType="none"/></fill>',
            '<fill><patternFill patternType="gray125"/></fill>',
        ]
        borders = ["<border><left/><right/><top/><bottom/><diagonal/></border>"]
        cells = [self._cell_xml(one, len(fonts), fills, borders) for one in self.formats]
        cells = cells or ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']
        own = {number: code for number, code in self.number_formats.items() if number >= FIRST_OWN_FORMAT}
        numbers = [
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in own.items()
        ]
        return (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}">{_listed("numFmts", numbers)}{_listed("fonts", fonts)}'
            f'{_listed("fills", fills)}{_listed("borders", borders)}<cellStyleXfs count="1">'
            f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>{_listed("cellXfs", cells)}'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            f"{self._palette_xml()}</styleSheet>"
        )

    def _cell_xml(self, one: Format, fonts: int, fills: list[str], borders: list[str]) -> str:
        # Font number 4 is never stored; numbers above it count one less.
        font = one.font - (one.font > 4)
        alignment = one.alignment_xml()
        return (
            f'<xf numFmtId="{one.number_format}" fontId="{font if font < fonts else 0}"'
            f' fillId="{_place_of(one.fill_xml(), fills)}" borderId="{_place_of(one.border_xml(), borders)}" xfId="0"'
            f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
        )

    def _palette_xml(self) -> str:
        """The first eight colours are fixed; the file's own follow."""
        if not self.palette:
            return ""
        fixed = ["000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"]
        colours = "".join(f'<rgbColor rgb="FF{escape(each)}"/>' for each in [*fixed, *self.palette])
        return f"<colors><indexedColors>{colours}</indexedColors></colors>"


def _listed(name: str, items: list[str]) -> str:
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>' if items else ""


def _place_of(item: str, items: list[str]) -> int:
    if item not in items:
        items.append(item)
    return items.index(item)


def _named(names: tuple[str, ...], number: int) -> str:
    return names[number] if number < len(names) else ""
