"""The call list: order, unit, person to ring, number, matter, since when; and who rang before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Prefetch, Value, When

from yanpan.base.gate import Actor, query, under
from yanpan.base.notices.models import CallAnswer, Notice
from yanpan.base.policy.rules import URGENCIES

MOST = 300
_GRAVEST_FIRST = Case(
    *(When(urgency=one, then=Value(order)) for order, one in enumerate(URGENCIES)),
    default=Value(len(URGENCIES)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One earlier call: who rang when, and what came of it."""

    answer: str
    at: datetime
    by: str
    promised_until: datetime | None


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
    urgency: str
    due_at: datetime | None
    rung: tuple[Rung, ...]


@query("notices.list_calls", personal=False)
def list_calls(actor: Actor, *, now: datetime, unit_key: str = "") -> list[CallView]:
    """Calls still to be made in the actor's units, the gravest class first, then the oldest; of one unit if named."""
    found = Notice.objects.filter(under("unit__path", actor), channel="call", answered_at=None)
    if unit_key:
        found = found.filter(unit__key=unit_key)
    answers = Prefetch("answers", CallAnswer.objects.order_by("at", "id"))
    ordered = found.select_related("unit").order_by(_GRAVEST_FIRST, "made_at", "unit__order", "id")
    return [_view(one) for one in ordered.prefetch_related(answers)[:MOST]]


def _view(one: Notice) -> CallView:
    return CallView(
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
        one.urgency,
        one.due_at,
        tuple(Rung(rung.answer, rung.at, rung.by, rung.promised_until) for rung in one.answers.all()),
    )
