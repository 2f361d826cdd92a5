"""Making notices and noting their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.gate.many_rows import update_rows
from yanpan.base.notices.models import CallAnswer, Notice
from yanpan.base.notices.rules import ANSWERS, ENDING, SETTLED, Channel, quiet_until
from yanpan.base.places.models import Unit
from yanpan.base.places.on_duty import Duties
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale


@dataclass(frozen=True, slots=True)
class Call:
    """unit: who must be rung; matter: code; facts: numbers for the text, never personal data.

    urgency: the gravest class it is about; due_at: the clock, if there is one. rings: False where nobody is rung
    at this hour; who is on the list already stays there.
    """

    unit_id: int
    matter: str
    facts: Mapping[str, int | str]
    urgency: str = "other"
    due_at: datetime | None = None
    rings: bool = True


_NUMBERS = ("facts", "urgency", "due_at")


def make_calls(calls: Sequence[Call], *, now: datetime) -> int:
    """Put calls on the list; a unit already on it for the same matter stays there once, with the new numbers.

    Whoever has no leader and no deputy is rung through the level above. Returns how many are new.
    """
    wanted = {(call.unit_id, call.matter): call for call in calls}
    there = {
        (one.unit_id, one.matter): one for one in _open().filter(matter__in={call.matter for call in calls})
    }
    both = [(there[key], wanted[key]) for key in sorted(wanted.keys() & there.keys())]
    update_rows([_renewed(notice, call) for notice, call in both if _differs(notice, call)], _NUMBERS)
    fresh = [wanted[key] for key in sorted(wanted.keys() - there.keys())]
    units = Unit.objects.in_bulk([call.unit_id for call in fresh])
    duties = Duties(unit.path for unit in units.values())
    made = [_notice(call, units[call.unit_id], duties, now) for call in fresh]
    # Two desks may put the same unit on the list at one moment: the second finds it there.
    Notice.objects.bulk_create(made, batch_size=400, ignore_conflicts=True)
    return Notice.objects.filter(id__in=[one.id for one in made]).count() if made else 0


def keep_calls(calls: Sequence[Call], *, matter: str, under_path: str, now: datetime) -> int:
    """Make the list say just this of a matter in the units below a path. Returns how many are new.

    What is no longer so leaves the list by itself; who was just reached, or promised, is left in peace until then.
    """
    settled = _open().filter(matter=matter, unit__path__startswith=under_path)
    settled = settled.exclude(unit_id__in=[call.unit_id for call in calls])
    settled.update(answer=SETTLED, answered_at=now)
    in_peace = set(
        Notice.objects.filter(matter=matter, quiet_until__gt=now).values_list("unit_id", flat=True)
    )
    return make_calls([call for call in calls if call.rings and call.unit_id not in in_peace], now=now)


def settle_call(unit_id: int, matter: str, *, now: datetime) -> None:
    """What the call was about is over; the unit leaves the list of this matter."""
    _open().filter(unit_id=unit_id, matter=matter).update(answer=SETTLED, answered_at=now)


def _open() -> QuerySet[Notice]:
    return Notice.objects.filter(channel=Channel.CALL.value, answered_at=None)


def _differs(notice: Notice, call: Call) -> bool:
    return (notice.facts, notice.urgency, notice.due_at) != (dict(call.facts), call.urgency, call.due_at)


def _renewed(notice: Notice, call: Call) -> Notice:
    notice.facts, notice.urgency, notice.due_at = dict(call.facts), call.urgency, call.due_at
    return notice


def _notice(call: Call, unit: Unit, duties: Duties, now: datetime) -> Notice:
    named = duties.whom_to_ring(unit.path)
    is_own = not named.unit or named.unit == unit.name
    return Notice(
        id=fresh_id(now),
        unit=unit,
        addressee=named.name if is_own else f"{named.name}（{named.unit}）"[:80],
        phone=named.phone or unit.phone,
        channel=Channel.CALL.value,
        matter=call.matter,
        urgency=call.urgency,
        facts=dict(call.facts),
        due_at=call.due_at,
        made_at=now,
    )


@operation("notices.answer_call", subject="notice_id", records=("answer", "promised_until"))
def answer_call(
    actor: Actor, *, notice_id: UUID, answer: str, now: datetime, promised_until: datetime | None = None
) -> None:
    """One tap after the call: reached, promised (till when), no answer, wrong number; every answer is kept.

    No answer and a wrong number keep it on the list. Raises Refused('promise_lies_in_the_past').
    """
    if answer not in ANSWERS:
        raise Refused("unknown_answer", answer=answer)
    until = promised_until if answer == "promised" else None
    if until is not None and until <= now:
        raise Refused("promise_lies_in_the_past")
    notice = Notice.objects.select_for_update().filter(under("unit__path", actor), id=notice_id).first()
    if notice is None:
        raise Missing("notice")
    if notice.answered_at:
        raise Stale("already_answered")
    notice.answer, notice.answered_by = answer, actor.name
    notice.answered_at = now if answer in ENDING else None
    notice.quiet_until = quiet_until(answer, until, now)
    notice.save(update_fields=["answer", "answered_by", "answered_at", "quiet_until"])
    CallAnswer.objects.create(
        id=fresh_id(now), notice=notice, answer=answer, at=now, by=actor.name, promised_until=until
    )
