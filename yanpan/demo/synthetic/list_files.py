"""List files in the formats they arrive in. The same lists give the same bytes."""

import csv
import datetime as dt
import io
import os
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import polars as pl
import xlwt  # type: ignore[import-untyped]
from openpyxl.worksheet.cell_range import CellRange

from yanpan.demo.synthetic.city import city_villages
from yanpan.demo.synthetic.eve import Named, eve_persons
from yanpan.science.synthetic_city.lists import (
    ListFile,
    ListSet,
    Sheet,
    TruthRow,
    drill_lists,
    hidden_population,
)

TRUTH_FILE = "truth.csv"
TRUTH_COLUMNS = ("file", "sheet", "row", "list", "resident_id", "errors")

_FIXED_TIME = dt.datetime(2021, 8, 5, 0, 0)  # noqa: DTZ001 (documents carry local time)
_FIXED_ZIP_TIME = (2021, 8, 5, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True)
class DrillFile:
    """One arrival of the drill day: file name, key of the source, local hour, content, and who stands in its rows."""

    file_name: str
    source: str
    arrives_at: dt.time
    content: bytes
    truth: tuple[TruthRow, ...]


@dataclass(frozen=True)
class DrillFiles:
    """The day's arrivals in order, the rows its story needs (`DrillSet.marks`), whom a letter named the day before."""

    files: tuple[DrillFile, ...]
    marks: dict[str, tuple[TruthRow, ...]]
    eve: tuple[Named, ...] = ()


def drill_files(register: pl.DataFrame | None, seed: int) -> DrillFiles:
    """The drill day's lists about `register`; None or an empty one: about people of whom there is no register."""
    if register is None or register.is_empty():
        register = hidden_population(city_villages(), seed)
    day = drill_lists(register, seed)
    files = tuple(
        DrillFile(
            arrival.file.name,
            arrival.source,
            arrival.arrives_at,
            file_bytes(arrival.file),
            tuple(row for row in day.truth if row.file == arrival.file.name),
        )
        for arrival in day.lists
    )
    return DrillFiles(files, dict(day.marks), eve_persons(register, seed))


def write_lists(lists: ListSet, folder: Path) -> None:
    """Write the lists and `truth.csv` into `folder`, all or nothing.

    The folder holds nothing else afterwards: files of an earlier run are replaced. Raises ValueError when it holds
    files that are no lists of ours, OSError when it cannot be written.
    """
    wanted = {file.name for file in lists.files} | {TRUTH_FILE}
    _refuse_foreign(folder, wanted)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        for file in lists.files:
            (part / file.name).write_bytes(file_bytes(file))
        (part / TRUTH_FILE).write_bytes(truth_bytes(lists.truth))
        folder.mkdir(exist_ok=True)
        for name in sorted(wanted):
            os.replace(part / name, folder / name)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_foreign(folder: Path, wanted: set[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder}: is a file; name a folder")
    foreign = (
        sorted(path.name for path in folder.iterdir() if path.name not in wanted) if folder.exists() else []
    )
    if foreign:
        raise ValueError(f"{folder}: already holds {foreign[0]}; name an empty folder")


def file_bytes(file: ListFile) -> bytes:
    """The file in the format its name ends in. Raises ValueError for another format."""
    writers = {".xlsx": _xlsx_bytes, ".xls": _xls_bytes, ".csv": _csv_bytes}
    suffix = Path(file.name).suffix
    if suffix not in writers:
        raise ValueError(f"{file.name}: lists are written as {', '.join(writers)}")
    return writers[suffix](file)


def truth_bytes(truth: tuple[TruthRow, ...]) -> bytes:
    """The truth as CSV: file, sheet, row, list, resident_id, errors."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TRUTH_COLUMNS)
    writer.writerows(
        (row.file, row.sheet, row.row, row.list_key, row.resident_id, row.errors) for row in truth
    )
    return text.getvalue().encode("utf-8")


def _xlsx_bytes(file: ListFile) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "yanpan"
    book.properties.created = _FIXED_TIME
    for sheet in file.sheets:
        page = book.create_sheet(sheet.title)
        for row in sheet.rows:
            page.append(row)
        for area in sheet.merges:
            page.merge_cells(area)
        for letter in sheet.hidden_columns:
            page.column_dimensions[letter].hidden = True
    raw = io.BytesIO()
    book.save(raw)
    return _at_fixed_time(raw.getvalue())


def _at_fixed_time(workbook: bytes) -> bytes:
    """The same zip with fixed times: openpyxl stamps the entries and the properties with the clock."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2021-08-05T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _FIXED_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()


def _xls_bytes(file: ListFile) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in file.sheets:
        _add_xls_sheet(book, sheet)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _add_xls_sheet(book: xlwt.Workbook, sheet: Sheet) -> None:
    page = book.add_sheet(sheet.title)
    merged = {}
    for area in sheet.merges:
        cells = CellRange(area)
        top, left = cells.min_row - 1, cells.min_col - 1
        merged[(top, left)] = (top, cells.max_row - 1, left, cells.max_col - 1)
    for row_index, row in enumerate(sheet.rows):
        for column_index, cell in enumerate(row):
            area_here = merged.get((row_index, column_index))
            if area_here:
                page.write_merge(*area_here, cell)
            elif cell is not None:
                page.write(row_index, column_index, cell)


def _csv_bytes(file: ListFile) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(file.sheets[0].rows)
    return text.getvalue().encode("gb18030")
