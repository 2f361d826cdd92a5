"""直报: what a report must say, whom it goes to next and until when. Pure: reads the shipped table once."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

MEDICAL = "medical"
PROVINCE = "province"
_LEVELS = ("village", "township", "county", "city", PROVINCE)
MOST_PEOPLE = 100_000


class ReportProblem(StrEnum):
    UNKNOWN_KIND = "report_kind_unknown"
    PLACE_MISSING = "report_place_missing"
    WHAT_MISSING = "report_what_missing"
    IN_THE_FUTURE = "report_in_the_future"
    TOO_MANY = "report_too_many_people"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("yanpan.hq.rules") / "rapid_reports.toml").read_text("utf-8"))


def kinds() -> tuple[str, ...]:
    """Every kind, the urgent medical need first."""
    return tuple(one["key"] for one in _table()["kind"])


def call_back_within() -> timedelta:
    return timedelta(minutes=_table()["clocks"]["call_back_minutes"])


def step_within() -> timedelta:
    """The clock of each step upwards (Regulation on public health emergencies, articles 19 and 20)."""
    return timedelta(hours=_table()["clocks"]["step_hours"])


def report_problems(
    kind: str, *, place: str, what: str, people: int | None, happened_at: datetime, now: datetime
) -> list[ReportProblem]:
    """All that is wrong, at once. Of an urgent medical need only the place is asked (HC-18)."""
    wrong: Mapping[ReportProblem, bool] = {
        ReportProblem.UNKNOWN_KIND: kind not in kinds(),
        ReportProblem.PLACE_MISSING: not place.strip(),
        ReportProblem.WHAT_MISSING: not what.strip() and kind != MEDICAL,
        ReportProblem.IN_THE_FUTURE: happened_at > now,
        ReportProblem.TOO_MANY: people is not None and not 0 <= people <= MOST_PEOPLE,
    }
    return [code for code, found in wrong.items() if found]


def first_holder(path: str, own_paths: tuple[str, ...]) -> str:
    """Key of the unit that has a report the moment it is made.

    Made by the unit itself, the level above has it: reporting is the first step. Taken by telephone at a desk above,
    that desk has it. path: of the unit it happened in; own_paths: units of whoever enters it.
    """
    keys = path.strip("/").split("/")
    if path in own_paths and len(keys) > 1:
        return keys[-2]
    own = next((one for one in own_paths if path.startswith(one)), path)
    return own.strip("/").split("/")[-1]


def next_level(level: str) -> str:
    """The level above; above the city stands the province."""
    return _LEVELS[_LEVELS.index(level) + 1]


def goes_further(kind: str, level: str) -> bool:
    """Whether the level that has it must pass it on."""
    up_to = next((one["up_to"] for one in _table()["kind"] if one["key"] == kind), "county")
    return _LEVELS.index(level) < _LEVELS.index(up_to)


def step_due(kind: str, level: str, since: datetime) -> datetime | None:
    """Until when the level that has it since then must have passed it on; None: it may, the law sets no clock."""
    return since + step_within() if goes_further(kind, level) else None
