"""Separated text, .ods and .xls filled; what cannot stay as it is becomes an .xlsx and says so."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]

from yanpan.shell.spreadsheets.filling import NewColumn, SheetTexts, fill
from yanpan.shell.spreadsheets.reading import FileRefused, read_workbook
from yanpan.shell.spreadsheets.tests.files import ods, ods_row

LINES = '姓名,电话,结果\r\n"张,三",138,\r\n李四,"139",\r\n'


def text_filled(data: bytes, *cells: tuple[int, int, str], new: tuple[NewColumn, ...] = ()) -> bytes:
    order = SheetTexts("", {(row, column): text for row, column, text in cells}, new)
    done = fill(data, "名单.csv", [order])
    assert not done.format_is_new and done.name == "名单.csv"
    return done.data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encoding_mark_quotes_and_line_ends_stay(encoding: str) -> None:
    done = text_filled(LINES.encode(encoding), (2, 2, "在漯"), (3, 2, "失,联"))
    assert done == '姓名,电话,结果\r\n"张,三",138,在漯\r\n李四,"139","失,联"\r\n'.encode(encoding)


@pytest.mark.parametrize(("delimiter", "end"), [("\t", "\n"), (";", "\r\n"), ("|", "\r")])
def test_delimiter_and_line_ends_stay(delimiter: str, end: str) -> None:
    before = end.join(delimiter.join(line) for line in (("姓名", "电话"), ("张三", "138"), ("李四", "139")))
    done = text_filled(before.encode(), new=(NewColumn("结果", 1, {3: "在漯"}),))
    assert done.decode() == end.join(
        delimiter.join(line) for line in (("姓名", "电话", "结果"), ("张三", "138"), ("李四", "139", "在漯"))
    )


def test_a_file_that_quotes_everything_goes_on_doing_so() -> None:
    done = text_filled('"姓名","电话"\n"张三","138"\n'.encode(), new=(NewColumn("结果", 1, {2: '"在"漯'}),))
    assert done.decode() == '"姓名","电话","结果"\n"张三","138","""在""漯"\n'


def test_a_first_line_that_names_the_delimiter_is_no_row() -> None:
    done = text_filled("sep=;\r\n姓名;电话\r\n张三;138\r\n".encode(), (2, 1, "139"))
    assert done.decode() == "sep=;\r\n姓名;电话\r\n张三;139\r\n"


def test_rows_over_several_lines_and_blank_lines_count_as_the_reader_counts() -> None:
    done = text_filled('姓名,住址\n张三,"漯河\n召陵"\n\n李四,\n'.encode(), (4, 1, "在漯"))
    assert done.decode() == '姓名,住址\n张三,"漯河\n召陵"\n\n李四,在漯\n'


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@x", " =1"])
def test_in_text_what_begins_like_a_formula_is_guarded(text: str) -> None:
    done = text_filled("姓名,结果\n张三,\n".encode(), (2, 1, text))
    assert done.decode().splitlines()[1].split(",")[1].strip('"') == "'" + text


def test_words_an_encoding_cannot_hold_make_it_an_xlsx() -> None:
    done = fill(
        "姓名,結果\n張三,\n李四,\n陳五,\n".encode("big5"), "名單.csv", [SheetTexts("", {(2, 1): "失联"})]
    )
    assert done.format_is_new and done.name == "名單.xlsx"
    assert read_workbook(done.data, done.name).sheets[0].rows[1].cells == ("張三", "失联")


# ods


def ods_values(data: bytes) -> list[tuple[object, ...]]:
    return [row.cells for row in read_workbook(data, "a.ods").sheets[0].rows]


def test_an_ods_changes_in_its_content_alone() -> None:
    data = ods(ods_row("姓名", "结果") + ods_row("张三", ""))
    done = fill(data, "a.ods", [SheetTexts("表1", {(2, 1): "在漯"})])
    assert ods_values(done.data) == [("姓名", "结果"), ("张三", "在漯")]
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(done.data)) as after:
        assert after.namelist() == before.namelist()
        assert [n for n in before.namelist() if before.read(n) != after.read(n)] == ["content.xml"]


