"""What was done at the hours of a day: of the own headquarters, and of those below as the level above reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, query
from yanpan.base.indicators.models import CutOff
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView, view_unit, visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.models import HourChange, HourDone, Item, ShiftHandover
from yanpan.hq.queries.day import days_in_force, local_day
from yanpan.hq.rules.day import Hour
from yanpan.hq.rules.items import ItemState
from yanpan.kernel.errors import Missing, Refused

Done = Mapping[tuple[int, str], tuple[datetime | None, str]]
"""(unit id, code) → when and by whom it was done."""


@dataclass(frozen=True, slots=True)
class HourView:
    """One hour of a day. state: done, late, ahead; may_tick: it is said by hand."""

    hour: Hour
    due_at: datetime
    state: str
    done_at: datetime | None
    done_by: str

    @property
    def may_tick(self) -> bool:
        return self.hour.done_by == "hand" and self.state != "done"


@dataclass(frozen=True, slots=True)
class DayView:
    """The day of one headquarters."""

    unit: UnitView
    on: date
    hours: tuple[HourView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    code: str
    at: str
    title: str
    from_on: date
    reason: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class MissedHour:
    unit_id: int
    path: str
    code: str
    at: str


@query("hq.get_day", subject="unit_key", personal=False)
def get_day(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> DayView:
    """Today's hours of a headquarters, the own one or one below; Missing elsewhere and of a unit that has none."""
    unit = visible_unit(actor, unit_key)
    if unit.kind not in ("city", "county"):
        raise Missing("unit")
    return _days(event_id, [unit], now)[0]


@query("hq.list_days", personal=False)
def list_days(actor: Actor, *, event_id: UUID, now: datetime) -> list[DayView]:
    """The days of the headquarters one level below: which hour each has done. To be read only."""
    below = Unit.objects.filter(parent__path__in=actor.units, kind="county").order_by("order", "id")
    return _days(event_id, [view_unit(unit) for unit in below], now)


@query("hq.list_hour_changes", subject="unit_key", personal=False)
def list_hour_changes(actor: Actor, *, unit_key: str, now: datetime) -> list[ChangeView]:
    """How the day of a headquarters came to differ from the shipped one, the newest first."""
    unit = visible_unit(actor, unit_key)
    found = HourChange.objects.filter(unit_id=unit.id).order_by("-made_at", "-id")[:100]
    return [
        ChangeView(one.code, one.at, one.title, one.from_on, one.reason, one.made_at, one.made_by)
        for one in found
    ]


def _days(event_id: UUID, units: Sequence[UnitView], now: datetime) -> list[DayView]:
    on = local_day(now)
    done = _done(event_id, [unit.id for unit in units], on)
    days = days_in_force(units, on)
    return [
        DayView(unit, on, tuple(_hour(one, unit, on, done, now) for one in days[unit.key])) for unit in units
    ]


def _hour(hour: Hour, unit: UnitView, on: date, done: Done, now: datetime) -> HourView:
    due_at = hour.on(on).replace(tzinfo=CITY_TIME)
    found = done.get((unit.id, _key(hour)))
    if hour.done_by == "items":
        found = None if due_at > now or (unit.id, hour.code) in done else (None, "")
    state = "done" if found else "late" if due_at <= now else "ahead"
    return HourView(hour, due_at, state, *(found or (None, "")))


def _key(hour: Hour) -> str:
    """Cut-offs and shifts are known by their hour: one of another hour is another one."""
    return f"{hour.done_by} {hour.at}" if hour.done_by in ("cut_off", "shift") else hour.code


def _done(event_id: UUID, unit_ids: list[int], on: date) -> Done:
    """Everything done on a day by these headquarters. 'acknowledged' is there while items of theirs are unsigned."""
    of_day = Q(event_id=event_id, unit__in=unit_ids, on=on)
    found: dict[tuple[int, str], tuple[datetime | None, str]] = {}
    for fixed in CutOff.objects.filter(of_day, version=1):
        found[fixed.unit_id, f"cut_off {fixed.name}"] = fixed.fixed_at, fixed.fixed_by
    for shift in ShiftHandover.objects.filter(of_day, incoming_at__isnull=False):
        found[shift.unit_id, f"shift {shift.hour}"] = shift.incoming_at, shift.incoming_by
    for said in HourDone.objects.filter(of_day):
        found[said.unit_id, said.code] = said.at, said.by
    unsigned = Item.objects.filter(unsigned_items(), event_id=event_id, unit__in=unit_ids)
    for unit_id in unsigned.values_list("unit", flat=True).distinct():
        found[unit_id, "acknowledged"] = None, ""
    return found


def unsigned_items() -> Q:
    """Dispatched, and the owner has not signed."""
    return Q(state=ItemState.SENT.value)


def missed_hours(now: datetime) -> list[MissedHour]:
    """Hours of today past their minutes of grace, not done, about which somebody is rung. Shifts have their own round.

    A brief is missed only where figures were fixed; without an open event there is no day.
    """
    try:
        event_id = current_event().id
    except Refused:
        return []
    units = [
        view_unit(unit) for unit in Unit.objects.filter(kind__in=("city", "county")).order_by("order", "id")
    ]
    return [
        MissedHour(day.unit.id, day.unit.path, one.hour.code, one.hour.at)
        for day in _days(event_id, units, now)
        for one in day.hours
        if _is_missed(one, day, now)
    ]


def _is_missed(one: HourView, day: DayView, now: datetime) -> bool:
    after = one.hour.call_after
    if one.state != "late" or after is None or one.hour.done_by == "shift":
        return False
    if now < one.due_at + timedelta(minutes=after):
        return False
    return one.hour.code != "brief_checked" or any(
        other.hour.code == "cut_off" and other.state == "done" for other in day.hours
    )
