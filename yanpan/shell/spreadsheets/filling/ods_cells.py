"""One row of an .ods with some of its cells exchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yanpan.shell.spreadsheets.filling.splicing import (
    Edit,
    Element,
    Positions,
    closed,
    opened_at,
    spliced,
    with_attribute,
    without_attributes,
)
from yanpan.shell.spreadsheets.references import column_letters
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.writing import xml_text

_URI = b"urn:oasis:names:tc:opendocument:xmlns:%s:1.0"
_SPACES = re.compile(r"^ | {2,}")
_VALUES = frozenset(
    {"value-type", "value", "date-value", "time-value", "boolean-value", "string-value", "currency"}
)


class Names:
    """The prefixes this document gives to the vocabularies of tables, texts and offices, colon included."""

    def __init__(self, part: bytes) -> None:
        self.table, self.text, self.office = (_prefix(part, each) for each in (b"table", b"text", b"office"))

    def repeat_row(self, raw: bytes, times: int) -> bytes:
        """A row element that stands for so many rows."""
        return _repeat(raw, self.table + "number-rows-repeated", times)

    def repeat_cell(self, raw: bytes, times: int) -> bytes:
        """A cell element that stands for so many columns."""
        return _repeat(raw, self.table + "number-columns-repeated", times)


def filled_row(raw: bytes, texts: Mapping[int, str], names: Names, number: int) -> bytes:
    """`raw`: one row that is not repeated. FileRefused for a cell that holds a formula."""
    cells = _Cells(raw, names).walk()
    edits: list[Edit] = []
    left = dict(texts)
    for cell in cells.found:
        inside = {column: left.pop(column) for column in sorted(left) if column in cell.columns}
        if inside:
            edits.append(
                (cell.element.start, cell.element.end, _taken_apart(raw, cell, inside, names, number))
            )
    if left:
        edits.append((cells.row.closing, cells.row.closing, _behind(raw, cells, left, names)))
    if cells.row.is_empty_tag:
        return (
            spliced(raw, [(cells.row.opened - 2, cells.row.opened, b">")])
            + b"".join(new for _, _, new in edits)
            + f"</{cells.row.name}>".encode()
        )
    return spliced(raw, edits)


class _CellAt:
    def __init__(self, element: Element, first: int, repeat: int) -> None:
        self.element, self.first = element, first
        self.columns = range(first, first + repeat)
        self.kept: list[Element] = []


class _Cells:
    """The cells of a row, with what they hold beside their text (notes, pictures)."""

    def __init__(self, raw: bytes, names: Names) -> None:
        self.found: list[_CellAt] = []
        self.row = Element("", {}, 0, 0)
        self._raw, self._names = raw, names
        self._depth = self._column = 0

    def walk(self) -> _Cells:
        Positions(self._raw, open_=self._open, close=self._close).walk()
        return self

    @property
    def width(self) -> int:
        return self._column

    def _open(self, name: str, attributes: dict[str, str], start: int) -> None:
        self._depth += 1
        if self._depth > 3:
            return
        element = Element(name, attributes, start, opened_at(self._raw, start))
        if self._depth == 1:
            self.row = element
        elif self._depth == 2:
            repeat = repeated(attributes, self._names.table + "number-columns-repeated")
            self.found.append(_CellAt(element, self._column, repeat))
            self._column += repeat
        elif self._depth == 3:
            self.found[-1].kept.append(element)

    def _close(self, _name: str, position: int) -> None:
        if self._depth == 1:
            closed(self.row, self._raw, position)
        elif self._depth == 2:
            closed(self.found[-1].element, self._raw, position)
        elif self._depth == 3:
            closed(self.found[-1].kept[-1], self._raw, position)
        self._depth -= 1


def _taken_apart(raw: bytes, cell: _CellAt, texts: Mapping[int, str], names: Names, number: int) -> bytes:
    element = cell.element
    if names.table + "formula" in element.attributes:
        place = f"{column_letters(next(iter(texts)))}{number}"
        raise FileRefused("cell_holds_a_formula", sheet="", cell=place)
    one = raw[element.start : element.end]
    pieces, at = [], cell.first
    for column, text in texts.items():
        if column > at:
            pieces.append(names.repeat_cell(one, column - at))
        pieces.append(_cell_with(raw, cell, text, names))
        at = column + 1
    if cell.columns.stop > at:
        pieces.append(names.repeat_cell(one, cell.columns.stop - at))
    return b"".join(pieces)


def _cell_with(raw: bytes, cell: _CellAt, text: str, names: Names) -> bytes:
    """The cell with its format, rules and notes, and another text."""
    element = cell.element
    opening = without_attributes(raw[element.start : element.opened], lambda name: _is_value(name, names))
    kept = b"".join(
        raw[one.start : one.end]
        for one in cell.kept
        if one.name not in (names.text + "p", names.text + "list")
    )
    return _text_cell(element.name, opening.rstrip(b"/> \r\n\t"), kept, text, names)


def _behind(raw: bytes, cells: _Cells, texts: Mapping[int, str], names: Names) -> bytes:
    """Cells to the right of the last one, in the format of the last one that is no cover of a merged block."""
    cell = f"{names.table}table-cell"
    plain = [one for one in cells.found if one.element.name == cell]
    style = plain[-1].element.attributes.get(names.table + "style-name") if plain else None
    shown = f' {names.table}style-name="{xml_text(style)}"' if style else ""
    pieces, at = [], cells.width
    for column, text in sorted(texts.items()):
        if column > at:
            pieces.append(f'<{cell} {names.table}number-columns-repeated="{column - at}"/>'.encode())
        pieces.append(_text_cell(cell, f"<{cell}{shown}".encode(), b"", text, names))
        at = column + 1
    return b"".join(pieces)


def _text_cell(name: str, opening: bytes, kept: bytes, text: str, names: Names) -> bytes:
    paragraphs = "".join(
        f"<{names.text}p>{_paragraph(line, names)}</{names.text}p>" for line in text.split("\n")
    )
    kind = f' {names.office}value-type="string">'.encode()
    return opening + kind + kept + paragraphs.encode() + f"</{name}>".encode()


def _paragraph(line: str, names: Names) -> str:
    return _SPACES.sub(lambda run: f'<{names.text}s {names.text}c="{len(run[0])}"/>', xml_text(line))


def _is_value(name: str, names: Names) -> bool:
    prefix, _, local = name.rpartition(":")
    if prefix + ":" == names.table:
        return local == "number-columns-repeated"
    return local in _VALUES


def repeated(attributes: Mapping[str, str], name: str) -> int:
    """How often an element stands; 1 for anything that is no number."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _repeat(raw: bytes, name: str, times: int) -> bytes:
    end = opened_at(raw, 0)
    opening = raw[:end]
    if times == 1:
        opening = without_attributes(opening, lambda each: each == name)
    else:
        opening = with_attribute(opening, name, str(times))
    return opening + raw[end:]


def _prefix(part: bytes, vocabulary: bytes) -> str:
    found = re.search(rb"""xmlns:([\w.-]+)\s*=\s*["']""" + re.escape(_URI % vocabulary), part)
    if not found:
        raise FileRefused("damaged_file", part="content.xml")
    return found[1].decode() + ":"
