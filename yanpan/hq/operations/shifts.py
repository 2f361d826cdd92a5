"""交接班: the outgoing shift signs for what it leaves open, the incoming one for having it. Two persons."""

from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.queries import view_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import ShiftHandover
from yanpan.hq.operations.own_unit import own_headquarters
from yanpan.hq.queries.day import day_in_force, local_day
from yanpan.hq.queries.shifts import open_things, shifts_not_taken_over
from yanpan.hq.rules.day import shift_due
from yanpan.kernel.errors import Missing, Refused, Stale

NOT_TAKEN_OVER = "shift_not_taken_over"


@operation("hq.hand_over_shift", subject="unit_key", words=("said",))
def hand_over_shift(actor: Actor, *, unit_key: str, now: datetime, said: str = "") -> ShiftHandover:
    """The outgoing shift signs: everything open at this minute is on the sheet. Signed again, the sheet is made anew.

    Raises Refused('no_shift_ends_now'), Stale('shift_is_taken_over').
    """
    unit = own_headquarters(actor, unit_key)
    due = shift_due(day_in_force(view_unit(unit), local_day(now)), now.astimezone(CITY_TIME))
    if due is None:
        raise Refused("no_shift_ends_now")
    event_id = current_event().id
    sheet = _sheet(event_id, unit.pk, *due, now=now)
    if sheet.incoming_at is not None:
        raise Stale("shift_is_taken_over")
    sheet.open_things = [one.kept() for one in open_things(event_id, unit, now)]
    sheet.said, sheet.outgoing_at, sheet.outgoing_by = said.strip()[:300], now, actor.name
    sheet.version += 1
    sheet.save()
    return sheet


def _sheet(event_id: UUID, unit_id: int, on: date, hour: str, *, now: datetime) -> ShiftHandover:
    """The one of this shift, locked; else a new one, not saved yet."""
    found = ShiftHandover.objects.select_for_update().filter(
        event_id=event_id, unit_id=unit_id, on=on, hour=hour
    )
    return found.first() or ShiftHandover(
        id=fresh_id(now), event_id=event_id, unit_id=unit_id, on=on, hour=hour, version=0
    )


@operation("hq.take_over_shift", subject="shift_id", records=("version",))
def take_over_shift(actor: Actor, *, shift_id: UUID, version: int, now: datetime) -> ShiftHandover:
    """The incoming shift signs for the sheet it has read. Raises Refused('another_person_takes_over'), Stale."""
    sheet = (
        ShiftHandover.objects.select_for_update(of=("self",))
        .filter(id=shift_id, unit__path__in=actor.units)
        .first()
    )
    if sheet is None:
        raise Missing("shift")
    if sheet.version != version or sheet.incoming_at is not None:
        raise Stale("shift_changed")
    if sheet.outgoing_by == actor.name:
        raise Refused("another_person_takes_over")
    sheet.incoming_at, sheet.incoming_by = now, actor.name
    sheet.version += 1
    sheet.save(update_fields=["incoming_at", "incoming_by", "version"])
    keep_calls([], matter=NOT_TAKEN_OVER, under_path=actor.home, now=now)
    return sheet


@operation("hq.call_for_shifts")
def call_for_shifts(actor: Actor, *, now: datetime) -> int:
    """Shifts not taken over a quarter of an hour after their hour ring the duty chief. Returns how many are new."""
    late = [one for one in shifts_not_taken_over(now) if actor.covers(one.path)]
    calls = [Call(one.unit_id, NOT_TAKEN_OVER, {"shift": one.hour}, "contact", one.due_at) for one in late]
    return keep_calls(calls, matter=NOT_TAKEN_OVER, under_path=actor.home, now=now)
