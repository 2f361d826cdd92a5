"""Files made by hand for the tests, good and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import xlwt  # type: ignore[import-untyped]
from xlwt.CompoundDoc import XlsDoc  # type: ignore[import-untyped]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0" fontId="0"/></cellXfs></styleSheet>'


def sheet_xml(rows: str = ROW, *, before: str = "", after: str = "", prolog: str = "") -> str:
    return f'{prolog}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_parts(sheet: str = "", **more: str) -> dict[str, str]:
    """The parts of a workbook with one sheet; more parts by keyword, '__' for '/' in names."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet or sheet_xml(),
    }
    parts.update({name.replace("__", "/") + ".xml": text for name, text in more.items()})
    return parts


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(sheet: str = "", **more: str) -> bytes:
    return zipped(xlsx_parts(sheet, **more))


def xlsx_with_entry(entry: zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO(xlsx())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(entry, content)
    return buffer.getvalue()


def xls(rows: list[list[object]], *, first_row: int = 0, name: str = "南京市") -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    for index, cells in enumerate(rows, start=first_row):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(index, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def locked_xls() -> bytes:
    """An .xls whose record stream says that a password is needed (FILEPASS after the first BOF)."""
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    stream: bytes = book.get_biff_data()
    length = int.from_bytes(stream[2:4], "little") + 4
    file_pass = bytes.fromhex("2f00360001000100010001") + b"\0" * 47
    buffer = io.BytesIO()
    XlsDoc().save(buffer, stream[:length] + file_pass + stream[length:])
    return buffer.getvalue()


def ods(rows: str, *, columns: str = "", encrypted: bool = False, styles: str = "") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:style="{office}style:1.0" xmlns:fo="{office}xsl-fo-compatible:1.0" '
        f'xmlns:text="{office}text:1.0">{styles}<office:body><office:spreadsheet><table:table table:name="表1">'
        f"{columns}{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    lock = "<m:encryption-data/>" if encrypted else ""
    manifest = f'<m:manifest xmlns:m="{office}manifest:1.0"><m:file-entry>{lock}</m:file-entry></m:manifest>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def ods_row(*cells: str, repeat: int = 1, hidden: bool = False) -> str:
    repeated = f' table:number-rows-repeated="{repeat}"' if repeat > 1 else ""
    visibility = ' table:visibility="collapse"' if hidden else ""
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    return f"<table:table-row{repeated}{visibility}>{inner}</table:table-row>"
