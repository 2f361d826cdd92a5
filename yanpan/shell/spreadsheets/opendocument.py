"""Reads .ods: values, hidden rows and columns, merged blocks, within the limits.

A few bytes can repeat a row a million times here, so repetition is counted, not expanded, until
the limits are known to hold.
"""

from __future__ import annotations

import datetime
import zipfile

from yanpan.shell.spreadsheets.cell_values import read_number
from yanpan.shell.spreadsheets.references import LAST_COLUMN, LAST_ROW
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.row_collector import CellCount, RowCollector
from yanpan.shell.spreadsheets.workbook import CellValue, Limits, MergedRange, Sheet
from yanpan.shell.spreadsheets.xml_parts import (
    ignore_tag,
    ignore_text,
    local_attributes,
    read_part,
)

NUMERIC = ("float", "currency", "percentage")


def read_ods(archive: zipfile.ZipFile, limits: Limits) -> list[Sheet]:
    """The sheets of a checked archive; FileRefused when it is locked or damaged."""
    _refuse_encryption(archive)
    reader = _ContentReader(limits)
    read_part(archive, "content.xml", reader.start, reader.end, reader.text)
    return reader.sheets


def _refuse_encryption(archive: zipfile.ZipFile) -> None:
    def start(name: str, _attributes: dict[str, str]) -> None:
        if name == "encryption-data":
            raise FileRefused("password_protected")

    if "META-INF/manifest.xml" in archive.namelist():
        read_part(archive, "META-INF/manifest.xml", start, ignore_tag, ignore_text)


class _ContentReader:
    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self._limits = limits
        self._count = CellCount(limits)
        self._rows: RowCollector | None = None
        self._row_number = self._row_repeat = 1
        self._row_hidden = False
        self._cells: list[CellValue] = []
        self._pending_blanks = 0
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._listening = self._note = False
        self._hidden_columns: set[int] = set()
        self._column = 0
        self._merged: list[MergedRange] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._start_table(local_attributes(attributes))
        elif self._rows is None:
            return
        elif name == "table-row":
            self._start_row(local_attributes(attributes))
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = local_attributes(attributes)
            self._paragraphs = []
        elif name == "p" and not self._note:
            self._paragraphs.append("")
            self._listening = True
        elif name == "annotation":
            self._note = True
        elif name == "s":
            self.text(" " * min(_repeat(local_attributes(attributes), "c"), 1_000))
        elif name == "table-column":
            self._start_column(local_attributes(attributes))

    def end(self, name: str) -> None:
        if name == "p":
            self._listening = False
        elif name == "annotation":
            self._note = False
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table" and self._rows is not None:
            self.sheets.append(self._rows.sheet(hidden_columns=self._hidden_columns, merged=self._merged))
            self._rows = None

    def text(self, text: str) -> None:
        if self._listening and self._paragraphs:
            self._paragraphs[-1] += text

    def _start_table(self, attributes: dict[str, str]) -> None:
        if len(self.sheets) >= self._limits.max_sheets:
            raise FileRefused("too_many_sheets", limit=self._limits.max_sheets)
        self._rows = RowCollector(attributes.get("name", ""), self._count)
        self._row_number, self._column = 1, 0
        self._hidden_columns, self._merged = set(), []

    def _start_column(self, attributes: dict[str, str]) -> None:
        repeat = _repeat(attributes, "number-columns-repeated")
        if attributes.get("visibility") in ("collapse", "filter"):
            self._hidden_columns.update(range(self._column, min(self._column + repeat, LAST_COLUMN)))
        self._column += repeat

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_repeat = _repeat(attributes, "number-rows-repeated")
        self._row_hidden = attributes.get("visibility") in ("collapse", "filter")
        self._cells, self._pending_blanks = [], 0

    def _end_cell(self) -> None:
        repeat = _repeat(self._cell, "number-columns-repeated")
        value = self._value()
        if value is None:
            self._pending_blanks += repeat
            return
        column = len(self._cells) + self._pending_blanks
        if column + repeat > self._limits.max_columns:
            raise FileRefused("too_many_columns", row=self._row_number, limit=self._limits.max_columns)
        self._note_merge(column)
        self._cells.extend([None] * self._pending_blanks)
        self._cells.extend([value] * repeat)
        self._pending_blanks = 0

    def _note_merge(self, column: int) -> None:
        rows = _repeat(self._cell, "number-rows-spanned")
        columns = _repeat(self._cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            bottom = self._row_number + rows - 1
            self._merged.append(MergedRange(self._row_number, bottom, column, column + columns - 1))

    def _value(self) -> CellValue:
        kind = self._cell.get("value-type", "")
        if kind in NUMERIC:
            return read_number(self._cell.get("value", ""))
        if kind == "date":
            return _read_date(self._cell.get("date-value", ""))
        if kind == "boolean":
            return self._cell.get("boolean-value") == "true"
        return "\n".join(self._paragraphs) or None

    def _end_row(self) -> None:
        number, repeat = self._row_number, self._row_repeat
        self._row_number += repeat
        if not self._cells or self._rows is None:
            return
        if self._row_number - 1 > LAST_ROW:
            raise FileRefused("rows_beyond_format", row=self._row_number - 1, limit=LAST_ROW)
        for each in range(number, number + repeat):
            self._rows.add(each, list(self._cells), hidden=self._row_hidden, struck=False)


def _repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _read_date(text: str) -> CellValue:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text or None
    return moment.date() if "T" not in text else moment.replace(tzinfo=None)
