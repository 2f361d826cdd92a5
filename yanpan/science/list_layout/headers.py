"""Where the header of a sheet is, and which heading stands over which column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from yanpan.science.list_layout.cell_text import cell_text, folded
from yanpan.science.list_layout.problem import CellValue, Field
from yanpan.science.list_layout.row_reasons import is_aside
from yanpan.science.list_layout.value_kinds import is_day, is_id, is_phone
from yanpan.science.list_layout.wording import is_title, read_title

SEARCHED_ROWS = 200
LONGEST_TITLE = 40
DEEPEST_HEADER = 4
ENOUGH_FOR_A_HEADER = 1.6

Rows = Sequence[Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header's row indices (none if there is none) and per column its title and group."""

    rows: tuple[int, ...]
    titles: tuple[str, ...]
    groups: tuple[str, ...]


def texts_of(row: Sequence[CellValue]) -> list[str]:
    """The cells of a row as text."""
    return [cell_text(value) for value in row]


def has_person_values(row: Sequence[CellValue]) -> bool:
    """Whether a row carries values that only a person's row has."""
    return any(
        is_id(text) or is_phone(text) or (is_day(value) and not isinstance(value, str))
        for value, text in ((value, cell_text(value)) for value in row)
        if text
    )


def find_header(rows: Rows, width: int) -> Header:
    """The header block: the row with most titles, with the headings above and below it."""
    best, best_score, persons = -1, 0.0, 0
    for index in range(min(len(rows), SEARCHED_ROWS)):
        persons += has_person_values(rows[index])
        score = _header_score(rows[index])
        # Below persons stands a footer rather than a header, unless it has titles enough for one.
        if score > best_score and (persons < 3 or score >= 3):
            best, best_score = index, score
    if best < 0 or not _is_enough(rows, best, best_score):
        return Header((), ("",) * width, ("",) * width)
    block = _block_around(rows, best)
    return Header(tuple(block), *_headings(rows, block, width))


def _header_score(row: Sequence[CellValue]) -> float:
    """The score of a row as a header; 0 for a footer.

    合计 among titles is one more title; a total, a note or a signature is a footer by what else stands in its row.
    """
    texts = [text for text in texts_of(row) if text]
    others = [text for text in texts if not is_aside([text])]
    if len(others) == len(texts) or has_person_values(row):
        return title_score(row)
    score = title_score(others)
    return score if score >= ENOUGH_FOR_A_HEADER else 0.0


def title_score(row: Sequence[CellValue]) -> float:
    """How much a row looks like column titles: 1 for each, less what speaks against it."""
    texts = [text for text in texts_of(row) if text]
    if not texts or has_person_values(row):
        return 0.0
    fields = {read_title(text).field for text in texts if len(text) <= LONGEST_TITLE and is_title(text)}
    titles = sum(is_title(text) for text in texts if len(text) <= LONGEST_TITLE)
    return (titles + len(fields - {Field.UNKNOWN})) / 2 * math.sqrt(titles / len(texts))


def _is_enough(rows: Rows, index: int, score: float) -> bool:
    if score >= ENOUGH_FOR_A_HEADER:
        return True
    # A list of one column has a header of one title.
    filled = [text for text in texts_of(rows[index]) if text]
    return (
        score >= 1.0
        and len(filled) == 1
        and all(sum(1 for text in texts_of(row) if text) <= 1 for row in rows[index : index + 20])
    )


def _block_around(rows: Rows, best: int) -> list[int]:
    block = [best]
    while len(block) < DEEPEST_HEADER and block[0] > 0 and _is_group_row(rows, block[0] - 1, block[0]):
        block.insert(0, block[0] - 1)
    while len(block) < DEEPEST_HEADER and block[-1] + 1 < len(rows) and _continues(rows, block[-1]):
        block.append(block[-1] + 1)
    return block


def _is_group_row(rows: Rows, index: int, below: int) -> bool:
    """Headings above the titles: several short words, or one that is not at the left edge."""
    texts = texts_of(rows[index])
    filled = [(column, text) for column, text in enumerate(texts) if text]
    if not filled or has_person_values(rows[index]):
        return False
    if any(len(text) > 20 or not isinstance(rows[index][column], str) for column, text in filled):
        return False
    if len(filled) == 1:
        column, text = filled[0]
        return column > 0 and len(text) <= 10
    if all(text.rstrip().endswith((":", "：")) for _, text in filled[::2]):
        return False
    return any(column < len(rows[below]) and cell_text(rows[below][column]) for column, _ in filled)


def _continues(rows: Rows, last: int) -> bool:
    """Whether the next row is one more row of the header."""
    upper, lower = texts_of(rows[last]), texts_of(rows[last + 1])
    filled = [(column, text) for column, text in enumerate(lower) if text]
    if not filled or has_person_values(rows[last + 1]):
        return False
    if any(
        not isinstance(rows[last + 1][column], str) or len(text) > LONGEST_TITLE for column, text in filled
    ):
        return False
    fresh = [text for column, text in filled if column >= len(upper) or upper[column] != text]
    if not fresh:
        # The same heading repeated by a vertical merge, or a header printed twice.
        return False
    under_blank = sum(
        column >= len(upper) or not upper[column] or upper[column] == lower[column] for column, _ in filled
    )
    titles = sum(is_title(text) for text in fresh)
    return titles >= 0.5 * len(fresh) and (under_blank > 0 or titles >= 2)


def _headings(rows: Rows, block: Sequence[int], width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Per column the lowest heading (its title) and the ones above it (its group)."""
    lines = [
        _spread(texts_of(rows[index]), width, rows, block, position) for position, index in enumerate(block)
    ]
    titles, groups = [], []
    for column in range(width):
        stack = list(dict.fromkeys(line[column] for line in lines if line[column]))
        titles.append(stack[-1] if stack else "")
        groups.append("".join(folded(each) for each in stack[:-1]))
    return tuple(titles), tuple(groups)


def _spread(texts: list[str], width: int, rows: Rows, block: Sequence[int], position: int) -> list[str]:
    """A merged heading stands over the columns to its right that have a heading of their own below."""
    spread = texts + [""] * (width - len(texts))
    below = [texts_of(rows[index]) for index in block[position + 1 :]]
    for column in range(1, width):
        has_own = any(column < len(line) and line[column] for line in below)
        has_left = any(column - 1 < len(line) and line[column - 1] for line in below)
        if not spread[column] and has_own and has_left:
            spread[column] = spread[column - 1]
    return spread
