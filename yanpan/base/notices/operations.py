"""Making notices and noting their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.models import Notice
from yanpan.base.notices.rules import ANSWERS, Channel
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale


@dataclass(frozen=True, slots=True)
class Call:
    """unit: who must be rung; matter: code; facts: numbers for the text, never personal data."""

    unit_id: int
    matter: str
    facts: Mapping[str, int | str]


def make_calls(calls: Sequence[Call], *, now: datetime) -> int:
    """Put calls on the list; a unit already on it for the same matter stays there once, with the new numbers."""
    open_ones = {
        (one.unit_id, one.matter): one
        for one in Notice.objects.filter(channel=Channel.CALL.value, answered_at=None)
    }
    units = Unit.objects.in_bulk([call.unit_id for call in calls])
    again = [call for call in calls if (call.unit_id, call.matter) in open_ones]
    for call in again:
        open_ones[call.unit_id, call.matter].facts = dict(call.facts)
    Notice.objects.bulk_update([open_ones[c.unit_id, c.matter] for c in again], ["facts"], batch_size=400)
    fresh = [call for call in calls if (call.unit_id, call.matter) not in open_ones]
    Notice.objects.bulk_create([_notice(call, units[call.unit_id], now) for call in fresh], batch_size=400)
    return len(fresh)


def _notice(call: Call, unit: Unit, now: datetime) -> Notice:
    return Notice(
        id=fresh_id(now),
        unit=unit,
        addressee=unit.leader or unit.deputy,
        phone=unit.phone,
        channel=Channel.CALL.value,
        matter=call.matter,
        facts=dict(call.facts),
        made_at=now,
    )


@operation("notices.answer_call", subject="notice_id", records=("answer",))
def answer_call(actor: Actor, *, notice_id: UUID, answer: str, now: datetime) -> None:
    """One tap after the call: reached, promised, no answer, wrong number. No answer keeps it on the list."""
    if answer not in ANSWERS:
        raise Refused("unknown_answer", answer=answer)
    notice = Notice.objects.select_for_update().filter(under("unit__path", actor), id=notice_id).first()
    if notice is None:
        raise Missing("notice")
    if notice.answered_at:
        raise Stale("already_answered")
    notice.answer, notice.answered_by = answer, actor.name
    notice.answered_at = now if answer in ("reached", "promised") else None
    notice.save(update_fields=["answer", "answered_by", "answered_at"])
