"""What is to be written into a file that came from somebody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to the right of everything on the sheet.

    `title` is written in row `header_row` (0: nowhere, the sheet has no header), `texts` by row number (rows count
    from 1, as spreadsheets show them). `width` is in characters.
    """

    title: str
    header_row: int
    texts: Mapping[int, str]
    width: float = 16


@dataclass(frozen=True, slots=True)
class SheetTexts:
    """Texts for one sheet; `sheet` is its name ('' for text files).

    `cells`: (row number from 1, column from 0) → text. An empty text leaves its cell as it is, and so do
    `kept_columns`: there a cell that holds something already keeps it.
    """

    sheet: str
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    new_columns: Sequence[NewColumn] = ()
    kept_columns: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """The finished file. `format_is_new`: it could not be written as it came and is an .xlsx now."""

    data: bytes
    name: str
    kind: str
    format_is_new: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everything goes on one sheet: row → column → text; widths of columns that are new."""

    rows: Mapping[int, Mapping[int, str]]
    widths: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Choices:
    """The words a drop-down list of the sender allows in a column (from 0) of a sheet."""

    sheet: str
    column: int
    words: tuple[str, ...]
