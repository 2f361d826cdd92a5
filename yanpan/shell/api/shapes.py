"""Building blocks of what machines send and get. What is sent has no field that is not documented."""

import re
from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictInt, StringConstraints

from yanpan.shell.api.problems import TooLarge

MOST_IDS = 10_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NUMBER = re.compile(r"[0-9]{1,9}")


class Sent(Schema):
    """A body as it is sent: an unknown field is an error."""

    model_config = ConfigDict(extra="forbid")


class Answer(Schema):
    """What is answered, read from the attributes of what a query or an operation returns."""


def _written(pattern: re.Pattern[str]) -> BeforeValidator:
    """One way to write a value: no braces round an id, no seconds for a day, no '+1', no digits of other scripts."""

    def only_so(value: object) -> object:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError("not written as documented")
        return value

    return BeforeValidator(only_so)


Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY), _written(_DAY)]
"""YYYY-MM-DD."""
UnitKey = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,40}$")]
"""The key of a unit of responsibility, e.g. 411104104."""
Version = Annotated[StrictInt, Field(ge=1, le=2_147_483_647)]
Page = Annotated[int, Field(ge=1, le=20_000), _written(_NUMBER)]
Flag = Annotated[bool, _written(re.compile("true|false"))]
Id = Annotated[UUID, _written(_ID)]
Ids = Annotated[list[Id], Field(min_length=1, json_schema_extra={"maxItems": MOST_IDS})]


def check_batch(ids: list[UUID]) -> list[UUID]:
    """Raises TooLarge (413) above 10,000."""
    if len(ids) > MOST_IDS:
        raise TooLarge("too_many_ids", limit=MOST_IDS)
    return ids


class Counted(Answer):
    """How many were acted on."""

    count: int
