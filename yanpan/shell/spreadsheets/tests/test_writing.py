"""Written files: the same bytes, the same values back, and nothing a spreadsheet would evaluate."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.workbook import CellValue, Limits
from yanpan.shell.spreadsheets.writing import SheetToWrite, is_risky, write_workbook

NOON = datetime.datetime(2021, 8, 5, 12, tzinfo=datetime.UTC)
ATTACKS = ["=1+1", "+1", "-2+3", "@SUM(1,1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "＝1+1", " =1"]


def written(rows: list[list[CellValue]], *, title: str = "", watermark: str = "", footer: str = "") -> bytes:
    sheet = SheetToWrite("名单", ("姓名", "电话"), rows, title=title, watermark=watermark, footer=footer)
    return write_workbook([sheet], fixed_at=NOON)


def read_back(data: bytes) -> list[tuple[CellValue, ...]]:
    return [row.cells for row in parse(data, "a.xlsx", Limits()).sheets[0].rows]


def test_the_same_input_gives_the_same_bytes() -> None:
    rows: list[list[CellValue]] = [["王某", "13800000000"], [datetime.date(2021, 8, 5), 1.5]]
    assert written(rows, watermark="演练数据") == written(rows, watermark="演练数据")


def test_the_only_time_in_the_file_is_the_fixed_one() -> None:
    with zipfile.ZipFile(io.BytesIO(written([]))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2021, 8, 5, 12, 0, 0)}
        assert b"2021-08-05T12:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_a_formula_and_each_comes_back_as_typed(attack: str) -> None:
    data = written([[attack, "x"]])
    cell = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert b"<f" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").replace(
        b"<footer", b""
    )
    assert read_back(data)[1] == (attack, "x")


def test_headers_titles_and_footers_are_neutralised_too() -> None:
    data = write_workbook(
        [SheetToWrite("a", ("=1",), [], title="=2", watermark="=3", footer="=4")], fixed_at=NOON
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [sheet[f"A{row}"] for row in range(1, 5)]
    assert [cell.value for cell in cells] == ["=3", "=2", "=1", "=4"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_ordinary_text_is_left_alone() -> None:
    assert not is_risky("王某")
    assert not is_risky("3-2")


def test_long_numbers_are_written_as_text_so_that_no_digit_is_lost() -> None:
    assert read_back(written([[411122198210303905]]))[1] == ("411122198210303905",)


def test_watermark_title_and_footer_stand_around_the_table() -> None:
    rows = read_back(written([["王某", "1"]], watermark="演练数据", title="反馈表", footer="填报人："))
    assert rows == [("演练数据",), ("反馈表",), ("姓名", "电话"), ("王某", "1"), ("填报人：",)]


def test_the_watermark_is_on_every_printed_page() -> None:
    with zipfile.ZipFile(io.BytesIO(written([], watermark="演练 A&B"))) as archive:
        assert (
            "<oddHeader>&amp;C演练 A&amp;&amp;B</oddHeader>"
            in archive.read("xl/worksheets/sheet1.xml").decode()
        )


def test_sheet_names_are_made_acceptable_and_distinct() -> None:
    sheets = [SheetToWrite(name, ("a",), []) for name in ("南京/扬州", "南京?扬州", "x" * 40, "")]
    names = openpyxl.load_workbook(io.BytesIO(write_workbook(sheets, fixed_at=NOON))).sheetnames
    assert names == ["南京 扬州", "南京 扬州 (2)", "x" * 31, "Sheet4"]


def test_what_does_not_fit_is_refused_not_cut() -> None:
    with pytest.raises(ValueError, match="32768 characters"):
        written([["x" * 32_768]])
    with pytest.raises(ValueError, match="time zone"):
        written([[NOON]])
    with pytest.raises(ValueError, match="at least one sheet"):
        write_workbook([], fixed_at=NOON)
    with pytest.raises(ValueError, match="aware"):
        write_workbook([SheetToWrite("a", (), [])], fixed_at=NOON.replace(tzinfo=None))


@given(
    st.lists(
        st.one_of(
            st.text(max_size=30).filter(lambda text: text != "" and "\0" not in text),
            st.integers(-(10**14), 10**14),
            st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=80, deadline=None)
def test_every_value_comes_back_the_same(values: list[CellValue]) -> None:
    assert read_back(written([values]))[1] == tuple(values)
