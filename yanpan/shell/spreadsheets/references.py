"""Cell references as spreadsheets write them (A1, $C$7, B2:D9)."""

from __future__ import annotations

import re

from yanpan.shell.spreadsheets.refusals import FileRefused

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,4})\$?([0-9]{1,8})")


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_position(reference: str) -> tuple[int, int]:
    """The (1-based row, 0-based column) of a reference; FileRefused beyond a sheet's edge."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise FileRefused("bad_reference", cell=reference[:20])
    row, column = int(found[2]), column_number(found[1])
    if column >= LAST_COLUMN:
        raise FileRefused("bad_reference", cell=reference[:20])
    if not 1 <= row <= LAST_ROW:
        raise FileRefused("rows_beyond_format", row=row, limit=LAST_ROW)
    return row, column


def range_corners(reference: str) -> tuple[int, int, int, int]:
    """First row, last row, first column, last column of a range such as B2:D9."""
    first, _, last = reference.partition(":")
    top, left = cell_position(first)
    bottom, right = cell_position(last or first)
    return min(top, bottom), max(top, bottom), min(left, right), max(left, right)
