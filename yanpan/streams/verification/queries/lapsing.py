"""Searches that end soon by themselves (HC-19), for the epidemiologist who may say why one goes on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, query, under
from yanpan.streams.verification.models import VerificationTask

SOON = timedelta(hours=12)
MOST = 200


@dataclass(frozen=True, slots=True)
class EndingSearch:
    """One search near its end. No name: the short code is what is spoken of."""

    id: UUID
    short_code: str
    urgency: str
    custody: str
    contact: str
    lapses_at: datetime
    extensions: int
    may_extend: bool


@query("verification.list_ending_searches", records=("event_id",))
def list_ending_searches(actor: Actor, *, event_id: UUID, now: datetime) -> list[EndingSearch]:
    """Searches in the actor's units that end within 12 hours, the nearest end first; at most 200."""
    most = event_view(event_id).pack.extensions_at_most
    tasks = VerificationTask.objects.filter(
        under("custody__path", actor),
        event_id=event_id,
        standing="in_hand",
        merged_away=False,
        lapses_at__lte=now + SOON,
    )
    found = tasks.select_related("person", "custody").order_by("lapses_at", "id")[:MOST]
    return [
        EndingSearch(
            task.id,
            task.person.short_code,
            task.urgency,
            task.custody.name,
            task.contact,
            task.lapses_at,
            task.extensions,
            task.extensions < most,
        )
        for task in found
        if task.lapses_at is not None
    ]
