"""People on the way to a unit, before it signs: enough to see whether they are its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import ContactFacts, contact_facts
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.operations import open_handovers
from yanpan.streams.verification.models import VerificationTask

MOST = 200


@dataclass(frozen=True, slots=True)
class Arriving:
    """One hand-over not yet signed for. id: of the hand-over, to sign or refuse it."""

    id: UUID
    person: ContactFacts
    sender: str
    urgency: str
    sent_at: datetime
    acknowledge_by: datetime
    late: bool


@query("verification.list_arriving", records=("unit_key",))
def list_arriving(actor: Actor, *, unit_key: str, now: datetime) -> list[Arriving]:
    """The first 200 people waiting to be signed for at exactly this unit; the earliest clock first."""
    waiting = list(
        open_handovers()
        .filter(under("receiver__path", actor), request=FindPerson.REQUEST, receiver__key=unit_key)
        .select_related("sender")
        .order_by("acknowledge_by", "id")[:MOST]
    )
    tasks = VerificationTask.objects.select_related("person").in_bulk([one.subject for one in waiting])
    return [
        Arriving(
            one.id,
            contact_facts(tasks[one.subject].person),
            one.sender.name,
            one.urgency,
            one.sent_at,
            one.acknowledge_by,
            one.acknowledge_by < now,
        )
        for one in waiting
        if one.subject in tasks
    ]
