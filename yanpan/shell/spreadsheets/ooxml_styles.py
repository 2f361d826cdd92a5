"""The styles of an .xlsx as far as they say something about people's rows: dates, strikes, fills."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from yanpan.shell.spreadsheets.cell_values import BUILT_IN_DATES, is_date_format
from yanpan.shell.spreadsheets.colours import (
    OFFICE_THEME,
    PALETTE,
    palette_colour,
    theme_colour,
    written_colour,
)
from yanpan.shell.spreadsheets.xml_parts import ignore_text, read_part

STYLES, THEME = "xl/styles.xml", "xl/theme/theme1.xml"
# The theme's part lists dark before light; cells count light first.
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
NO_PATTERN = ("none", "gray125")


@dataclass(frozen=True, slots=True)
class Styles:
    """Per cell format: does it show a date, is its text struck through, which fill has it (RRGGBB or None)."""

    dates: Sequence[bool] = ()
    struck: Sequence[bool] = ()
    fills: Sequence[str | None] = ()


def read_styles(archive: zipfile.ZipFile) -> Styles:
    """What the cell formats of a workbook mean; nothing where it has no styles."""
    names = archive.namelist()
    if STYLES not in names:
        return Styles()
    part = _StylesPart(_read_theme(archive) if THEME in names else OFFICE_THEME)
    read_part(archive, STYLES, part.start, part.end, ignore_text)
    fills = part.fills()
    return Styles(
        dates=[number in part.date_formats for number, _, _ in part.cell_formats],
        struck=[
            font < len(part.struck_fonts) and part.struck_fonts[font] for _, font, _ in part.cell_formats
        ],
        fills=[fills[fill] if fill < len(fills) else None for _, _, fill in part.cell_formats],
    )


def _read_theme(archive: zipfile.ZipFile) -> Sequence[str]:
    part = _ThemePart()
    read_part(archive, THEME, part.start, part.end, ignore_text)
    return [part.colours.get(name, usual) for name, usual in zip(_ORDER, OFFICE_THEME, strict=True)]


class _ThemePart:
    def __init__(self) -> None:
        self.colours: dict[str, str] = {}
        self._path: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > 2 and self._path[-3] == "clrScheme":
            text = attributes.get("lastClr", attributes.get("val", ""))
            if len(text) == 6 and all(each in "0123456789abcdefABCDEF" for each in text):
                self.colours.setdefault(self._path[-2], text.upper())

    def end(self, _name: str) -> None:
        self._path.pop()


class _StylesPart:
    def __init__(self, theme: Sequence[str]) -> None:
        self.date_formats: set[int] = set(BUILT_IN_DATES)
        self.struck_fonts: list[bool] = []
        self.cell_formats: list[tuple[int, int, int]] = []
        self._theme = theme
        self._palette: list[str] = []
        self._fills: list[dict[str, str]] = []
        self._path: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        inside = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "numFmt":
            self._number_format(attributes)
        elif name == "font" and inside == "fonts":
            self.struck_fonts.append(False)
        elif name == "strike" and inside == "font" and self.struck_fonts:
            self.struck_fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        elif name == "xf" and inside == "cellXfs":
            numbers = [_whole(attributes, each) for each in ("numFmtId", "fontId", "fillId")]
            self.cell_formats.append((numbers[0], numbers[1], numbers[2]))
        else:
            self._colour(name, inside, attributes)

    def end(self, _name: str) -> None:
        self._path.pop()

    def fills(self) -> list[str | None]:
        """The colours of the fills; the palette comes behind them in the part."""
        return [self._resolved(attributes) for attributes in self._fills]

    def _colour(self, name: str, inside: str, attributes: dict[str, str]) -> None:
        if name == "fill" and inside == "fills":
            self._fills.append({})
        elif name == "patternFill" and inside == "fill" and self._fills and "fills" in self._path:
            self._fills[-1] = {"pattern": attributes.get("patternType", "none")}
        elif name == "fgColor" and inside == "patternFill" and self._fills and "fills" in self._path:
            self._fills[-1] |= attributes
        elif name == "rgbColor" and inside == "indexedColors":
            self._palette.append(attributes.get("rgb", "FF000000")[-6:].upper())

    def _resolved(self, fill: dict[str, str]) -> str | None:
        if fill.get("pattern", "none") in NO_PATTERN:
            return None
        if "rgb" in fill:
            return written_colour(fill["rgb"])
        if "theme" in fill:
            return theme_colour(_whole(fill, "theme"), _fraction(fill.get("tint", "0")), self._theme)
        return (
            palette_colour(_whole(fill, "indexed"), self._palette or PALETTE) if "indexed" in fill else None
        )

    def _number_format(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes, "numFmtId")
        self.date_formats.discard(number)
        if is_date_format(attributes.get("formatCode", "")):
            self.date_formats.add(number)


def _whole(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _fraction(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
