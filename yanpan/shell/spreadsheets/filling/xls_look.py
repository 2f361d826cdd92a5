"""How an .xls looks ([MS-XLS], BIFF8): formats of its cells, widths, heights. Values come from elsewhere."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from yanpan.shell.spreadsheets.compound_file import CompoundFile
from yanpan.shell.spreadsheets.filling.xls_styles import Font, Format, Styles
from yanpan.shell.spreadsheets.xls_records import (
    BOF,
    COLUMN_INFO,
    FONT,
    GLOBALS,
    LAST_COLUMN,
    MUL_RK,
    ROW,
    SINGLE_CELLS,
    WORKSHEET,
    XF,
    records,
)

BLANK, MUL_BLANK, NUMBER_FORMAT, PALETTE = 0x0201, 0x00BE, 0x041E, 0x0092
BIFF8 = 0x0600
OWN_HEIGHT, HIDDEN_ROW, HIDDEN_COLUMN = 0x40, 0x20, 0x01


@dataclass(slots=True)
class SheetLook:
    """One sheet, counted from 0. formats: cell → number of its format; widths in characters, heights in points."""

    formats: dict[tuple[int, int], int] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Look:
    """A whole workbook; without sheets when the file is older than BIFF8."""

    styles: Styles = field(default_factory=Styles)
    sheets: list[SheetLook] = field(default_factory=list)


def look_of_xls(data: bytes) -> Look:
    """What the records say about looks; what is not understood is left out."""
    look = Look()
    current: SheetLook | None = None
    is_current = False
    for kind, body in records(CompoundFile(data).stream("Workbook")):
        if kind == BOF and len(body) >= 4:
            version, substream = struct.unpack_from("<2H", body)
            is_current = version == BIFF8
            if substream == WORKSHEET and is_current:
                current = SheetLook()
                look.sheets.append(current)
            elif substream == GLOBALS:
                current = None
        elif current is None and is_current:
            _read_styles(look.styles, kind, body)
        elif current is not None:
            _read_sheet(current, kind, body)
    return look


def _read_styles(styles: Styles, kind: int, body: bytes) -> None:
    if kind == FONT and len(body) >= 16:
        height, flags, colour, weight = struct.unpack_from("<4H", body)
        styles.fonts.append(Font(height / 20, flags, colour, weight >= 700, _text(body, 14)))
    elif kind == NUMBER_FORMAT and len(body) >= 5:
        (number,) = struct.unpack_from("<H", body)
        styles.number_formats[number] = _long_text(body, 2)
    elif kind == XF and len(body) >= 20:
        styles.formats.append(Format(*struct.unpack_from("<2H2xBx2xIIH", body)))
    elif kind == PALETTE and len(body) >= 2:
        (count,) = struct.unpack_from("<H", body)
        colours = (body[2 + 4 * each : 5 + 4 * each] for each in range(count))
        styles.palette = [colour.hex().upper() for colour in colours if len(colour) == 3]


def _text(body: bytes, at: int) -> str:
    """A name with a length of one byte."""
    return _characters(body, at + 2, body[at], body[at + 1])


def _long_text(body: bytes, at: int) -> str:
    (count,) = struct.unpack_from("<H", body, at)
    return _characters(body, at + 3, count, body[at + 2])


def _characters(body: bytes, at: int, count: int, flags: int) -> str:
    if flags & 1:
        return body[at : at + 2 * count].decode("utf-16-le", "replace")
    return body[at : at + count].decode("latin-1")


def _read_sheet(look: SheetLook, kind: int, body: bytes) -> None:
    if kind == COLUMN_INFO and len(body) >= 10:
        first, last, width, _, flags = struct.unpack_from("<5H", body)
        for column in range(first, min(last + 1, LAST_COLUMN)):
            look.widths[column] = width / 256
            if flags & HIDDEN_COLUMN:
                look.hidden_columns.add(column)
    elif kind == ROW and len(body) >= 16:
        row, height, flags = struct.unpack_from("<H4xH4xH", body)
        if flags & OWN_HEIGHT:
            look.heights[row] = (height & 0x7FFF) / 20
        if flags & HIDDEN_ROW:
            look.hidden_rows.add(row)
    else:
        look.formats.update(_cell_formats(kind, body))


def _cell_formats(kind: int, body: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    if (kind in SINGLE_CELLS or kind == BLANK) and len(body) >= 6:
        row, column, number = struct.unpack_from("<3H", body)
        yield (row, column), number
    elif kind in (MUL_RK, MUL_BLANK) and len(body) >= 8:
        row, column = struct.unpack_from("<2H", body)
        step = 6 if kind == MUL_RK else 2
        for offset in range(4, len(body) - step, step):
            yield (row, column), struct.unpack_from("<H", body, offset)[0]
            column += 1
