"""The day of a headquarters: the hours as shipped, as changed since, and what falls due next. Pure."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

OPENS = time(8)
"""The headquarters' day runs from one morning's hand-over of the shift to the next."""

OWN = "own_"  # codes of hours a headquarters added itself
ROUND = (
    "testing_round"  # switched on while a round of testing runs: then every two hours is an hour of the day
)
_ROUND_HOURS = range(10, 24, 2)
MIDNIGHT = "24:00"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hour:
    """at: 'HH:MM', up to '24:00'; done_by, call_after, figures: as day.toml says; title: of an own hour."""

    code: str
    at: str
    done_by: str
    call_after: int | None = None
    figures: str = ""
    title: str = ""

    def on(self, day: date) -> datetime:
        """The moment on a working day, without a zone: an hour before the day opens lies on the next date."""
        hours, minutes = int(self.at[:2]), int(self.at[3:])
        moment = datetime.combine(day, time()) + timedelta(hours=hours, minutes=minutes)
        return moment + _DAY if (hours, minutes) < (OPENS.hour, OPENS.minute) else moment


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a headquarters' hours. at = '': the hour falls away from that day on."""

    code: str
    at: str
    from_on: date
    title: str = ""


@cache
def shipped_day(level: str) -> tuple[Hour, ...]:
    """The hours of a level, 'city' or 'county', in the order of a working day."""
    text = (files("yanpan.hq.rules") / "day.toml").read_text("utf-8")
    hours = [
        Hour(one["code"], one["at"], one["done_by"], one.get("call_after"), one.get("figures", ""))
        for one in tomllib.loads(text)["hour"]
        if level in one["at_levels"]
    ]
    return _in_order(hours)


def day_of(level: str, changes: Sequence[Change], on: date) -> tuple[Hour, ...]:
    """The hours of a working day: the shipped ones with every change in force; of two the later one counts.

    changes: in the order in which they were made.
    """
    hours = {one.code: one for one in shipped_day(level)}
    for change in sorted((one for one in changes if one.from_on <= on), key=lambda one: one.from_on):
        if change.code == ROUND:
            _switch_round(hours, on=bool(change.at))
        elif not change.at:
            hours.pop(change.code, None)
        else:
            known = hours.get(change.code) or _shipped_or_own(level, change)
            hours[change.code] = replace(known, at=change.at, title=change.title or known.title)
    return _in_order(hours.values())


def _shipped_or_own(level: str, change: Change) -> Hour:
    shipped = {one.code: one for one in shipped_day(level)}
    return shipped.get(change.code) or Hour(change.code, change.at, "hand", title=change.title)


def _switch_round(hours: dict[str, Hour], *, on: bool) -> None:
    for hour in _ROUND_HOURS:
        code = f"{ROUND}_{hour}"
        if on:
            hours[code] = Hour(code, f"{hour}:00", "hand")
        else:
            hours.pop(code, None)


def runs_round(day: Iterable[Hour]) -> bool:
    return any(one.code.startswith(ROUND) for one in day)


def _in_order(hours: Iterable[Hour]) -> tuple[Hour, ...]:
    return tuple(sorted(hours, key=lambda one: (one.on(date(2000, 1, 1)), one.code)))


def is_hour(text: str) -> bool:
    """Whether it reads as an hour of the day, '00:00' to '24:00'."""
    hours, sign, minutes = text.partition(":")
    if not (sign and len(hours) == len(minutes) == 2 and hours.isdigit() and minutes.isdigit()):
        return False
    return (int(hours) < 24 and int(minutes) < 60) or text == MIDNIGHT


def hour_named(day: Iterable[Hour], code: str) -> Hour | None:
    return next((one for one in day if one.code == code), None)


def cut_off_in(day: Iterable[Hour]) -> str:
    """The hour of the headquarters' own cut-off; '' if it has none."""
    found = hour_named(day, "cut_off")
    return found.at if found else ""


def is_whole_day(name: str) -> bool:
    """Figures fixed under this name are those of 0–24 h, not those of a cut-off: the two never stand in one table."""
    return name == MIDNIGHT


def working_day(local: datetime) -> date:
    """The day an hour belongs to."""
    return local.date() if local.time() >= OPENS else local.date() - _DAY


def next_hours(day: Sequence[Hour], local: datetime, count: int = 4) -> list[tuple[datetime, Hour]]:
    """What falls due after a local time, over midnight if need be. day: the hours as they are in force."""
    today = working_day(local)
    moments = [(one.on(on).replace(tzinfo=local.tzinfo), one) for on in (today, today + _DAY) for one in day]
    return [one for one in moments if one[0] > local][:count]


def fallen_due(day: Sequence[Hour], local: datetime) -> list[tuple[datetime, Hour]]:
    """What has fallen due on the working day of a local time, in order."""
    today = working_day(local)
    moments = [(one.on(today).replace(tzinfo=local.tzinfo), one) for one in day]
    return [one for one in moments if one[0] <= local]


def shift_due(
    day: Sequence[Hour], local: datetime, early: timedelta = timedelta(hours=1)
) -> tuple[date, str] | None:
    """The hand-over of the shift that is on: the last one due, or the next within an hour. None: the day has none."""
    today = working_day(local)
    moments = [
        (one.on(on).replace(tzinfo=local.tzinfo), on, one.at)
        for on in (today - _DAY, today, today + _DAY)
        for one in day
        if one.done_by == "shift"
    ]
    begun = [one for one in moments if one[0] - early <= local]
    return (begun[-1][1], begun[-1][2]) if begun else None


CITY_CUT_OFF = cut_off_in(shipped_day("city"))
COUNTY_CUT_OFF = cut_off_in(shipped_day("county"))


def level_of(unit_kind: str) -> str:
    """Whose day a unit runs: its own, or that of the county it lies in."""
    return "city" if unit_kind in ("city", "force") else "county"
