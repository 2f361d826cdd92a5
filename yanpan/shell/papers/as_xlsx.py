"""A paper as a workbook: its words on the first sheet, each table on one of its own."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from yanpan.shell.spreadsheets.writing import LONGEST_TEXT, SheetToWrite, write_workbook

from .layout import fit_table
from .paper import (
    Annex,
    Block,
    Cell,
    Closing,
    Facts,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Salutation,
    Table,
)
from .wording import one_line
from .zipped import utc_seconds

Row = tuple[str | int | float | None, ...]

_EXACT_DIGITS = 15  # a spreadsheet rounds longer numbers
_WORDS_WIDTHS = (60, 40)


def to_xlsx(paper: Paper, *, fixed_at: datetime) -> bytes:
    """The paper as XLSX, dated `fixed_at` (aware). No cell can run: text stays text."""
    sheets = [_words_sheet(paper), *(_table_sheet(paper, table) for table in paper.tables)]
    return write_workbook(sheets, fixed_at=utc_seconds(fixed_at))


def _words_sheet(paper: Paper) -> SheetToWrite:
    head = (paper.urgency, paper.organ, paper.number, paper.signer, paper.subtitle)
    rows = [
        *((said,) for said in head if said),
        *(row for block in paper.blocks for row in _words(block)),
        *((line,) for line in paper.footer),
    ]
    return SheetToWrite(
        name=one_line(paper.title),
        header=(_fitting(paper.title),),
        rows=[_values(row) for row in rows],
        widths=_WORDS_WIDTHS,
        watermark=paper.drill_mark,
        footer=_marks(paper),
    )


def _table_sheet(paper: Paper, table: Table) -> SheetToWrite:
    return SheetToWrite(
        name=one_line(table.title or paper.title),
        header=[_fitting(name) for name in table.header],
        rows=[_values(row) for row in table.rows],
        widths=[weight + 1 for weight in fit_table(table).weights],
        title=_fitting(one_line(f"{paper.title} {table.title}")),
        watermark=paper.drill_mark,
        footer=_marks(paper, table.note),
    )


def _marks(paper: Paper, note: str = "") -> str:
    """The last line of a sheet and the foot of its printed pages."""
    said = (paper.drill_mark, paper.mark, paper.watermark_id, note)
    return _fitting("  ".join(one_line(each) for each in said if each))


def _words(block: Block) -> Iterator[tuple[Cell, ...]]:
    match block:
        case Heading(_, text) | Paragraph(text) | Salutation(text):
            yield (text,)
        case Annex(label, title):
            yield (f"{label} {title}",)
        case Table():
            yield (block.title or " ".join(block.header),)
        case Facts(pairs):
            yield from pairs
        case Closing(lines):
            yield from ((line,) for line in lines)
        case PageBreak():
            pass


def _values(row: tuple[Cell, ...]) -> Row:
    return tuple(_value(cell) for cell in row)


def _value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return _fitting(cell)
    if isinstance(cell, Decimal):
        return float(cell) if len(cell.as_tuple().digits) <= _EXACT_DIGITS else str(cell)
    return cell


def _fitting(text: str) -> str:
    """Cut where a cell is full (Excel counts UTF-16 units); the cut is shown."""
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    return units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"
