"""Every hostile or useless file is refused whole, with the reason (bad inputs X, F3 of the promises)."""

from __future__ import annotations

import contextlib
import io
import random
import signal
import stat
import struct
import time
import zipfile
from dataclasses import replace

import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from yanpan.shell.spreadsheets import confined
from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.reading import FileRefused, Limits, read_workbook
from yanpan.shell.spreadsheets.refusals import CODES
from yanpan.shell.spreadsheets.tests import files
from yanpan.shell.spreadsheets.tests.files import ROW, sheet_xml, xlsx, xlsx_parts, xlsx_with_entry, zipped

LAUGHS = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 12))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
XXE_FILE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
XXE_HTTP = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1/x">]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY e "{"a" * 50_000}">]>'


def refusal(data: bytes, name: str = "名单.xlsx", limits: Limits | None = None) -> FileRefused:
    """The refusal as the child process finds it, here in the test's own process."""
    with pytest.raises(FileRefused) as caught:
        parse(data, name, limits or Limits())
    assert caught.value.code in CODES
    return caught.value


def refusal_of_child(data: bytes, name: str = "名单.xlsx", limits: Limits | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_workbook(data, name, limits=limits or Limits())
    assert caught.value.code in CODES
    return caught.value


def cell(reference: str, value: str = "1", more: str = "") -> str:
    return f'<c r="{reference}"{more}><v>{value}</v></c>'


def test_a_zero_byte_file_is_empty() -> None:
    assert refusal(b"").code == "empty_file"


@pytest.mark.parametrize(
    ("data", "name", "looks_like"),
    [
        ("姓名,电话\n王某,1\n".encode(), "名单.xlsx", "text"),
        ("姓名,电话\n王某,1\n".encode(), "名单.xls", "text"),
        (b"MZ\x90\0\x03" + b"\0" * 200, "名单.xlsx", "program"),
        (zipped({"word/document.xml": "<w/>"}), "名单.xlsx", "docx"),
        (zipped({"a.txt": "hello"}), "名单.xlsx", "zip"),
        (b"%PDF-1.7\n", "名单.csv", "pdf"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "名单.csv", "html"),
    ],
)
def test_what_is_no_spreadsheet_is_named(data: bytes, name: str, looks_like: str) -> None:
    refused = refusal(data, name)
    assert (refused.code, refused.facts["looks_like"]) == ("not_a_spreadsheet", looks_like)


def test_an_xlsb_is_not_supported() -> None:
    assert refusal(zipped({"xl/workbook.bin": b"\0"}), "a.xlsb").code == "unsupported_kind"


def test_a_locked_xlsx_is_told_from_a_damaged_one() -> None:
    assert refusal(encrypted_package()).code == "password_protected"


def test_a_locked_xls_is_told_from_a_damaged_one() -> None:
    assert refusal(files.locked_xls(), "a.xls").code == "password_protected"


def test_a_locked_ods_is_told_from_a_damaged_one() -> None:
    assert refusal(files.ods(files.ods_row("a"), encrypted=True), "a.ods").code == "password_protected"


def encrypted_package() -> bytes:
    """A compound file with the streams Office writes for a workbook with a password."""
    directory = b"".join(entry(name) for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage", ""))
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<IIIII", header, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + fat + directory


def entry(name: str) -> bytes:
    raw = bytearray(128)
    encoded = name.encode("utf-16-le")
    raw[: len(encoded)] = encoded
    struct.pack_into("<H", raw, 64, len(encoded) + 2 if name else 0)
    return bytes(raw)


def test_a_zip_bomb_is_refused_before_it_is_inflated() -> None:
    bomb = zipped({**xlsx_parts(), "xl/worksheets/sheet1.xml": b"0" * 100_000_000})
    assert len(bomb) < 200_000
    started = time.monotonic()
    assert refusal(bomb).code == "expands_too_much"
    assert time.monotonic() - started < 2


def test_many_entries_that_are_large_together_are_refused() -> None:
    limits = replace(Limits(), max_expanded_bytes=3_000)
    parts = {f"xl/part{number}.xml": str(number) * 1_000 for number in range(4)}
    assert refusal(zipped({**xlsx_parts(), **parts}), limits=limits).code == "expands_too_much"


def test_too_many_entries_are_refused() -> None:
    parts = {f"xl/p{number}": "" for number in range(30)}
    refused = refusal(zipped({**xlsx_parts(), **parts}), limits=replace(Limits(), max_entries=20))
    assert refused.facts["reason"] == "too_many_entries"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/cron.d/x", "absolute_path"),
        ("C:/x", "absolute_path"),
        ("xl/../../x", "parent_path"),
        ("xl/worksheets/sheet1.xml", "duplicate_entry"),
        ("xl/WORKSHEETS/sheet1.xml", "duplicate_entry"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entries_with_dangerous_names_are_refused(name: str, reason: str) -> None:
    refused = refusal(xlsx_with_entry(zipfile.ZipInfo(name)))
    assert (refused.code, refused.facts["reason"]) == ("unsafe_zip", reason)


def test_a_symlink_in_the_zip_is_refused() -> None:
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(xlsx_with_entry(link, b"/etc/passwd")).facts["reason"] == "symlink"


def test_a_zip_cut_in_the_middle_is_damaged() -> None:
    data = xlsx()
    assert refusal(data[: len(data) // 2]).code == "damaged_file"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "docProps/app.xml"])
def test_a_wrong_checksum_is_damage_even_in_a_part_nobody_reads(part: str) -> None:
    data = bytearray(zipped({**xlsx_parts(), "docProps/app.xml": "<a/>"}))
    where = data.rindex(part.encode()) - 46  # the entry in the central directory; its CRC at 16
    assert data[where : where + 4] == b"PK\x01\x02"
    data[where + 16] ^= 0xFF
    refused = refusal(bytes(data))
    assert (refused.code, refused.facts["part"]) == ("damaged_file", part)


@pytest.mark.parametrize("prolog", [BILLION, XXE_FILE, XXE_HTTP, QUADRATIC])
@pytest.mark.parametrize("place", ["sheet", "strings", "workbook"])
def test_document_types_and_entities_are_refused_in_any_part(prolog: str, place: str) -> None:
    parts: dict[str, str] = xlsx_parts()
    if place == "sheet":
        parts["xl/worksheets/sheet1.xml"] = prolog + parts["xl/worksheets/sheet1.xml"]
    elif place == "strings":
        parts["xl/sharedStrings.xml"] = f'{prolog}<sst xmlns="{files.MAIN}"><si><t>x</t></si></sst>'
    else:
        parts["xl/workbook.xml"] = prolog + parts["xl/workbook.xml"]
    assert refusal(zipped(parts)).code == "xml_entities"


def test_entities_hidden_in_utf16_are_refused_too() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{XXE_FILE}{sheet_xml()}'
    parts: dict[str, str | bytes] = {**xlsx_parts(), "xl/worksheets/sheet1.xml": text.encode("utf-16")}
    assert refusal(zipped(parts)).code == "xml_entities"


def test_a_million_attributes_are_damage() -> None:
    attributes = " ".join(f'a{number}=""' for number in range(100_000))
    assert refusal(xlsx(sheet_xml(f"<row {attributes}/>"))).code == "damaged_file"


def test_two_million_rows_are_more_than_a_sheet_can_have() -> None:
    refused = refusal(xlsx(sheet_xml(ROW + '<row r="2000000">' + cell("A2000000") + "</row>")))
    assert (refused.code, refused.facts["row"]) == ("rows_beyond_format", 2_000_000)


def test_rows_above_the_limit_are_refused_not_cut() -> None:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}")}</row>' for n in range(1, 12))
    refused = refusal(xlsx(sheet_xml(rows)), limits=replace(Limits(), max_rows=10))
    assert (refused.code, refused.facts["limit"]) == ("too_many_rows", 10)


def test_two_distant_cells_do_not_make_a_giant_sheet() -> None:
    far = ROW + '<row r="1048576">' + cell("A1048576") + "</row>"
    refused = refusal(xlsx(sheet_xml(far)))
    assert (refused.code, refused.facts["row"]) == ("rows_far_apart", 1_048_576)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1">' + cell("A1", "9", ' t="s"') + "</row>",
        '<row r="1">' + cell("A1", "9", ' s="99"') + "</row>",
        f'<row r="1">{cell("B1")}{cell("A1")}</row>',
        f'<row r="1">{cell("A1")}{cell("A1")}</row>',
        f'<row r="2">{cell("A2")}</row><row r="1">{cell("A1")}</row>',
        f'<row r="1">{cell("XFE1")}</row>',
        f'<row r="1">{cell("A7")}</row>',
        f'<row r="x">{cell("A1")}</row>',
    ],
    ids=["string", "style", "order", "twice", "row order", "beyond XFD", "other row", "no number"],
)
def test_references_that_do_not_hold_are_refused(rows: str) -> None:
    assert refusal(xlsx(sheet_xml(rows))).code == "bad_reference"


def test_sixteen_thousand_columns_are_too_many() -> None:
    assert refusal(xlsx(sheet_xml(f'<row r="1">{cell("XFD1")}</row>'))).code == "too_many_columns"


def test_a_file_larger_than_the_limit_is_not_opened() -> None:
    refused = refusal(b"a,b\n" * 100, "a.csv", limits=replace(Limits(), max_bytes=100))
    assert (refused.code, refused.facts["limit"]) == ("too_large", 100)


def test_cells_without_end_are_refused() -> None:
    limits = replace(Limits(), max_cells=1_000)
    assert refusal(b"1,2,3,4\n" * 300, "a.csv", limits=limits).code == "too_many_cells"


def test_a_row_repeated_a_million_times_in_a_few_bytes_is_refused() -> None:
    bomb = files.ods(files.ods_row("x", repeat=1_000_000))
    assert refusal(bomb, "a.ods").code == "expands_too_much"


def test_the_child_is_ended_when_it_takes_too_long() -> None:
    rows = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(600_000))
    limits = replace(Limits(), seconds=1, max_rows=1_000_000)
    assert refusal_of_child(xlsx(sheet_xml(rows)), limits=limits).code == "took_too_long"


def test_the_child_may_not_take_more_memory_than_allowed() -> None:
    rows = "".join(f'<row><c t="str"><v>{n:0200}</v></c></row>' for n in range(200_000))
    limits = replace(Limits(), memory_bytes=60 * 1024 * 1024)
    assert refusal_of_child(xlsx(sheet_xml(rows)), limits=limits).code == "out_of_memory"


def test_csv_with_nul_bytes_is_refused() -> None:
    refused = refusal("姓名,电话\n王\0某,1\n".encode(), "a.csv")
    assert (refused.code, refused.facts["position"]) == ("nul_bytes", 17)


def test_csv_with_a_quote_never_closed_is_refused() -> None:
    text = '姓名,地址\n"王某,漯河\n' + "李某,郾城\n" * 50
    assert refusal(text.encode(), "a.csv").code == "unclosed_quote"


def test_csv_with_a_million_columns_is_refused() -> None:
    assert refusal(b"1," * 1_000_000, "a.csv").code == "too_many_columns"


def test_bytes_in_no_encoding_are_refused() -> None:
    assert refusal(bytes(range(128, 256)) * 40, "a.csv").code == "unknown_encoding"


@pytest.mark.parametrize("data", [b"\n\n \n", b",,,\n"], ids=["blank lines", "commas"])
def test_a_file_without_rows_is_refused(data: bytes) -> None:
    assert refusal(data, "a.csv").code == "no_rows"


def test_a_workbook_without_rows_is_refused() -> None:
    assert refusal(xlsx(sheet_xml("", before='<dimension ref="A1:Z99"/>'))).code == "no_rows"


def test_a_refusal_found_by_the_child_comes_back_with_its_facts() -> None:
    refused = refusal_of_child(xlsx(sheet_xml(f'<row r="1">{cell("XFE1")}</row>')))
    assert (refused.code, refused.facts["cell"]) == ("bad_reference", "XFE1")
    assert refusal_of_child(b"").code == "empty_file"
    assert refusal_of_child(b"a", limits=replace(Limits(), max_bytes=0)).code == "too_large"


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_workbook_is_opened_or_refused_and_nothing_else(draw: st.DataObject) -> None:
    whole = draw.draw(st.sampled_from(WHOLE))
    data = bytearray(whole)
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with contextlib.suppress(FileRefused):
        parse(bytes(data), "a.xlsx", Limits())


WHOLE = [xlsx(), files.xls([["姓名", 1], ["王某", 2]]), files.ods(files.ods_row("姓名", "电话"))]


@pytest.mark.parametrize("last", [65_535, 65_536, 65_537, 1_048_575, 1_048_576])
def test_a_list_that_ends_where_formats_end_is_suspected_of_being_cut(last: int) -> None:
    assert cut_warnings(last) == [str(last)]


@pytest.mark.parametrize("last", [65_000, 65_534, 65_538, 1_048_574])
def test_a_list_that_ends_elsewhere_is_not(last: int) -> None:
    assert cut_warnings(last) == []


def cut_warnings(last: int) -> list[str]:
    near = max(1, last - 100)
    rows = f'<row r="{near}">{cell(f"A{near}")}</row><row r="{last}">{cell(f"A{last}")}</row>'
    book = parse(xlsx(sheet_xml(rows)), "a.xlsx", Limits())
    return [dict(each.facts)["rows"] for each in book.warnings if each.code == "suspected_cut"]


def test_every_sheet_that_may_be_cut_is_named() -> None:
    book = xlwt.Workbook()
    for name, last in (("一", 65_535), ("二", 10), ("三", 65_535)):
        book.add_sheet(name).write(last, 0, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    found = parse(buffer.getvalue(), "a.xls", Limits()).warnings
    assert [dict(each.facts)["sheet"] for each in found] == ["一", "三"]


@pytest.mark.parametrize("code", [-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS])
def test_an_old_workbook_that_brings_its_reader_down_is_damaged(code: int) -> None:
    died = confined._died(code, files.xls([["x"]]), Limits())
    assert isinstance(died, FileRefused)
    assert died.code == "damaged_file"


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_old_workbook_never_brings_the_parent_down(seed: int) -> None:
    data = bytearray(files.xls([[f"文字{row}-{column}" for column in range(6)] for row in range(80)]))
    rng = random.Random(seed)
    for _ in range(rng.randrange(1, 30)):
        struct.pack_into(
            "<I", data, rng.randrange(512, len(data) - 4), rng.choice([0xFFFFFFFF, 0x7FFFFFFF, 0xFFFF])
        )
    try:
        read_workbook(bytes(data), "a.xls")
    except FileRefused as refused:
        assert refused.code in {"damaged_file", "too_many_columns", "no_rows", "not_a_spreadsheet"}
