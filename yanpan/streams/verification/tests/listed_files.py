"""Workbooks as offices send them, for the tests of lists: colours, marks, several sheets."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from yanpan.streams.verification.exchange import ReadList, read_list
from yanpan.streams.verification.tests.lists import TITLES, Line

YELLOW, GREY = "FFFF00", "C0C0C0"


def cells_of(number: int, one: Line) -> list[object]:
    return [number, one.name, one.id_number, one.phone, one.address, one.reason, one.place, one.on]


def workbook_of(
    lines: Sequence[Line],
    *,
    colours: Mapping[int, str] | None = None,
    struck: Sequence[int] = (),
    hidden: Sequence[int] = (),
    titles: Sequence[str] = TITLES,
    sheets: Sequence[str] = ("名单",),
) -> bytes:
    """An xlsx with the same lines on each sheet; colours, struck and hidden by line from 0."""
    book = Workbook()
    for name in sheets:
        sheet = book.create_sheet(name)
        sheet.append(list(titles))
        for number, one in enumerate(lines):
            sheet.append(cells_of(number + 1, one))
            for cell in sheet[number + 2]:
                if colour := (colours or {}).get(number):
                    cell.fill = PatternFill("solid", start_color=colour)
                if number in struck:
                    cell.font = Font(strike=True)
            sheet.row_dimensions[number + 2].hidden = number in hidden
    del book["Sheet"]
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def read_workbook_of(lines: Sequence[Line], name: str = "名单.xlsx", **marks: object) -> ReadList:
    return read_list(workbook_of(lines, **marks), name)  # type: ignore[arg-type]


def sent(
    rows: Sequence[Sequence[object]], titles: Sequence[str], name: str = "名单.xlsx", sheet: str = "名单"
) -> ReadList:
    """A sheet with its own titles, read as an upload is."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(list(titles))
    for row in rows:
        page.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return read_list(kept.getvalue(), name)
