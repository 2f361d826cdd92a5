"""Writes into a file that came from somebody else and leaves everything else in it as it was."""

from __future__ import annotations

from collections.abc import Sequence

from yanpan.shell.spreadsheets.confined import run_confined
from yanpan.shell.spreadsheets.filling.problem import Choices, Filled, SheetTexts
from yanpan.shell.spreadsheets.filling.wire import decode_choices, decode_filled, encode_order
from yanpan.shell.spreadsheets.workbook import Limits

DEFAULT_LIMITS = Limits()
CHILD, CHOICES = "yanpan.shell.spreadsheets.filling.child", "yanpan.shell.spreadsheets.filling.choices"


def fill(data: bytes, name: str, sheets: Sequence[SheetTexts], *, limits: Limits = DEFAULT_LIMITS) -> Filled:
    """The workbook `data` (as read by `read_workbook`) called `name`, with these texts in its cells.

    Only the named cells change. .xlsx and .ods: the parts of the changed sheets alone, each cell in the format of
    the one that was there (else of its neighbour to the left). Separated text: encoding, mark, delimiter, quotes
    and line ends stay. An .xls, and text in an encoding that cannot hold the words, become an .xlsx with the same
    values, widths, merged blocks and formats (`format_is_new`, and `name` ends so).

    Texts are written as texts: nothing that begins with = + - @ is ever evaluated. A text for a cell inside a
    merged block goes to the cell that shows. Same input, same bytes. The file is read back before it is given out.

    One column of texts behind all others, as for a copy with what is wrong in each row::

        fill(data, name, [SheetTexts("名单", new_columns=[NewColumn("问题", header_row, {5: "电话缺位"})])])

    Raises FileRefused: what `read_workbook` refuses, and no_such_sheet_to_fill, cell_is_covered (the cell lies
    under a merged block of another column), cell_holds_a_formula, filling_failed (the file read back differs).
    """
    finished, kind, format_is_new = decode_filled(
        run_confined(CHILD, encode_order(data, sheets), name, limits)
    )
    if format_is_new:
        name = (name.rpartition(".")[0] or name or "reply") + ".xlsx"
    return Filled(finished, name, kind, format_is_new)


def read_choices(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> list[Choices]:
    """The drop-down lists of an .xlsx, one for each column that has one; [] for other kinds. Raises FileRefused."""
    return decode_choices(run_confined(CHOICES, data, name, limits))
