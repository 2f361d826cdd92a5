"""Where texts about persons go in the file their list came in, however its tables lie."""

from collections.abc import Mapping, Sequence

from yanpan.science.list_layout.cell_text import cell_text
from yanpan.shell.spreadsheets.filling import NewColumn, SheetTexts
from yanpan.streams.verification.exchange.reading import ReadSheet


def into_columns(sheet: ReadSheet, texts: Mapping[int, Mapping[int, str]], kept: Sequence[int]) -> SheetTexts:
    """Texts by column of the layout and number of the row; a cell of a `kept` column that holds something stays."""
    cells = {
        sheet.cell(number, column): text
        for column, own in texts.items()
        for number, text in own.items()
        if not (sheet.turned and column in kept and _holds(sheet, number, column))
    }
    return SheetTexts(sheet.title, cells, kept_columns=() if sheet.turned else kept)


def _holds(sheet: ReadSheet, number: int, column: int) -> bool:
    row = next((row for row in sheet.rows if row.number == number), None)
    return bool(row and column < len(row.cells) and cell_text(row.cells[column]))


def beside(sheet: ReadSheet, new: Sequence[NewColumn]) -> SheetTexts:
    """New columns; where the table lies on its side they are lines below everything on the sheet."""
    if sheet.turned is None:
        return SheetTexts(sheet.title, new_columns=new)
    cells: dict[tuple[int, int], str] = {}
    for line, column in enumerate(new, start=sheet.turned.last_row + 1):
        cells[line, sheet.turned.side - 1] = column.title
        cells |= {(line, number - 1): text for number, text in column.texts.items()}
    return SheetTexts(sheet.title, cells)


def by_sheet(orders: Sequence[SheetTexts]) -> list[SheetTexts]:
    """One order for each sheet of the file: several tables may stand on it."""
    found: dict[str, SheetTexts] = {}
    for one in orders:
        before = found.get(one.sheet, SheetTexts(one.sheet))
        found[one.sheet] = SheetTexts(
            one.sheet,
            {**before.cells, **one.cells},
            [*before.new_columns, *one.new_columns],
            {*before.kept_columns, *one.kept_columns},
        )
    return list(found.values())
