"""Writes .xlsx files byte for byte the same for the same input, with nothing in them to evaluate."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from yanpan.shell.spreadsheets import package_parts
from yanpan.shell.spreadsheets.package_parts import Style
from yanpan.shell.spreadsheets.references import LAST_COLUMN, LAST_ROW, column_letters
from yanpan.shell.spreadsheets.workbook import CellValue

# A text that begins like this is a formula to a spreadsheet that trusts its reader too much.
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_TEXT = 32_767
# Spreadsheets keep 15 digits of a number; longer ones are written as text.
LARGEST_NUMBER = 10**15
DAY_ZERO = datetime.datetime(1899, 12, 30, tzinfo=datetime.UTC)
FIRST_SAFE_DAY = datetime.date(1900, 3, 1)
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class DropDown:
    """The rows of a column (from 0) are chosen from a column of the sheet named `choices`, below its header.

    `count`: how many choices there are; `rows`: how many rows below the header take one.
    """

    column: int
    choices: str
    choices_column: int
    count: int
    rows: int


@dataclass(frozen=True, slots=True)
class SheetToWrite:
    """One sheet. `watermark` stands in a line above everything and in the page header,
    `title` in a line above the header, `footer` in a line below the rows and in the page footer.
    `widths` are in characters; without them they follow the contents (8 to 48).
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[CellValue]]
    widths: Sequence[float] = ()
    title: str = ""
    watermark: str = ""
    footer: str = ""
    drop_downs: Sequence[DropDown] = ()


def write_workbook(sheets: Sequence[SheetToWrite], *, fixed_at: datetime.datetime) -> bytes:
    """An .xlsx with these sheets. `fixed_at` (aware) is the only time in the file.

    Raises ValueError for no sheets, a naive `fixed_at`, too many rows or columns, or a text of
    more than 32,767 characters: nothing is cut silently.
    """
    if not sheets:
        raise ValueError("a workbook needs at least one sheet")
    if fixed_at.tzinfo is None:
        raise ValueError("fixed_at must be an aware datetime")
    names = _sheet_names([sheet.name for sheet in sheets])
    parts = package_parts.fixed_parts(names, fixed_at.astimezone(datetime.UTC))
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet_xml(sheet)
    return _zip(parts, fixed_at)


def is_risky(text: str) -> bool:
    """Whether a text could be taken for a formula, blanks in front of it included."""
    return text.lstrip(" \u3000\xa0").startswith(RISKY_STARTS) or text.startswith(RISKY_STARTS)


def _zip(parts: dict[str, str], fixed_at: datetime.datetime) -> bytes:
    moment = fixed_at.astimezone(datetime.UTC)
    stamp = (
        max(moment.year, 1980),
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second // 2 * 2,
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode(), compresslevel=6)
    return buffer.getvalue()


