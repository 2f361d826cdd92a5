"""The brief of a cut-off and the items: units, numbers and hours, no persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yanpan.base.gate import Actor, query, under
from yanpan.base.indicators.queries import CutOffView, get_cut_off
from yanpan.base.indicators.registry import INDICATORS, REPORTS, RoomReport, TopicLine
from yanpan.base.places.queries import UnitView, get_unit, list_children, list_units
from yanpan.base.policy.rules import Pack, pack_named
from yanpan.hq.models import Item
from yanpan.hq.rules import Definition, quiet_units, weak_links_of
from yanpan.kernel.quantities import Share
from yanpan.science.weak_links import WeakLink


def definitions_under(pack: Pack) -> dict[str, Definition]:
    return {
        name: Definition(one.higher_is_better, pack.target(one.target) if one.target else None)
        for name, one in INDICATORS.items()
    }


def links_of(cut_off: CutOffView) -> tuple[WeakLink, ...]:
    """The weak links of a cut-off: recomputed from its fixed figures, always the same."""
    return weak_links_of(
        cut_off.figures,
        definitions_under(pack_named(cut_off.pack)),
        datetime.fromisoformat(cut_off.figures["fixed_at"]),
    )


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief is made of; unit_names: key → name."""

    cut_off: CutOffView
    links: tuple[WeakLink, ...]
    unit_names: Mapping[str, str]


@query("hq.get_brief", subject="cut_off_id", personal=False)
def get_brief(actor: Actor, *, cut_off_id: UUID, now: datetime) -> Brief:
    """A cut-off with its weak links; Missing if it is elsewhere."""
    cut_off = get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    names = {unit.key: unit.name for unit in list_units(kinds=("city", "county", "township"))}
    return Brief(cut_off, links_of(cut_off), names)


@dataclass(frozen=True, slots=True)
class ItemView:
    id: UUID
    owner: str
    owner_key: str
    code: str
    facts: dict[str, float]
    severity: int
    indicator: str
    demand: str
    due_at: datetime
    state: str
    late: bool
    evidence: str
    reported_by: str
    struck_off_by: str
    version: int


@query("hq.list_items", personal=False)
def list_items(actor: Actor, *, event_id: UUID, now: datetime) -> list[ItemView]:
    """Items the actor's units gave out or own; open ones first, the gravest first."""
    mine = under("owner__path", actor) | under("unit__path", actor)
    items = Item.objects.filter(mine, event_id=event_id).exclude(state="withdrawn").select_related("owner")
    ordered = sorted(
        items[:500], key=lambda one: (one.state == "struck_off", -one.severity, one.due_at, one.owner.order)
    )
    return [_view(one, now) for one in ordered]


def _view(item: Item, now: datetime) -> ItemView:
    is_open = item.state not in ("struck_off", "withdrawn", "proposed")
    return ItemView(
        item.id,
        item.owner.name,
        item.owner.key,
        item.code,
        item.facts,
        item.severity,
        item.indicator,
        item.demand,
        item.due_at,
        item.state,
        is_open and item.due_at < now,
        item.evidence,
        item.reported_by,
        item.struck_off_by,
        item.version,
    )


def open_items(event_id: UUID) -> Q:
    """Filter for items not yet struck off."""
    return Q(event_id=event_id) & ~Q(state__in=["struck_off", "withdrawn"])


@dataclass(frozen=True, slots=True)
class RoomNow:
    """One line of work now. counts: unit key → name → value; shares: (unit key, indicator) → share."""

    room: str
    counts: Mapping[str, Mapping[str, int]]
    shares: Mapping[tuple[str, str], Share]
    holds: bool
    quiet: tuple[tuple[str, int | None], ...]
    topics: tuple[TopicLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What the duty officer sees at one glance: the unit, the units one level below, each line of work."""

    unit: UnitView
    units: tuple[UnitView, ...]
    rooms: tuple[RoomNow, ...]


@query("hq.get_desk", personal=False)
def get_desk(actor: Actor, *, event_id: UUID, unit_path: str, now: datetime) -> Desk:
    """The figures of this moment, nothing kept: the same reports that a cut-off fixes."""
    actor.must_cover(unit_path)
    unit = get_unit(unit_path.rstrip("/").rpartition("/")[2])
    below = tuple(one for one in list_children(unit.key) if one.kind != "force")
    rooms = [_room_now(REPORTS[room].make(event_id, unit_path, now), below) for room in sorted(REPORTS)]
    return Desk(unit, below, tuple(rooms))


def _room_now(made: RoomReport, below: tuple[UnitView, ...]) -> RoomNow:
    counts: dict[str, dict[str, int]] = {}
    for one in made.counts:
        counts.setdefault(one.unit, {})[one.name] = one.value
    return RoomNow(
        made.room,
        counts,
        {(one.unit, one.indicator): Share(one.numerator, one.denominator) for one in made.figures},
        all(made.checks.values()),
        tuple(quiet_units(counts, [unit.key for unit in below])),
        made.topics,
    )
