"""From the fixed figures of a cut-off to its weak links. Pure: the same figures give the same links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yanpan.science.weak_links import (
    UnitFigure,
    WeakLink,
    overfull_rates,
    rates_worse_than_city,
    silent_units,
    weak_rates,
)

SILENCE = timedelta(hours=2)
LATE_SHARE = 0.10  # a unit with more than a tenth of its rows late is a weak link by rule
LEAST_LATE = 5


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


def figure_of(figures: Mapping[str, Any], indicator: str, unit: str) -> list[int] | None:
    """Numerator and denominator of a unit's indicator in the figures of a cut-off; None where it says nothing."""
    for kept in figures["rooms"].values():
        for key, name, above, below in kept["figures"]:
            if key == unit and name == indicator:
                return [above, below]
    return None


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
