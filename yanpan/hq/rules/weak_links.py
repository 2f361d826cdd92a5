"""From the fixed figures of a cut-off to its weak links. Pure: the same figures give the same links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from yanpan.hq.rules.reported_links import counts_of, reported_links
from yanpan.science.weak_links import (
    UnitFigure,
    WeakLink,
    lowest_two_days,
    overfull_rates,
    rates_worse_than_city,
    rising_counts,
    silent_units,
    weak_rates,
)

SILENCE = timedelta(hours=2)
LATE_SHARE = 0.10  # a unit with more than a tenth of its rows late is a weak link by rule
LEAST_LATE = 5
LEAST_BASE = 20  # a rate of fewer is chance, in whatever tenth it stands


@dataclass(frozen=True, slots=True)
class Definition:
    """What the rules need of an indicator."""

    higher_is_better: bool
    target: float | None


def figure_of(figures: Mapping[str, Any], indicator: str, unit: str) -> list[int] | None:
    """Numerator and denominator of a unit's indicator in the figures of a cut-off; None where it says nothing."""
    for kept in figures["rooms"].values():
        for key, name, above, below in kept["figures"]:
            if key == unit and name == indicator:
                return [above, below]
    return None


# Counts whose rise over their own last weeks is a weak link: room → names.
RISING: Mapping[str, tuple[str, ...]] = {
    "tracing": ("new_seeking_care", "new_by_screening"),
    "communities": ("sentinel_referrals",),
    "schools": ("absent_ill", "clusters"),
    "public_information": ("rumours",),
    "lawful_measures": ("complaints", "crowding"),
    "infection_control": ("breaches",),
}
# Counts of the headquarters' own work of which one is enough: name → how grave.
OWN_FAULTS: Mapping[str, int] = {"items_forgotten": 2, "items_doubled": 2, "handovers_late": 1}


def weak_links_of(
    figures: Mapping[str, Any],
    definitions: Mapping[str, Definition],
    fixed_at: datetime,
    earlier: Sequence[Mapping[str, Any]] = (),
    weekdays: Sequence[Mapping[str, Any]] = (),
    must_be_zero: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[WeakLink, ...]:
    """Every weak link among the units one level below, the gravest first, then by unit and code.

    earlier: the figures of the same cut-off of the days before without a gap, yesterday's first; weekdays: of the
    same weekday of the weeks before; must_be_zero: room → counts of which one is too many.
    """
    whole = str(figures["unit"])
    links: list[WeakLink] = []
    for room in sorted(figures["rooms"]):
        rates = [one for one in _rates(figures, room, definitions) if one.unit != whole]
        links += rates_worse_than_city(weak_rates(rates))
        links += overfull_rates(rates)
        links += _late(figures, room, whole)
        links += _silent(figures, room, whole, fixed_at)
    links += _own_faults(figures, whole)
    links += _against_yesterday(figures, earlier[:1], definitions, whole)
    links += rising_counts(_series(figures, earlier))
    links += reported_links(figures, earlier[0] if earlier else None, weekdays, must_be_zero)
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


def _own_faults(figures: Mapping[str, Any], whole: str) -> list[WeakLink]:
    """Of the meeting itself: items forgotten, the same item to two owners; hand-overs nobody signs for."""
    return [
        WeakLink(name, unit, severity, {"count": counts[name]})
        for unit, counts in sorted(counts_of(figures, "headquarters").items())
        if unit != whole
        for name, severity in OWN_FAULTS.items()
        if counts.get(name)
    ]


def _against_yesterday(
    figures: Mapping[str, Any],
    yesterday: Sequence[Mapping[str, Any]],
    definitions: Mapping[str, Definition],
    whole: str,
) -> tuple[WeakLink, ...]:
    """Units among the worst tenth twice. What a day's own rows are counted over grows by itself: no rule on it."""
    if not yesterday:
        return ()
    both = [
        [
            (unit, name, (1 if definitions[name].higher_is_better else -1) * above / below)
            for kept in day["rooms"].values()
            for unit, name, above, below in kept["figures"]
            if name in definitions and unit != whole and below >= LEAST_BASE
        ]
        for day in (figures, yesterday[0])
    ]
    return lowest_two_days(*both)


def _series(
    figures: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, str], list[int]]:
    """(unit, 'room.count') → one number a day, the oldest first."""
    days = [*reversed(earlier), figures]
    found: dict[tuple[str, str], list[int]] = {}
    for room, names in RISING.items():
        by_day = [counts_of(day, room) for day in days]
        for unit in sorted(by_day[-1]):
            for name in names:
                if name in by_day[-1][unit]:
                    found[(unit, f"{room}.{name}")] = [day.get(unit, {}).get(name, 0) for day in by_day]
    return found


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
