"""What accepted files give: true row numbers, exact values, and what a person should know."""

from __future__ import annotations

import datetime
import io

import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.reading import read_workbook
from yanpan.shell.spreadsheets.tests import files
from yanpan.shell.spreadsheets.tests.files import ROW, sheet_xml, xlsx
from yanpan.shell.spreadsheets.text_encoding import decode
from yanpan.shell.spreadsheets.text_files import sniff_delimiter
from yanpan.shell.spreadsheets.workbook import CellValue, Limits, Sheet, Workbook

NOON = datetime.datetime.fromisoformat("2021-08-05T12:00:00")
PEOPLE = "姓名,电话\n王某,13800000000\n李某,13900000000\n"


def opened(data: bytes, name: str) -> Workbook:
    """What the child process does, here in the test's own process."""
    return parse(data, name, Limits())


def only_sheet(data: bytes, name: str) -> Sheet:
    (sheet,) = opened(data, name).sheets
    return sheet


def values(data: bytes, name: str = "a.csv") -> list[tuple[CellValue, ...]]:
    return [row.cells for row in only_sheet(data, name).rows]


def one_cell(inner: str, *, style: str = "", kind: str = "", styles: str = files.STYLES) -> CellValue:
    attributes = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
    sheet = sheet_xml(f'<row r="1"><c r="A1"{attributes}>{inner}</c></row>')
    return only_sheet(xlsx(sheet, xl__styles=styles), "a.xlsx").rows[0].cells[0]


def dated(code: str = "yyyy\\-mm\\-dd") -> str:
    return (
        f'<styleSheet xmlns="{files.MAIN}"><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/>'
        '<xf numFmtId="164" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
    )


def test_an_identity_number_stored_with_all_its_digits_keeps_them() -> None:
    assert one_cell("<v>411122198210303905</v>") == 411122198210303905


def test_a_damaged_identity_number_stays_recognisable_as_a_number() -> None:
    assert one_cell("<v>4.1112319820226E+17</v>") == 4.1112319820226e17


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("44413", datetime.date(2021, 8, 5)),
        ("44413.5", NOON),
        ("59", datetime.date(1900, 2, 28)),
        ("60", 60),
        ("61", datetime.date(1900, 3, 1)),
        ("-1", -1),
        ("0.5", "12:00:00"),
        ("411122198210303905", 411122198210303905),
    ],
)
def test_a_number_shown_as_a_date_is_one_unless_there_is_no_such_day(stored: str, shown: CellValue) -> None:
    assert one_cell(f"<v>{stored}</v>", style="1", styles=dated()) == shown


def test_dates_of_the_1904_system_are_moved() -> None:
    parts = files.xlsx_parts(sheet_xml('<row r="1"><c r="A1" s="1"><v>42951</v></c></row>'))
    parts["xl/styles.xml"] = dated()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    assert values(files.zipped(parts), "a.xlsx") == [(datetime.date(2021, 8, 5),)]


def test_chinese_date_formats_are_dates_and_red_numbers_are_not() -> None:
    chinese = 'yyyy"年"m"月"d"日"'.replace('"', "&quot;")
    assert one_cell("<v>44413</v>", style="1", styles=dated(chinese)) == datetime.date(2021, 8, 5)
    assert one_cell("<v>44413</v>", style="1", styles=dated("0.00_ ;[Red]0.00")) == 44413


def test_errors_and_truth_values_are_kept_as_text_and_truth() -> None:
    assert one_cell("<v>#REF!</v>", kind="e") == "#REF!"
    assert one_cell("<v>1</v>", kind="b") is True


def test_a_formula_without_a_stored_value_is_reported() -> None:
    book = opened(xlsx(sheet_xml(ROW + '<row r="2"><c r="B2"><f>1+1</f></c></row>')), "a.xlsx")
    (warning,) = book.warnings
    assert warning.code == "formula_without_value"
    assert dict(warning.facts)["cell"] == "B2"


def test_shared_texts_leave_out_phonetic_guides_and_unescape() -> None:
    runs = "<r><t>王</t></r><r><t>某_x000D_</t></r><rPh><t>wang</t></rPh>"
    strings = f'<sst xmlns="{files.MAIN}"><si>{runs}</si></sst>'
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    assert values(xlsx(sheet, xl__sharedStrings=strings), "a.xlsx") == [("王某\r",)]


