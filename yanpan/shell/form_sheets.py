"""Our own forms that come back filled: the sheet is known by its titles, wherever its rows and columns were moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yanpan.kernel.errors import Refused
from yanpan.science.list_layout.cell_text import cell_text
from yanpan.shell.spreadsheets.reading import Limits, Sheet, Workbook, read_workbook

LIMITS = Limits(max_bytes=10 * 1024 * 1024, max_rows=50_000, max_columns=60, max_sheets=20)
LOOKED_THROUGH = 20  # rows from the top among which the titles stand


@dataclass(frozen=True, slots=True)
class FilledRow:
    """row: as the spreadsheet shows it at its left edge; texts: in the order of the titles asked for."""

    row: int
    texts: tuple[str, ...]


def open_form(content: bytes, file_name: str) -> Workbook:
    """Raises FileRefused."""
    return read_workbook(content, file_name, limits=LIMITS)


def rows_under(book: Workbook, titles: Sequence[str]) -> list[FilledRow] | None:
    """The rows of the sheet that has all these titles, without the blank ones; None where no sheet has them."""
    for sheet in book.sheets:
        lines = [tuple(cell_text(cell).strip() for cell in cells) for cells in sheet.grid()]
        for at, line in enumerate(lines[:LOOKED_THROUGH]):
            if set(titles) <= set(line):
                return list(_rows(sheet, lines, at, [line.index(one) for one in titles]))
    return None


def _rows(
    sheet: Sheet, lines: Sequence[tuple[str, ...]], at: int, columns: Sequence[int]
) -> Iterator[FilledRow]:
    for index in range(at + 1, len(lines)):
        line = lines[index]
        texts = tuple(line[column] if column < len(line) else "" for column in columns)
        if any(texts):
            yield FilledRow(sheet.rows[index].number, texts)


def needed(rows: list[FilledRow] | None, titles: Sequence[str]) -> list[FilledRow]:
    """Raises Refused('sheet_without_titles') for None."""
    if rows is None:
        raise Refused("sheet_without_titles", titles="、".join(titles))
    return rows
