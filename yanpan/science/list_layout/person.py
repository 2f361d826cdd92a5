"""One person row as fields, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from yanpan.science.list_layout.cell_text import (
    cell_text,
    expand_exponent,
    is_blank_mark,
    is_rounded,
    plain_day,
    serial_date,
)
from yanpan.science.list_layout.problem import DATE_FIELDS, CellValue, Column, Field, Layout, Problem, Why
from yanpan.science.list_layout.value_kinds import (
    is_address,
    is_age,
    is_id,
    is_name,
    is_passport,
    is_phone,
    is_sex,
    pieces_of,
)
from yanpan.science.list_layout.wording import is_surname_title
from yanpan.science.record_matching.dates import read_date
from yanpan.science.record_matching.ids import id_problems, is_date, read_id
from yanpan.science.record_matching.phones import read_phone

_NUMBER_FIELDS = frozenset({Field.ID_NUMBER, Field.PHONE, Field.PASSPORT})


def person_fields(layout: Layout, row: Sequence[CellValue]) -> dict[Field, str]:
    """The fields of one person row as typed; absent fields are left out.

    Numbers come as digits, dates as ISO dates. Split addresses are joined. Of several columns for
    one field the surest that is filled counts.
    """
    found: dict[Field, str] = {}
    surest: dict[Field, float] = {}
    parts: list[str] = []
    for column in layout.columns:
        text = _text(column, row[column.index] if column.index < len(row) else None)
        if column.field == Field.UNKNOWN or column.why == Why.NAME_PART or not text:
            continue
        if column.why == Why.ADDRESS_PART and column.field == Field.ADDRESS:
            parts.append(text)
            continue
        for field, value in _split(column, text):
            if value and column.confidence > surest.get(field, 0.0):
                found[field], surest[field] = value, column.confidence
    names = [
        (not is_surname_title(column.title), _text(column, row[column.index]))
        for column in layout.columns
        if column.why == Why.NAME_PART and column.index < len(row)
    ]
    if whole := _name_of(names):
        found.setdefault(Field.NAME, whole)
    if parts:
        found[Field.ADDRESS] = _joined([*parts, found.get(Field.ADDRESS, "")])
    return found


def _name_of(halves: Sequence[tuple[bool, str]]) -> str:
    """Surname first; a space between them only where they are spelled in letters."""
    texts = [text for _, text in sorted(halves) if text]
    return (" " if all(text.isascii() for text in texts) else "").join(texts)


def _text(column: Column, value: CellValue) -> str:
    text = cell_text(value)
    if is_blank_mark(text):
        return ""
    if column.field in _NUMBER_FIELDS:
        # what a narrow column showed is left to those who read numbers: most of its digits are lost
        return text if is_rounded(text) else expand_exponent(text)
    if column.field in DATE_FIELDS:
        return serial_date(plain_day(text))
    return text


def _split(column: Column, text: str) -> list[tuple[Field, str]]:
    """A cell with several fields taken apart by the form of its pieces."""
    if not column.also:
        if column.field == Field.ID_NUMBER and is_passport(text) and not is_id(text):
            return [(Field.PASSPORT, text)]
        return [(column.field, text)]
    wanted = (column.field, *column.also)
    taken, rest = _take(pieces_of(text), wanted, _TESTS)
    missing = [field for field in wanted if field not in dict(taken)]
    more, rest = _take(rest, missing, _ROUGH_TESTS)
    missing = [field for field in missing if field not in dict(more)]
    if rest and missing:
        more.append((missing[0], " ".join(rest)))
    return [*taken, *more]


Tests = tuple[tuple[Field, Callable[[str], bool]], ...]


def _take(
    pieces: Sequence[str], wanted: Sequence[Field], tests: Tests
) -> tuple[list[tuple[Field, str]], list[str]]:
    """The first piece that passes for each wanted field, and the pieces left over."""
    taken: list[tuple[Field, str]] = []
    rest: list[str] = []
    for piece in pieces:
        field = next((field for field, test in tests if field in wanted and test(piece)), None)
        if field is None or any(each == field for each, _ in taken):
            rest.append(piece)
        else:
            taken.append((field, piece))
    return taken, rest


_TESTS: Tests = (
    (Field.ID_NUMBER, is_id),
    (Field.PHONE, is_phone),
    (Field.SEX, is_sex),
    (Field.AGE, is_age),
    (Field.NAME, is_name),
    (Field.ADDRESS, is_address),
)
# For what is too damaged to pass: a number by its length, a name by its script.
_ROUGH_TESTS: Tests = (
    (Field.ID_NUMBER, lambda piece: bool(re.fullmatch(r"[0-9Xx*＊]{14,20}", piece))),
    (Field.PHONE, lambda piece: bool(re.fullmatch(r"[0-9*＊+\-]{7,13}", piece))),
    (Field.NAME, lambda piece: bool(re.fullmatch(r"[^0-9]{2,6}", piece))),
)


def _joined(parts: Sequence[str]) -> str:
    """Parts of an address from large to small, each only if the rest does not say it already."""
    kept = [
        part
        for position, part in enumerate(parts)
        if part and not any(part.rstrip("省市县区") in later for later in parts[position + 1 :] if later)
    ]
    return "".join(kept)


def listed_problems(fields: Mapping[Field, str]) -> tuple[Problem, ...]:
    """What is wrong in a row, all of it at once: codes and masked values, no text for people.

    Codes: name_missing, name_odd, id_<code of record_matching.ids.id_problems>, phone_missing,
    phone_length, phone_masked, birth_date_impossible, birth_date_differs, sex_differs, age_odd,
    no_identity.
    """
    found = [
        *_name_problems(fields.get(Field.NAME, "")),
        *_id_problems(fields),
        *_phone_problems(fields.get(Field.PHONE, "")),
        *_birth_problems(fields),
        *_sex_and_age_problems(fields),
    ]
    if not any(fields.get(each) for each in (Field.NAME, Field.ID_NUMBER, Field.PASSPORT, Field.PHONE)):
        found.append(Problem(Field.UNKNOWN, "no_identity", ""))
    return tuple(found)


def mask(field: Field, text: str) -> str:
    """A value as it may be shown: enough to find it in the sheet, too little to use it."""
    if field == Field.NAME:
        return text[:1] + "*" * max(1, len(text) - 1) if text else ""
    if field == Field.ID_NUMBER:
        return f"{text[:6]}…{text[-4:]}" if len(text) > 12 else f"{text[:2]}…"
    if field == Field.PHONE:
        return f"{text[:3]}****{text[-4:]}" if len(text) >= 9 else f"{text[:2]}…"
    return text if field in (Field.SEX, Field.AGE) else f"{text[:4]}…"


def _name_problems(name: str) -> list[Problem]:
    if not name:
        return [Problem(Field.NAME, "name_missing", "")]
    if re.search(r"[0-9@#%&=<>{}]", name) or len(name) > 40:
        return [Problem(Field.NAME, "name_odd", mask(Field.NAME, name))]
    return []


def _id_problems(fields: Mapping[Field, str]) -> list[Problem]:
    text = fields.get(Field.ID_NUMBER, "")
    if not text:
        return [] if fields.get(Field.PASSPORT) else [Problem(Field.ID_NUMBER, "id_missing", "")]
    return [
        Problem(Field.ID_NUMBER, f"id_{code}", mask(Field.ID_NUMBER, text))
        for code in id_problems(text)
        if code != "old_15"
    ]


def _phone_problems(text: str) -> list[Problem]:
    if not text:
        return [Problem(Field.PHONE, "phone_missing", "")]
    reading = read_phone(text)
    if reading.numbers:
        return []
    code = "phone_masked" if reading.head or reading.tail else "phone_length"
    return [Problem(Field.PHONE, code, mask(Field.PHONE, text))]


def _birth_problems(fields: Mapping[Field, str]) -> list[Problem]:
    text = fields.get(Field.BIRTH_DATE, "")
    if not text:
        return []
    year, month, day = read_date(text)
    exact = year and month and day
    if not (year or month) or (exact and not is_date(f"{year:04}{month:02}{day:02}")):
        return [Problem(Field.BIRTH_DATE, "birth_date_impossible", text[:10])]
    reading = read_id(fields.get(Field.ID_NUMBER, ""))
    if reading.kind != "complete" or not exact:
        return []
    if reading.pattern[6:14] != f"{year:04}{month:02}{day:02}":
        return [Problem(Field.BIRTH_DATE, "birth_date_differs", mask(Field.BIRTH_DATE, text))]
    return []


def _sex_and_age_problems(fields: Mapping[Field, str]) -> list[Problem]:
    found = []
    sex, age = fields.get(Field.SEX, ""), fields.get(Field.AGE, "")
    reading = read_id(fields.get(Field.ID_NUMBER, ""))
    if is_sex(sex) and reading.kind == "complete":
        is_man = int(reading.pattern[16]) % 2 == 1
        if is_man != sex.strip().lower().startswith(("男", "m")):
            found.append(Problem(Field.SEX, "sex_differs", sex))
    if age and not is_age(age):
        found.append(Problem(Field.AGE, "age_odd", age[:6]))
    return found
