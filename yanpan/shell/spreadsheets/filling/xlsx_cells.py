"""The cells of a worksheet that get a text, written so that nothing in them is evaluated."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from yanpan.shell.spreadsheets.filling.problem import Placed
from yanpan.shell.spreadsheets.filling.splicing import Edit, with_attribute
from yanpan.shell.spreadsheets.filling.xlsx_positions import CellAt, RowAt, SheetPositions
from yanpan.shell.spreadsheets.references import column_letters
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.writing import LONGEST_TEXT, xml_text

Columns = list[tuple[int, int, str]]


def row_edits(part: bytes, positions: SheetPositions, sheet: str, texts: Placed) -> Iterator[Edit]:
    """Cells exchanged or set in between; rows that are not there are set between the others."""
    for number, line in texts.rows.items():
        row = positions.rows.get(number)
        if row is None:
            yield _new_row(positions, number, line)
        else:
            yield from _edits_of_row(part, positions, sheet, number, row, line)


def _edits_of_row(
    part: bytes, positions: SheetPositions, sheet: str, number: int, row: RowAt, line: Mapping[int, str]
) -> Iterator[Edit]:
    element = row.element
    there = {cell.column: cell for cell in row.cells}
    added: dict[int, list[bytes]] = {}
    for column, text in line.items():
        style = _style(row, column, positions.columns)
        if cell := there.get(column):
            if cell.has_formula:
                raise FileRefused(
                    "cell_holds_a_formula", sheet=sheet, cell=f"{column_letters(column)}{number}"
                )
            reference = f"{column_letters(column)}{number}" if "r" in cell.element.attributes else ""
            new = _cell(element.prefix, reference, style, text)
            yield cell.element.start, cell.element.end, new
        else:
            place = next((c.element.start for c in row.cells if c.column > column), element.closing)
            reference = f"{column_letters(column)}{number}"
            added.setdefault(place, []).append(_cell(element.prefix, reference, style, text))
    tag = _with_span(part[element.start : element.opened], element.attributes, max(line))
    if element.is_empty_tag:
        cells = b"".join(added.pop(element.closing, []))
        tag = tag[:-2].rstrip() + b">" + cells + f"</{element.name}>".encode()
    yield element.start, element.opened, tag
    for place, cells_there in added.items():
        yield place, place, b"".join(cells_there)


def _new_row(positions: SheetPositions, number: int, line: Mapping[int, str]) -> Edit:
    prefix = positions.sheet_data.prefix
    cells = b"".join(
        _cell(prefix, f"{column_letters(column)}{number}", _column_style(column, positions.columns), text)
        for column, text in line.items()
    )
    row = f'<{prefix}row r="{number}">'.encode() + cells + f"</{prefix}row>".encode()
    after = bisect_left(positions.starts, (number, 0))
    place = positions.starts[after][1] if after < len(positions.starts) else positions.sheet_data.closing
    return place, place, row


def _cell(prefix: str, reference: str, style: str, text: str) -> bytes:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"cell {reference}: a text of {len(text)} characters does not fit a cell")
    place = f' r="{reference}"' if reference else ""
    shown = f' s="{style}"' if style else ""
    return (
        f'<{prefix}c{place}{shown} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
        f"{xml_text(text)}</{prefix}t></{prefix}is></{prefix}c>"
    ).encode()


def _style(row: RowAt, column: int, columns: Columns) -> str:
    """Of the cell that is there; else of the row, of the column, of the nearest cell to the left."""
    left: CellAt | None = None
    for cell in row.cells:
        if cell.column == column:
            return cell.element.attributes.get("s", "")
        if cell.column < column:
            left = cell
    if row.element.attributes.get("customFormat") in ("1", "true"):
        return row.element.attributes.get("s", "")
    of_column = _column_style(column, columns)
    return of_column or (left.element.attributes.get("s", "") if left else "")


def _column_style(column: int, columns: Columns) -> str:
    return next((style for first, last, style in columns if first <= column <= last), "")


def _with_span(tag: bytes, attributes: Mapping[str, str], last: int) -> bytes:
    """`spans` says how far a row's cells reach."""
    first, _, end = attributes.get("spans", "").partition(":")
    if not end.isdecimal() or int(end) > last:
        return tag
    return with_attribute(tag, "spans", f"{first}:{last + 1}")
