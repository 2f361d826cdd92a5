"""会议纪要: drafted from what the meeting was, then checked, signed and issued by three people."""

from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.documents.keeping import (
    Draft,
    check,
    correct,
    draft,
    issue,
    locked,
    redraft,
    send_back,
    sign,
)
from yanpan.base.documents.models import Document
from yanpan.base.documents.rules import NUMBERED
from yanpan.base.gate import Actor, operation
from yanpan.hq.models import Item, LinkNote, Meeting
from yanpan.hq.operations.items.chain import written
from yanpan.kernel.errors import Missing, Stale

KIND = "minutes"
MOST = 2000


@operation("hq.draft_minutes", subject="meeting_id", words=("progress", "demands"))
def draft_minutes(actor: Actor, *, meeting_id: UUID, progress: str, demands: str, now: datetime) -> Meeting:
    """From attendance and decisions as they stand, with what was acknowledged and demanded.

    Drafted again it replaces the draft; once signed, it is corrected by a later number.
    """
    meeting = _meeting(actor, meeting_id)
    said = _said(meeting, written(progress, "progress", MOST), written(demands, "demands", MOST))
    if meeting.minutes_id is None:
        meeting.minutes = draft(
            meeting.unit_id, KIND, said, by=actor.name, drill=meeting.event.drill, now=now
        )
    else:
        paper = locked(meeting.minutes_id)
        if paper.state in NUMBERED:
            meeting.minutes = correct(paper, said, by=actor.name, now=now)
        else:
            redraft(paper, said, by=actor.name, now=now)
    meeting.save(update_fields=["minutes"])
    return meeting


@operation("hq.check_minutes", subject="meeting_id")
def check_minutes(actor: Actor, *, meeting_id: UUID, now: datetime) -> Meeting:
    """核稿. Raises Refused('another_person_checks'), Stale."""
    meeting, paper = _paper(actor, meeting_id)
    check(paper, by=actor.name, now=now)
    return meeting


@operation("hq.send_back_minutes", subject="meeting_id", words=("reason",))
def send_back_minutes(actor: Actor, *, meeting_id: UUID, reason: str, now: datetime) -> Meeting:
    """退回: to be written again."""
    meeting, paper = _paper(actor, meeting_id)
    send_back(paper, reason=reason, by=actor.name)
    return meeting


@operation("hq.sign_minutes", subject="meeting_id")
def sign_minutes(actor: Actor, *, meeting_id: UUID, now: datetime) -> Meeting:
    """签发. Raises Refused('a_third_person_signs'), Stale where it is not checked, or signed already."""
    meeting, paper = _paper(actor, meeting_id)
    sign(paper, by=actor.name, now=now)
    return meeting


@operation("hq.issue_minutes", subject="meeting_id")
def issue_minutes(actor: Actor, *, meeting_id: UUID, now: datetime) -> Meeting:
    """印发. Raises Stale where it is not signed."""
    meeting, paper = _paper(actor, meeting_id)
    issue(paper, channel="platform", by=actor.name, now=now)
    return meeting


def _paper(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Document]:
    meeting = _meeting(actor, meeting_id)
    if meeting.minutes_id is None:
        raise Missing("document")
    return meeting, locked(meeting.minutes_id)


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
