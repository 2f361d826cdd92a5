"""Reads .xls: values through calamine, fills, hidden and struck rows from the record stream."""

from __future__ import annotations

import datetime
import io

import python_calamine

from yanpan.shell.spreadsheets.compound_file import CompoundFile
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.row_collector import CellCount, RowCollector
from yanpan.shell.spreadsheets.workbook import CellValue, Limits, MergedRange, Sheet
from yanpan.shell.spreadsheets.xls_records import MarkReader, SheetMarks

Visibility = python_calamine.SheetVisibleEnum


def read_xls(data: bytes, limits: Limits) -> list[Sheet]:
    """The worksheets of an .xls; FileRefused when locked, damaged or something else."""
    container = CompoundFile(data)
    refuse_other_contents(container)
    marks = MarkReader().read(container.stream("Workbook") or container.stream("Book"))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _sheets(book, marks, limits)
    except python_calamine.PasswordError as error:
        raise FileRefused("password_protected") from error
    except (python_calamine.CalamineError, MemoryError) as error:
        # Where its sizes are true an old workbook fits many times into the memory there is.
        raise FileRefused("damaged_file", part="Workbook") from error
    except BaseException as error:
        # Rust's panics come as a BaseException of a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused("damaged_file", part="Workbook") from error


def refuse_other_contents(container: CompoundFile) -> None:
    """FileRefused for locked workbooks and for other documents in the same container."""
    names = set(container.names())
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise FileRefused("password_protected")
    if not names & {"Workbook", "Book"}:
        raise FileRefused("not_a_spreadsheet", looks_like="doc" if "WordDocument" in names else "ole")


def _sheets(book: python_calamine.CalamineWorkbook, marks: list[SheetMarks], limits: Limits) -> list[Sheet]:
    count = CellCount(limits)
    worksheet = python_calamine.SheetTypeEnum.WorkSheet
    listed = [each for each in book.sheets_metadata if each.typ == worksheet]
    if len(listed) > limits.max_sheets:
        raise FileRefused("too_many_sheets", sheets=len(listed), limit=limits.max_sheets)
    sheets = []
    for index, each in enumerate(listed):
        of_sheet = marks[index] if len(marks) == len(listed) else SheetMarks()
        sheets.append(_sheet(book.get_sheet_by_name(each.name), _state(each.visible), of_sheet, count))
    return sheets


def _sheet(
    source: python_calamine.CalamineSheet,
    state: str,
    marks: SheetMarks,
    count: CellCount,
) -> Sheet:
    rows = RowCollector(source.name, count)
    # `start` is where the values begin; the rows given here begin there too.
    top, left = source.start or (0, 0)
    struck = marks.struck_rows()
    values = source.to_python(skip_empty_area=True) if source.start else []
    for index, cells in enumerate(values, start=top):
        given = [None] * left + [_value(cell) for cell in cells]
        rows.add(
            index + 1,
            given,
            hidden=index in marks.hidden_rows,
            struck=index in struck,
            colours=sorted(marks.colours.get(index, ())),
        )
    merged = [
        MergedRange(first[0] + 1, last[0] + 1, first[1], last[1])
        for first, last in source.merged_cell_ranges or []
    ]
    return rows.sheet(state=state, hidden_columns=marks.hidden_columns, merged=merged)


def _state(visibility: python_calamine.SheetVisibleEnum) -> str:
    if visibility == Visibility.Visible:
        return "visible"
    return "hidden" if visibility == Visibility.Hidden else "very_hidden"


def _value(cell: object) -> CellValue:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, datetime.time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    if isinstance(cell, bool | int | float | datetime.date):
        return cell
    return None