def _sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names a spreadsheet accepts: at most 31 characters, none twice."""
    names: list[str] = []
    taken: set[str] = set()
    for number, each in enumerate(wanted, start=1):
        base = _FORBIDDEN_IN_NAME.sub(" ", _clean(each)).strip(" '")[:31] or f"Sheet{number}"
        name, again = base, 2
        while name.casefold() in taken:
            tail = f" ({again})"
            name, again = base[: 31 - len(tail)] + tail, again + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _sheet_xml(sheet: SheetToWrite) -> str:
    width = max([len(sheet.header), *(len(row) for row in sheet.rows)], default=1) or 1
    above = [
        (text, style)
        for text, style in ((sheet.watermark, Style.WATERMARK), (sheet.title, Style.TITLE))
        if text
    ]
    header_row = len(above) + 1
    last_row = header_row + len(sheet.rows) + bool(sheet.footer)
    if last_row > LAST_ROW or width > LAST_COLUMN:
        raise ValueError(f"sheet {sheet.name!r} is larger than a spreadsheet can hold")
    lines = [_line(number, [text], style) for number, (text, style) in enumerate(above, start=1)]
    lines.append(_line(header_row, sheet.header, Style.HEADER))
    lines.extend(_line(number, row, None) for number, row in enumerate(sheet.rows, start=header_row + 1))
    if sheet.footer:
        lines.append(_line(last_row, [sheet.footer], Style.FOOTER))
    merged = [number for number in range(1, len(above) + 1)] + ([last_row] if sheet.footer else [])
    return "".join(
        [
            package_parts.SHEET_START,
            package_parts.frozen_above(header_row + 1),
            _columns_xml(sheet, width),
            "<sheetData>",
            *lines,
            "</sheetData>",
            _merged_xml(merged, width),
            _drop_downs_xml(sheet.drop_downs, header_row),
            _page_xml(sheet),
            "</worksheet>",
        ]
    )


def _columns_xml(sheet: SheetToWrite, width: int) -> str:
    cells = []
    for column in range(width):
        size = sheet.widths[column] if column < len(sheet.widths) else _fitting(sheet, column)
        cells.append(f'<col min="{column + 1}" max="{column + 1}" width="{size:g}" customWidth="1"/>')
    return f"<cols>{''.join(cells)}</cols>"


def _fitting(sheet: SheetToWrite, column: int) -> float:
    """Wide enough for the header and the first hundred rows; a Chinese character counts two."""
    texts = [sheet.header[column]] if column < len(sheet.header) else []
    texts += [str(row[column]) for row in sheet.rows[:100] if column < len(row) and row[column] is not None]
    longest = max((sum(1 + (ord(each) > 0x2E80) for each in text) for text in texts), default=8)
    return float(min(48, max(8, longest + 2)))


def _merged_xml(rows: Sequence[int], width: int) -> str:
    if not rows or width < 2:
        return ""
    last = column_letters(width - 1)
    cells = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in rows)
    return f'<mergeCells count="{len(rows)}">{cells}</mergeCells>'


def _drop_downs_xml(drop_downs: Sequence[DropDown], header_row: int) -> str:
    if not drop_downs:
        return ""
    cells = "".join(_drop_down_xml(one, header_row) for one in drop_downs)
    return f'<dataValidations count="{len(drop_downs)}">{cells}</dataValidations>'


def _drop_down_xml(one: DropDown, header_row: int) -> str:
    column, source = column_letters(one.column), column_letters(one.choices_column)
    sheet = one.choices.replace("'", "''")
    where = f"{column}{header_row + 1}:{column}{header_row + one.rows}"
    choices = escape(f"'{sheet}'!${source}$2:${source}${one.count + 1}")
    return (
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{where}">'
        f"<formula1>{choices}</formula1></dataValidation>"
    )


def _page_xml(sheet: SheetToWrite) -> str:
    """The watermark and the footer on every printed page; & is a command there, so it is doubled."""
    head = "&amp;C" + escape(_clean(sheet.watermark).replace("&", "&&")) if sheet.watermark else ""
    left = "&amp;L" + escape(_clean(sheet.footer).replace("&", "&&")[:150]) if sheet.footer else ""
    foot = f"{left}&amp;R&amp;P / &amp;N"
    top = f"<oddHeader>{head}</oddHeader>" if head else ""
    setup = '<pageSetup paperSize="9" orientation="landscape"/>'
    return f"{setup}<headerFooter>{top}<oddFooter>{foot}</oddFooter></headerFooter>"


def _line(number: int, values: Sequence[CellValue], style: Style | None) -> str:
    cells = "".join(
        _cell(f"{column_letters(column)}{number}", value, style)
        for column, value in enumerate(values)
        if value is not None and value != ""
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(reference: str, value: CellValue, style: Style | None) -> str:
    if isinstance(value, bool):
        return f'<c r="{reference}" s="{Style.PLAIN}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime.date):
        return _day_cell(reference, value)
    if isinstance(value, int | float):
        return _number_cell(reference, value)
    return _text_cell(reference, str(value), style)


def _number_cell(reference: str, value: float) -> str:
    if abs(value) >= LARGEST_NUMBER or value != value:
        return _text_cell(reference, str(value), None)
    return f'<c r="{reference}" s="{Style.PLAIN}"><v>{value!r}</v></c>'


def _day_cell(reference: str, value: datetime.date) -> str:
    day = value.date() if isinstance(value, datetime.datetime) else value
    if day < FIRST_SAFE_DAY:
        return _text_cell(reference, value.isoformat(), None)
    if not isinstance(value, datetime.datetime):
        return f'<c r="{reference}" s="{Style.DAY}"><v>{(day - DAY_ZERO.date()).days}</v></c>'
    if value.tzinfo is not None:
        raise ValueError("write local times: a spreadsheet knows no time zone")
    serial = (value - DAY_ZERO.replace(tzinfo=None)) / datetime.timedelta(days=1)
    return f'<c r="{reference}" s="{Style.MOMENT}"><v>{serial:.15g}</v></c>'


def _text_cell(reference: str, text: str, style: Style | None) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"cell {reference}: a text of {len(text)} characters does not fit a cell")
    if style is None:
        style = Style.QUOTED if is_risky(text) else Style.TEXT
    elif is_risky(text):
        style = package_parts.QUOTED_TWIN[style]
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'


def xml_text(text: str) -> str:
    """A cell's text as XML; what XML cannot hold in Office's own notation, so that it comes back the same."""
    guarded = _LOOKS_ESCAPED.sub("_x005F_", text)
    guarded = _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", guarded)
    return escape(guarded.replace("\r", "_x000D_"))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
