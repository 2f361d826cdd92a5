"""Meetings of a headquarters, and who came; those above read them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from yanpan.base.gate import Actor, query
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import visible_unit
from yanpan.hq.models import Meeting
from yanpan.kernel.errors import Missing

MOST = 60


@dataclass(frozen=True, slots=True)
class MeetingView:
    """cut_off: name of the figures it looks at, with their id; came: units present or with a stand-in."""

    id: UUID
    unit: str
    at: datetime
    chair: str
    place: str
    cut_off: str
    cut_off_id: UUID | None
    came: int
    called: int
    cancelled_at: datetime | None
    cancel_reason: str


@dataclass(frozen=True, slots=True)
class SeatView:
    """One unit that is called. presence: '' = not noted yet."""

    unit_key: str
    unit: str
    presence: str
    person: str
    reason: str
    noted_at: datetime | None
    noted_by: str


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """own: the reader sits in the headquarters that meets; others only read."""

    meeting: MeetingView
    seats: tuple[SeatView, ...]
    own: bool


@query("hq.list_meetings", subject="unit_key", personal=False)
def list_meetings(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> list[MeetingView]:
    """Meetings of the own headquarters or of one below, the newest first."""
    return _views(Q(event_id=event_id, unit=visible_unit(actor, unit_key).id))


@query("hq.get_attendance", subject="meeting_id", personal=False)
def get_attendance(actor: Actor, *, meeting_id: UUID, now: datetime) -> AttendanceSheet:
    """One meeting of the own headquarters or of one below, with every unit that is called; Missing elsewhere."""
    meeting = visible_meeting(actor, meeting_id)
    noted = {one.unit_id: one for one in meeting.attendance.all()}
    seats = []
    for unit in _called(meeting.unit_id):
        one = noted.get(unit.pk)
        seats.append(
            SeatView(unit.key, unit.name, one.presence, one.person, one.reason, one.noted_at, one.noted_by)
            if one
            else SeatView(unit.key, unit.name, "", "", "", None, "")
        )
    [view] = _views(Q(id=meeting_id))
    return AttendanceSheet(view, tuple(seats), own=meeting.unit.path in actor.units)


def visible_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """Missing: elsewhere."""
    meeting = Meeting.objects.select_related("unit").filter(id=meeting_id).first()
    if meeting is None or not actor.covers(meeting.unit.path):
        raise Missing("meeting")
    return meeting


def _called(unit_id: int) -> list[Unit]:
    """Task forces and units one level below."""
    return list(Unit.objects.filter(parent_id=unit_id).exclude(kind="village").order_by("order", "id"))


def _views(wanted: Q) -> list[MeetingView]:
    came = Count("attendance", filter=Q(attendance__presence__in=("present", "stand_in")))
    found = Meeting.objects.filter(wanted).annotate(came=came)
    newest = list(found.select_related("unit", "cut_off").order_by("-at", "-id")[:MOST])
    called = dict(
        Unit.objects.filter(parent__in={one.unit_id for one in newest})
        .exclude(kind="village")
        .values_list("parent")
        .annotate(Count("id"))
    )
    return [
        MeetingView(
            one.id,
            one.unit.name,
            one.at,
            one.chair,
            one.place,
            one.cut_off.name if one.cut_off else "",
            one.cut_off_id,
            one.came,
            called.get(one.unit_id, 0),
            one.cancelled_at,
            one.cancel_reason,
        )
        for one in newest
    ]
