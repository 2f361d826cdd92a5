"""Gathers cells into rows without gaps, within the limits."""

from __future__ import annotations

from collections.abc import Iterable

from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import (
    CellValue,
    Limits,
    MergedRange,
    Sheet,
    SheetRow,
)


class CellCount:
    """Cells of all sheets together, against one limit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = 0

    def add(self, cells: int) -> None:
        """Count cells; FileRefused above the limit."""
        self.cells += cells
        if self.cells > self.limits.max_cells:
            raise FileRefused("too_many_cells", limit=self.limits.max_cells)


class RowCollector:
    """The rows of one sheet; rows may come in any order, gaps become blank rows."""

    def __init__(self, name: str, count: CellCount) -> None:
        self._name = name
        self._count = count
        self._rows: dict[int, SheetRow] = {}

    def add(self, number: int, cells: list[CellValue], *, hidden: bool, struck: bool) -> None:
        """Keep a row that holds anything; FileRefused when there are too many or it is too wide."""
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            return
        limits = self._count.limits
        if len(cells) > limits.max_columns:
            raise FileRefused(
                "too_many_columns",
                sheet=self._name,
                row=number,
                limit=limits.max_columns,
            )
        self._count.add(len(cells))
        self._rows[number] = SheetRow(number, tuple(cells), hidden, struck)
        if len(self._rows) > limits.max_rows:
            raise FileRefused("too_many_rows", sheet=self._name, limit=limits.max_rows)

    def sheet(
        self,
        *,
        state: str = "visible",
        hidden_columns: Iterable[int] = (),
        merged: Iterable[MergedRange] = (),
    ) -> Sheet:
        """The finished sheet."""
        return Sheet(
            self._name,
            self._without_gaps(),
            frozenset(hidden_columns),
            state,
            tuple(merged),
        )

    def _without_gaps(self) -> tuple[SheetRow, ...]:
        if not self._rows:
            return ()
        first, last = min(self._rows), max(self._rows)
        if last - first >= self._count.limits.max_rows:
            raise FileRefused("too_many_rows", sheet=self._name, limit=self._count.limits.max_rows)
        return tuple(self._rows.get(number) or SheetRow(number, ()) for number in range(first, last + 1))
