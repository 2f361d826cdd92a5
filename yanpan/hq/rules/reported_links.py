"""Weak links of what the lines report: figures that must be nought, stock, absences, reports that are not in. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yanpan.science.weak_links import (
    Stock,
    StockMove,
    WeakLink,
    WeekdayCount,
    excess_counts,
    not_nought,
    stock_moved,
)

Figures = Mapping[str, Any]
GRAVEST = frozenset(
    {
        "infection_control.staff_infected",
        "isolation.in_site_infections",
        "lawful_measures.expired_not_lifted",
        "verification.in_two_places",
    }
)
WEEKS_BACK = (7, 14, 21, 28)
"""Days before on which absences are looked at: the same weekday, four weeks."""
_SUPPLIES, _SCHOOLS, _REPORTS = "supplies", "schools", "reports"
_STOCK, _USE, _TRANSIT = "_stock", "_daily_use", "_in_transit"


def counts_of(figures: Figures, room: str) -> dict[str, dict[str, int]]:
    """Unit key → name → value, as a cut-off keeps them."""
    counts: dict[str, dict[str, int]] = {}
    for unit, name, value in figures["rooms"].get(room, {}).get("counts", []):
        counts.setdefault(unit, {})[name] = value
    return counts


def reported_links(
    figures: Figures,
    yesterday: Figures | None,
    weekdays: Sequence[Figures],
    must_be_zero: Mapping[str, Sequence[str]],
) -> tuple[WeakLink, ...]:
    """Of the units one level below. weekdays: the same cut-off, WEEKS_BACK; must_be_zero: room → counts."""
    whole = str(figures["unit"])
    links = [
        *not_nought(_zeros(figures, must_be_zero), GRAVEST),
        *excess_counts(_absences(figures, weekdays)),
    ]
    if yesterday is not None:
        links += stock_moved(_moves(figures, yesterday))
    links += _reports_missing(figures)
    return tuple(one for one in links if one.unit != whole)


def _zeros(figures: Figures, must_be_zero: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], int]:
    return {
        (unit, f"{room}.{name}"): counts[name]
        for room, names in must_be_zero.items()
        for unit, counts in counts_of(figures, room).items()
        for name in names
        if name in counts
    }


def _moves(figures: Figures, yesterday: Figures) -> Iterator[StockMove]:
    """Items a unit reported on both days."""
    before = counts_of(yesterday, _SUPPLIES)
    for unit, now in counts_of(figures, _SUPPLIES).items():
        for name in now:
            item = name.removesuffix(_STOCK)
            was, is_now = _stock(before.get(unit, {}), item), _stock(now, item)
            if item != name and was and is_now:
                yield StockMove(unit, f"{_SUPPLIES}.{name}", was, is_now)


def _stock(counts: Mapping[str, int], item: str) -> Stock | None:
    numbers = [counts.get(item + column) for column in (_STOCK, _USE, _TRANSIT)]
    return None if None in numbers else Stock(*(one or 0 for one in numbers))


def _absences(figures: Figures, weekdays: Sequence[Figures]) -> Iterator[WeekdayCount]:
    earlier = [counts_of(one, _SCHOOLS) for one in weekdays]
    for unit, now in counts_of(figures, _SCHOOLS).items():
        if "absent_ill" in now and "enrolled" in now:
            weeks = [week[unit] for week in earlier if unit in week]
            pairs = tuple((week.get("absent_ill", 0), week.get("enrolled", 0)) for week in weeks)
            yield WeekdayCount(unit, "schools.absence_excess", now["absent_ill"], now["enrolled"], pairs)


def _reports_missing(figures: Figures) -> Iterator[WeakLink]:
    """Nothing of what a unit owes (3), or not all of it (2); of 0–24 h, and zeros nobody has explained (1)."""
    for unit, counts in sorted(counts_of(figures, _REPORTS).items()):
        due, missing = counts.get("reports_due", 0), counts.get("reports_outstanding", 0)
        if missing:
            facts = {"count": missing, "due": due}
            yield WeakLink("reports_outstanding", unit, 3 if missing == due else 2, facts)
        for name, severity in (("day_reports_outstanding", 2), ("zeros_to_ask", 1)):
            if counts.get(name):
                yield WeakLink(name, unit, severity, {"count": counts[name]})
