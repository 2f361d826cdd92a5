"""Holes in the defence: the list by clock, one with its steps, the board of each unit."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, Value, When

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.gate import Actor, query, under
from yanpan.base.places.queries import UnitView, list_units, view_unit, visible_unit
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Hole, HolePhoto
from yanpan.streams.verification.queries.sweep.parts import Board, board_of
from yanpan.streams.verification.queries.sweep.places import PAGE

_OPEN = Q(closed_at=None, fixed_at=None)


def wanted_holes(wanted: str, now: datetime) -> Q:
    """open, late, to_check (reported fixed), closed, again (a second time); anything else is all of them."""
    return {
        "open": _OPEN,
        "late": _OPEN & Q(due_at__lte=now),
        "to_check": Q(closed_at=None, fixed_at__isnull=False),
        "closed": Q(closed_at__isnull=False),
        "again": Q(times__gt=1),
    }.get(wanted, Q())


@dataclass(frozen=True, slots=True)
class HoleView:
    """One hole. state: open, to_check, closed; late: not reported fixed by its hour; times: 2 = a second time."""

    id: UUID
    spot: str
    kind: str
    rule: str
    severity: str
    unit: str
    unit_key: str
    owner: str
    owner_key: str
    state: str
    late: bool
    times: int
    sent_back: int
    found_at: datetime
    due_at: datetime
    version: int


@query("verification.list_holes", records=("unit_path", "wanted", "page"), personal=False)
def list_holes(
    actor: Actor, *, event_id: UUID, unit_path: str, wanted: str, page: int, now: datetime
) -> list[HoleView]:
    """A page of ten: open ones by their hour, then those to be checked, closed ones last."""
    actor.must_cover(unit_path)
    rank = Case(When(_OPEN, then=Value(0)), When(closed_at=None, then=Value(1)), default=Value(2))
    start = PAGE * max(0, page - 1)
    found = (
        Hole.objects.filter(wanted_holes(wanted, now), event_id=event_id, unit__path__startswith=unit_path)
        .annotate(rank=rank)
        .order_by("rank", "due_at", "id")
        .select_related("unit", "owner", "place")
    )
    return [_view(one, now) for one in found[start : start + PAGE]]


def _view(one: Hole, now: datetime) -> HoleView:
    state = "closed" if one.closed_at else "to_check" if one.fixed_at else "open"
    return HoleView(
        one.id,
        one.spot,
        one.place.kind if one.place else "",
        one.rule,
        one.severity,
        one.unit.name,
        one.unit.key,
        one.owner.name,
        one.owner.key,
        state,
        state == "open" and one.due_at <= now,
        one.times,
        one.sent_back,
        one.found_at,
        one.due_at,
        one.version,
    )


@dataclass(frozen=True, slots=True)
class HoleStepView:
    step: str
    note: str
    photos: tuple[UUID, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class HoleFacts:
    """One hole with its steps. may_fix, may_check: as the rules have it for this actor; owners: who may answer."""

    hole: HoleView
    steps: tuple[HoleStepView, ...]
    mine_to_fix: bool
    mine_to_check: bool
    owners: tuple[UnitView, ...]


@query("verification.get_hole", subject="hole_id")
def get_hole(actor: Actor, *, hole_id: UUID, now: datetime) -> HoleFacts:
    """One hole of the actor's units with everything that was done about it."""
    found = Hole.objects.filter(under("unit__path", actor), id=hole_id)
    one = found.select_related("unit", "owner", "place", "fixing_unit").first()
    if one is None:
        raise Missing("hole")
    view = _view(one, now)
    fixed_elsewhere = one.fixing_unit is None or actor.home != one.fixing_unit.path
    return HoleFacts(
        view,
        _steps(one),
        view.state == "open" and actor.covers(one.owner.path),
        view.state == "to_check" and actor.name != one.fixed_by and fixed_elsewhere,
        owners_for(view_unit(one.unit)),
    )


def _steps(hole: Hole) -> tuple[HoleStepView, ...]:
    steps = hole.steps.order_by("number").prefetch_related("photos")
    return tuple(
        HoleStepView(
            one.step,
            unseal(one, "note"),
            tuple(sorted(photo.id for photo in one.photos.all())),
            one.at,
            one.by,
        )
        for one in steps
    )


def owners_for(unit: UnitView) -> tuple[UnitView, ...]:
    """Who may answer for a hole of a unit: itself and the units above it, the nearest first."""
    keys = set(unit.path.strip("/").split("/"))
    root = unit.path.split("/", 1)[0] + "/"
    above = [one for one in list_units(under=root) if one.key in keys and one.kind != "force"]
    return tuple(sorted(above, key=lambda one: -one.depth))


@query("verification.get_hole_photo", subject="photo_id")
def get_hole_photo(actor: Actor, *, photo_id: UUID, now: datetime) -> CleanFile:
    """A photo of a hole; where and with what it was taken is not in it."""
    found = HolePhoto.objects.filter(under("step__hole__unit__path", actor), id=photo_id)
    photo = found.only("kept_id").first()
    if photo is None:
        raise Missing("photo")
    return open_attachment(photo.kept_id)


@dataclass(frozen=True, slots=True)
class HoleCounts:
    """not_closed = open + to_check; late: of the open ones; again: found a second time, of those not closed."""

    not_closed: int = 0
    open: int = 0
    late: int = 0
    to_check: int = 0
    closed: int = 0
    again: int = 0

    def __add__(self, other: "HoleCounts") -> "HoleCounts":
        return HoleCounts(*(left + right for left, right in zip(astuple(self), astuple(other), strict=True)))


@query("verification.count_holes", records=("unit_key",), personal=False)
def count_holes(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> Board[HoleCounts]:
    """The board: holes of a unit and of each unit below it."""
    unit = visible_unit(actor, unit_key)
    return board_of(unit, holes_by_path(event_id, unit.path, now), HoleCounts())


def holes_by_path(event_id: UUID, unit_path: str, now: datetime) -> dict[str, HoleCounts]:
    """One query."""
    rows = (
        Hole.objects.filter(event_id=event_id, unit__path__startswith=unit_path)
        .values("unit__path")
        .annotate(
            standing=Count("id", filter=Q(closed_at=None)),
            open_now=Count("id", filter=_OPEN),
            late_now=Count("id", filter=wanted_holes("late", now)),
            checking=Count("id", filter=wanted_holes("to_check", now)),
            closed_ones=Count("id", filter=Q(closed_at__isnull=False)),
            again=Count("id", filter=Q(times__gt=1, closed_at=None)),
        )
        .order_by()
    )
    return {str(row["unit__path"]): _counts(row) for row in rows}


def _counts(row: Mapping[str, Any]) -> HoleCounts:
    names = ("standing", "open_now", "late_now", "checking", "closed_ones", "again")
    return HoleCounts(*(int(row[name]) for name in names))
