"""The desk: the figures of this moment, of a unit and of the units one level below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.indicators.registry import RoomReport, TopicLine, in_order, make_reports
from yanpan.base.places.queries import UnitView, get_unit, list_children
from yanpan.hq.rules import quiet_units
from yanpan.kernel.quantities import Share


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
    made = make_reports(event_id, unit_path, now)
    return Desk(unit, below, tuple(_room_now(made[room], below) for room in in_order(made)))


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
