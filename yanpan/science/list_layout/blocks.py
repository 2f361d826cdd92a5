"""Tables that do not stand upright and alone: fields down the side, or several tables beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from yanpan.science.list_layout.cell_text import cell_text, folded
from yanpan.science.list_layout.headers import Rows, has_person_values, title_score
from yanpan.science.list_layout.problem import CellValue, Field
from yanpan.science.list_layout.row_reasons import is_aside
from yanpan.science.list_layout.wording import is_title, read_title

# A sheet with more rows than this has its persons below each other.
TALLEST_TURNED = 200
FEWEST_FIELDS = 3
SEARCHED_ABOVE = 30


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet, set upright: `rows` are what `read_layout` wants.

    place: '' where the whole sheet is one upright table; else which part of the sheet, to tell its persons
    from those of the others ('A:E', '3:9'). turned: fields stood down the side; an index into `rows` is then a
    column of the sheet (from 0), and a column of the layout a row of the sheet less `top`; the titles stand in
    column `side`. Else an index into `rows` is one into the sheet's rows, and columns are the sheet's.
    """

    rows: Rows
    place: str = ""
    turned: bool = False
    top: int = 0
    side: int = 0


def blocks_of(rows: Rows) -> tuple[Block, ...]:
    """The tables of a sheet; one with all rows where nothing speaks for another arrangement."""
    turned = tuple(_turned(rows)) if len(rows) <= TALLEST_TURNED else ()
    return turned or tuple(_beside(rows)) or (Block(rows),)


def _turned(rows: Rows) -> Iterator[Block]:
    """Titles down one column, each with a value beside it, and no row of titles that says as much."""
    for column in (0, 1, 2):
        lines = [index for index, row in enumerate(rows) if _is_field_line(row, column)]
        fields = {_field(rows[index][column]) for index in lines} - {Field.UNKNOWN}
        if len(fields) < FEWEST_FIELDS or max(title_score(row) for row in rows) >= len(fields):
            continue
        top, end = _span(rows, lines, column)
        filled = sum(any(map(cell_text, row)) for row in rows[top:end])
        if 2 * len(lines) < filled or not _values_across(rows[top:end], column):
            continue
        starts = _starts(rows, top, end, column)
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            yield Block(_set_upright(rows[start:stop], column), f"{start + 1}:{stop}", True, start, column)
        return


def _is_field_line(row: Sequence[CellValue], column: int) -> bool:
    """A title with something beside it, and nothing but white to its left."""
    texts = [cell_text(value) for value in row[: column + 1]]
    if len(texts) <= column or any(texts[:column]) or not is_title(texts[column]):
        return False
    return len(row) > column + 1 and any(cell_text(value) for value in row[column + 1 :])


def _field(value: CellValue) -> Field:
    return read_title(cell_text(value)).field


def _span(rows: Rows, lines: Sequence[int], column: int) -> tuple[int, int]:
    """From the first line to behind the last: lines beside them whose title is not known belong to them."""
    top, end = lines[0], lines[-1] + 1
    while top > 0 and _has_title_and_value(rows[top - 1], column):
        top -= 1
    while end < len(rows) and _has_title_and_value(rows[end], column):
        end += 1
    return top, end


def _starts(rows: Rows, top: int, end: int, column: int) -> list[int]:
    """Where the first title comes again a further block begins."""
    titles = {
        index: folded(cell_text(rows[index][column]))
        for index in range(top, end)
        if len(rows[index]) > column
    }
    return [index for index, title in titles.items() if title == titles[top]]


def _has_title_and_value(row: Sequence[CellValue], column: int) -> bool:
    texts = [cell_text(value) for value in row]
    return (
        any(texts[column : column + 1])
        and any(texts[column + 1 :])
        and not is_aside(texts[column : column + 1])
    )


def _values_across(rows: Rows, column: int) -> bool:
    """Whether what only persons have stands in a line behind its title."""
    return any(has_person_values(row[column + 1 :]) for row in rows)


def _set_upright(rows: Rows, column: int) -> list[list[CellValue]]:
    """Columns as rows; those left of the titles stay as empty rows, so that indices stay columns of the sheet."""
    width = max(len(row) for row in rows)
    return [
        [row[index] if index < len(row) and index >= column else None for row in rows]
        for index in range(width)
    ]


def _beside(rows: Rows) -> Iterator[Block]:
    """The same titles once more to the right: two halves of one list."""
    for row in rows[:SEARCHED_ABOVE]:
        titles = [folded(cell_text(value)) for value in row]
        starts = _repeats(titles)
        if len(starts) < 2:
            continue
        width = starts[1] - starts[0]
        for start in starts:
            yield Block(
                _Slice(rows, start, start + width), f"{_letters(start)}:{_letters(start + width - 1)}"
            )
        return


def _repeats(titles: Sequence[str]) -> list[int]:
    """Where the row of titles begins anew: the first title again, followed by the same ones."""
    filled = [index for index, title in enumerate(titles) if title]
    if not filled:
        return []
    first = filled[0]
    starts = [index for index in filled if titles[index] == titles[first]]
    if len(starts) < 2:
        return []
    width = starts[1] - first
    own = [title for title in titles[first : first + width] if title]
    if (
        len(own) < 2
        or 2 * sum(map(is_title, own)) < len(own)
        or starts != list(range(first, starts[-1] + 1, width))
    ):
        return []
    alike = all([title for title in titles[start : start + width] if title] == own for start in starts)
    return starts if alike else []


class _Slice(Sequence[Sequence[CellValue]]):
    """The rows with nothing outside some columns; the columns keep their numbers."""

    def __init__(self, rows: Rows, first: int, end: int) -> None:
        self._rows, self._first, self._end = rows, first, end

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Sequence[CellValue]: ...
    @overload
    def __getitem__(self, index: slice) -> list[Sequence[CellValue]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[CellValue] | list[Sequence[CellValue]]:
        if isinstance(index, slice):
            return [self._cut(row) for row in self._rows[index]]
        return self._cut(self._rows[index])

    def __iter__(self) -> Iterator[Sequence[CellValue]]:
        return map(self._cut, self._rows)

    def _cut(self, row: Sequence[CellValue]) -> Sequence[CellValue]:
        return [None] * self._first + list(row[self._first : self._end])


def _letters(column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
