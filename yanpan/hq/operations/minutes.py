"""会议纪要: drafted from what the meeting was; then it goes the way of every paper of the office."""

from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.documents.keeping import Draft, correct, draft, locked, redraft
from yanpan.base.documents.models import Document
from yanpan.base.documents.rules import ENDED, NUMBERED
from yanpan.base.gate import Actor, operation
from yanpan.hq.models import Item, LinkNote, Meeting
from yanpan.hq.operations.items.chain import written
from yanpan.kernel.errors import Missing, Stale

KIND = "minutes"
MOST = 2000


@operation("hq.draft_minutes", subject="meeting_id", records=("version",), words=("progress", "demands"))
def draft_minutes(
    actor: Actor, *, meeting_id: UUID, version: int, progress: str, demands: str, now: datetime
) -> Meeting:
    """From attendance and decisions as they stand, with what was acknowledged and demanded.

    Drafted again it replaces the draft; once signed, it is corrected by a later number; void, written anew.
    version: of the paper that was read, 0 = there was none. Stale: somebody wrote it meanwhile.
    """
    meeting = _meeting(actor, meeting_id)
    said = _said(meeting, written(progress, "progress", MOST), written(demands, "demands", MOST))
    meeting.minutes = _drafted(actor, meeting, version, said, now)
    meeting.save(update_fields=["minutes"])
    return meeting


def _drafted(actor: Actor, meeting: Meeting, version: int, said: Draft, now: datetime) -> Document:
    """The paper that says it: the draft written anew, a correction of a signed one, else a new one."""
    there = locked(meeting.minutes_id) if meeting.minutes_id else None
    if version != (there.version if there else 0):
        raise Stale("document_moved_on", state=there.state if there else "")
    if there is not None and there.state in ENDED and there.corrects_id:
        there = locked(there.corrects_id)  # a void correction leaves what it was to correct in force
    if there is None or there.state in ENDED:
        return draft(meeting.unit_id, KIND, said, by=actor.name, drill=meeting.event.drill, now=now)
    if there.state in NUMBERED:
        return correct(there, said, by=actor.name, now=now)
    redraft(there, said, by=actor.name, now=now)
    return there


def _meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).filter(id=meeting_id, unit__path__in=actor.units)
    meeting = found.select_related("unit", "event", "cut_off").first()
    if meeting is None:
        raise Missing("meeting")
    if meeting.cancelled_at is not None:
        raise Stale("meeting_is_cancelled")
    return meeting


def _said(meeting: Meeting, progress: str, demands: str) -> Draft:
    seats = meeting.attendance.select_related("unit").order_by("unit__order", "unit_id")
    by_presence: dict[str, list[str]] = {}
    for seat in seats:
        name = f"{seat.unit.name}（{seat.person}）" if seat.person else seat.unit.name
        by_presence.setdefault(seat.presence, []).append(name)
    text: dict[str, Any] = {
        "at": meeting.at.isoformat(),
        "place": meeting.place,
        "chair": meeting.chair,
        "cut_off": f"{meeting.cut_off.on:%Y-%m-%d} {meeting.cut_off.name}" if meeting.cut_off else "",
        "presence": by_presence,
        "progress": progress,
        "demands": demands,
        "decisions": _decisions(meeting),
        "contested": _contested(meeting),
    }
    return Draft("研判会议纪要", text)


def _decisions(meeting: Meeting) -> list[dict[str, Any]]:
    """Items given out under the meeting's figures, in the order they were decided."""
    if meeting.cut_off_id is None:
        return []
    found = Item.objects.filter(cut_off_id=meeting.cut_off_id).exclude(state="withdrawn")
    return [
        {
            "number": item.sheet.number if item.sheet else "",
            "matter": item.matter,
            "code": item.code,
            "facts": item.facts,
            "severity": item.severity,
            "indicator": item.indicator,
            "owner": item.owner.name,
            "owner_key": item.owner.key,
            "helpers": [unit.name for unit in item.helpers.all()],
            "demand": item.demand,
            "due_at": item.due_at.isoformat(),
        }
        for item in found.select_related("owner", "sheet")
        .prefetch_related("helpers")
        .order_by("proposed_at", "id")
        if item.demand
    ]


def _contested(meeting: Meeting) -> list[list[str]]:
    if meeting.cut_off_id is None:
        return []
    notes = LinkNote.objects.filter(cut_off_id=meeting.cut_off_id, withdrawn_at=None).select_related("unit")
    return [[one.kind, one.unit.name, one.text] for one in notes.order_by("at", "id")]