def test_hidden_and_struck_rows_are_imported_and_flagged() -> None:
    rows = (
        ROW
        + '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
        + '<row r="3"><c r="A3" s="2"><v>2</v></c></row><row r="5"><c r="A5"><v>3</v></c></row>'
    )
    sheet = only_sheet(
        xlsx(sheet_xml(rows, before='<cols><col min="2" max="3" hidden="1"/></cols>'), xl__styles=dated()),
        "a.xlsx",
    )
    assert [(row.number, row.hidden, row.struck) for row in sheet.rows] == [
        (1, False, False),
        (2, True, False),
        (3, False, True),
        (4, False, False),
        (5, False, False),
    ]
    assert sheet.hidden_columns == {1, 2}


def test_a_lying_dimension_is_not_believed() -> None:
    sheet = sheet_xml(before='<dimension ref="A1:XFD1048576"/>')
    assert values(xlsx(sheet), "a.xlsx") == [("姓名",)]


def test_a_cell_merged_over_two_rows_means_the_same_in_both() -> None:
    rows = (
        '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>7</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>'
    )
    sheet = only_sheet(
        xlsx(sheet_xml(rows, after='<mergeCells><mergeCell ref="B3:B4"/></mergeCells>')), "a.xlsx"
    )
    assert [list(row) for row in sheet.grid()] == [[1, 7], [2, 7]]
    assert [row.number for row in sheet.rows] == [3, 4]


def test_pictures_macros_and_links_are_left_aside_and_named() -> None:
    parts: dict[str, str | bytes] = {
        **files.xlsx_parts(),
        "xl/vbaProject.bin": b"x",
        "xl/embeddings/oleObject1.bin": b"x",
        "xl/externalLinks/externalLink1.xml": b"<ddeLink/>",
        "xl/media/image1.png": b"\x89PNG",
        "customXml/item1.xml": b"<script/>",
    }
    codes = {warning.code for warning in opened(files.zipped(parts), "a.xlsx").warnings}
    assert codes == {
        "macros_ignored",
        "embedded_objects_ignored",
        "external_links_ignored",
        "pictures_ignored",
        "custom_parts_ignored",
    }


def test_an_old_workbook_gives_true_row_numbers_and_types() -> None:
    data = files.xls([["姓名", "电话"], ["王某", 13800000000.0]], first_row=2)
    book = opened(data, "a.xls")
    assert book.kind == "xls"
    assert [(row.number, row.cells) for row in book.sheets[0].rows] == [
        (3, ("姓名", "电话")),
        (4, ("王某", 13800000000.0)),
    ]


def test_hidden_rows_and_columns_of_an_old_workbook_are_flagged() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(6):
        sheet.write(row, 0, f"x{row}")
        sheet.write(row, 1, row)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    read = only_sheet(buffer.getvalue(), "a.xls")
    assert [row.number for row in read.rows if row.hidden] == [3]
    assert read.hidden_columns == {1}


def test_a_row_counts_as_struck_only_when_all_its_cells_are() -> None:
    book = xlwt.Workbook()
    sheet, struck = book.add_sheet("a"), xlwt.easyxf("font: struck_out on")
    for row, (first, second) in enumerate([(False, False), (True, False), (True, True)]):
        sheet.write(row, 0, "x", struck if first else xlwt.easyxf())
        sheet.write(row, 1, 7, struck if second else xlwt.easyxf())
    buffer = io.BytesIO()
    book.save(buffer)
    assert [row.struck for row in only_sheet(buffer.getvalue(), "a.xls").rows] == [False, False, True]


def test_an_old_workbook_ending_at_its_last_row_may_have_been_cut() -> None:
    data = files.xls([["x"]], first_row=65_535)
    (warning,) = opened(data, "a.xls").warnings
    assert (warning.code, dict(warning.facts)["rows"]) == ("suspected_cut", "65536")


