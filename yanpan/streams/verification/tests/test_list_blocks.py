"""Tables on their side and beside each other: every person is filed once, and answers find their cell."""

import io

import openpyxl
from openpyxl.styles import PatternFill

from tests.world import NOW
from yanpan.shell.spreadsheets.filling import NewColumn, fill
from yanpan.shell.spreadsheets.reading import read_workbook
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook
from yanpan.streams.verification.exchange import person_rows, read_list
from yanpan.streams.verification.exchange.placing import beside, by_sheet, into_columns

CARDS = [
    ["姓名", "王磊", "李娜娜"],
    ["身份证号", "411102198001010016", "411123199203034523"],
    ["联系电话", "13800000000", "13900000000"],
    ["现住址", "漯河市源汇区柳江路社区", "漯河市舞阳县北舞渡镇"],
    ["核查结果", "", ""],
]
HALVES = [
    ["姓名", "身份证号", "联系电话", "姓名", "身份证号", "联系电话"],
    ["王磊", "411102198001010016", "13800000000", "李娜娜", "411123199203034523", "13900000000"],
    ["赵强", "411104197505052119", "13700000000", "刘敏", "411121196609093045", "13600000000"],
]


def file_of(lines: list[list[str]]) -> bytes:
    return write_workbook([SheetToWrite("名单", lines[0], lines[1:])], fixed_at=NOW)


def test_each_column_of_a_turned_table_is_a_person_numbered_by_its_column() -> None:
    read = read_list(file_of(CARDS), "卡片.xlsx")
    rows = person_rows(read, {})
    assert [(row.number, row.fields["name"]) for row in rows] == [(2, "王磊"), (3, "李娜娜")]
    assert rows[0].fields["phone"] == "13800000000"


def test_two_halves_of_a_list_file_every_person_under_a_place_of_its_own() -> None:
    rows = person_rows(read_list(file_of(HALVES), "双栏.xlsx"), {})
    assert [row.fields["name"] for row in rows] == ["王磊", "赵强", "李娜娜", "刘敏"]
    assert len({(row.sheet, row.number) for row in rows}) == 4


def test_answers_about_a_turned_table_go_into_the_column_of_the_person() -> None:
    data = file_of(CARDS)
    (sheet,) = read_list(data, "卡片.xlsx").sheets
    new = NewColumn("回填说明", sheet.header, {2: "在漯", 3: "不在漯"})
    order = by_sheet([into_columns(sheet, {4: {2: "已管控", 3: "外地"}}, [4]), beside(sheet, [new])])
    filled = read_workbook(fill(data, "卡片.xlsx", order).data, "卡片.xlsx").sheets[0]
    assert filled.rows[4].cells == ("核查结果", "已管控", "外地")
    assert filled.rows[5].cells == ("回填说明", "在漯", "不在漯")


def test_what_stands_in_a_kept_line_of_a_turned_table_stays() -> None:
    lines = [*CARDS[:-1], ["核查结果", "早已核查", ""]]
    (sheet,) = read_list(file_of(lines), "卡片.xlsx").sheets
    assert into_columns(sheet, {4: {2: "在漯", 3: "在漯"}}, [4]).cells == {(5, 2): "在漯"}
    assert into_columns(sheet, {4: {2: "在漯"}}, []).cells == {(5, 1): "在漯"}


def test_answers_about_two_halves_of_a_list_are_one_order_for_their_sheet() -> None:
    data = file_of(HALVES)
    left, right = read_list(data, "双栏.xlsx").sheets
    orders = [
        beside(each, [NewColumn("结果", each.header, {2: name})])
        for each, name in ((left, "甲"), (right, "乙"))
    ]
    filled = read_workbook(fill(data, "双栏.xlsx", by_sheet(orders)).data, "双栏.xlsx").sheets[0]
    assert filled.rows[1].cells[6:] == ("甲", "乙")


def test_the_words_a_sheet_has_for_a_colour_are_carried_along() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    yellow = PatternFill("solid", fgColor="FFFFFF00")
    for line in (
        ["黄色：已转运"],
        ["姓名", "身份证号"],
        ["王磊", "411102198001010016"],
        ["赵强", "411104197505052119"],
    ):
        sheet.append(line)
    for place in ("A1", "A3", "B3"):
        sheet[place].fill = yellow
    buffer = io.BytesIO()
    book.save(buffer)
    read = read_list(buffer.getvalue(), "着色.xlsx")
    assert (read.colours, read.legends) == ({"FFFF00": 1}, {"FFFF00": "黄色：已转运"})


def test_a_page_saved_as_xls_is_a_list_like_any_other() -> None:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in HALVES)
    read = read_list(f"<html><table>{cells}</table></html>".encode("gb18030"), "导出.xls")
    assert (read.kind, read.person_rows) == ("html", 4)
