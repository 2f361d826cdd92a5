"""The layout of a sheet: header, columns, person rows, and a reason for every other row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from yanpan.science.list_layout.evidence import SAMPLE, sample, weigh
from yanpan.science.list_layout.headers import Header, Rows, find_header, has_person_values, texts_of
from yanpan.science.list_layout.meaning import MAPPED_FROM, TO_CONFIRM, Meaning, meaning_of
from yanpan.science.list_layout.problem import (
    IDENTITY_FIELDS,
    CellValue,
    Column,
    Field,
    Layout,
    SkipReason,
    Why,
)
from yanpan.science.list_layout.row_reasons import RowJudge, is_aside
from yanpan.science.list_layout.value_kinds import is_mixed
from yanpan.science.list_layout.wording import TitleReading, is_given_name_title, is_surname_title, read_title

# One of these per person; further columns of the kind are left for a person to judge.
ONLY_ONE = frozenset(
    {Field.NAME, Field.ID_NUMBER, Field.SEX, Field.BIRTH_DATE, Field.AGE, Field.PASSPORT, Field.SEQUENCE}
)
# What only a list of persons tells, beside names and numbers.
OF_A_PERSON = frozenset(
    {
        Field.SEX,
        Field.AGE,
        Field.BIRTH_DATE,
        Field.ADDRESS,
        Field.HOUSEHOLD_ADDRESS,
        Field.REASON,
        Field.EXPOSED_ON,
        Field.EXPOSED_PLACE,
        Field.ENTRY_DATE,
        Field.TRANSPORT,
    }
)


def read_layout(rows: Sequence[Sequence[CellValue]]) -> Layout:
    """Understand a sheet given as rows of cell values.

    Every index of `rows` ends in `persons` or, with a reason, in `skipped`. Columns nobody can
    tell get Field.UNKNOWN or a low confidence; nothing is guessed silently.
    """
    width = max((len(row) for row in rows), default=0)
    header = find_header(rows, width)
    first = header.rows[-1] + 1 if header.rows else _first_person_row(rows)
    columns = _columns(rows, header, first, width)
    persons, skipped = _sort_rows(rows, header, first, columns)
    return Layout(header.rows, columns, first, persons, skipped)


def _first_person_row(rows: Rows) -> int:
    """Without a header the list begins at the first row with a person's values."""
    return next(
        (
            index
            for index, row in enumerate(rows)
            if has_person_values(row) or any(is_mixed(text) for text in texts_of(row))
        ),
        len(rows),
    )


def _columns(rows: Rows, header: Header, first: int, width: int) -> tuple[Column, ...]:
    looked_at = _usual_rows(rows, header, first)
    columns = []
    for index in range(width):
        values = [row[index] for row in looked_at if index < len(row)]
        seen = weigh(values)
        title, group = header.titles[index], header.groups[index]
        reading = read_title(title, group) if title else TitleReading(Field.UNKNOWN, 0.0)
        if not title and not seen.filled:
            continue
        meaning = meaning_of(reading, seen, has_header=bool(header.rows))
        columns.append(_column(index, title, meaning))
    return tuple(_settle(columns, looked_at))


def _usual_rows(rows: Rows, header: Header, first: int) -> list[Sequence[CellValue]]:
    """Rows spread over the whole list that say something about its columns."""
    spread = sample(range(first, len(rows)), 4 * SAMPLE)
    usual = [row for row in (rows[index] for index in spread) if _is_usual(row, header)]
    return [usual[position] for position in sample(range(len(usual)), SAMPLE)]


def _is_usual(row: Sequence[CellValue], header: Header) -> bool:
    """Rows that say something about columns: not the blank ones, footers and repeated headers."""
    texts = texts_of(row)
    filled = [text for text in texts if text]
    if (len(filled) < 2 and len(header.titles) > 2) or is_aside(filled[:4]):
        return False
    same = sum(bool(text) and text == title for text, title in zip(texts, header.titles, strict=False))
    return same < 2


def _column(index: int, title: str, meaning: Meaning) -> Column:
    field = meaning.field if meaning.confidence >= MAPPED_FROM else Field.UNKNOWN
    return Column(index, title.strip(), field, meaning.confidence, meaning.why, meaning.also)


