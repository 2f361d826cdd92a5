"""A paper as a workbook: its words on the first sheet, each table on one of its own."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from .layout import TableFit, fit_table
from .paper import Block, Cell, Closing, Facts, Heading, PageBreak, Paper, Paragraph, Table
from .wording import one_line
from .zipped import repack, utc_seconds

Row = tuple[Cell, ...]

_CELL_UNITS = 32_767  # Excel's limit, in UTF-16 units
_EXACT_DIGITS = 15  # a spreadsheet rounds longer whole numbers
_SHEET_NAME = 31

# What a spreadsheet could run, in half and full width; plain numbers and telephone numbers are left alone.
_RUNNABLE = re.compile(r"\s*[=+\-@|%＝＋－＠]")
_PLAIN_FIGURE = re.compile(r"\s*[+-]?[\d .,()%-]*\d[\d .,()%-]*")

_LINE = Side(style="thin", color="FF333333")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_DRILL_FILL = PatternFill("solid", fgColor="FFB00020")
_HEAD_FILL = PatternFill("solid", fgColor="FFE8ECEF")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def to_xlsx(paper: Paper, *, fixed_at: datetime) -> bytes:
    """The paper as XLSX, dated `fixed_at` (aware). No cell can run: text stays text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _describe(book, paper, fixed_at)
    names = _sheet_names([paper.title, *(table.title or paper.title for table in paper.tables)])
    _write_words(_sheet(book, next(names), paper), paper)
    for table in paper.tables:
        _write_table(_sheet(book, next(names), paper), paper, table)
    saved = BytesIO()
    book.save(saved)
    return repack(saved.getvalue(), fixed_at, _dated(fixed_at))


def neutral(text: str) -> str:
    """Text no spreadsheet runs, not even after it was saved as CSV and opened again."""
    runnable = _RUNNABLE.match(text) and not _PLAIN_FIGURE.fullmatch(text)
    return f"'{text}" if runnable else text


def _describe(book: Workbook, paper: Paper, fixed_at: datetime) -> None:
    stamp = utc_seconds(fixed_at).replace(tzinfo=None)
    properties = book.properties
    properties.title, properties.language = one_line(paper.title), paper.lang
    properties.creator = properties.lastModifiedBy = one_line(paper.organ)
    properties.keywords = paper.drill_mark
    properties.created = properties.modified = stamp


def _dated(fixed_at: datetime) -> Any:
    stamp = utc_seconds(fixed_at).strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def edit(name: str, content: bytes) -> bytes:
        # openpyxl writes the wall clock here whatever the properties say.
        return _MODIFIED.sub(rb"\g<1>" + stamp, content) if name == "docProps/core.xml" else content

    return edit


def _sheet_names(titles: list[str]) -> Iterator[str]:
    used: set[str] = set()
    for title in titles:
        base = re.sub(r"[\[\]:*?/\\]", " ", one_line(title)).strip("' ") or "-"
        name, number = base[:_SHEET_NAME], 2
        while name.casefold() in used:
            tail = f" {number}"
            name, number = base[: _SHEET_NAME - len(tail)] + tail, number + 1
        used.add(name.casefold())
        yield name


def _sheet(book: Workbook, name: str, paper: Paper) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    _set_margins(sheet, paper)
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if paper.drill:
        _put(sheet, (paper.drill_mark,))
        sheet["A1"].fill, sheet["A1"].font = _DRILL_FILL, Font(bold=True, size=14, color="FFFFFFFF")
    return sheet


def _set_margins(sheet: Worksheet, paper: Paper) -> None:
    head: Any = sheet.oddHeader
    foot: Any = sheet.oddFooter
    head.left.text, head.right.text = _margin_text(paper.mark), _margin_text(paper.watermark_id)
    head.center.text = foot.left.text = _margin_text(paper.drill_mark)
    foot.center.text = "— &P —"


def _margin_text(text: str) -> str:
    # "&" opens a code in sheet margins.
    return one_line(text).replace("&", "＆")[:80]


def _write_words(sheet: Worksheet, paper: Paper) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 60, 40
    head = (paper.mark, paper.urgency, paper.organ, paper.number, paper.signer, paper.title, paper.subtitle)
    for said in filter(None, head):
        _put(sheet, (said,), bold=said == paper.title, wrap=True)
    for block in paper.blocks:
        for row in _words(block):
            _put(sheet, row, bold=isinstance(block, Heading), wrap=True)
    for line in paper.footer:
        _put(sheet, (line,), wrap=True)


def _words(block: Block) -> list[Row]:
    match block:
        case Heading(_, text) | Paragraph(text):
            return [(text,)]
        case Table():
            return [(block.title or " ".join(block.header),)]
        case Facts(pairs):
            return [tuple(pair) for pair in pairs]
        case Closing(lines):
            return [(line,) for line in lines]
        case PageBreak():
            return []


def _write_table(sheet: Worksheet, paper: Paper, table: Table) -> None:
    fit = fit_table(table)
    _put(sheet, (f"{one_line(paper.title)} {one_line(table.title)}".strip(),), bold=True)
    top = _put(sheet, table.header, bold=True, grid=True)
    for cell in sheet[top]:
        cell.fill = _HEAD_FILL
    last = top
    for row in table.rows:
        last = _put(sheet, row, grid=True)
    if table.note:
        _put(sheet, (table.note,))
    _set_columns(sheet, fit)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"1:{top}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(table.header))}{last}"


def _set_columns(sheet: Worksheet, fit: TableFit) -> None:
    sheet.page_setup.orientation = "landscape" if fit.landscape else "portrait"
    for number, weight in enumerate(fit.weights, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = weight + 1


def _put(sheet: Worksheet, row: Row, *, bold: bool = False, grid: bool = False, wrap: bool = False) -> int:
    """Write the row below what is there; return its number."""
    sheet.append([""] * len(row))
    number: int = sheet.max_row
    for column, value in enumerate(row, start=1):
        cell: Any = sheet.cell(number, column)
        _set_value(cell, value)
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(vertical="center", wrap_text=grid or wrap)
        if grid:
            cell.border = _GRID
    return number


def _set_value(cell: Any, value: Cell) -> None:
    if isinstance(value, int | float | Decimal) and len(str(value).strip("-")) > _EXACT_DIGITS + 1:
        value = str(value)
    cell.value = _fitting(neutral(value)) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would take a leading "=" for a formula
        cell.quotePrefix = True


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= _CELL_UNITS * 2:
        return text
    return units[: (_CELL_UNITS - 1) * 2].decode("utf-16-le", "ignore") + "…"
