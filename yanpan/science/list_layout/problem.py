"""What a list sheet is understood as: its header, its columns, its person rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

CellValue = str | int | float | bool | datetime.datetime | datetime.date | None


class Field(StrEnum):
    """What a column of a pushed list can mean."""

    NAME = "name"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    ID_NUMBER = "id_number"
    PASSPORT = "passport"
    PHONE = "phone"
    ADDRESS = "address"
    HOUSEHOLD_ADDRESS = "household_address"
    REASON = "reason"
    EXPOSED_ON = "exposed_on"
    EXPOSED_PLACE = "exposed_place"
    ENTRY_DATE = "entry_date"
    ENTRY_PORT = "entry_port"
    ARRIVED_ON = "arrived_on"
    TRANSPORT = "transport"
    PUSHED_ON = "pushed_on"
    SEQUENCE = "sequence"
    OUTCOME = "outcome"
    REMARK = "remark"
    UNKNOWN = "unknown"


DATE_FIELDS = frozenset(
    {Field.BIRTH_DATE, Field.EXPOSED_ON, Field.ENTRY_DATE, Field.ARRIVED_ON, Field.PUSHED_ON}
)
IDENTITY_FIELDS = frozenset({Field.NAME, Field.ID_NUMBER, Field.PASSPORT, Field.PHONE})


class Why(StrEnum):
    """On what a column's meaning rests."""

    TITLE_AND_VALUES = "title_and_values"
    TITLE = "title"
    TITLE_CONTRADICTED = "title_contradicted"
    VALUES = "values"
    VALUES_OVER_TITLE = "values_over_title"
    ADDRESS_PART = "address_part"
    NAME_PART = "name_part"
    COMBINED = "combined"
    OTHER_PERSON = "other_person"
    SECOND_OF_KIND = "second_of_kind"
    NOT_NEEDED = "not_needed"
    NOT_UNDERSTOOD = "not_understood"


class SkipReason(StrEnum):
    """Why a row is not a person."""

    TITLE = "title"
    HEADER = "header"
    REPEATED_HEADER = "repeated_header"
    COLUMN_NUMBERS = "column_numbers"
    EXAMPLE = "example"
    BLANK = "blank"
    NUMBER_ONLY = "number_only"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"
    SECTION = "section"
    NOBODY = "nobody"
    NOT_A_LIST = "not_a_list"


@dataclass(frozen=True, slots=True)
class Column:
    """The meaning of one column (counted from 0).

    confidence: 0..1; below 0.6 a person should be asked. `also`: further fields mixed into the
    same cells, as in `王某/411…`.
    """

    index: int
    title: str
    field: Field
    confidence: float
    why: Why
    also: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one sheet. Row numbers are indices into the rows given to `read_layout`.

    Every row is in exactly one of `persons` and `skipped`.
    """

    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    first_row: int
    persons: tuple[int, ...]
    skipped: tuple[tuple[int, SkipReason], ...]

    def columns_of(self, field: Field) -> tuple[Column, ...]:
        """The columns that carry a field, from left to right."""
        return tuple(column for column in self.columns if column.field == field or field in column.also)

    def has(self, field: Field) -> bool:
        """Whether any column carries a field."""
        return bool(self.columns_of(field))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one row: which field, a code, and the value masked for showing."""

    field: Field
    code: str
    shown: str
