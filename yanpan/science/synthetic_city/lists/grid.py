"""Lists as grids of cells, before any file format; and the truth about their rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

Cell = str | int | float | dt.date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: `merges` in spreadsheet notation (A1:K1), `hidden_columns` by letter."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListFile:
    """One file to be written; its format follows from the ending of `name` (xlsx, xls, csv in GB18030)."""

    name: str
    key: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class TruthRow:
    """Who stands in a row (`row` as a spreadsheet counts it; `resident_id` empty: not a resident) and its errors."""

    file: str
    sheet: str
    row: int
    list_key: str
    resident_id: str
    errors: str


@dataclass(frozen=True)
class ListSet:
    """The files of one delivery and the truth about every person row in them."""

    files: tuple[ListFile, ...]
    truth: tuple[TruthRow, ...]


@dataclass
class SheetDraft:
    """A sheet being filled: person rows are remembered with their truth."""

    file: str
    key: str
    title: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    truth: list[TruthRow] = field(default_factory=list)
    truth_sheet: bool = True

    def add(self, *cells: Cell) -> int:
        """Append a row and return its number as a spreadsheet counts it."""
        self.rows.append(tuple(None if cell == "" else cell for cell in cells))
        return len(self.rows)

    def add_person(self, resident_id: str, errors: Sequence[str], *cells: Cell) -> int:
        """Append a person's row."""
        row = self.add(*cells)
        sheet = self.title if self.truth_sheet else ""
        self.truth.append(TruthRow(self.file, sheet, row, self.key, resident_id, ";".join(errors)))
        return row

    def sheet(self, *, merges: Sequence[str] = (), hidden_columns: Sequence[str] = ()) -> Sheet:
        """The finished sheet."""
        return Sheet(self.title, tuple(self.rows), tuple(merges), tuple(hidden_columns))
