"""Bad spreadsheets one by one, by their number in the catalogue of bad inputs: refused or read as it says.

Left out is what the catalogue says of sheets that are no lists of persons (tubes, sampling points, results, stock)
and what happens around a file rather than in it (uploads cut off, jobs killed), which other tests hold.
"""

from __future__ import annotations

import io
import stat
import time
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from openpyxl.styles import Font

from yanpan.kernel.errors import Refused
from yanpan.shell.spreadsheets.tests import files
from yanpan.shell.spreadsheets.tests.files import MAIN, sheet_xml, xlsx, xlsx_parts, xlsx_with_entry, zipped
from yanpan.shell.spreadsheets.tests.test_refusals import (
    BILLION,
    QUADRATIC,
    XXE_FILE,
    XXE_HTTP,
    encrypted_package,
)
from yanpan.streams.verification.exchange import PersonRow, ReadList, person_rows, read_list

SECONDS = 10
TITLES = ["姓名", "身份证号", "联系电话", "就诊时间"]
PEOPLE = [
    ["王磊", "411102198001010019", "13800000000", "2021-08-01"],
    ["李娜娜", "411123199203034525", "13900000000", "2021-08-02"],
]
CSV = "\n".join(",".join(line) for line in [TITLES, *PEOPLE]) + "\n"
Content = bytes | Callable[[], bytes]


def book(*lines: Sequence[object], name: str = "Sheet1") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for line in lines:
        sheet.append(list(line))
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def cell(reference: str, more: str = "") -> str:
    return f'<row r="1"><c r="{reference}"{more}><v>1</v></c></row>'


def strings(prolog: str) -> bytes:
    return xlsx(xl__sharedStrings=f'{prolog}<sst xmlns="{MAIN}"><si><t>x</t></si></sst>')


