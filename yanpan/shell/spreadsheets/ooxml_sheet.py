"""One worksheet part of an .xlsx, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yanpan.shell.spreadsheets.cell_values import read_number, read_serial, unescape
from yanpan.shell.spreadsheets.ooxml_styles import Styles
from yanpan.shell.spreadsheets.plain_rows import Cell
from yanpan.shell.spreadsheets.references import (
    LAST_COLUMN,
    LAST_ROW,
    cell_position,
    column_letters,
    column_number,
    range_corners,
)
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.row_collector import CellCount, RowCollector
from yanpan.shell.spreadsheets.workbook import (
    CellValue,
    FileWarning,
    MergedRange,
    Sheet,
)


class SheetReader:
    """Handlers for the tags of a worksheet; `sheet()` gives the result."""

    def __init__(
        self,
        name: str,
        state: str,
        strings: list[str],
        styles: Styles,
        count: CellCount,
        *,
        base_1904: bool,
    ) -> None:
        self._name, self._state = name, state
        self._strings, self._styles, self._base_1904 = strings, styles, base_1904
        self._rows = RowCollector(name, count)
        self._hidden_columns: set[int] = set()
        self._merged: list[MergedRange] = []
        self._row_number = 0
        self._row_hidden = False
        self._cells: dict[int, CellValue] = {}
        self._struck_cells = 0
        self._column, self._type, self._style = -1, "n", 0
        self._text = ""
        self._row_text = ""
        self._column_of: dict[str, int] = {}
        self._plain_columns: dict[bytes, int] = {}
        self._plain_styles: dict[bytes, int] = {}
        self._plain_numbers = {number for number, date in enumerate(styles.dates or [False]) if not date}
        self._any_struck = any(styles.struck)
        self._any_fill = any(styles.fills)
        self._colours: list[tuple[int, str]] = []
        self._listening = self._phonetic = self._has_formula = False
        self._empty_formulas: list[str] = []
        self._errors: list[str] = []

    def starts(self) -> dict[str, Callable[[dict[str, str]], None]]:
        """What to do at each opening tag."""
        return {
            "c": self._start_cell,
            "v": self._start_text,
            "t": self._start_text,
            "row": self._start_row,
            "f": self._start_formula,
            "rPh": self._start_phonetic,
            "col": self._start_columns,
            "mergeCell": self._start_merge,
        }

    def ends(self) -> dict[str, Callable[[], None]]:
        """What to do at each closing tag."""
        return {
            "c": self._end_cell,
            "v": self._end_text,
            "t": self._end_text,
            "row": self._end_row,
            "rPh": self._end_phonetic,
        }

    def text(self, text: str) -> None:
        """Text between tags."""
        if self._listening:
            self._text += text

    def _start_text(self, _attributes: dict[str, str]) -> None:
        self._listening = not self._phonetic

    def _end_text(self) -> None:
        self._listening = False

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._has_formula = True

    def _start_phonetic(self, _attributes: dict[str, str]) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _start_merge(self, attributes: dict[str, str]) -> None:
        self._merged.append(MergedRange(*range_corners(attributes.get("ref", ""))))

    def sheet(self) -> Sheet:
        """The sheet as read."""
        return self._rows.sheet(state=self._state, hidden_columns=self._hidden_columns, merged=self._merged)

    def warnings(self) -> list[FileWarning]:
        """Formulas without a stored value and error values, with the first cell of each."""
        found = {
            "formula_without_value": self._empty_formulas,
            "error_value": self._errors,
        }
        return [
            FileWarning(
                code,
                (("sheet", self._name), ("cell", cells[0]), ("cells", str(len(cells)))),
            )
            for code, cells in found.items()
            if cells
        ]

    def _start_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r")
        number = self._row_number + 1 if text is None else _row_number(text)
        self._begin_row(number, hidden=attributes.get("hidden") in ("1", "true"))

    def _begin_row(self, number: int, *, hidden: bool) -> None:
        if number > LAST_ROW:
            raise FileRefused("rows_beyond_format", sheet=self._name, row=number, limit=LAST_ROW)
        if number <= self._row_number:
            raise FileRefused("bad_reference", sheet=self._name, row=number, reason="out_of_order")
        self._row_number, self._row_text = number, str(number)
        self._row_hidden = hidden
        self._cells, self._struck_cells, self._column = {}, 0, -1
        self._colours = []

    def _end_row(self) -> None:
        if not self._cells:
            return
        values = [self._cells.get(column) for column in range(max(self._cells) + 1)]
        struck = self._struck_cells == len(self._cells)
        self._rows.add(
            self._row_number, values, hidden=self._row_hidden, struck=struck, colours=self._colours
        )

    def take(self, number: int, attributes: bytes, cells: Sequence[Cell]) -> None:
        """A whole row in its plainest form; the same as its tags one after the other would give."""
        self._begin_row(number, hidden=b' hidden="1"' in attributes or b' hidden="true"' in attributes)
        values: list[CellValue] = []
        struck = 0
        for _, letters, _, style, kind, inline, stored in cells:
            column = self._plain_columns.get(letters, -1)
            if column <= self._column:
                column = self._new_column(letters)
            self._column = column
            self._style = self._plain_styles[style] if style in self._plain_styles else self._new_style(style)
            if self._any_fill:
                self._note_fill()
            if not stored and not inline:
                continue
            value = self._plain_value(kind, inline or stored)
            if value is None or value == "":
                continue
            if column > len(values):
                values.extend([None] * (column - len(values)))
            values.append(value)
            if self._any_struck:
                struck += self._is_struck()
        if values:
            all_struck = struck > 0 and struck == len(values) - values.count(None)
            self._rows.add(number, values, hidden=self._row_hidden, struck=all_struck, colours=self._colours)

    def _new_column(self, letters: bytes) -> int:
        column = column_number(letters.decode())
        if column <= self._column or column >= LAST_COLUMN:
            cell = letters.decode() + self._row_text
            reason = "out_of_order" if column < LAST_COLUMN else "beyond_last_column"
            raise FileRefused("bad_reference", sheet=self._name, cell=cell, reason=reason)
        self._plain_columns[letters] = column
        return column

    def _new_style(self, style: bytes) -> int:
        number = self._plain_styles[style] = self._style_number(style.decode() or None)
        return number

    def _plain_value(self, kind: bytes, text: bytes) -> CellValue:
        if kind == b"s" and text.isdigit() and len(text) < 10 and int(text) < len(self._strings):
            return self._strings[int(text)]
        if not kind and len(text) < 16 and text.isdigit() and self._style in self._plain_numbers:
            return int(text)
        self._type = kind.decode() or "n"
        return self._value(text.decode())

    def _is_struck(self) -> bool:
        return self._style < len(self._styles.struck) and self._styles.struck[self._style]

    def _note_fill(self) -> None:
        fill = self._styles.fills[self._style] if self._style < len(self._styles.fills) else None
        if fill:
            self._colours.append((self._column, fill))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        column = self._column + 1 if reference is None else self._column_named(reference)
        if column <= self._column:
            raise FileRefused("bad_reference", sheet=self._name, cell=reference, reason="out_of_order")
        if column >= LAST_COLUMN:
            raise FileRefused("bad_reference", sheet=self._name, row=self._row_number)
        self._column = column
        self._type = attributes.get("t", "n")
        self._style = self._style_number(attributes.get("s"))
        self._text = ""
        self._has_formula = False

    def _column_named(self, reference: str) -> int:
        """The column of a reference; -1 when it belongs to another row."""
        letters = reference.rstrip("0123456789")
        if reference[len(letters) :] == self._row_text and letters in self._column_of:
            return self._column_of[letters]
        row, column = cell_position(reference)
        if row != self._row_number:
            return -1
        self._column_of[letters] = column
        return column

    def _style_number(self, text: str | None) -> int:
        if text is None:
            return 0
        number = int(text) if text.isdecimal() and len(text) < 8 else -1
        if number < 0 or (number >= len(self._styles.dates) and number > 0):
            raise FileRefused("bad_reference", sheet=self._name, style=text[:12], row=self._row_number)
        return number

    def _end_cell(self) -> None:
        if self._any_fill:
            self._note_fill()
        if not self._text:
            if self._has_formula:
                self._empty_formulas.append(column_letters(self._column) + self._row_text)
            return
        value = self._value(self._text)
        if value is None or value == "":
            return
        self._cells[self._column] = value
        if self._any_struck:
            self._struck_cells += self._is_struck()

    def _value(self, text: str) -> CellValue:
        kind = self._type
        if kind == "s":
            return self._shared(text)
        if kind in ("inlineStr", "str"):
            return unescape(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            self._errors.append(column_letters(self._column) + str(self._row_number))
            return text
        if kind == "d":
            return text
        return self._number(text.strip())

    def _shared(self, text: str) -> CellValue:
        number = int(text) if text.strip().isdecimal() and len(text) < 10 else -1
        if not 0 <= number < len(self._strings):
            raise FileRefused(
                "bad_reference",
                sheet=self._name,
                row=self._row_number,
                reason="shared_string",
            )
        return self._strings[number]

    def _number(self, text: str) -> CellValue:
        value = read_number(text)
        if value is None:
            return text
        is_date = self._style < len(self._styles.dates) and self._styles.dates[self._style]
        if is_date and isinstance(value, int | float):
            return read_serial(value, base_1904=self._base_1904)
        return value

    def _start_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in ("1", "true"):
            return
        first, last = attributes.get("min", "1"), attributes.get("max", "1")
        if first.isdecimal() and last.isdecimal():
            # A file may hide everything to the right of its table: 16,384 columns at most.
            self._hidden_columns.update(range(int(first) - 1, min(int(last), LAST_COLUMN)))


def _row_number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise FileRefused("bad_reference", row=text[:12])
    return int(text)
