"""What a spreadsheet or text table holds once it has been opened safely."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

CellValue = str | int | float | bool | datetime.datetime | datetime.date | None
ColourRun = tuple[int, int, str]
"""First column, last column (from 0) and colour (RRGGBB) of neighbouring coloured cells."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is accepted; beyond it the file is refused, never cut."""

    max_bytes: int = 50 * 1024 * 1024
    max_rows: int = 1_048_576
    max_blank_rows: int = 200_000
    max_columns: int = 512
    max_cells: int = 24_000_000
    max_sheets: int = 100
    max_expanded_bytes: int = 1_200 * 1024 * 1024
    max_ratio: int = 250
    max_entries: int = 2_000
    memory_bytes: int = 1_500 * 1024 * 1024
    seconds: int = 120


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row; `number` is the one a spreadsheet shows at its left edge (first row = 1).

    `fill` is the colour (RRGGBB) of most of its coloured cells that hold something, None without
    any; `coloured` says which cells have which, the empty ones too. What a colour means is not known here.
    """

    number: int
    cells: tuple[CellValue, ...]
    hidden: bool = False
    struck: bool = False
    fill: str | None = None
    coloured: tuple[ColourRun, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged block: 1-based first and last row numbers, 0-based first and last columns."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Grid(Sequence[Sequence[CellValue]]):
    """The values of rows, unpacked when they are looked at.

    A merged block over several rows means the same thing in each of them (one address for a
    family). It is repeated in its first column only, so that a merged title stays one cell.
    """

    def __init__(self, rows: Sequence[SheetRow], merged: Sequence[MergedRange]) -> None:
        self._rows = rows
        self._blocks: dict[int, list[tuple[int, int, CellValue]]] = {}
        top = rows[0].number if rows else 1
        for block in sorted(merged, key=lambda each: each.first_row):
            self._note(block, top)

    def _note(self, block: MergedRange, top: int) -> None:
        first, last, column = block.first_row - top, block.last_row - top, block.first_column
        if first == last or not 0 <= first < len(self._rows):
            return
        cells = self._rows[first].cells
        if column < len(cells) and cells[column] is not None:
            self._blocks.setdefault(column, []).append((first, last, cells[column]))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Sequence[CellValue]: ...
    @overload
    def __getitem__(self, index: slice) -> list[Sequence[CellValue]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[CellValue] | list[Sequence[CellValue]]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        cells = self._rows[index].cells
        return self._repeated(index % len(self), cells) if self._blocks else cells

    def __iter__(self) -> Iterator[Sequence[CellValue]]:
        for index, row in enumerate(self._rows):
            yield self._repeated(index, row.cells) if self._blocks else row.cells

    def _repeated(self, index: int, cells: Sequence[CellValue]) -> Sequence[CellValue]:
        values: list[CellValue] | None = None
        for column, blocks in self._blocks.items():
            nearest = bisect_right(blocks, index, key=lambda block: block[0]) - 1
            if nearest < 0 or not blocks[nearest][0] < index <= blocks[nearest][1]:
                continue
            values = list(cells) if values is None else values
            values.extend([None] * (column + 1 - len(values)))
            if values[column] is None:
                values[column] = blocks[nearest][2]
        return cells if values is None else values


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows run without a gap from the first to the last that hold anything.

    `state` is visible, hidden or very_hidden. Columns are counted from 0.
    """

    name: str
    rows: Sequence[SheetRow]
    hidden_columns: frozenset[int] = frozenset()
    state: str = "visible"
    merged: tuple[MergedRange, ...] = ()

    def grid(self) -> Grid:
        """The values, one sequence per row of `rows`; merged blocks are repeated downwards."""
        return Grid(self.rows, self.merged)


@dataclass(frozen=True, slots=True)
class FileWarning:
    """Something a person should know about an accepted file: a code and its facts."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened file. `kind` is xlsx, xls, ods, html, csv or tsv; text files have one sheet named ''."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[FileWarning, ...] = ()
