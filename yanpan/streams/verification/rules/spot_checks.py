"""抽查回访: how many closed rows are called back, which, by whom, and what contradicts. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

DRAWN_FROM_HOUR = 22  # local: what was closed since the evening before is drawn from
MOST_TRIES = 3
ANSWERED_WITHIN = timedelta(hours=24)  # a finding
CALLED_BACK_BY_HOUR = 12  # local, the day after the draw

CLOSED_BY_THE_GROUND = ("verified", "handed_on", "not_found", "deceased")


class Verdict(StrEnum):
    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOT_REACHED = "not_reached"


class Closing(StrEnum):
    """How a finding ends, by somebody else than the unit."""

    STANDS = "stands"
    UNFOUNDED = "unfounded"


class Difference(StrEnum):
    NOBODY_ASKED = "nobody_asked"
    WHERE = "where"
    MEASURE = "measure"


def draw_size(closed: int, *, share_percent: int, least: int) -> int:
    """So many percent, rounded up; at least `least`; all where there are fewer."""
    return min(closed, max(least, -(-share_percent * closed // 100)))


def drawn(ids: Iterable[UUID], size: int, seed: str) -> list[UUID]:
    """At random, every row alike; the same seed draws the same rows, in the same order."""
    return sorted(ids, key=lambda one: (_digest(seed, str(one)), one))[:size]


def _digest(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()


def checker_of(closed_by: str, county: str, townships: Sequence[str], seed: str) -> str:
    """Path of the unit that calls back: another township of the county, else the county; '' if there is none.

    closed_by, county, townships: unit paths. Never the unit that closed, nor the township it lies in.
    """
    others = [one for one in townships if not closed_by.startswith(one)]
    if others:
        return min(others, key=lambda one: _digest(seed, one))
    return county if closed_by != county else ""


def last_draw_at(local: datetime) -> datetime:
    """The latest hour of drawing that has passed, in the same time zone."""
    today = local.replace(hour=DRAWN_FROM_HOUR, minute=0, second=0, microsecond=0)
    return today if local >= today else today - timedelta(days=1)


def call_back_by(drawn_at: datetime) -> datetime:
    """Noon of the next local day."""
    return (drawn_at + timedelta(days=1)).replace(hour=CALLED_BACK_BY_HOUR, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the unit answered."""

    where: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the call back found. asked: whether somebody of the unit had really asked the person or the family."""

    where: str
    measure: str = ""
    asked: bool = True


class CheckProblem(StrEnum):
    WHERE_NEEDED = "check_where_needed"
    MEASURE_NEEDED = "check_measure_needed"


_WHERES = frozenset({"here", "elsewhere", "outside", "not_found", "deceased"})
_MEASURES = frozenset({"cleared", "monitoring", "at_home", "at_site", "in_hospital"})


def check_problems(found: Found) -> list[CheckProblem]:
    if found.where not in _WHERES:
        return [CheckProblem.WHERE_NEEDED]
    if found.where == "here" and found.measure not in _MEASURES:
        return [CheckProblem.MEASURE_NEEDED]
    return []


def differences(reported: Reported, found: Found) -> list[Difference]:
    """Where the call back contradicts the closure; empty = it agrees.

    From one measure to another is the course of things; between looked after and cleared it is not.
    """
    against = [] if found.asked else [Difference.NOBODY_ASKED]
    if found.where != reported.where:
        against.append(Difference.WHERE)
    elif found.where == "here" and (found.measure == "cleared") != (reported.measure == "cleared"):
        against.append(Difference.MEASURE)
    return against


FAST_ROWS, FAST_WITHIN = 8, timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Burst:
    """The most rows closed within three minutes, and when that began."""

    count: int
    starts_at: datetime


def largest_burst(times: Iterable[datetime], within: timedelta = FAST_WITHIN) -> Burst | None:
    """None for no rows. A count, no accusation."""
    ordered = sorted(times)
    best: Burst | None = None
    end = 0
    for start, at in enumerate(ordered):
        while end < len(ordered) and ordered[end] - at <= within:
            end += 1
        if best is None or end - start > best.count:
            best = Burst(end - start, at)
    return best
