"""Reads the tables of a web page that was saved as .xls, as many systems of offices do.

Only tables, rows, cells and their text are looked at. Scripts, styles, links and pictures are nothing here;
nothing is fetched, and nothing of the page is kept but the text of its cells.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from yanpan.shell.spreadsheets.colours import written_colour
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.row_collector import CellCount, RowCollector
from yanpan.shell.spreadsheets.text_encoding import decode
from yanpan.shell.spreadsheets.workbook import CellValue, FileWarning, Limits, MergedRange, Sheet

NOT_TEXT = frozenset({"script", "style", "title", "noscript", "template", "object", "svg", "iframe"})
NEW_LINE = frozenset({"br", "p", "div", "li"})
STRUCK = frozenset({"s", "strike", "del"})
LARGEST_SPAN = 1_000
LONGEST_CELL = 32_767
MAX_DEPTH = 200
_FILL = re.compile(r"background(?:-color)?\s*:\s*([#\w]{3,20})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration[^;]*:\s*[^;]*line-through", re.IGNORECASE)
_META = re.compile(rb'<meta[^>]{0,200}charset\s*=\s*["\']?\s*([A-Za-z0-9_-]{3,20})', re.IGNORECASE)


def is_html(data: bytes) -> bool:
    """Whether bytes in an encoding of offices begin like a web page."""
    start = data[:2_048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<div"))


def read_html(data: bytes, limits: Limits) -> tuple[list[Sheet], list[FileWarning]]:
    """A sheet for each table that holds anything; FileRefused when there is none."""
    text, encoding, exact = _text(data)
    reader = _TableReader(limits)
    # Not closed: the parser then tries each tag that never ends anew, which takes a page of them for ever.
    reader.feed(text)
    sheets = reader.finished()
    if not sheets:
        raise FileRefused("not_a_spreadsheet", looks_like="html")
    return sheets, [] if exact else [FileWarning("undecodable_bytes", (("encoding", encoding),))]


def _text(data: bytes) -> tuple[str, str, bool]:
    """As the page says it is written, where that holds; else as the bytes look."""
    said = _META.search(data[:4_096])
    if said and said[1].lower() in (b"gb2312", b"gbk", b"gb18030", b"big5", b"utf-8", b"utf8"):
        name = "gb18030" if said[1].lower().startswith(b"gb") else said[1].decode().lower()
        try:
            return data.decode(name).removeprefix("\ufeff"), name, True
        except UnicodeDecodeError:
            pass
    return decode(data)


class _Table:
    """One table being filled; rows below a spanning cell start further right."""

    def __init__(self, rows: RowCollector) -> None:
        self.rows = rows
        self.number = 0
        self.cells: dict[int, CellValue] = {}
        self.colours: list[tuple[int, str]] = []
        self.merged: list[MergedRange] = []
        self.taken: dict[int, int] = {}
        self.column = -1
        self.hidden = False
        self.struck_cells = 0
        self.open_row = False


class _TableReader(HTMLParser):
    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._limits = limits
        self._count = CellCount(limits)
        self._tables: list[_Table] = []
        self._finished: list[Sheet] = []
        self._pieces: list[str] | None = None
        self._cell: dict[str, str] = {}
        self._silent = self._struck = 0
        self._row_fill = ""

    def finished(self) -> list[Sheet]:
        """The sheets in the order in which their tables end; tables that were never closed as well."""
        while self._tables:
            self._end_table()
        return self._finished

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._start_table()
        elif tag in NOT_TEXT:
            self._silent += 1
        elif tag == "tr":
            self._start_row(attributes)
        elif tag in ("td", "th"):
            self._start_cell(attributes)
        elif tag in NEW_LINE and self._pieces is not None:
            self._pieces.append("\n")
        elif tag in STRUCK:
            self._struck += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
        elif tag in NOT_TEXT:
            self._silent = max(0, self._silent - 1)
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in STRUCK:
            self._struck = max(0, self._struck - 1)

    def handle_data(self, data: str) -> None:
        if self._pieces is None or self._silent:
            return
        self._pieces.append(data)
        if self._struck and data.strip():
            self._cell["struck"] = "1"

    def _start_table(self) -> None:
        if len(self._tables) >= MAX_DEPTH:
            raise FileRefused("damaged_file", part="html", depth=len(self._tables))
        # A table in a cell of a page's frame is a sheet of its own; the frame's cell ends here.
        self._end_cell()
        self._tables.append(_Table(RowCollector("", self._count)))

    def _end_table(self) -> None:
        if not self._tables:
            return
        self._end_row()
        table = self._tables.pop()
        sheet = table.rows.sheet(merged=table.merged)
        if sheet.rows:
            if len(self._finished) >= self._limits.max_sheets:
                raise FileRefused("too_many_sheets", limit=self._limits.max_sheets)
            name = f"table {len(self._finished) + 1}" if self._finished else ""
            self._finished.append(Sheet(name, sheet.rows, merged=sheet.merged))

    def _start_row(self, attributes: dict[str, str]) -> None:
        if not self._tables:
            return
        self._end_row()
        table = self._tables[-1]
        table.number += 1
        table.cells, table.colours, table.column, table.struck_cells = {}, [], -1, 0
        table.hidden = bool(_HIDDEN.search(attributes.get("style", ""))) or "hidden" in attributes
        table.open_row = True
        self._row_fill = _fill_of(attributes)

    def _end_row(self) -> None:
        self._end_cell()
        if not self._tables or not self._tables[-1].open_row:
            return
        table = self._tables[-1]
        table.open_row = False
        if table.cells:
            values = [table.cells.get(column) for column in range(max(table.cells) + 1)]
            struck = table.struck_cells == len(table.cells)
            table.rows.add(table.number, values, hidden=table.hidden, struck=struck, colours=table.colours)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if not self._tables:
            return
        self._end_cell()
        if not self._tables[-1].open_row:
            self._start_row({})
        self._cell, self._pieces = attributes, []
        if _LINE_THROUGH.search(attributes.get("style", "")):
            self._struck += 1
            self._cell["own strike"] = "1"

    def _end_cell(self) -> None:
        if self._pieces is None or not self._tables:
            return
        text = re.sub(r"[ \t\r\xa0]+", " ", "".join(self._pieces)).strip()
        self._pieces = None
        if "own strike" in self._cell:
            self._struck = max(0, self._struck - 1)
        self._place(self._tables[-1], re.sub(r"\s*\n\s*", "\n", text)[:LONGEST_CELL])

    def _place(self, table: _Table, text: str) -> None:
        column = table.column + 1
        while table.taken.get(column, 0) >= table.number:
            column += 1
        width, height = _span(self._cell, "colspan"), _span(self._cell, "rowspan")
        if column + width > self._limits.max_columns:
            raise FileRefused("too_many_columns", row=table.number, limit=self._limits.max_columns)
        if height > 1:
            table.taken.update(dict.fromkeys(range(column, column + width), table.number + height - 1))
        if width > 1 or height > 1:
            bottom = table.number + height - 1
            table.merged.append(MergedRange(table.number, bottom, column, column + width - 1))
        if colour := written_colour(_fill_of(self._cell) or self._row_fill):
            table.colours.append((column, colour))
        if text:
            table.cells[column] = text
            table.struck_cells += "struck" in self._cell
        table.column = column + width - 1


def _fill_of(attributes: dict[str, str]) -> str:
    found = _FILL.search(attributes.get("style", ""))
    return found[1] if found else attributes.get("bgcolor", "")


def _span(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1").strip()
    return min(max(1, int(text)), LARGEST_SPAN) if text.isdecimal() and len(text) < 9 else 1
