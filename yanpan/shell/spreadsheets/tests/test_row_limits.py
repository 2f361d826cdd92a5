"""Lists as long as their formats allow (T12): every row is counted, or the file is refused with the reason."""

from __future__ import annotations

import io
import re
import time

import pytest
import xlwt  # type: ignore[import-untyped]

from yanpan.shell.spreadsheets.reading import FileRefused, read_workbook
from yanpan.shell.spreadsheets.tests import files
from yanpan.shell.spreadsheets.tests.files import sheet_xml, xlsx
from yanpan.shell.spreadsheets.workbook import Workbook

ID = "411102198001010019"


def warned(book: Workbook) -> bool:
    return any(warning.code == "suspected_cut" for warning in book.warnings)


def long_xlsx(rows: int) -> bytes:
    lines = (
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="str"><v>{ID}</v></c></row>'
        for n in range(1, rows + 1)
    )
    return xlsx(sheet_xml("".join(lines)))


def long_xls(rows: int) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(rows):
        sheet.write(row, 0, row + 1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.torture
@pytest.mark.parametrize("rows", [65_535, 65_536])
def test_an_old_workbook_of_the_longest_kind_is_counted_to_its_last_row(rows: int) -> None:
    book = read_workbook(long_xls(rows), "a.xls")
    assert [row.cells[0] for row in book.sheets[0].rows] == [float(n) for n in range(1, rows + 1)]
    assert warned(book)


def test_an_old_workbook_cannot_hold_one_row_more() -> None:
    with pytest.raises(ValueError, match="row index"):
        xlwt.Workbook().add_sheet("a").write(65_536, 0, 1)


@pytest.mark.torture
@pytest.mark.parametrize("rows", [65_535, 65_536, 65_537, 1_048_575, 1_048_576])
def test_a_long_workbook_is_counted_to_its_last_row(rows: int) -> None:
    book = read_workbook(long_xlsx(rows), "a.xlsx")
    (sheet,) = book.sheets
    assert len(sheet.rows) == rows
    assert sum(row.cells == (row.number, ID) for row in sheet.rows) == rows
    assert warned(book)


@pytest.mark.torture
def test_two_million_rows_are_refused_whole() -> None:
    started = time.monotonic()
    with pytest.raises(FileRefused) as caught:
        read_workbook(long_xlsx(2_000_000), "a.xlsx")
    assert (caught.value.code, caught.value.facts["row"]) == ("rows_beyond_format", 1_048_577)
    assert time.monotonic() - started < 60


@pytest.mark.torture
@pytest.mark.parametrize(("rows", "accepted"), [(1_048_576, True), (1_048_577, False)])
def test_a_text_file_has_as_many_rows_as_a_workbook(rows: int, accepted: bool) -> None:
    data = b"".join(b"%d,%s\n" % (n, ID.encode()) for n in range(1, rows + 1))
    if accepted:
        assert len(read_workbook(data, "a.csv").sheets[0].rows) == rows
        return
    with pytest.raises(FileRefused) as caught:
        read_workbook(data, "a.csv")
    assert caught.value.code == "too_many_rows"


def test_an_identity_number_kept_as_a_fraction_has_lost_its_last_digits_and_is_seen_to() -> None:
    stored = ["4.11102198001010E+17", ID, f"{ID}.0"]
    cells = "".join(f'<c r="{letter}1"><v>{text}</v></c>' for letter, text in zip("ABC", stored, strict=True))
    lost, whole, fraction = (
        read_workbook(xlsx(sheet_xml(f'<row r="1">{cells}</row>')), "a.xlsx").sheets[0].rows[0].cells
    )
    assert whole == int(ID)
    assert isinstance(lost, float)
    assert isinstance(fraction, float)


def test_a_list_cut_by_a_program_that_saved_it_in_the_old_format_is_suspected() -> None:
    long = long_xlsx(70_000)
    whole = read_workbook(long, "a.xlsx")
    kept = [row.cells for row in whole.sheets[0].rows[:65_536]]
    text = "\n".join(f"{number},{identity}" for number, identity in kept).encode()
    cut = read_workbook(text, "a.csv")
    assert (warned(whole), warned(cut)) == (False, True)
    assert len(cut.sheets[0].rows) == 65_536


def test_a_sheet_cut_off_in_the_middle_of_a_row_is_damage() -> None:
    parts = files.xlsx_parts(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
    parts["xl/worksheets/sheet1.xml"] = re.sub("</row>.*", "", parts["xl/worksheets/sheet1.xml"])
    with pytest.raises(FileRefused) as caught:
        read_workbook(files.zipped(parts), "a.xlsx")
    assert caught.value.code == "damaged_file"
