"""Fills an .ods: rows of content.xml, those that stand for many repeated ones taken apart first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from yanpan.shell.spreadsheets.filling.ods_cells import Names, filled_row, repeated
from yanpan.shell.spreadsheets.filling.package import with_parts
from yanpan.shell.spreadsheets.filling.problem import Placed
from yanpan.shell.spreadsheets.filling.splicing import (
    Edit,
    Element,
    Positions,
    closed,
    in_utf8,
    opened_at,
    spliced,
)

CONTENT = "content.xml"


def fill_ods(data: bytes, placed: Mapping[int, Placed]) -> bytes:
    """`placed` by the sheet's place in the document. FileRefused for a cell that holds a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = in_utf8(archive.read(CONTENT))
        rows = _Rows(part, placed).walk()
        edits = [edit for each in rows.found for edit in _edits_of_row(part, each, rows.names)]
        return with_parts(archive, {CONTENT: spliced(part, edits)})


class _RowAt:
    """A row element that stands for the rows `first` to `first + repeat - 1` (from 1)."""

    def __init__(self, element: Element, first: int, repeat: int) -> None:
        self.element, self.first, self.repeat = element, first, repeat
        self.texts: Mapping[int, Mapping[int, str]] = {}

    def take(self, texts: Mapping[int, Mapping[int, str]]) -> None:
        """The texts for its rows."""
        if self.repeat == 1:
            self.texts = {self.first: texts[self.first]} if self.first in texts else {}
        else:
            self.texts = {row: line for row, line in texts.items() if 0 <= row - self.first < self.repeat}


class _Rows:
    """Finds the row elements that hold a row to change."""

    def __init__(self, part: bytes, placed: Mapping[int, Placed]) -> None:
        self.found: list[_RowAt] = []
        self.names = Names(part)
        self._part, self._placed = part, placed
        self._depth = 0
        self._table = self._number = 0
        self._tables = 0
        self._row: tuple[int, _RowAt] | None = None

    def walk(self) -> _Rows:
        """Itself, once the part was read."""
        Positions(self._part, open_=self._open, close=self._close).walk()
        return self

    def _open(self, name: str, attributes: dict[str, str], start: int) -> None:
        self._depth += 1
        if self._row is not None:
            return
        if name == self.names.table + "table":
            self._table, self._tables, self._number = self._tables, self._tables + 1, 1
        elif name == self.names.table + "table-row" and self._table in self._placed:
            self._start_row(name, attributes, start)

    def _start_row(self, name: str, attributes: dict[str, str], start: int) -> None:
        repeat = repeated(attributes, self.names.table + "number-rows-repeated")
        element = Element(name, attributes, start, opened_at(self._part, start))
        row = _RowAt(element, self._number, repeat)
        row.take(self._placed[self._table].rows)
        self._number += repeat
        self._row = self._depth, row

    def _close(self, name: str, position: int) -> None:
        if self._row is not None and self._row[0] == self._depth:
            row = self._row[1]
            closed(row.element, self._part, position)
            if row.texts:
                self.found.append(row)
            self._row = None
        self._depth -= 1


def _edits_of_row(part: bytes, row: _RowAt, names: Names) -> Iterator[Edit]:
    """Unchanged stretches stay repeated; each changed row stands by itself."""
    raw = part[row.element.start : row.element.end]
    pieces, at, last = [], row.first, row.first + row.repeat
    for number in sorted(row.texts):
        if number > at:
            pieces.append(names.repeat_row(raw, number - at))
        pieces.append(filled_row(names.repeat_row(raw, 1), row.texts[number], names, number))
        at = number + 1
    if last > at:
        pieces.append(names.repeat_row(raw, last - at))
    yield row.element.start, row.element.end, b"".join(pieces)
