"""Files that must be refused as a whole. Each has the rows of a real list in it where its kind allows."""

import io
import zipfile
from functools import cache

from tests.api.machines import LIST
from yanpan.shell.spreadsheets.tests.files import (
    MAIN,
    locked_xls,
    ods,
    ods_row,
    sheet_xml,
    xlsx,
    xlsx_with_entry,
    zipped,
)

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
XXE_HTTP = '<!DOCTYPE w [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>'
BILLION = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
)


def _inline(text: str, reference: str = "A1") -> str:
    return f'<row r="1"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _bomb() -> bytes:
    """A hundred kilobytes that become a hundred megabytes."""
    buffer = io.BytesIO(xlsx())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (100 * 1024 * 1024))
    return buffer.getvalue()


def _symlink() -> bytes:
    entry = zipfile.ZipInfo("xl/link")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return xlsx_with_entry(entry, b"/etc/passwd")


@cache
def hostile_files() -> dict[str, tuple[str, bytes]]:
    """label → (file name, content)."""
    list_bytes = LIST.encode()
    return {
        "empty": ("名单.xlsx", b""),
        "a picture": ("名单.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200),
        "a program": ("名单.xlsx", b"MZ\x90\0" + b"\0" * 200),
        "a page": ("名单.xlsx", b"<html><body>" + list_bytes + b"</body></html>"),
        "a PDF": ("名单.xlsx", b"%PDF-1.7\n" + list_bytes),
        "a document": ("名单.xlsx", zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"})),
        "any zip": ("名单.xlsx", zipped({"a.txt": LIST})),
        "locked xlsx": ("名单.xlsx", OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") * 40),
        "locked xls": ("名单.xls", locked_xls()),
        "locked ods": ("名单.ods", ods(ods_row("姓名"), encrypted=True)),
        "cut in the middle": ("名单.xlsx", xlsx()[: len(xlsx()) // 2]),
        "zip bomb": ("名单.xlsx", _bomb()),
        "a path out of the zip": ("名单.xlsx", xlsx_with_entry(zipfile.ZipInfo("../../etc/cron.d/x"))),
        "an absolute path": ("名单.xlsx", xlsx_with_entry(zipfile.ZipInfo("/etc/passwd"))),
        "a symlink": ("名单.xlsx", _symlink()),
        "external entity": ("名单.xlsx", xlsx(sheet_xml(_inline("&x;"), prolog=XXE))),
        "external entity by http": ("名单.xlsx", xlsx(sheet_xml(_inline("&x;"), prolog=XXE_HTTP))),
        "billion laughs": ("名单.xlsx", xlsx(sheet_xml(_inline("&c;"), prolog=BILLION))),
        "entity in the strings": (
            "名单.xlsx",
            xlsx(xl__sharedStrings=f'{XXE}<sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>'),
        ),
        "impossible reference": ("名单.xlsx", xlsx(sheet_xml(_inline("姓名", "A0")))),
        "a row repeated a million times": ("名单.ods", ods(ods_row("姓名", repeat=1_000_000))),
        "1,100,000 rows": ("名单.csv", "姓名,电话\n".encode() + "演练甲,1\n".encode() * 1_100_000),
        "a million columns": ("名单.csv", b"a," * 1_000_000),
        "zero bytes inside": ("名单.csv", list_bytes[:120] + b"\0\0" + list_bytes[120:]),
        "no known encoding": ("名单.csv", "姓名,电话\n".encode() + b"\x81\xff\xfe\x80" * 60),
        "a quote never closed": ("名单.csv", LIST.encode() + b'4,"' + b"x" * 500_000),
        "only blank lines": ("名单.csv", b"\n\n  \n"),
        "nobody in it": ("名单.csv", "物资,数量\n口罩,20\n手套,30\n".encode()),
        "above 50 MB": ("名单.csv", b"a,b\n" * (13 * 1024 * 1024 + 20_000)),
    }