def _settle(columns: list[Column], looked_at: Rows) -> list[Column]:
    """One name, one identity number …; and somebody else's when the list has no better."""
    columns = _name_in_parts(columns)
    for field in ONLY_ONE:
        rivals = [column for column in columns if column.field == field and column.why != Why.NAME_PART]
        # of columns known by their values alone the first: the list's persons stand before their relatives
        rivals.sort(
            key=lambda column: (-(0.6 if column.why == Why.VALUES else column.confidence), column.index)
        )
        for loser in rivals[1:]:
            columns[columns.index(loser)] = replace(
                loser, field=Field.UNKNOWN, confidence=0.5, why=Why.SECOND_OF_KIND
            )
    for field, kind in ((Field.NAME, "name"), (Field.ID_NUMBER, "id"), (Field.PHONE, "phone")):
        if not any(column.field == field or field in column.also for column in columns):
            _take_second_best(columns, looked_at, field, kind)
    return columns if any(column.field == Field.NAME for column in columns) else _in_doubt(columns)


def _in_doubt(columns: list[Column]) -> list[Column]:
    """Nobody's name was found: it may stand in any of the columns that were to be left out."""
    return [
        replace(column, confidence=min(column.confidence, TO_CONFIRM))
        if column.field == Field.UNKNOWN
        else column
        for column in columns
    ]


def _name_in_parts(columns: list[Column]) -> list[Column]:
    """Surname and given name in two columns, where no column has the whole name."""
    halves = [_first(columns, is_surname_title), _first(columns, is_given_name_title)]
    own = [column for column in columns if column.field == Field.NAME and column not in halves]
    if None in halves or any(column.why != Why.VALUES for column in own):
        return columns
    return [
        replace(column, field=Field.NAME, confidence=0.9, why=Why.NAME_PART)
        if column in halves
        else replace(column, field=Field.UNKNOWN, confidence=0.5, why=Why.SECOND_OF_KIND)
        if column in own
        else column
        for column in columns
    ]


def _first(columns: list[Column], is_half: Callable[[str], bool]) -> Column | None:
    return next((column for column in columns if is_half(column.title)), None)


def _take_second_best(columns: list[Column], looked_at: Rows, field: Field, kind: str) -> None:
    """A list whose only names stand under 联系人: taken, but to be confirmed by a person."""
    if not any(column.field in IDENTITY_FIELDS for column in columns):
        return
    for position, column in enumerate(columns):
        if column.why != Why.OTHER_PERSON:
            continue
        seen = weigh([row[column.index] for row in looked_at if column.index < len(row)])
        if seen.share(kind) >= 0.6:
            columns[position] = replace(column, field=field, confidence=0.45)
            return


def _sort_rows(
    rows: Rows, header: Header, first: int, columns: tuple[Column, ...]
) -> tuple[tuple[int, ...], tuple[tuple[int, SkipReason], ...]]:
    judge = RowJudge(columns, [texts_of(rows[index]) for index in header.rows])
    is_list = _is_list(columns)
    persons: list[int] = []
    skipped: list[tuple[int, SkipReason]] = []
    for index, row in enumerate(rows):
        texts = texts_of(row)
        reason: SkipReason | None
        if index in header.rows:
            reason = SkipReason.HEADER
        elif index < first and not (is_list and not header.rows and judge.proof(texts)):
            reason = SkipReason.TITLE if any(texts) else SkipReason.BLANK
        else:
            reason = judge.reason(texts) if is_list else SkipReason.NOT_A_LIST
        if reason is None:
            persons.append(index)
        else:
            skipped.append((index, reason))
    return tuple(persons), tuple(skipped)


def _is_list(columns: tuple[Column, ...]) -> bool:
    """A list of persons, and no table of the telephones of offices, no statistics, no instructions."""
    own = [column for column in columns if column.why != Why.OTHER_PERSON]
    fields = {column.field for column in own} | {each for column in own for each in column.also}
    if fields & {Field.NAME, Field.ID_NUMBER, Field.PASSPORT}:
        return True
    if not any(column.why == Why.OTHER_PERSON for column in columns):
        return Field.PHONE in fields
    about_persons = {column.field for column in own if column.why != Why.ADDRESS_PART} & OF_A_PERSON
    return bool(about_persons) and any(column.field in IDENTITY_FIELDS for column in columns)
