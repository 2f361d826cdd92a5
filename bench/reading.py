"""Reading long lists measured: seconds and memory of the child process, beside what nobody can undercut.

    python bench/reading.py                       # 200,000 and 1,048,576 rows of ten columns
    python bench/reading.py --rows 200000

Prints one JSON line for each length. `seconds` from the bytes to the opened workbook, child process and hand-over
included; `child_mb` the most memory the child had at once. `raw_seconds`: the same bytes inflated and passed
through the XML parser with nobody listening. `calamine_seconds`: the same file through calamine, which loses long
numbers, hidden rows and colours. `grid_seconds`: every cell of the opened workbook looked at once in the parent.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import time
import zipfile
from collections.abc import Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape

import python_calamine

from yanpan.science.record_matching import check_character
from yanpan.shell.spreadsheets.reading import Limits, read_workbook
from yanpan.shell.spreadsheets.tests.files import MAIN, xlsx_parts

TITLES = ("序号", "姓名", "性别", "身份证号", "手机号", "现住址", "推送原因", "推送时间", "核查结果", "备注")
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗", "伟强磊军勇杰涛芳娜敏静丽艳娟霞秀"
PARTS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
# The door takes fifty megabytes; how long a million rows take is to be known all the same.
LIMITS = Limits(max_bytes=200 * 1024 * 1024)


def main() -> None:
    """Make a workbook of each length, open it, print its line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="*", default=[200_000, 1_048_576])
    for rows in parser.parse_args().rows:
        print(json.dumps(measured(workbook(rows)), ensure_ascii=False), flush=True)


def measured(data: bytes) -> dict[str, object]:
    """The figures of one file. The memory is that of the largest child so far: short lists come first."""
    started = time.perf_counter()
    book = read_workbook(data, "名单.xlsx", limits=LIMITS)
    opened = time.perf_counter()
    cells = sum(len(row) for row in book.sheets[0].grid())
    looked_at = time.perf_counter()
    return {
        "bench": "reading",
        "rows": len(book.sheets[0].rows),
        "cells": cells,
        "file_mb": round(len(data) / 2**20, 1),
        "seconds": round(opened - started, 2),
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "grid_seconds": round(looked_at - opened, 2),
        "raw_seconds": _raw_seconds(data),
        "calamine_seconds": _calamine_seconds(data),
    }


def _raw_seconds(data: bytes) -> float:
    started = time.perf_counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in PARTS:
            reader = expat.ParserCreate()
            with archive.open(part) as source:
                while chunk := source.read(1 << 18):
                    reader.Parse(chunk, False)
    return round(time.perf_counter() - started, 2)


def _calamine_seconds(data: bytes) -> float:
    started = time.perf_counter()
    python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return round(time.perf_counter() - started, 2)


def workbook(rows: int) -> bytes:
    """A list of so many rows, the header among them, as a spreadsheet program writes it."""
    rng = random.Random(rows)
    texts: dict[str, int] = {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with archive.open(PARTS[1], "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number in range(1, rows + 1):
                values: Sequence[str | int] = TITLES if number == 1 else _person(number - 1, rng)
                part.write(_row(number, values, texts).encode())
            part.write(b"</sheetData></worksheet>")
        with archive.open(PARTS[0], "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{MAIN}">'.encode())
            part.writelines(f"<si><t>{escape(text)}</t></si>".encode() for text in texts)
            part.write(b"</sst>")
        for name, content in xlsx_parts().items():
            if name not in PARTS:
                archive.writestr(name, content)
        archive.writestr("_rels/.rels", _ROOT)
    return buffer.getvalue()


_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="'
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)


def _person(number: int, rng: random.Random) -> list[str | int]:
    body = f"4111{rng.randrange(2, 5):02}{rng.randrange(1940, 2020)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
    body += f"{rng.randrange(1_000):03}"
    return [
        number,
        rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN),
        rng.choice("男女"),
        body + check_character(body),
        13_000_000_000 + rng.randrange(10**9),
        f"漯河市郾城区裴城镇小徐村{rng.randrange(2_000)}号",
        rng.choice(("密接", "次密接")),
        44_400 + rng.randrange(9),
        "在漯",
        "无",
    ]


def _row(number: int, values: Sequence[str | int], texts: dict[str, int]) -> str:
    cells = []
    for column, value in zip("ABCDEFGHIJ", values, strict=True):
        shared = ' t="s"' if isinstance(value, str) else ""
        stored = texts.setdefault(value, len(texts)) if isinstance(value, str) else value
        cells.append(f'<c r="{column}{number}" s="0"{shared}><v>{stored}</v></c>')
    return f'<row r="{number}" spans="1:10">{"".join(cells)}</row>'


if __name__ == "__main__":
    main()
