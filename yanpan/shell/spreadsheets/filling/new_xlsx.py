"""A workbook that cannot be written as it came, as an .xlsx: same sheets, values, widths, blocks and formats."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

from yanpan.shell.spreadsheets.filling.problem import Placed
from yanpan.shell.spreadsheets.filling.xls_look import Look, SheetLook, look_of_xls
from yanpan.shell.spreadsheets.package_parts import SHEET_START, fixed_parts
from yanpan.shell.spreadsheets.references import column_letters
from yanpan.shell.spreadsheets.workbook import CellValue, Sheet, Workbook
from yanpan.shell.spreadsheets.writing import DAY_ZERO, LARGEST_NUMBER, xml_text

# The one time in the file: the bytes say nothing of when they were made.
FIXED_AT = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
NOTHING = Placed({}, {})


def as_xlsx(data: bytes, book: Workbook, placed: Mapping[int, Placed]) -> bytes:
    """`book`: what was read from `data`. Formulas become the values they showed."""
    look = look_of_xls(data) if book.kind == "xls" else Look()
    if len(look.sheets) != len(book.sheets):
        look = Look()
    parts = fixed_parts([sheet.name or "Sheet1" for sheet in book.sheets], FIXED_AT)
    parts["xl/styles.xml"] = look.styles.xml()
    parts["xl/workbook.xml"] = _with_states(parts["xl/workbook.xml"], book)
    for index, sheet in enumerate(book.sheets):
        sheet_look = look.sheets[index] if look.sheets else SheetLook()
        part = _sheet_xml(sheet, sheet_look, placed.get(index, NOTHING), len(look.styles.formats))
        parts[f"xl/worksheets/sheet{index + 1}.xml"] = part
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


def _with_states(part: str, book: Workbook) -> str:
    for number, sheet in enumerate(book.sheets, start=1):
        if sheet.state != "visible":
            state = "hidden" if sheet.state == "hidden" else "veryHidden"
            part = part.replace(f'sheetId="{number}"', f'sheetId="{number}" state="{state}"')
    return part


def _sheet_xml(sheet: Sheet, look: SheetLook, texts: Placed, formats: int) -> str:
    values = {row.number - 1: dict(enumerate(row.cells)) for row in sheet.rows}
    for number, line in texts.rows.items():
        values.setdefault(number - 1, {}).update(line)
    for row, column in look.formats:
        values.setdefault(row, {}).setdefault(column, None)
    rows = "".join(_row_xml(row, values[row], look, formats) for row in sorted(values))
    return f"{SHEET_START}{_columns_xml(look, texts)}<sheetData>{rows}</sheetData>{_merged_xml(sheet)}</worksheet>"


def _columns_xml(look: SheetLook, texts: Placed) -> str:
    widths = {**texts.widths, **look.widths}
    columns = sorted({*widths, *look.hidden_columns})
    listed = "".join(
        f'<col min="{each + 1}" max="{each + 1}" width="{widths.get(each, 9):g}" customWidth="1"'
        + (' hidden="1"/>' if each in look.hidden_columns else "/>")
        for each in columns
    )
    return f"<cols>{listed}</cols>" if listed else ""


def _row_xml(row: int, cells: Mapping[int, CellValue], look: SheetLook, formats: int) -> str:
    height = look.heights.get(row)
    shape = f' ht="{height:g}" customHeight="1"' if height else ""
    shape += ' hidden="1"' if row in look.hidden_rows else ""
    written, left = [], 0
    for column in sorted(cells):
        left = look.formats.get((row, column), left)
        style = left if left < formats else 0
        written.append(_cell_xml(f"{column_letters(column)}{row + 1}", style, cells[column]))
    return f'<row r="{row + 1}"{shape}>{"".join(written)}</row>'


def _cell_xml(reference: str, style: int, value: CellValue) -> str:
    if value is None:
        return f'<c r="{reference}" s="{style}"/>'
    if isinstance(value, bool):
        return f'<c r="{reference}" s="{style}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime.date):
        return f'<c r="{reference}" s="{style}"><v>{_serial(value):.15g}</v></c>'
    if isinstance(value, int | float) and abs(value) < LARGEST_NUMBER:
        return f'<c r="{reference}" s="{style}"><v>{value!r}</v></c>'
    text = xml_text(str(value))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _serial(value: datetime.date) -> float:
    moment = (
        value if isinstance(value, datetime.datetime) else datetime.datetime.combine(value, datetime.time())
    )
    return (moment - DAY_ZERO.replace(tzinfo=None)) / datetime.timedelta(days=1)


def _merged_xml(sheet: Sheet) -> str:
    if not sheet.merged:
        return ""
    listed = "".join(
        f'<mergeCell ref="{column_letters(one.first_column)}{one.first_row}:'
        f'{column_letters(one.last_column)}{one.last_row}"/>'
        for one in sheet.merged
    )
    return f'<mergeCells count="{len(sheet.merged)}">{listed}</mergeCells>'
