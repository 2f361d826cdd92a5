"""Gathers cells into rows without gaps, within the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from yanpan.shell.spreadsheets.packed_rows import HIDDEN, STRUCK, RowPacker
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import CellValue, ColourRun, Limits, MergedRange, Sheet

CellColour = tuple[int, str]


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
    """The rows of one sheet, in ascending order; gaps become blank rows."""

    def __init__(self, name: str, count: CellCount) -> None:
        self._name = name
        self._count = count
        self._packer = RowPacker()
        self._rows = self._blank = 0

    def add(
        self,
        number: int,
        cells: list[CellValue],
        *,
        hidden: bool,
        struck: bool,
        colours: Sequence[CellColour] = (),
    ) -> None:
        """Keep a row that holds anything; FileRefused when there are too many or it is too wide.

        `colours`: the column and fill of each coloured cell from left to right, the empty ones too.
        """
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            return
        self._check(number, len(cells))
        flags = hidden * HIDDEN + struck * STRUCK
        runs = _runs(colours) if colours else ()
        self._packer.add(number, cells, flags, _usual_fill(cells, colours) if runs else None, runs)

    def _check(self, number: int, width: int) -> None:
        limits = self._count.limits
        if width > limits.max_columns:
            raise FileRefused("too_many_columns", sheet=self._name, row=number, limit=limits.max_columns)
        self._count.add(width)
        if self._rows:
            if number <= self._packer.last:
                raise FileRefused("bad_reference", sheet=self._name, row=number, reason="out_of_order")
            self._blank += number - self._packer.last - 1
        self._rows += 1
        if self._rows > limits.max_rows:
            raise FileRefused("too_many_rows", sheet=self._name, limit=limits.max_rows)
        if self._blank > limits.max_blank_rows:
            raise FileRefused("rows_far_apart", sheet=self._name, row=number)

    def sheet(
        self,
        *,
        state: str = "visible",
        hidden_columns: Iterable[int] = (),
        merged: Iterable[MergedRange] = (),
    ) -> Sheet:
        """The finished sheet."""
        return Sheet(self._name, self._packer.rows(), frozenset(hidden_columns), state, tuple(merged))


def _usual_fill(cells: Sequence[CellValue], colours: Sequence[CellColour]) -> str | None:
    """The fill of most coloured cells that hold something; the left one where two are as many."""
    width = len(cells)
    found = Counter(colour for column, colour in colours if column < width and cells[column] is not None)
    return found.most_common(1)[0][0] if found else None


def _runs(colours: Sequence[CellColour]) -> tuple[ColourRun, ...]:
    """Neighbours of one colour as first column, last column, colour."""
    runs: list[ColourRun] = []
    for column, colour in colours:
        if runs and runs[-1][2] == colour and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column, colour)
        else:
            runs.append((column, column, colour))
    return tuple(runs)
