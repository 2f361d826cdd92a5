"""Web pages saved as .xls: their tables are read, nothing else of them."""

from __future__ import annotations

import contextlib
import time

import pytest

from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.reading import read_workbook
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import CellValue, Limits, Sheet, Workbook

PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
    '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>导出</title>'
    "<style>td{mso-number-format:'@'}</style><script>alert(1)</script></head><body><table border=1>{rows}</table>"
    "</body></html>"
)
ROWS = (
    "<tr><th>姓名<th>身份证号<th>电话</tr>"
    "<tr><td>王某</td><td x:str>411102198001010016</td><td>138&nbsp;0000<br>0000</td></tr>"
)


def opened(page: str, name: str = "名单.xls", encoding: str = "gb18030") -> Workbook:
    return parse(page.encode(encoding), name, Limits())


def values(page: str) -> list[tuple[CellValue, ...]]:
    return [row.cells for row in only_sheet(page).rows]


def only_sheet(page: str) -> Sheet:
    (sheet,) = opened(page).sheets
    return sheet


def test_a_page_called_xls_is_read_as_the_table_it_holds() -> None:
    book = read_workbook(PAGE.replace("{rows}", ROWS).encode("gb18030"), "名单.xls")
    assert book.kind == "html"
    assert [row.cells for row in book.sheets[0].rows] == [
        ("姓名", "身份证号", "电话"),
        ("王某", "411102198001010016", "138 0000\n0000"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_read_in_any_encoding_whatever_it_says(encoding: str) -> None:
    page = "<table>" + ROWS + "</table>"
    assert opened(page, encoding=encoding).sheets[0].rows[1].cells[0] == "王某"


def test_cells_over_several_rows_and_columns_keep_their_place() -> None:
    page = (
        "<table><tr><td rowspan=2>序号<td colspan=2>人员</tr><tr><td>姓名<td>电话</tr>"
        "<tr><td>1<td rowspan=2>王某<td>1</tr><tr><td>2<td>3</tr></table>"
    )
    assert values(page) == [
        ("序号", "人员"),
        (None, "姓名", "电话"),
        ("1", "王某", "1"),
        ("2", None, "3"),
    ]
    assert [tuple(row) for row in only_sheet(page).grid()][3] == ("2", "王某", "3")


def test_hidden_coloured_and_struck_rows_of_a_page_are_flagged() -> None:
    page = (
        "<table><tr><td>甲</tr><tr style='display:none'><td>乙</tr><tr bgcolor=#FFFF00><td>丙</tr>"
        "<tr><td><s>丁</s></tr><tr><td style='text-decoration:line-through;background:red'>戊</tr>"
        "<tr><td>己</tr></table>"
    )
    assert [(row.hidden, row.struck, row.fill) for row in only_sheet(page).rows] == [
        (False, False, None),
        (True, False, None),
        (False, False, "FFFF00"),
        (False, True, None),
        (False, True, "FF0000"),
        (False, False, None),
    ]


def test_each_table_is_a_sheet_and_a_table_in_a_table_as_well() -> None:
    page = "<table><tr><td>外<table><tr><td>内</tr></table></tr></table><table><tr><td>次</tr></table>"
    assert [[row.cells for row in sheet.rows] for sheet in opened(page).sheets] == [
        [("内",)],
        [("外",)],
        [("次",)],
    ]


@pytest.mark.parametrize(
    ("page", "name", "code"),
    [
        ("<html><body><p>姓名</p></body></html>", "名单.xls", "not_a_spreadsheet"),
        ("<table></table>", "名单.xls", "not_a_spreadsheet"),
        ("<table><tr><td>姓名</tr></table>", "名单.csv", "not_a_spreadsheet"),
        ("<table><tr>" + "<td colspan=900>甲" * 2 + "</tr></table>", "名单.xls", "too_many_columns"),
        ("<table>" * 300, "名单.xls", "damaged_file"),
    ],
)
def test_pages_that_are_no_list_are_refused(page: str, name: str, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        opened(page, name)
    assert caught.value.code == code


def test_scripts_and_what_a_page_points_to_are_not_read() -> None:
    page = (
        "<table><tr><td><script>document.write('坏')</script>王某<img src=http://127.0.0.1/x>"
        "<iframe src=file:///etc/passwd>坏</iframe></tr></table>"
    )
    assert values(page) == [("王某",)]


@pytest.mark.parametrize("piece", ["<a", "<!--", "<!", "&#", "<td ", "</", "<![CDATA[", "<?", '<td a="'])
def test_a_page_of_broken_tags_does_not_hold_up_the_reader(piece: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(FileRefused):
        read_workbook(("<table><tr><td>甲</td></tr>" + piece * 200_000).encode(), "名单.xls")
    assert time.monotonic() - started < 10
