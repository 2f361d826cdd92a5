"""What a spreadsheet or text table holds once it has been opened safely."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

CellValue = str | int | float | bool | datetime.datetime | datetime.date | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is accepted; beyond it the file is refused, never cut."""

    max_bytes: int = 50 * 1024 * 1024
    max_rows: int = 200_000
    max_columns: int = 512
    max_cells: int = 6_000_000
    max_sheets: int = 100
    max_expanded_bytes: int = 600 * 1024 * 1024
    max_ratio: int = 250
    max_entries: int = 2_000
    memory_bytes: int = 1_500 * 1024 * 1024
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row; `number` is the one a spreadsheet shows at its left edge (first row = 1)."""

    number: int
    cells: tuple[CellValue, ...]
    hidden: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged block: 1-based first and last row numbers, 0-based first and last columns."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows run without a gap from the first to the last that hold anything.

    `state` is visible, hidden or very_hidden. Columns are counted from 0.
    """

    name: str
    rows: tuple[SheetRow, ...]
    hidden_columns: frozenset[int] = frozenset()
    state: str = "visible"
    merged: tuple[MergedRange, ...] = ()

    def grid(self) -> list[list[CellValue]]:
        """The values, one list per row of `rows`; merged blocks are repeated downwards.

        A block over several rows means the same thing in each of them (one address for a
        family). It is repeated in its first column only, so that a merged title stays one cell.
        """
        values = [list(row.cells) for row in self.rows]
        if not values:
            return values
        top = self.rows[0].number
        for block in self.merged:
            _repeat_downwards(values, block, top)
        return values


@dataclass(frozen=True, slots=True)
class FileWarning:
    """Something a person should know about an accepted file: a code and its facts."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened file. `kind` is xlsx, xls, ods, csv or tsv; text files have one sheet named ''."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[FileWarning, ...] = ()


def _repeat_downwards(values: list[list[CellValue]], block: MergedRange, top: int) -> None:
    first = block.first_row - top
    if block.last_row == block.first_row or not 0 <= first < len(values):
        return
    column = block.first_column
    if column >= len(values[first]) or values[first][column] is None:
        return
    for index in range(first + 1, min(block.last_row - top + 1, len(values))):
        row = values[index]
        row.extend([None] * (column + 1 - len(row)))
        if row[column] is None:
            row[column] = values[first][column]
