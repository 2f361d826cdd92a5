"""Which cell each text goes to, merged blocks and new columns considered."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable

from yanpan.shell.spreadsheets.filling.problem import Placed, SheetTexts
from yanpan.shell.spreadsheets.references import LAST_COLUMN, LAST_ROW, column_letters
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import MergedRange, Sheet, Workbook

BETWEEN = "；"  # texts of several rows in one merged cell


def place_all(book: Workbook, wanted: Iterable[SheetTexts]) -> dict[int, Placed]:
    """By the sheet's place in the workbook. FileRefused: no such sheet with rows, or a cell under a merged one."""
    by_name = {sheet.name: index for index, sheet in enumerate(book.sheets) if sheet.rows}
    placed = {}
    for texts in wanted:
        if texts.sheet not in by_name:
            raise FileRefused("no_such_sheet_to_fill", sheet=texts.sheet)
        index = by_name[texts.sheet]
        placed[index] = _place(book.sheets[index], texts)
    return placed


def _free_column(sheet: Sheet, rows: Collection[int]) -> int:
    """The first column (from 0) to the right of every value where no merged block lies over these rows."""
    column = max((len(row.cells) for row in sheet.rows), default=0)
    top, bottom = min(rows), max(rows)
    blocks = [one for one in sheet.merged if one.first_row <= bottom and one.last_row >= top]
    over = [one.last_column for one in blocks if one.last_column >= column]
    return max([column, *(last + 1 for last in over)])


def _place(sheet: Sheet, texts: SheetTexts) -> Placed:
    cells = _wanted(sheet, texts)
    widths = {}
    asked = {row for new in texts.new_columns for row in (new.header_row or 1, *new.texts)}
    for column, new in enumerate(texts.new_columns, start=_free_column(sheet, asked) if asked else 0):
        if new.header_row:
            cells[new.header_row, column] = new.title
        cells |= {(row, column): text for row, text in new.texts.items() if text}
        widths[column] = new.width
    _check_edges(sheet, cells)
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    blocks = _Blocks(sheet.merged, {column for _, column in cells})
    for (row, column), text in sorted(cells.items()):
        top, left = blocks.corner(sheet, row, column)
        before = rows[top].get(left, "")
        if text not in before.split(BETWEEN):
            rows[top][left] = before + BETWEEN + text if before else text
    return Placed({row: dict(sorted(line.items())) for row, line in sorted(rows.items())}, widths)


def _wanted(sheet: Sheet, texts: SheetTexts) -> dict[tuple[int, int], str]:
    """The texts that are written: no empty ones, and none over what a kept column says already."""
    top, kept = sheet.rows[0].number, set(texts.kept_columns)
    return {
        (row, column): text
        for (row, column), text in texts.cells.items()
        if text and not (column in kept and _holds(sheet, row - top, column))
    }


def _holds(sheet: Sheet, index: int, column: int) -> bool:
    if not 0 <= index < len(sheet.rows) or column >= len(sheet.rows[index].cells):
        return False
    value = sheet.rows[index].cells[column]
    return value is not None and str(value).strip() != ""


def _check_edges(sheet: Sheet, cells: Iterable[tuple[int, int]]) -> None:
    for row, column in cells:
        if not (1 <= row <= LAST_ROW and 0 <= column < LAST_COLUMN):
            raise FileRefused("bad_reference", sheet=sheet.name, row=row)


class _Blocks:
    """The merged blocks over the columns that are written to."""

    def __init__(self, merged: Iterable[MergedRange], columns: set[int]) -> None:
        self._of: dict[int, list[MergedRange]] = {}
        by_row = sorted(merged, key=lambda block: block.first_row)
        for column in columns:
            over = [one for one in by_row if one.first_column <= column <= one.last_column]
            if over:
                self._of[column] = over
        self._starts = {column: [one.first_row for one in over] for column, over in self._of.items()}

    def corner(self, sheet: Sheet, row: int, column: int) -> tuple[int, int]:
        """The cell that shows: itself, or the upper left of its block; FileRefused for another column's block."""
        before = bisect_right(self._starts.get(column, ()), row)
        if not before or self._of[column][before - 1].last_row < row:
            return row, column
        block = self._of[column][before - 1]
        if block.first_column != column:
            raise FileRefused("cell_is_covered", sheet=sheet.name, cell=f"{column_letters(column)}{row}")
        return block.first_row, column
