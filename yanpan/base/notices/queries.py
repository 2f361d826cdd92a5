"""The call list: order, unit, person to ring, number, matter, since when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.notices.models import Notice


@dataclass(frozen=True, slots=True)
class CallView:
    id: UUID
    unit_name: str
    unit_key: str
    addressee: str
    phone: str
    matter: str
    facts: dict[str, object]
    made_at: datetime
    answer: str
    answered_at: datetime | None


@query("notices.list_calls", personal=False)
def list_calls(actor: Actor, *, now: datetime) -> list[CallView]:
    """Calls still to be made in the actor's units, the oldest first."""
    found = (
        Notice.objects.filter(under("unit__path", actor), channel="call", answered_at=None)
        .select_related("unit")
        .order_by("made_at", "unit__order")[:300]
    )
    return [
        CallView(
            one.id,
            one.unit.name,
            one.unit.key,
            one.addressee,
            one.phone,
            one.matter,
            one.facts,
            one.made_at,
            one.answer,
            one.answered_at,
        )
        for one in found
    ]
