"""Numbers and states of papers. Pure: reads the shipped marks once, no clock, no database."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from yanpan.kernel.errors import Refused, Stale

DRILL_SIGN = "演练"


class State(StrEnum):
    """drafted → checked → signed → issued → acknowledged; void and corrected papers keep their numbers."""

    DRAFTED = "drafted"
    CHECKED = "checked"
    SIGNED = "signed"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    VOID = "void"
    CORRECTED = "corrected"


ENDED = (State.VOID.value, State.CORRECTED.value)
NUMBERED = (State.SIGNED.value, State.ISSUED.value, State.ACKNOWLEDGED.value)
URGENCIES = ("", "urgent", "most_urgent")
CHANNELS = ("platform", "fax", "post", "file")


@dataclass(frozen=True, slots=True)
class Body:
    """Who issues a paper. sign: before the number; organ: the mark of the head."""

    sign: str
    organ: str


@cache
def _marks() -> dict[str, Any]:
    return tomllib.loads((files("yanpan.base.documents") / "marks.toml").read_text("utf-8"))


def body_of(unit_key: str, unit_name: str) -> Body:
    named = _marks()["bodies"].get(unit_key, {})
    return Body(named.get("sign", unit_name[:1]), named.get("organ", f"{unit_name}疫情防控指挥部"))


def kinds() -> frozenset[str]:
    return frozenset(_marks()["kinds"])


def urgency_mark(code: str) -> str:
    """特急, 加急 or nothing, as it stands on the head."""
    return str(_marks()["urgencies"].get(code, ""))


def number_text(body: Body, kind: str, year: int, sequence: int, *, drill: bool) -> str:
    """漯疫防指协函〔2021〕12号: the year in hexagonal brackets, no 第, no leading zero."""
    sign = DRILL_SIGN + body.sign if drill else body.sign
    return f"{sign}{_marks()['kinds'][kind]}〔{year}〕{sequence}号"


def check_state(state: str, *allowed: State) -> None:
    """Raises Stale: somebody took this step, or another one, meanwhile."""
    if state not in allowed:
        raise Stale("document_moved_on", state=state)


def check_checker(by: str, drafted_by: str) -> None:
    if by == drafted_by:
        raise Refused("another_person_checks")


def check_signer(by: str, drafted_by: str, checked_by: str) -> None:
    if by in (drafted_by, checked_by):
        raise Refused("a_third_person_signs")
