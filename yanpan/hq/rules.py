"""From the fixed figures of a cut-off to its weak links. Pure: the same figures give the same links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from yanpan.science.weak_links import (
    UnitFigure,
    WeakLink,
    overfull_rates,
    rates_worse_than_city,
    silent_units,
    weak_rates,
)

CITY_CUT_OFF = "18:00"
COUNTY_CUT_OFF = "17:30"
SILENCE = timedelta(hours=2)
LATE_SHARE = 0.10  # a unit with more than a tenth of its rows late is a weak link by rule
LEAST_LATE = 5


class ItemState(StrEnum):
    """拟办 → 待签收 → 办理中 → 申请销号 → 已销号; refused and withdrawn ones end beside the way."""

    PROPOSED = "proposed"
    SENT = "sent"
    IN_WORK = "in_work"
    REPORTED = "reported"
    STRUCK_OFF = "struck_off"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Definition:
    """What the rules need of an indicator."""

    higher_is_better: bool
    target: float | None


def counts_of(figures: Mapping[str, Any], room: str) -> dict[str, dict[str, int]]:
    """Unit key → name → value, as a cut-off keeps them."""
    counts: dict[str, dict[str, int]] = {}
    for unit, name, value in figures["rooms"].get(room, {}).get("counts", []):
        counts.setdefault(unit, {})[name] = value
    return counts


def weak_links_of(
    figures: Mapping[str, Any], definitions: Mapping[str, Definition], fixed_at: datetime
) -> tuple[WeakLink, ...]:
    """Every weak link among the units one level below, the gravest first, then by unit and code."""
    whole = str(figures["unit"])
    links: list[WeakLink] = []
    for room in sorted(figures["rooms"]):
        rates = [one for one in _rates(figures, room, definitions) if one.unit != whole]
        links += rates_worse_than_city(weak_rates(rates))
        links += overfull_rates(rates)
        links += _late(figures, room, whole)
        links += _silent(figures, room, whole, fixed_at)
    links += [WeakLink("figures_not_confirmed", unit, 2) for unit in figures["confirmed"]["missing"]]
    return tuple(sorted(links, key=lambda link: (-link.severity, link.unit, link.code, link.indicator or "")))


def _rates(figures: Mapping[str, Any], room: str, definitions: Mapping[str, Definition]) -> list[UnitFigure]:
    return [
        UnitFigure(unit, name, above, below, definitions[name].higher_is_better, definitions[name].target)
        for unit, name, above, below in figures["rooms"][room]["figures"]
        if name in definitions
    ]


def _late(figures: Mapping[str, Any], room: str, whole: str) -> list[WeakLink]:
    links = []
    for unit, counts in sorted(counts_of(figures, room).items()):
        late, received = counts.get("late", 0), counts.get("received", 0)
        if unit != whole and late >= LEAST_LATE and late > LATE_SHARE * received:
            severity = 3 if late > 3 * LATE_SHARE * received else 2
            links.append(WeakLink("rows_late", unit, severity, {"count": late, "received": received}))
    return links


def _silent(figures: Mapping[str, Any], room: str, whole: str, fixed_at: datetime) -> tuple[WeakLink, ...]:
    heard: dict[str, datetime | None] = {}
    for unit, counts in counts_of(figures, room).items():
        if unit != whole and counts.get("in_hand", 0):
            minutes = counts.get("silent_minutes")
            heard[unit] = None if minutes is None else fixed_at - timedelta(minutes=minutes)
    return silent_units(heard, fixed_at, SILENCE)


def hours_to_do(severity: int) -> int:
    """When a proposed item is due: the gravest by the evening's end, others next noon."""
    return {3: 4, 2: 12}.get(severity, 18)


# The rhythm of the day: hour → what falls due then.
RHYTHM = (
    ("08:00", "shift_handover"),
    (COUNTY_CUT_OFF, "county_cut_off"),
    (CITY_CUT_OFF, "city_cut_off"),
    ("19:00", "brief"),
    ("20:00", "meeting"),
    ("22:00", "dispatch"),
)


def working_day(local: datetime) -> date:
    """The day a cut-off belongs to: the headquarters' day runs from one hand-over of the shift to the next."""
    opens = time.fromisoformat(RHYTHM[0][0])
    return local.date() if local.time() >= opens else local.date() - timedelta(days=1)


def next_hours(local: datetime, count: int = 4) -> list[tuple[datetime, str]]:
    """The next hours of the day's rhythm after a local time, over midnight if need be."""
    days = (local, local + timedelta(days=1))
    hours = [
        (day.replace(hour=int(hour[:2]), minute=int(hour[3:]), second=0, microsecond=0), code)
        for day in days
        for hour, code in RHYTHM
    ]
    return [one for one in hours if one[0] > local][:count]


def quiet_units(
    counts: Mapping[str, Mapping[str, int]], units: Iterable[str]
) -> list[tuple[str, int | None]]:
    """Units with people in hand and no sign for longer than SILENCE: (unit, minutes, None = never heard)."""
    longest = SILENCE.total_seconds() / 60
    found: list[tuple[str, int | None]] = []
    for unit in units:
        minutes = counts.get(unit, {}).get("silent_minutes")
        if counts.get(unit, {}).get("in_hand", 0) and (minutes is None or minutes >= longest):
            found.append((unit, minutes))
    return found


def cut_off_of(unit_kind: str) -> str:
    """The cut-off for which a unit of this kind confirms its figures: the next higher level's."""
    return COUNTY_CUT_OFF if unit_kind in ("township", "village") else CITY_CUT_OFF
