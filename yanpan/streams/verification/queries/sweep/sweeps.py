"""Household sweeps: each village's numbers, summed up the tree with the source of the denominator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from yanpan.base.gate import Actor, query, under
from yanpan.base.places.queries import visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Sweep, SweepVillage
from yanpan.streams.verification.queries.sweep.parts import Board, board_of


@dataclass(frozen=True, slots=True)
class SweepView:
    """A sweep with where the number of its households comes from."""

    id: UUID
    title: str
    area: str
    area_path: str
    base: str
    base_source: str
    from_on: date
    to_on: date
    closed_at: datetime | None


def _view(one: Sweep) -> SweepView:
    return SweepView(
        one.id,
        one.title,
        one.area.name,
        one.area.path,
        one.base,
        one.base_source,
        one.from_on,
        one.to_on,
        one.closed_at,
    )


@query("verification.list_sweeps", records=(), personal=False)
def list_sweeps(actor: Actor, *, event_id: UUID, now: datetime) -> list[SweepView]:
    """The sweeps that touch the actor's units, open ones first."""
    sweeps = Sweep.objects.filter(event_id=event_id).select_related("area").order_by("-opened_at")
    mine = [_view(one) for one in sweeps if _touches(actor, one.area.path)]
    return sorted(mine, key=lambda one: one.closed_at is not None)


def _touches(actor: Actor, area_path: str) -> bool:
    return actor.covers(area_path) or any(own.startswith(area_path) for own in actor.units)


@dataclass(frozen=True, slots=True)
class Households:
    """villages: in the sweep; silent: without a base yet; today: reported today. to_do: still to be called on."""

    villages: int = 0
    silent: int = 0
    today: int = 0
    registered: int = 0
    reached: int = 0
    refused: int = 0
    exempt: int = 0

    @property
    def to_do(self) -> int:
        return self.registered - self.reached - self.refused - self.exempt

    def __add__(self, other: "Households") -> "Households":
        return Households(
            self.villages + other.villages,
            self.silent + other.silent,
            self.today + other.today,
            self.registered + other.registered,
            self.reached + other.reached,
            self.refused + other.refused,
            self.exempt + other.exempt,
        )


@dataclass(frozen=True, slots=True)
class SweepBoard:
    sweep: SweepView
    board: Board[Households]


@query("verification.get_sweep_board", subject="sweep_id", records=("unit_key",), personal=False)
def get_sweep_board(actor: Actor, *, sweep_id: UUID, unit_key: str, now: datetime) -> SweepBoard:
    """A sweep's numbers for a unit and each unit below it."""
    unit = visible_unit(actor, unit_key)
    sweep = _sweep(actor, sweep_id)
    found = SweepVillage.objects.filter(sweep_id=sweep.id, unit__path__startswith=unit.path)
    return SweepBoard(sweep, board_of(unit, _by_path(found, now), Households()))


def _sweep(actor: Actor, sweep_id: UUID) -> SweepView:
    sweep = Sweep.objects.filter(id=sweep_id).select_related("area").first()
    if sweep is None or not _touches(actor, sweep.area.path):
        raise Missing("sweep")
    return _view(sweep)


def households_by_path(event_id: UUID, unit_path: str, now: datetime) -> dict[str, Households]:
    """Of the open sweeps together. One query."""
    open_ones = SweepVillage.objects.filter(
        sweep__event_id=event_id, sweep__closed_at=None, unit__path__startswith=unit_path
    )
    return _by_path(open_ones, now)


def _by_path(found: QuerySet[SweepVillage], now: datetime) -> dict[str, Households]:
    morning = now.astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = (
        found.values("unit__path")
        .annotate(
            villages=Count("id"),
            silent=Count("id", filter=Q(registered=None)),
            today=Count("id", filter=Q(said_at__gte=morning)),
            registered_sum=Sum("registered"),
            reached_sum=Sum("reached"),
            refused_sum=Sum("refused"),
            exempt_sum=Sum("exempt"),
        )
        .order_by()
    )
    return {str(row["unit__path"]): _households(row) for row in rows}


def _households(row: Mapping[str, Any]) -> Households:
    names = (
        "villages",
        "silent",
        "today",
        "registered_sum",
        "reached_sum",
        "refused_sum",
        "exempt_sum",
    )
    return Households(*(int(row[name] or 0) for name in names))


@dataclass(frozen=True, slots=True)
class LineView:
    registered: int
    reached: int
    refused: int
    exempt: int
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village's line in a sweep as it stands, and every report, the newest first. registered: None = not said."""

    id: UUID
    sweep: SweepView
    unit: str
    unit_key: str
    registered: int | None
    reached: int
    refused: int
    exempt_by: Mapping[str, int]
    to_do: int
    version: int
    lines: tuple[LineView, ...] = field(default=())


@query("verification.get_sweep_village", subject="sweep_id", records=("unit_key",), personal=False)
def get_sweep_village(actor: Actor, *, sweep_id: UUID, unit_key: str, now: datetime) -> VillageLine:
    """The line of one village of the actor's units."""
    one = (
        SweepVillage.objects.filter(under("unit__path", actor), sweep_id=sweep_id, unit__key=unit_key)
        .select_related("sweep__area", "unit")
        .first()
    )
    if one is None:
        raise Missing("sweep")
    lines = tuple(
        LineView(
            each.registered,
            each.reached,
            each.refused,
            sum(each.exempt_by.values()),
            each.reason,
            each.at,
            each.by,
        )
        for each in one.lines.order_by("-number")
    )
    to_do = (one.registered or 0) - one.reached - one.refused - one.exempt
    return VillageLine(
        one.id,
        _view(one.sweep),
        one.unit.name,
        one.unit.key,
        one.registered,
        one.reached,
        one.refused,
        one.exempt_by,
        to_do,
        one.version,
        lines,
    )
