"""What the bytes are, and the reader for it. Runs in the child process only."""

from __future__ import annotations

from yanpan.shell.spreadsheets.binary_xls import read_xls
from yanpan.shell.spreadsheets.compound_file import SIGNATURE
from yanpan.shell.spreadsheets.html_table import is_html, read_html
from yanpan.shell.spreadsheets.ooxml import read_xlsx
from yanpan.shell.spreadsheets.opendocument import read_ods
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.text_files import read_text_table
from yanpan.shell.spreadsheets.workbook import FileWarning, Limits, Sheet, Workbook
from yanpan.shell.spreadsheets.zip_checks import check_contents, open_zip

TEXT_ENDINGS = frozenset({"", "csv", "tsv", "txt", "tab", "prn", "dat"})
# What systems of offices call a spreadsheet when they mean a web page.
PAGE_ENDINGS = frozenset({"xls", "xlsx", "et", "htm", "html"})
# Formats end at these rows. A list that ends there, or a row beside it because its header was counted or
# was not, was probably cut by the program that wrote it.
LAST_ROWS = (65_536, 1_048_576)
EDGES = frozenset(last + beside for last in LAST_ROWS for beside in (-1, 0, 1))
FOREIGN_STARTS = {
    b"MZ": "program",
    b"\x7fELF": "program",
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"{\\rtf": "rtf",
}
FOREIGN_TEXT = {
    "<!doctype html": "html",
    "<html": "html",
    "<?xml": "xml",
    "<table": "html",
}


def parse(data: bytes, name: str, limits: Limits) -> Workbook:
    """Open the bytes whatever their name says; FileRefused when they are not a usable table."""
    if not data:
        raise FileRefused("empty_file")
    if len(data) > limits.max_bytes:
        raise FileRefused("too_large", bytes=len(data), limit=limits.max_bytes)
    kind, sheets, warnings = _read(data, name, limits)
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused("no_rows")
    warnings = [*warnings, *_cut_warnings(sheets)]
    return Workbook(name, kind, tuple(sheets), tuple(warnings))


def _read(data: bytes, name: str, limits: Limits) -> tuple[str, list[Sheet], list[FileWarning]]:
    if data.startswith(SIGNATURE):
        return "xls", read_xls(data, limits), []
    if data.startswith(b"PK"):
        return _read_zip(data, limits)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in PAGE_ENDINGS and is_html(data):
        return "html", *read_html(data, limits)
    _refuse_foreign(data)
    if ending not in TEXT_ENDINGS:
        raise FileRefused("not_a_spreadsheet", looks_like="text", ending=ending[:8])
    sheet, delimiter, warnings = read_text_table(data, limits)
    return ("tsv" if delimiter == "\t" else "csv"), [sheet], warnings


def _read_zip(data: bytes, limits: Limits) -> tuple[str, list[Sheet], list[FileWarning]]:
    archive = open_zip(data, limits)
    names = set(archive.namelist())
    check_contents(archive, set())
    if "xl/workbook.xml" in names:
        sheets, warnings = read_xlsx(archive, limits)
        return "xlsx", sheets, warnings
    if "xl/workbook.bin" in names:
        raise FileRefused("unsupported_kind", kind="xlsb")
    if "content.xml" in names and b"spreadsheet" in archive.read("mimetype")[:100]:
        return "ods", read_ods(archive, limits), []
    looks_like = "docx" if "word/document.xml" in names else "zip"
    raise FileRefused("not_a_spreadsheet", looks_like=looks_like)


def _refuse_foreign(data: bytes) -> None:
    for start, looks_like in FOREIGN_STARTS.items():
        if data.startswith(start):
            raise FileRefused("not_a_spreadsheet", looks_like=looks_like)
    beginning = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for text, looks_like in FOREIGN_TEXT.items():
        if beginning.startswith(text.encode()):
            raise FileRefused("not_a_spreadsheet", looks_like=looks_like)


def _cut_warnings(sheets: list[Sheet]) -> list[FileWarning]:
    return [
        FileWarning("suspected_cut", (("sheet", sheet.name), ("rows", str(sheet.rows[-1].number))))
        for sheet in sheets
        if sheet.rows and not EDGES.isdisjoint((sheet.rows[-1].number, len(sheet.rows)))
    ]
