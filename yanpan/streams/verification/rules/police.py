"""When the police may be asked to find somebody: after calls at different hours and a visit, all in vain. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations, pairwise

REACHED = "reached"
_LOOKED_AT = 40  # more calls than anybody makes; keeps the comparison of hours small


@dataclass(frozen=True, slots=True)
class Try:
    """One call or visit. at: in the city's own time, whose hours are meant by 'different hours'."""

    kind: str
    at: datetime
    result: str


@dataclass(frozen=True, slots=True)
class Needed:
    """What the pack asks for: calls at different hours of the clock, so many hours apart, and visits."""

    calls: int
    hours_apart: int
    visits: int


class Lacking(StrEnum):
    CALLS = "calls"  # too few calls
    HOURS = "hours"  # enough calls, but at the same hours
    VISIT = "visit"


def lacking(tries: Iterable[Try], needed: Needed) -> list[Lacking]:
    """What is still to be done before the police are asked; an empty list: now. Tries since the last that succeeded."""
    vain = _since_last_success(sorted(tries, key=lambda one: one.at))
    calls = [one.at for one in vain if one.kind == "call"]
    problems: list[Lacking] = []
    if len(calls) < needed.calls:
        problems.append(Lacking.CALLS)
    elif not _at_different_hours(calls, needed):
        problems.append(Lacking.HOURS)
    if sum(one.kind == "visit" for one in vain) < needed.visits:
        problems.append(Lacking.VISIT)
    return problems


def _since_last_success(tries: Sequence[Try]) -> list[Try]:
    last = max((place for place, one in enumerate(tries) if one.result == REACHED), default=-1)
    return list(tries[last + 1 :])


def _at_different_hours(calls: Sequence[datetime], needed: Needed) -> bool:
    apart = timedelta(hours=needed.hours_apart)
    return any(
        len({one.hour for one in chosen}) == needed.calls
        and all(later - earlier >= apart for earlier, later in pairwise(chosen))
        for chosen in combinations(calls[-_LOOKED_AT:], needed.calls)
    )
