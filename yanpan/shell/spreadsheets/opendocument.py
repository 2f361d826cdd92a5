"""Reads .ods: values, fills, hidden and struck rows, hidden columns, merged blocks, within the limits.

A few bytes can repeat a row a million times here, so repetition is counted, not expanded, until
the limits are known to hold.
"""

from __future__ import annotations

import datetime
import zipfile

from yanpan.shell.spreadsheets.cell_values import read_number
from yanpan.shell.spreadsheets.opendocument_styles import CellStyles
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

# A row with people in it is not repeated; a template's lines may be.
MOST_REPEATED_ROWS = 65_536
NUMERIC = ("float", "currency", "percentage")


def read_ods(archive: zipfile.ZipFile, limits: Limits) -> list[Sheet]:
    """The sheets of a checked archive; FileRefused when it is locked or damaged."""
    _refuse_encryption(archive)
    styles = CellStyles()
    if "styles.xml" in archive.namelist():
        read_part(archive, "styles.xml", styles.start, styles.end, ignore_text)
    reader = _ContentReader(limits, styles)
    read_part(archive, "content.xml", reader.start, reader.end, reader.text)
    return reader.sheets


def _refuse_encryption(archive: zipfile.ZipFile) -> None:
    def start(name: str, _attributes: dict[str, str]) -> None:
        if name == "encryption-data":
            raise FileRefused("password_protected")

    if "META-INF/manifest.xml" in archive.namelist():
        read_part(archive, "META-INF/manifest.xml", start, ignore_tag, ignore_text)


class _ContentReader:
    def __init__(self, limits: Limits, styles: CellStyles) -> None:
        self.sheets: list[Sheet] = []
        self._styles = styles
        self._column_styles: list[tuple[int, str]] = []
        self._row_style = ""
        self._colours: list[tuple[int, str]] = []
        self._struck_cells = self._filled_cells = 0
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
            self._styles.start(name, attributes)
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
        if self._rows is None:
            self._styles.end(name)
        elif name == "p":
            self._listening = False
        elif name == "annotation":
            self._note = False
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
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
        self._hidden_columns, self._merged, self._column_styles = set(), [], []

    def _start_column(self, attributes: dict[str, str]) -> None:
        repeat = _repeat(attributes, "number-columns-repeated")
        if attributes.get("visibility") in ("collapse", "filter"):
            self._hidden_columns.update(range(self._column, min(self._column + repeat, LAST_COLUMN)))
        self._column += repeat
        self._column_styles.append((self._column, attributes.get("default-cell-style-name", "")))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_repeat = _repeat(attributes, "number-rows-repeated")
        self._row_hidden = attributes.get("visibility") in ("collapse", "filter")
        self._row_style = attributes.get("default-cell-style-name", "")
        self._cells, self._pending_blanks = [], 0
        self._colours, self._struck_cells, self._filled_cells = [], 0, 0

    def _end_cell(self) -> None:
        repeat = _repeat(self._cell, "number-columns-repeated")
        value = self._value()
        column = len(self._cells) + self._pending_blanks
        self._note_style(column, repeat, filled=value is not None)
        if value is None:
            self._pending_blanks += repeat
            return
        if column + repeat > self._limits.max_columns:
            raise FileRefused("too_many_columns", row=self._row_number, limit=self._limits.max_columns)
        self._note_merge(column)
        self._cells.extend([None] * self._pending_blanks)
        self._cells.extend([value] * repeat)
        self._pending_blanks = 0

    def _note_style(self, column: int, repeat: int, *, filled: bool) -> None:
        name = self._cell.get("style-name") or self._row_style or self._column_style(column)
        if colour := self._styles.fill(name):
            last = min(column + repeat, self._limits.max_columns)
            self._colours.extend((each, colour) for each in range(column, last))
        if filled:
            self._filled_cells += repeat
            self._struck_cells += repeat * self._styles.struck(name)

    def _column_style(self, column: int) -> str:
        return next((name for end, name in self._column_styles if column < end), "")

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
        if repeat > MOST_REPEATED_ROWS:
            raise FileRefused("expands_too_much", row=number)
        struck = self._struck_cells == self._filled_cells
        for each in range(number, number + repeat):
            self._rows.add(
                each, list(self._cells), hidden=self._row_hidden, struck=struck, colours=self._colours
            )


def _repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _read_date(text: str) -> CellValue:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text or None
    return moment.date() if "T" not in text else moment.replace(tzinfo=None)
