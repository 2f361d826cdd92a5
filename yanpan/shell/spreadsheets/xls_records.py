"""What the record stream of an .xls says beside its values ([MS-XLS]): locks, hidden, struck, fills."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from yanpan.shell.spreadsheets.colours import PALETTE, palette_colour
from yanpan.shell.spreadsheets.refusals import FileRefused

BOF, FILE_PASS, FONT, XF, COLOURS = 0x0809, 0x002F, 0x0031, 0x00E0, 0x0092
ROW, COLUMN_INFO, MUL_RK, BLANK, MUL_BLANK = 0x0208, 0x007D, 0x00BD, 0x0201, 0x00BE
# LABEL, NUMBER, RK, LABELSST, FORMULA, BOOLERR, RSTRING: one cell each, format at offset 4.
SINGLE_CELLS = frozenset({0x0204, 0x0203, 0x027E, 0x00FD, 0x0006, 0x0205, 0x00D6})
WORKSHEET, GLOBALS = 0x0010, 0x0005
HIDDEN_ROW, HIDDEN_COLUMN, STRUCK_FONT = 0x20, 0x01, 0x08
LAST_COLUMN = 256
FIRST_COLOUR = 8  # where the palette of a file begins


@dataclass(slots=True)
class SheetMarks:
    """Hidden rows and columns, fully struck rows and filled cells of one worksheet, all counted from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    cells: dict[int, int] = field(default_factory=dict)
    struck_cells: dict[int, int] = field(default_factory=dict)
    colours: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def struck_rows(self) -> set[int]:
        """Rows all of whose cells are struck through."""
        return {row for row, count in self.struck_cells.items() if count == self.cells.get(row)}


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record; ends at the first that does not fit."""
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        position += 4
        if position + length > len(stream):
            return
        yield kind, stream[position : position + length]
        position += length


class MarkReader:
    """Walks the records once; `sheets` in the order of the stream."""

    def __init__(self) -> None:
        self.sheets: list[SheetMarks] = []
        self._fonts: list[bool] = []
        self._formats: list[tuple[int, int]] = []
        self._palette: tuple[str, ...] = PALETTE
        self._current: SheetMarks | None = None

    def read(self, stream: bytes) -> list[SheetMarks]:
        """The marks of every worksheet; FileRefused when the book is locked."""
        for kind, body in records(stream):
            if kind == FILE_PASS:
                raise FileRefused("password_protected")
            if kind == BOF and len(body) >= 4:
                self._begin(struct.unpack_from("<H", body, 2)[0])
            elif self._current is None:
                self._globals(kind, body)
            else:
                self._sheet(self._current, kind, body)
        return self.sheets

    def _begin(self, substream: int) -> None:
        if substream == WORKSHEET:
            self._current = SheetMarks()
            self.sheets.append(self._current)
        elif substream == GLOBALS:
            self._current = None

    def _globals(self, kind: int, body: bytes) -> None:
        if kind == FONT and len(body) >= 4:
            self._fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & STRUCK_FONT))
        elif kind == XF and len(body) >= 2:
            self._formats.append((struct.unpack_from("<H", body, 0)[0], _fill_number(body)))
        elif kind == COLOURS:
            own = [body[at : at + 3].hex().upper() for at in range(2, len(body) - 3, 4)]
            self._palette = (*PALETTE[:FIRST_COLOUR], *own[:56])

    def _sheet(self, marks: SheetMarks, kind: int, body: bytes) -> None:
        if kind == ROW and len(body) >= 16:
            row, flags = struct.unpack_from("<H10xH", body, 0)
            if flags & HIDDEN_ROW:
                marks.hidden_rows.add(row)
        elif kind == COLUMN_INFO and len(body) >= 10:
            first, last, _width, _format, flags = struct.unpack_from("<5H", body, 0)
            if flags & HIDDEN_COLUMN:
                marks.hidden_columns.update(range(first, min(last + 1, LAST_COLUMN)))
        elif kind in SINGLE_CELLS and len(body) >= 6:
            row, column, cell_format = struct.unpack_from("<3H", body, 0)
            self._count(marks, row, cell_format)
            self._colour(marks, row, column, cell_format)
        elif kind == MUL_RK and len(body) >= 12:
            row, first = struct.unpack_from("<2H", body, 0)
            for column, offset in enumerate(range(4, len(body) - 7, 6), start=first):
                cell_format = struct.unpack_from("<H", body, offset)[0]
                self._count(marks, row, cell_format)
                self._colour(marks, row, column, cell_format)
        elif kind == BLANK and len(body) >= 6:
            self._colour(marks, *struct.unpack_from("<3H", body, 0))
        elif kind == MUL_BLANK and len(body) >= 8:
            row, first = struct.unpack_from("<2H", body, 0)
            for column, offset in enumerate(range(4, len(body) - 3, 2), start=first):
                self._colour(marks, row, column, struct.unpack_from("<H", body, offset)[0])

    def _colour(self, marks: SheetMarks, row: int, column: int, cell_format: int) -> None:
        fill = self._formats[cell_format][1] if cell_format < len(self._formats) else -1
        if fill >= 0 and (colour := palette_colour(fill, self._palette)):
            marks.colours.setdefault(row, []).append((column, colour))

    def _count(self, marks: SheetMarks, row: int, cell_format: int) -> None:
        marks.cells[row] = marks.cells.get(row, 0) + 1
        if self._is_struck(cell_format):
            marks.struck_cells[row] = marks.struck_cells.get(row, 0) + 1

    def _is_struck(self, cell_format: int) -> bool:
        if cell_format >= len(self._formats):
            return False
        font = self._formats[cell_format][0]
        # Font number 4 is never stored; numbers above it count one less.
        font -= font > 4
        return font < len(self._fonts) and self._fonts[font]


def _fill_number(body: bytes) -> int:
    """The palette number of a solid fill of BIFF8's XF record, -1 without one."""
    if len(body) < 20:
        return -1
    pattern = struct.unpack_from("<I", body, 14)[0] >> 26
    return int(struct.unpack_from("<H", body, 18)[0] & 0x7F) if pattern else -1