def symlink() -> bytes:
    entry = zipfile.ZipInfo("xl/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return xlsx_with_entry(entry, b"/etc/passwd")


def bomb() -> bytes:
    buffer = io.BytesIO(xlsx())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/x.xml", "w") as part:
        for _ in range(1_024):
            part.write(b"0" * 1_048_576)
    return buffer.getvalue()


def wrong_checksum() -> bytes:
    data = bytearray(xlsx())
    data[data.rindex(b"xl/worksheets/sheet1.xml") - 46 + 16] ^= 0xFF
    return bytes(data)


def two_sheets_of_one_name() -> bytes:
    return xlsx_with_entry(zipfile.ZipInfo("xl/worksheets/sheet1.xml"), b"<x/>")


REFUSED: dict[str, tuple[str, Content, str]] = {
    "X001": ("名单.xlsx", b"", "empty_file"),
    "X002": ("名单.xlsx", CSV.encode(), "not_a_spreadsheet"),
    "X003": ("名单.xlsx", b"MZ\x90\0" + b"\0" * 300, "not_a_spreadsheet"),
    "X004": ("名单.xlsx", zipped({"word/document.xml": "<w/>"}), "not_a_spreadsheet"),
    "X006": ("名单.xlsb", zipped({"xl/workbook.bin": b"\0"}), "unsupported_kind"),
    "X009": ("名单.xlsx", encrypted_package(), "password_protected"),
    "X012": ("名单.xlsx", xlsx_with_entry(zipfile.ZipInfo("/etc/passwd")), "unsafe_zip"),
    "X014": ("名单.xlsx", symlink(), "unsafe_zip"),
    "X015": ("名单.xlsx", two_sheets_of_one_name, "unsafe_zip"),
    "X016": ("名单.xlsx", wrong_checksum(), "damaged_file"),
    "X017": ("名单.xlsx", xlsx()[: len(xlsx()) // 2], "damaged_file"),
    "X019": ("名单.xlsx", bomb, "expands_too_much"),
    "X022": ("名单.xlsx", strings(BILLION), "xml_entities"),
    "X023": ("名单.xlsx", strings(QUADRATIC), "xml_entities"),
    "X024": ("名单.xlsx", strings(XXE_FILE), "xml_entities"),
    "X025": ("名单.xlsx", strings(XXE_HTTP), "xml_entities"),
    "X030": (
        "名单.xlsx",
        lambda: xlsx(sheet_xml("<row " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>")),
        "damaged_file",
    ),
    "X033": (
        "名单.xlsx",
        xlsx(sheet_xml(files.ROW + '<row r="2000000"><c r="A2000000"><v>1</v></c></row>')),
        "rows_beyond_format",
    ),
    "X040": ("名单.xlsx", book(["物资", "数量"], ["口罩", 20]), "no_people_in_file"),
    "X049": ("名单.xlsx", book(list(TITLES)), "no_people_in_file"),
    "X051": ("名单.xlsx", xlsx(sheet_xml(cell("XFD1"))), "too_many_columns"),
    "X053": ("名单.xlsx", xlsx(sheet_xml(cell("A1", ' t="s"'))), "bad_reference"),
    "X055": ("名单.xlsx", xlsx(sheet_xml(cell("A1", ' s="77"'))), "bad_reference"),
    "X056": (
        "名单.xlsx",
        xlsx(sheet_xml('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>')),
        "bad_reference",
    ),
    "X057": ("名单.xlsx", xlsx(sheet_xml(cell("XFE1"))), "bad_reference"),
    "X058": (
        "名单.xlsx",
        xlsx(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>')),
        "bad_reference",
    ),
    "X065": ("名单.csv", lambda: b"a,b\n" * (13 * 1_048_576 + 9), "too_large"),
    "X066": ("名单.csv", CSV.replace("磊", "\0").encode(), "nul_bytes"),
    "X071": ("名单.csv", CSV.encode() + b'"' + b"x\n" * 500, "unclosed_quote"),
    "X077": ("名单.csv", b"1," * 1_000_000, "too_many_columns"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("number", REFUSED)
def test_the_file_is_refused_with_its_reason(number: str) -> None:
    name, content, code = REFUSED[number]
    data = content() if callable(content) else content
    started = time.monotonic()
    with pytest.raises(Refused) as caught:
        read_list(data, name)
    assert caught.value.code == code
    assert time.monotonic() - started < SECONDS


def taken(data: bytes, name: str = "名单.xlsx") -> list[PersonRow]:
    started = time.monotonic()
    rows = person_rows(read_list(data, name), {})
    assert time.monotonic() - started < SECONDS
    return rows


def names(data: bytes, name: str = "名单.xlsx") -> list[str]:
    return [row.fields["name"] for row in taken(data, name)]


def listed(*lines: Sequence[object]) -> bytes:
    return book(TITLES, *lines)


def of_zip(parts: dict[str, str | bytes]) -> bytes:
    whole = {**xlsx_parts(), **parts}
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABCD"[column]}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in enumerate(line)
        )
        + "</row>"
        for number, line in enumerate([TITLES, *PEOPLE], start=1)
    )
    whole["xl/worksheets/sheet1.xml"] = sheet_xml(rows, before=str(parts.get("before", "")))
    whole.pop("before", None)
    return zipped(whole)


READ: dict[str, tuple[str, bytes]] = {
    "X008 ods": ("名单.ods", files.ods("".join(files.ods_row(*line) for line in [TITLES, *PEOPLE]))),
    "X043 header on row 3": (
        "名单.xlsx",
        book(["通知"], ["请核查"], list(TITLES), *[list(p) for p in PEOPLE]),
    ),
    "X047 sheet named otherwise": ("名单.xlsx", book(list(TITLES), *[list(p) for p in PEOPLE], name="别的")),
    "X052 lying dimension": ("名单.xlsx", of_zip({"before": '<dimension ref="A1:XFD1048576"/>'})),
    "X061 embedded object": ("名单.xlsx", of_zip({"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})),
    "X062 picture of a giant": ("名单.xlsx", of_zip({"xl/media/image1.png": b"\x89PNG" + b"\x7f" * 99})),
    "X063 link to a program": ("名单.xlsx", of_zip({"xl/externalLinks/externalLink1.xml": "<ddeLink/>"})),
    "X064 custom part": ("名单.xlsx", of_zip({"customXml/item1.xml": "<script>alert(1)</script>"})),
    "X067 GB18030": ("名单.csv", CSV.encode("gb18030")),
    "X068 Big5": (
        "名单.csv",
        CSV.translate(str.maketrans("证号联电话诊时间", "證號聯電話診時間")).encode("big5"),
    ),
    "X073 sep=": ("名单.csv", ("sep=;\n" + CSV.replace(",", ";")).encode()),
    "X074 CR": ("名单.csv", CSV.replace("\n", "\r").encode()),
    "X075 tabs": ("名单.csv", CSV.replace(",", "\t").encode()),
}


@pytest.mark.parametrize("label", READ)
def test_the_file_is_read_with_everybody_in_it(label: str) -> None:
    name, data = READ[label]
    assert names(data, name) == ["王磊", "李娜娜"]


def test_x031_an_old_workbook_that_ends_at_its_last_row_is_suspected_of_being_cut() -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("a")
    for column, title in enumerate(TITLES):
        sheet.write(65_533, column, title)
    for line, person in enumerate(PEOPLE):
        for column, value in enumerate(person):
            sheet.write(65_534 + line, column, value)
    buffer = io.BytesIO()
    made.save(buffer)
    assert "suspected_cut" in read_list(buffer.getvalue(), "名单.xls").warnings


def test_x037_the_same_rows_saved_again_have_the_same_digest() -> None:
    assert read_list(listed(*[list(p) for p in PEOPLE]), "a.xlsx").rows_digest == read_csv(CSV).rows_digest
    assert read_csv(CSV).rows_digest != read_csv(CSV.replace("13800000000", "13800000001")).rows_digest


def read_csv(text: str) -> ReadList:
    return read_list(text.encode(), "名单.csv")


def unsure(read: ReadList) -> set[str]:
    return {column.title for column in read.sheets[0].layout.columns if column.confidence < 0.6}


def test_x041_a_renamed_column_is_read_and_asked_about() -> None:
    read = read_csv(CSV.replace("联系电话", "寻呼号"))
    assert "寻呼号" in unsure(read)
    assert person_rows(read, {})[0].fields["phone"] == "13800000000"


def test_x042_two_columns_of_one_title_are_asked_about() -> None:
    lines = [line.split(",") for line in CSV.splitlines()]
    read = read_csv("\n".join(",".join([line[1], *line]) for line in lines))
    doubtful = [column for column in read.sheets[0].layout.columns if column.confidence < 0.6]
    assert [column.title for column in doubtful] == ["身份证号"]


def test_x045_a_bank_account_is_left_out() -> None:
    lines = [[*TITLES, "银行账户"], *[[*person, "6222021700000000000"] for person in PEOPLE]]
    rows = taken(book(*[list(line) for line in lines]))
    assert all("6222021700000000000" not in row.fields.values() for row in rows)


ODD: dict[str, tuple[str, object, str, str]] = {
    "X078 ID as a number": ("id_number", 411123199203034000, "411123199203034000", "id_number"),
    "X079 ID as a power": ("id_number", "4.11E+17", "4.11E+17", "id_number"),
    "X081 phone as a fraction": ("phone", 13800000000.0, "13800000000", ""),
    "X082 date as 8.5": ("exposed_on", "8.5", "8.5", ""),
    "X085 date before dates": ("exposed_on", -5, "-5", ""),
    "X089 broken reference": ("phone", "#REF!", "#REF!", "phone"),
    "X091 division by nothing": ("phone", "#DIV/0!", "#DIV/0!", "phone"),
    "X092 a truth value": ("phone", True, "TRUE", "phone"),
}


@pytest.mark.parametrize("label", ODD)
def test_an_odd_cell_is_kept_as_it_is_and_its_row_says_so(label: str) -> None:
    field, value, kept, problem = ODD[label]
    column = {"id_number": 1, "phone": 2, "exposed_on": 3}[field]
    odd: list[object] = list(PEOPLE[0])
    odd[column] = value
    row = taken(listed(odd, list(PEOPLE[1]), list(PEOPLE[1])))[0]
    assert row.fields[field] == kept
    assert (not problem) or any(each.startswith(problem) for each in row.problems)


def dated(serial: int, workbook: str = "") -> str:
    parts: dict[str, str | bytes] = {**xlsx_parts()}
    cells = [
        f'<c r="{"ABC"[n]}2" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(PEOPLE[0][:3])
    ]
    head = [f'<c r="{"ABCD"[n]}1" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(TITLES)]
    rows = f'<row r="1">{"".join(head)}</row><row r="2">{"".join(cells)}<c r="D2" s="1"><v>{serial}</v></c></row>'
    parts["xl/worksheets/sheet1.xml"] = sheet_xml(rows)
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("<sheets>", workbook + "<sheets>")
    return taken(zipped(parts))[0].fields["exposed_on"]


def test_x083_dates_of_1904_are_moved() -> None:
    assert dated(42_951, '<workbookPr date1904="1"/>') == "2021-08-05"


def test_x084_the_day_that_never_was_stays_a_number() -> None:
    assert dated(60) == "60"


def test_x088_a_formula_nobody_calculated_is_reported() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for line in [TITLES, *PEOPLE]:
        sheet.append(line)
    sheet["C2"] = "=1+1"
    read = read_list(saved(made), "名单.xlsx")
    assert "formula_without_value" in read.warnings
    assert "phone" not in person_rows(read, {})[0].fields


def test_x096_x097_x100_hidden_and_struck_rows_are_taken_and_flagged_and_hidden_columns_read() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for line in [TITLES, *PEOPLE, ["赵强", "411104197505052114", "13700000000", "2021-08-03"]]:
        sheet.append(line)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for each in sheet[3]:
        each.font = Font(strike=True)
    rows = taken(saved(made))
    flags = [[one for one in row.problems if one.startswith("row:")] for row in rows]
    assert flags == [["row:hidden"], ["row:struck_through"], []]
    assert rows[0].fields["phone"] == "13800000000"


def test_x099_a_cell_merged_over_two_persons_is_both_of_theirs() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for line in [TITLES, *PEOPLE]:
        sheet.append(line)
    sheet.merge_cells("C2:C3")
    assert [row.fields["phone"] for row in taken(saved(made))] == ["13800000000"] * 2


def test_x106_one_name_and_telephone_with_two_numbers_stays_two_rows() -> None:
    other: list[object] = [PEOPLE[0][0], PEOPLE[1][1], *PEOPLE[0][2:]]
    assert len(taken(listed(list(PEOPLE[0]), other))) == 2


@pytest.mark.parametrize("total", [["合计", 2], ["小计：2人"], ["共计2人"], [None, "总计", 2]])
def test_x109_x110_totals_are_no_persons(total: list[object]) -> None:
    rows = listed(list(PEOPLE[0]), total, list(PEOPLE[1]), total)
    assert names(rows) == ["王磊", "李娜娜"]


def test_x125_a_birth_date_of_another_year_than_the_number_is_said() -> None:
    titles: list[object] = ["姓名", "身份证号", "出生日期"]
    rows = taken(
        book(
            titles,
            ["王磊", "411102198001010019", "1980-01-01"],
            ["李娜娜", "411123199203034525", "2012-03-03"],
        )
    )
    assert [any("birth_date_differs" in one for one in row.problems) for row in rows] == [False, True]
