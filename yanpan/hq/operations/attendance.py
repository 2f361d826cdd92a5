"""日研判会议: called for an hour, with its chair and the figures it looks at; who came, is on leave or stands in."""

from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.indicators.models import CutOff
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Attendance, Meeting
from yanpan.hq.operations.own_unit import own_headquarters
from yanpan.kernel.errors import Missing, Refused, Stale

PRESENCE = ("present", "stand_in", "leave", "absent")


@operation("hq.call_meeting", subject="unit_key", records=("at",), words=("chair", "place"))
def call_meeting(
    actor: Actor, *, unit_key: str, at: datetime, chair: str, now: datetime, place: str = ""
) -> Meeting:
    """The meeting of the own headquarters at an hour; it looks at the newest fixed figures.

    Raises Refused('chair_needed'), Stale('meeting_is_called').
    """
    unit = own_headquarters(actor, unit_key)
    if not chair.strip():
        raise Refused("chair_needed")
    event_id = current_event().id
    if Meeting.objects.filter(event_id=event_id, unit=unit, at=at, cancelled_at=None).exists():
        raise Stale("meeting_is_called")
    return Meeting.objects.create(
        id=fresh_id(now),
        event_id=event_id,
        unit=unit,
        at=at,
        cut_off=CutOff.objects.filter(event_id=event_id, unit=unit).order_by("-fixed_at", "-version").first(),
        chair=chair.strip()[:40],
        place=place.strip()[:80],
        opened_by=actor.name,
    )


@operation(
    "hq.note_attendance", subject="meeting_id", records=("unit_key", "presence"), words=("person", "reason")
)
def note_attendance(
    actor: Actor,
    *,
    meeting_id: UUID,
    unit_key: str,
    presence: str,
    now: datetime,
    person: str = "",
    reason: str = "",
) -> Attendance:
    """Whether a unit came, is on leave with a reason, or sent a named stand-in; noted again, the last one counts.

    Raises Refused('presence_incomplete', problems=…), Missing for a unit that is not called.
    """
    meeting = _meeting(actor, meeting_id)
    unit = Unit.objects.filter(key=unit_key, parent_id=meeting.unit_id).exclude(kind="village").first()
    if unit is None:
        raise Missing("unit")
    wrong = {
        "unknown_presence": presence not in PRESENCE,
        "stand_in_needs_a_name": presence == "stand_in" and not person.strip(),
        "leave_needs_a_reason": presence == "leave" and not reason.strip(),
    }
    if problems := [code for code, found in wrong.items() if found]:
        raise Refused("presence_incomplete", problems=",".join(problems))
    said = {
        "presence": presence,
        "person": person.strip()[:40],
        "reason": reason.strip()[:100],
        "noted_at": now,
        "noted_by": actor.name,
    }
    noted, _fresh = Attendance.objects.update_or_create(
        meeting=meeting, unit=unit, defaults=said, create_defaults={"id": fresh_id(now), **said}
    )
    return noted


@operation("hq.cancel_meeting", subject="meeting_id", records=("reason",))
def cancel_meeting(actor: Actor, *, meeting_id: UUID, reason: str, now: datetime) -> Meeting:
    """It does not take place; it stays on the list with the reason."""
    meeting = _meeting(actor, meeting_id)
    if not reason.strip():
        raise Refused("reason_needed")
    meeting.cancelled_at, meeting.cancel_reason = now, reason.strip()[:200]
    meeting.save(update_fields=["cancelled_at", "cancel_reason"])
    return meeting


def _meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).filter(id=meeting_id, unit__path__in=actor.units)
    meeting = found.first()
    if meeting is None:
        raise Missing("meeting")
    if meeting.cancelled_at is not None:
        raise Stale("meeting_is_cancelled")
    return meeting
