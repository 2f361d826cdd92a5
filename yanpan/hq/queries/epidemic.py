"""New infections of a day and those since the first report, by how they were found."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yanpan.base.places.queries import UnitView
from yanpan.hq.models import LineReport
from yanpan.hq.queries.line_reports.matrix import reporting_units
from yanpan.hq.rules.lines import DAY
from yanpan.hq.rules.reports import ReportState

LINE = "tracing"
HOW = ("in_isolation", "in_closed_area", "seeking_care", "by_screening")
OUTSIDE = frozenset({"seeking_care", "by_screening"})
Found = Counter[str]


@dataclass(frozen=True, slots=True)
class Infections:
    """Unit key → how found → cases; new: of the day, total: of every day reported up to it."""

    new: Mapping[str, Found]
    total: Mapping[str, Found]


def infections(event_id: UUID, unit: UnitView, on: date) -> Infections:
    """Of a unit and each unit one level below it that reported. One query.

    Of a day the areas add up; until all of them have reported, the task force's own number counts, if there is one.
    """
    below = reporting_units(unit.key)
    areas = {one.key for one in below if one.kind != "force"}
    by_day = _by_day(event_id, [*below, unit], on)
    new: defaultdict[str, Found] = defaultdict(Counter)
    total: defaultdict[str, Found] = defaultdict(Counter)
    for day, found in sorted(by_day.items()):
        mine = {key: cases for key, cases in found.items() if key in areas}
        by_force = [cases for key, cases in found.items() if key not in areas]
        whole = by_force if by_force and mine.keys() != areas else mine.values()
        for key, cases in [*mine.items(), (unit.key, _sum(whole))]:
            total[key] += cases
            if day == on:
                new[key] += cases
    return Infections(new, total)


def _sum(found: Iterable[Found]) -> Found:
    summed: Found = Counter()
    for one in found:
        summed.update(one)
    return summed


def _by_day(event_id: UUID, units: Iterable[UnitView], on: date) -> dict[date, dict[str, Found]]:
    """The newest approved version of each report of 0–24 h."""
    keys = {one.id: one.key for one in units}
    reports = LineReport.objects.filter(
        event_id=event_id,
        unit_id__in=keys,
        line=LINE,
        basis=DAY,
        on__lte=on,
        state=ReportState.APPROVED.value,
    ).order_by("number")
    by_day: dict[date, dict[str, Found]] = {}
    for unit_id, day, figures in reports.values_list("unit_id", "on", "figures"):
        by_day.setdefault(day, {})[keys[unit_id]] = Counter(
            {how: int(figures.get(f"new_{how}") or 0) for how in HOW}
        )
    return by_day
