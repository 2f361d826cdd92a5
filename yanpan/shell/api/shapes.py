"""Building blocks of what machines send and get. What is sent has no field that is not documented."""

import re
from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictInt, StringConstraints

from yanpan.shell.api.problems import TooLarge

MOST_IDS = 10_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Sent(Schema):
    """A body as it is sent: an unknown field is an error."""

    model_config = ConfigDict(extra="forbid")


class Answer(Schema):
    """What is answered, read from the attributes of what a query or an operation returns."""


def _only_written_out(value: object) -> object:
    """No seconds since 1970, no hour behind the day."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("a day is written as YYYY-MM-DD")
    if not isinstance(value, (str, date)):
        raise ValueError("a day is a text")
    return value


Day = Annotated[date, BeforeValidator(_only_written_out)]
UnitKey = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,40}$")]
"""The key of a unit of responsibility, e.g. 411104104."""
Version = Annotated[StrictInt, Field(ge=1, le=2_147_483_647)]
Page = Annotated[int, Field(ge=1, le=20_000)]
Ids = Annotated[list[UUID], Field(min_length=1, json_schema_extra={"maxItems": MOST_IDS})]


def text(longest: int, shortest: int = 0) -> object:
    """A string field of at most so many signs: nothing is cut silently."""
    return StringConstraints(min_length=shortest, max_length=longest)


def check_batch(ids: list[UUID]) -> list[UUID]:
    """Raises TooLarge (413) above 10,000."""
    if len(ids) > MOST_IDS:
        raise TooLarge("too_many_ids", limit=MOST_IDS)
    return ids


class Counted(Answer):
    """How many were acted on."""

    count: int
