"""Letters past their clock: on the call list, with the other city's telephone if it is known."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from yanpan.base.events.queries import list_events
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.notices.rules import ANSWERS
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import Letter
from yanpan.streams.verification.queries.letters.cards import OUT

LATE_LETTERS = "letters_late"


@operation("verification.call_late_letters")
def call_late_letters(actor: Actor, *, now: datetime) -> int:
    """Put each force that has letters without a receipt past their clock on the call list: numbers and cities."""
    open_events = [event.id for event in list_events() if event.closed_at is None]
    late = Letter.objects.filter(OUT, under("unit__path", actor), event_id__in=open_events, answer_by__lt=now)
    counted = late.values_list("unit_id").annotate(count=Count("id")).order_by("unit_id")
    return make_calls([_call(unit, count, late.filter(unit_id=unit)) for unit, count in counted], now=now)


def _call(unit_id: int, count: int, late: Iterable[Letter]) -> Call:
    longest = min(late, key=lambda one: (one.answer_by is None, one.answer_by, one.id))
    facts: dict[str, int | str] = {"letters": count}
    facts["longest_late"] = f"{longest.city_name} {longest.their_phone}".strip()
    return Call(unit_id, LATE_LETTERS, facts)


@operation("verification.note_letter_call", subject="letter_id", records=("answer",))
def note_letter_call(actor: Actor, *, letter_id: UUID, answer: str, now: datetime) -> Letter:
    """One tap after the other city was rung: reached, promised, no answer, wrong number."""
    if answer not in ANSWERS:
        raise Refused("unknown_answer", answer=answer[:20])
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .filter(under("unit__path", actor), id=letter_id)
        .first()
    )
    if letter is None:
        raise Missing("letter")
    letter.called_at, letter.call_answer = now, answer
    letter.save(update_fields=["called_at", "call_answer"])
    return letter
