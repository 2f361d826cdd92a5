"""Where the rows to change lie in a worksheet part, and their cells."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from yanpan.shell.spreadsheets.filling.splicing import Element, Positions, closed, opened_at
from yanpan.shell.spreadsheets.references import cell_position


@dataclass(slots=True)
class CellAt:
    """One cell of a row to change; `column` from 0."""

    column: int
    element: Element
    has_formula: bool = False


@dataclass(slots=True)
class RowAt:
    """One row to change, with all its cells from left to right."""

    element: Element
    cells: list[CellAt] = field(default_factory=list)


class SheetPositions:
    """`rows`: the wanted ones that exist, by number. `starts`: number and position of every row, in order.

    `columns`: first and last column (from 0) and style of each `col`.
    """

    def __init__(self, part: bytes, wanted: Collection[int]) -> None:
        self.rows: dict[int, RowAt] = {}
        self.starts: list[tuple[int, int]] = []
        self.columns: list[tuple[int, int, str]] = []
        self.sheet_data = Element("sheetData", {}, 0, 0)
        self.cols: Element | None = None
        self.dimension: Element | None = None
        self._part, self._wanted = part, wanted
        self._inside_data = False
        self._number = 0
        self._row: RowAt | None = None
        self._cell: CellAt | None = None

    def walk(self) -> SheetPositions:
        """Itself, once the part was read."""
        Positions(self._part, open_=self._open, close=self._close).walk()
        return self

    def _open(self, name: str, attributes: dict[str, str], start: int) -> None:
        local = name.rpartition(":")[2]
        if self._inside_data:
            self._open_in_data(local, name, attributes, start)
        elif local == "sheetData":
            self._inside_data = True
            self.sheet_data = self._element(name, attributes, start)
        elif local == "dimension":
            self.dimension = self._element(name, attributes, start)
        elif local == "cols":
            self.cols = self._element(name, attributes, start)
        elif local == "col":
            first, last = (int(attributes.get(each, "1")) - 1 for each in ("min", "max"))
            self.columns.append((first, last, attributes.get("style", "")))

    def _open_in_data(self, local: str, name: str, attributes: dict[str, str], start: int) -> None:
        if local == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self.starts.append((self._number, start))
            if self._number in self._wanted:
                self._row = RowAt(self._element(name, attributes, start))
                self.rows[self._number] = self._row
        elif self._row is None:
            return
        elif local == "c":
            self._cell = CellAt(self._column(attributes), self._element(name, attributes, start))
            self._row.cells.append(self._cell)
        elif local == "f" and self._cell:
            self._cell.has_formula = True

    def _column(self, attributes: dict[str, str]) -> int:
        assert self._row is not None
        if "r" in attributes:
            return cell_position(attributes["r"])[1]
        return self._row.cells[-1].column + 1 if self._row.cells else 0

    def _close(self, name: str, position: int) -> None:
        local = name.rpartition(":")[2]
        if local == "sheetData":
            self._inside_data = False
            closed(self.sheet_data, self._part, position)
        elif local == "c" and self._cell:
            closed(self._cell.element, self._part, position)
            self._cell = None
        elif local == "row" and self._row:
            closed(self._row.element, self._part, position)
            self._row = None
        elif local == "cols" and self.cols:
            closed(self.cols, self._part, position)

    def _element(self, name: str, attributes: dict[str, str], start: int) -> Element:
        return Element(name, attributes, start, opened_at(self._part, start))
