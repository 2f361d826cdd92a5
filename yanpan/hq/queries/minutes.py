"""The minutes of a meeting, of the own headquarters or of one below: where the paper stands and what it says."""

from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.documents.reading import DocumentView, says, view_document
from yanpan.base.gate import Actor, query
from yanpan.hq.models import Meeting
from yanpan.kernel.errors import Missing


@query("hq.get_minutes", subject="meeting_id", personal=False)
def get_minutes(
    actor: Actor, *, meeting_id: UUID, now: datetime
) -> tuple[DocumentView, dict[str, Any]] | None:
    """None before they are drafted; Missing for a meeting elsewhere."""
    found = Meeting.objects.filter(id=meeting_id)
    found = found.select_related("unit", "minutes__body", "minutes__corrects", "minutes__replaced_by")
    meeting = found.first()
    if meeting is None or not actor.covers(meeting.unit.path):
        raise Missing("meeting")
    if meeting.minutes is None:
        return None
    return view_document(meeting.minutes), says(meeting.minutes)
