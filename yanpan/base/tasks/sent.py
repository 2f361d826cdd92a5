"""What the actor's units have sent and nobody has acknowledged: the sender still answers for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import open_handovers

MOST_SHOWN = 5000


@dataclass(frozen=True, slots=True)
class SentGroup:
    """One line per sender, receiver and urgency, however many rows. ids: of the hand-overs, for a recall."""

    request: str
    sender: str
    sender_key: str
    receiver: str
    receiver_key: str
    urgency: str
    sent_at: datetime
    acknowledge_by: datetime
    late: bool
    escalated_to: str
    ids: tuple[UUID, ...]

    @property
    def count(self) -> int:
        return len(self.ids)


@query("tasks.list_sent", personal=False)
def list_sent(actor: Actor, *, now: datetime) -> list[SentGroup]:
    """Open hand-overs from the actor's own units (not from those below), the earliest clock first."""
    groups: dict[tuple[int, int, str, str], list[Handover]] = {}
    found = (
        open_handovers()
        .filter(under("sender__path", actor), sender__path__in=actor.units)
        .select_related("sender", "receiver")
        .order_by("acknowledge_by", "id")[:MOST_SHOWN]
    )
    for one in found:
        groups.setdefault((one.sender_id, one.receiver_id, one.request, one.urgency), []).append(one)
    return [_group(members, now) for members in groups.values()]


def _group(members: list[Handover], now: datetime) -> SentGroup:
    first = members[0]
    return SentGroup(
        first.request,
        first.sender.name,
        first.sender.key,
        first.receiver.name,
        first.receiver.key,
        first.urgency,
        min(one.sent_at for one in members),
        first.acknowledge_by,
        first.acknowledge_by < now,
        first.escalated_to,
        tuple(one.id for one in members),
    )
