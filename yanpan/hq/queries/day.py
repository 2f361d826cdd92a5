"""The day of a headquarters as it is in force: its hours, its cut-off, the cut-off its units confirm for."""

from collections.abc import Sequence
from datetime import date, datetime

from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.models import HourChange
from yanpan.hq.rules.day import Change, Hour, cut_off_in, day_of, level_of, working_day


def day_in_force(unit: UnitView, on: date) -> tuple[Hour, ...]:
    """The hours of a unit's headquarters on a working day; a township's or village's are those of its county."""
    keys = unit.path.strip("/").split("/")
    depth = 1 if level_of(unit.kind) == "city" else 2
    return day_in_force_at(keys[min(depth, len(keys)) - 1], level_of(unit.kind), on)


def day_in_force_at(unit_key: str, level: str, on: date) -> tuple[Hour, ...]:
    """The same for the key of the headquarters itself."""
    changes = HourChange.objects.filter(unit__key=unit_key).order_by("made_at", "id")
    return day_of(level, [_change(one) for one in changes], on)


def days_in_force(headquarters: Sequence[UnitView], on: date) -> dict[str, tuple[Hour, ...]]:
    """The same for many headquarters at once, by their keys; one query."""
    changes: dict[str, list[Change]] = {}
    found = HourChange.objects.filter(unit__in=[unit.id for unit in headquarters]).order_by("made_at", "id")
    for one in found.select_related("unit"):
        changes.setdefault(one.unit.key, []).append(_change(one))
    return {unit.key: day_of(level_of(unit.kind), changes.get(unit.key, []), on) for unit in headquarters}


def _change(one: HourChange) -> Change:
    return Change(one.code, one.at, one.from_on, one.title)


def local_day(now: datetime) -> date:
    """The working day of a moment in the city."""
    return working_day(now.astimezone(CITY_TIME))


def own_cut_off(unit: UnitView, on: date) -> str:
    """The name under which a headquarters fixes its own figures; of a unit below, that of its headquarters."""
    return cut_off_in(day_in_force(unit, on))


def cut_off_above(unit: UnitView, on: date) -> str:
    """The cut-off for which a unit confirms its figures: the next higher level's."""
    if unit.kind in ("township", "village"):
        return own_cut_off(unit, on)
    city = Unit.objects.filter(parent=None).order_by("id").first()
    return cut_off_in(day_in_force_at(city.key if city else "", "city", on))