def test_repeated_rows_and_cells_are_taken_apart_where_one_changes() -> None:
    data = ods(ods_row("姓名", "结果") + ods_row("张三", repeat=4))
    done = fill(data, "a.ods", [SheetTexts("表1", {(4, 2): "在漯"})])
    assert ods_values(done.data) == [
        ("姓名", "结果"),
        ("张三",),
        ("张三",),
        ("张三", None, "在漯"),
        ("张三",),
    ]
    blank = (
        '<table:table-row><table:table-cell table:style-name="s1" table:number-columns-repeated="5"/>'
        "</table:table-row>"
    )
    done = fill(ods(ods_row("姓名") + blank), "a.ods", [SheetTexts("表1", {(2, 2): "中"})])
    content = zipfile.ZipFile(io.BytesIO(done.data)).read("content.xml").decode()
    assert 'number-columns-repeated="2"/><table:table-cell table:style-name="s1" office:value-type' in content
    assert ods_values(done.data) == [("姓名",), (None, None, "中")]


def test_an_ods_cell_keeps_its_note_and_format() -> None:
    noted = (
        '<table:table-row><table:table-cell table:style-name="s7" office:value-type="float" office:value="1">'
        "<office:annotation><text:p>请核对</text:p></office:annotation><text:p>1</text:p></table:table-cell>"
        "</table:table-row>"
    )
    done = fill(ods(noted), "a.ods", [SheetTexts("表1", {(1, 0): "在  漯\n二"})])
    content = zipfile.ZipFile(io.BytesIO(done.data)).read("content.xml").decode()
    assert 'table:style-name="s7" office:value-type="string"><office:annotation>' in content
    assert ods_values(done.data) == [("在  漯\n二",)]


def test_an_ods_formula_is_never_written_over() -> None:
    inner = '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>'
    cell = f"<table:table-row>{inner}</table:table-row>"
    with pytest.raises(FileRefused) as caught:
        fill(ods(cell), "a.ods", [SheetTexts("表1", {(1, 0): "x"})])
    assert caught.value.code == "cell_holds_a_formula"


# xls


def old_book() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("南京市")
    dressed = xlwt.easyxf(
        "font: bold on; pattern: pattern solid, fore_colour yellow; borders: left thin; align: horiz center, wrap on",
        num_format_str="yyyy-mm-dd",
    )
    page.write_merge(0, 0, 0, 2, "推送名单")
    for column, title in enumerate(("姓名", "日期", "结果")):
        page.write(1, column, title)
    page.write(2, 0, "演练1")
    page.write(2, 1, datetime.date(2021, 8, 5), dressed)
    page.col(1).width = 256 * 30
    page.col(0).hidden = True
    page.row(3).hidden = True
    page.write(3, 0, "演练2")
    book.add_sheet("说明").write(0, 0, "填表说明")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_an_xls_comes_back_as_an_xlsx_that_looks_the_same() -> None:
    done = fill(old_book(), "名单.xls", [SheetTexts("南京市", {(3, 2): "=在漯"})])
    assert done.format_is_new and done.name == "名单.xlsx" and done.kind == "xlsx"
    book = openpyxl.load_workbook(io.BytesIO(done.data))
    page = book["南京市"]
    assert book.sheetnames == ["南京市", "说明"]
    assert page["C3"].value == "=在漯" and page["C3"].data_type == "s"
    day = page["B3"]
    assert (day.value, day.number_format) == (datetime.datetime(2021, 8, 5), "yyyy-mm-dd")  # noqa: DTZ001
    assert day.font.b and day.fill.fgColor.indexed == 13
    assert (
        day.border.left.style == "thin" and day.alignment.horizontal == "center" and day.alignment.wrap_text
    )
    assert page.column_dimensions["B"].width == 30 and page.column_dimensions["A"].hidden
    assert page.row_dimensions[4].hidden
    assert [str(one) for one in page.merged_cells.ranges] == ["A1:C1"]


def test_an_xls_filled_twice_is_the_same_to_the_byte() -> None:
    order = [SheetTexts("南京市", {(3, 2): "在漯"})]
    assert fill(old_book(), "a.xls", order).data == fill(old_book(), "a.xls", order).data
