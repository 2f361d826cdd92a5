"""The file filled in its own format, read back, and refused if it does not say what it should. Child process only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yanpan.shell.spreadsheets.filling.new_xlsx import as_xlsx
from yanpan.shell.spreadsheets.filling.ods import fill_ods
from yanpan.shell.spreadsheets.filling.placing import place_all
from yanpan.shell.spreadsheets.filling.problem import Placed, SheetTexts
from yanpan.shell.spreadsheets.filling.text import fill_text
from yanpan.shell.spreadsheets.filling.xlsx import fill_xlsx
from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.references import column_letters
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import CellValue, Limits, Workbook


def finish(data: bytes, name: str, sheets: Sequence[SheetTexts], limits: Limits) -> tuple[bytes, str, bool]:
    """The file, its kind, and whether its format is another than it came in."""
    book = parse(data, name, limits)
    placed = place_all(book, sheets)
    filled = _in_own_format(data, book, placed)
    kind = book.kind if filled is not None else "xlsx"
    done = filled if filled is not None else as_xlsx(data, book, placed)
    _check(book, parse(done, f"file.{kind}", limits), placed)
    return done, kind, filled is None


def _in_own_format(data: bytes, book: Workbook, placed: Mapping[int, Placed]) -> bytes | None:
    """None for what is not written in the format it came in."""
    if book.kind == "xlsx":
        return fill_xlsx(data, placed)
    if book.kind == "ods":
        return fill_ods(data, placed)
    if book.kind in ("csv", "tsv"):
        return fill_text(data, placed[0].rows if placed else {})
    return None


def _check(before: Workbook, after: Workbook, placed: Mapping[int, Placed]) -> None:
    """Every cell reads as before, those with a text as that text."""
    if len(before.sheets) != len(after.sheets):
        raise FileRefused("filling_failed", sheet="", cell="")
    for index, (old, new) in enumerate(zip(before.sheets, after.sheets, strict=True)):
        texts = placed[index].rows if index in placed else {}
        wanted = {row.number: row.cells for row in old.rows}
        found = {row.number: row.cells for row in new.rows}
        for number in wanted.keys() | found.keys():
            line = _with_texts(wanted.get(number, ()), texts.get(number, {}))
            if not _same(line, found.get(number, ())):
                raise FileRefused(
                    "filling_failed", sheet=old.name, cell=_first_difference(line, found, number)
                )


def _with_texts(cells: Sequence[CellValue], texts: Mapping[int, str]) -> list[CellValue]:
    width = max(len(cells), *(column + 1 for column in texts)) if texts else len(cells)
    line = [*cells, *[None] * (width - len(cells))]
    for column, text in texts.items():
        line[column] = text
    return line


def _same(wanted: Sequence[CellValue], found: Sequence[CellValue]) -> bool:
    return [_plain(one) for one in wanted] == [_plain(one) for one in found]


def _plain(value: CellValue) -> CellValue:
    """As it reads: separated text guards what begins like a formula, and knows no kinds."""
    return value.removeprefix("'") if isinstance(value, str) else value


def _first_difference(
    wanted: Sequence[CellValue], found: Mapping[int, Sequence[CellValue]], number: int
) -> str:
    line = found.get(number, ())
    for column, value in enumerate(wanted):
        if column >= len(line) or _plain(line[column]) != _plain(value):
            return f"{column_letters(column)}{number}"
    return f"{column_letters(len(wanted))}{number}"