def test_an_open_document_gives_values_gaps_and_hidden_rows() -> None:
    rows = (
        files.ods_row("姓名", "", "电话")
        + "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>"
        + files.ods_row("王某", hidden=True)
        + '<table:table-row><table:table-cell office:value-type="date" office:date-value="2021-08-05"/>'
        '<table:table-cell office:value-type="float" office:value="411122198210303905"/></table:table-row>'
        + "<table:table-row table:number-rows-repeated='1048570'>"
        "<table:table-cell table:number-columns-repeated='1024'/></table:table-row>"
    )
    sheet = only_sheet(files.ods(rows), "a.ods")
    assert [(row.number, row.cells) for row in sheet.rows if row.cells] == [
        (1, ("姓名", None, "电话")),
        (4, ("王某",)),
        (5, (datetime.date(2021, 8, 5), 411122198210303905)),
    ]
    assert [row.number for row in sheet.rows if row.hidden] == [4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_chinese_is_read_in_the_encodings_offices_use(encoding: str) -> None:
    assert values(PEOPLE.encode(encoding))[1] == ("王某", "13800000000")


def test_traditional_chinese_in_big5_is_not_taken_for_gb18030() -> None:
    text = "姓名,電話,住址\n陳大文,13800000000,漯河市郾城區裴城鎮小徐村\n"
    assert values(text.encode("big5"))[1] == ("陳大文", "13800000000", "漯河市郾城區裴城鎮小徐村")


def test_one_bad_byte_does_not_lose_the_file_but_is_reported() -> None:
    text = PEOPLE * 200
    data = text.encode("gb18030").replace("李".encode("gb18030"), b"\x80", 1)
    book = opened(data, "a.csv")
    assert [warning.code for warning in book.warnings] == ["undecodable_bytes"]
    assert book.sheets[0].rows[1].cells == ("王某", "13800000000")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found_whatever_the_name_says(delimiter: str, line_end: str) -> None:
    text = PEOPLE.replace(",", delimiter).replace("\n", line_end)
    assert values(text.encode())[2] == ("李某", "13900000000")


def test_commas_in_addresses_do_not_hide_the_tab() -> None:
    assert sniff_delimiter("姓名\t地址\n王某\t漯河,郾城\n李某\t漯河,召陵\n赵某\t源汇\n") == "\t"


def test_a_separator_line_is_obeyed_and_not_counted() -> None:
    sheet = only_sheet(("sep=;\n" + PEOPLE.replace(",", ";")).encode(), "a.csv")
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(1, "姓名"), (2, "王某"), (3, "李某")]


def test_blank_lines_and_line_breaks_in_cells_count_as_a_spreadsheet_counts_them() -> None:
    sheet = only_sheet('姓名,地址\n\n"王\n某",漯河\n李某,郾城\n'.encode(), "a.csv")
    assert [(row.number, row.cells) for row in sheet.rows if row.cells] == [
        (1, ("姓名", "地址")),
        (3, ("王\n某", "漯河")),
        (4, ("李某", "郾城")),
    ]
    assert sheet.name == ""


def test_a_quote_in_the_middle_of_a_cell_is_a_character() -> None:
    assert values('姓名,地址\n王某,"甲"村3号\n'.encode())[1][0] == "王某"


@given(
    st.text(alphabet=st.characters(codec="gb18030", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
)
@settings(max_examples=60)
def test_utf8_is_always_read_as_utf8(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


def test_everything_survives_the_way_through_the_child_process() -> None:
    rows = (
        '<row r="2"><c r="A2" s="1"><v>44413</v></c><c r="B2" s="1"><v>44413.5</v></c>'
        '<c r="C2"><v>1.5</v></c><c r="D2" t="b"><v>0</v></c>'
        '<c r="E2"><v>123456789012345678901234</v></c></row>'
        '<row r="4" hidden="1"><c r="A4" s="2" t="str"><v>王某</v></c></row>'
    )
    sheet = sheet_xml(
        rows,
        before='<cols><col min="3" max="3" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A4:B5"/></mergeCells>',
    )
    data = xlsx(sheet, xl__styles=dated())
    through_child = read_workbook(data, "名单\0.xlsx")
    assert through_child.name == "名单\0.xlsx"
    assert through_child.sheets == opened(data, "名单.xlsx").sheets
    assert through_child.sheets[0].rows[0].cells == (NOON.date(), NOON, 1.5, False, 123456789012345678901234)
