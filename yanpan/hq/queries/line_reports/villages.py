"""What the villages say of their day: one village's page, and who of a unit's villages has reported, with the sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.places.kinds import Kind
from yanpan.base.places.queries import UnitView, list_children, list_units, visible_unit
from yanpan.hq.models import VillageReport
from yanpan.hq.queries.line_reports.deadlines import Deadlines
from yanpan.hq.queries.line_reports.lines import ReportedLine, reported_lines
from yanpan.hq.rules.lines import CUT_OFF, LineDefinition
from yanpan.hq.rules.lines.villages import VillageSums, sums_of_villages
from yanpan.kernel.errors import Missing

Figures = Mapping[str, Mapping[str, Any]]
"""Line → field → value."""


@cache
def village_lines() -> tuple[ReportedLine, ...]:
    """The lines that ask every village; not those a room counts."""
    return tuple(one for one in reported_lines() if one.shipped.asked_of_villages())


@dataclass(frozen=True, slots=True)
class VillageView:
    """What a village said last of a day. number: 0 = nothing yet."""

    number: int = 0
    figures: Figures = field(default_factory=dict)
    note: str = ""
    filled_at: datetime | None = None
    filled_by: str = ""


@dataclass(frozen=True, slots=True)
class VillageDay:
    """One village's page. before: what it said last of the day before."""

    unit: UnitView
    on: date
    due_at: datetime
    said: VillageView
    before: Figures


@dataclass(frozen=True, slots=True)
class PartOfUnit:
    """One unit below: how many of its villages have reported."""

    unit: UnitView
    reporting: int
    villages: int


@dataclass(frozen=True, slots=True)
class VillagesOfUnit:
    """parts: the units below, where the villages are not the unit's own; said: else each village's last word."""

    unit: UnitView
    on: date
    reporting: int
    villages: int
    parts: tuple[PartOfUnit, ...]
    said: tuple[tuple[UnitView, VillageView | None], ...]
    sums: Mapping[str, VillageSums]


@query("hq.get_village_report", subject="unit_key", personal=False)
def get_village_report(actor: Actor, *, event_id: UUID, unit_key: str, on: date, now: datetime) -> VillageDay:
    """Missing: elsewhere, or no village."""
    return village_day(actor, event_id, unit_key, on)


def village_day(actor: Actor, event_id: UUID, unit_key: str, on: date) -> VillageDay:
    """The same for who writes it. Missing."""
    unit = visible_unit(actor, unit_key)
    if unit.kind != Kind.VILLAGE:
        raise Missing("village")
    days = (on, on - timedelta(days=1))
    there = VillageReport.objects.filter(event_id=event_id, unit_id=unit.id, on__in=days).order_by("number")
    newest = {one.on: one for one in there}
    due_at = Deadlines([unit], on, CUT_OFF).of(unit.key)
    before = newest.get(days[1])
    return VillageDay(unit, on, due_at, _view(newest.get(on)), before.figures if before else {})


def _view(one: VillageReport | None) -> VillageView:
    if one is None:
        return VillageView()
    return VillageView(one.number, one.figures, one.note, one.filled_at, one.filled_by)


@query("hq.list_village_reports", subject="unit_key", personal=False)
def list_village_reports(
    actor: Actor, *, event_id: UUID, unit_key: str, on: date, now: datetime
) -> VillagesOfUnit:
    """Of every village below a unit. Missing: elsewhere."""
    unit = visible_unit(actor, unit_key)
    villages, newest = _below(event_id, unit.path, on)
    below = list_children(unit.key)
    own = [one for one in below if one.kind == Kind.VILLAGE]
    shown = tuple((one, _view(newest[one.id]) if one.id in newest else None) for one in own)
    parts = [_part(one, villages, newest) for one in below if one.kind != Kind.VILLAGE]
    return VillagesOfUnit(
        unit,
        on,
        len(newest),
        len(villages),
        tuple(one for one in parts if one.villages),
        shown,
        {one.key: _sums(one.shipped, villages, newest) for one in village_lines()},
    )


def village_sums(event_id: UUID, unit: UnitView, line: ReportedLine, on: date) -> VillageSums | None:
    """What the villages below a unit say of a line. None: it has none, or the line asks no village. Two queries."""
    if line not in village_lines():
        return None
    villages, newest = _below(event_id, unit.path, on)
    return _sums(line.shipped, villages, newest) if villages else None


def _below(event_id: UUID, path: str, on: date) -> tuple[list[UnitView], dict[int, VillageReport]]:
    """The villages below a path, and what each said last."""
    villages = list_units(under=path, kinds=(Kind.VILLAGE.value,))
    there = VillageReport.objects.filter(event_id=event_id, on=on, unit__path__startswith=path)
    return villages, {one.unit_id: one for one in there.order_by("number")}


def _sums(
    definition: LineDefinition, villages: Sequence[UnitView], newest: Mapping[int, VillageReport]
) -> VillageSums:
    said = [one.figures.get(definition.key, {}) for one in newest.values()]
    return sums_of_villages(definition, said, len(villages))


def _part(unit: UnitView, villages: Sequence[UnitView], newest: Mapping[int, VillageReport]) -> PartOfUnit:
    mine = [one.id for one in villages if one.path.startswith(unit.path)]
    return PartOfUnit(unit, sum(one in newest for one in mine), len(mine))
