"""Entering a receipt: a line of its own, a line in the person's chain, and the matter closed or open again."""

from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.keeping import acknowledge, locked
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.sending import call_back
from yanpan.base.vault.masks import carries_identifier, check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import (
    Letter,
    LetterPerson,
    Outcome,
    Receipt,
    ReceiptSheet,
    VerificationTask,
)
from yanpan.streams.verification.operations.answers import reopen
from yanpan.streams.verification.queries.living import living_ids
from yanpan.streams.verification.rules.letters import BACK_IN_HAND
from yanpan.streams.verification.rules.outcomes import LONGEST_AGO
from yanpan.streams.verification.rules.receipts import Answered, ReceiptProblem, receipt_problems

WAY = "receipt"
CAME_BACK = "letter_came_back"
_OUT = ("issued", "acknowledged")


@operation("verification.enter_receipt", subject="person_id", records=("seen", "received_at"))
def enter_receipt(
    actor: Actor,
    *,
    person_id: UUID,
    seen: int,
    said: Answered,
    received_at: datetime | None,
    scan: CleanFile | None,
    now: datetime,
) -> Receipt:
    """Keep what the other city says of one person. seen: how many receipts the person who enters it saw.

    Found there: the task stays handed on. Not there, or back in Luohe: it is in hand again where it is answered
    for. A later receipt corrects the earlier one and both stay. Raises Refused('receipt_incomplete', problems=…),
    Stale('receipt_entered_meanwhile'), Stale('document_moved_on') for a letter that is not out.
    """
    person = _person(actor, person_id)
    if person.receipts.count() != seen:
        raise Stale("receipt_entered_meanwhile")
    if received_at is not None and not now - LONGEST_AGO <= received_at <= now:
        problem = ReceiptProblem.FUTURE if received_at > now else ReceiptProblem.LONG_AGO
        raise Refused("receipt_incomplete", problems=problem.value)
    kept = keep_receipt(actor, person, said, received_at=received_at or now, now=now)
    if scan is not None:
        kept.scan = keep_attachment(person.letter.unit_id, scan, by=actor.name, now=now)
        kept.save(update_fields=["scan"])
    return kept


def _person(actor: Actor, person_id: UUID) -> LetterPerson:
    found = LetterPerson.objects.select_for_update(of=("self",)).filter(
        under("letter__unit__path", actor), id=person_id
    )
    person = found.select_related("letter__document").first()
    if person is None:
        raise Missing("letter")
    return person


def keep_receipt(
    actor: Actor,
    person: LetterPerson,
    said: Answered,
    *,
    received_at: datetime,
    now: datetime,
    sheet: ReceiptSheet | None = None,
) -> Receipt:
    """Called inside operations of receipts only, with the person of the letter locked."""
    document = person.letter.document
    # An answer to the earlier number may come before its correction has gone out.
    if document.state not in _OUT and not (document.state == "signed" and document.corrects_id):
        raise Stale("document_moved_on", state=document.state)
    _check(said, now)
    kept = _line(actor, person, said, received_at, sheet, now)
    person.result = said.result
    person.save(update_fields=["result"])
    _settle(actor, person, kept, said, now)
    _acknowledge(person.letter)
    return kept


def _check(said: Answered, now: datetime) -> None:
    if problems := receipt_problems(said, now, now.astimezone(CITY_TIME).date()):
        raise Refused("receipt_incomplete", problems=",".join(one.value for one in problems))
    check_written_out(said.place, said.onward, said.samples)
    if any(carries_identifier(text) for text in (said.deciding_body, said.reporter, said.checker)):
        raise Refused("identifier_in_free_text", field="reporter")


def _line(
    actor: Actor,
    person: LetterPerson,
    said: Answered,
    received_at: datetime,
    sheet: ReceiptSheet | None,
    now: datetime,
) -> Receipt:
    receipt_id, sealer = fresh_id(now), Sealer(Receipt, now)
    sealed = {
        name: sealer.seal(name, receipt_id, getattr(said, name)[:200])
        for name in ("place", "samples", "onward")
    }
    return Receipt.objects.create(
        id=receipt_id,
        person=person,
        result=said.result,
        controlled_at=said.controlled_at,
        measure=said.measure,
        deciding_body=said.deciding_body[:60],
        test_at=said.test_at,
        test_result=said.test_result,
        onward_city=said.onward_city,
        next_contacts=said.next_contacts,
        reporter=said.reporter[:40],
        checker=said.checker[:40],
        receipted_on=said.receipted_on,
        received_at=received_at,
        entered_at=now,
        entered_by=actor.name,
        sheet=sheet,
        **sealed,
    )


def _settle(actor: Actor, person: LetterPerson, kept: Receipt, said: Answered, now: datetime) -> None:
    """What the receipt makes of the task. An answer of our own ground since then is never overwritten by it."""
    task = _living_task(person.task_id)
    if said.result in BACK_IN_HAND:
        if task.standing == "handed_on":
            reopen(task, why=WAY, by=actor.name, now=now)
            waiting = VerificationTask.objects.filter(
                custody_id=task.custody_id, standing="in_hand", outcomes__way=WAY
            )
            people = waiting.distinct().count()
            make_calls([Call(task.custody_id, CAME_BACK, {"people": people}, urgency=task.urgency)], now=now)
        return
    if task.standing not in ("handed_on", "in_hand"):
        return
    _outcome(actor, task, kept, said, now)
    _stays_outside(actor, task, said, now)


def _living_task(task_id: UUID) -> VerificationTask:
    """Locked: of the record that counts, where the letter's was merged into another since it went out."""
    return VerificationTask.objects.select_for_update(of=("self",)).get(id=living_ids([task_id])[task_id])


def _outcome(actor: Actor, task: VerificationTask, kept: Receipt, said: Answered, now: datetime) -> None:
    outcome_id = fresh_id(now)
    Outcome.objects.create(
        id=outcome_id,
        task=task,
        where="outside",
        measure=said.measure,
        deciding_body=said.deciding_body[:60],
        note=Sealer(Outcome, now).seal("note", outcome_id, (said.place or said.onward)[:200]),
        at=now,
        by=actor.name,
        unit_id=kept.person.letter.unit_id,
        told_by=said.reporter[:40],
        test_at=said.test_at,
        test_result=said.test_result,
        way=WAY,
    )


def _stays_outside(actor: Actor, task: VerificationTask, said: Answered, now: datetime) -> None:
    """Handed on, or handed on again where an earlier receipt had sent the task back."""
    if task.standing == "in_hand":
        call_back(actor, FindPerson.REQUEST, [task.id], now=now)
        task.standing, task.where, task.contact, task.obstacle = "handed_on", "outside", "", ""
        task.answered_at, task.answered_by = now, actor.name
        task.answering_unit_id = task.custody_id
        task.version += 1
    task.found_at = task.found_at or now
    if said.measure and said.deciding_body:
        task.controlled_at = said.controlled_at or now
    if said.test_result:
        task.test_at, task.test_result = said.test_at, said.test_result
    task.save()


def _acknowledge(letter: Letter) -> None:
    """Answered once every person in it has a receipt; the hour of the last one that came counts."""
    if letter.answered_at is not None or letter.persons.filter(result="").exists():
        return
    came: dict[UUID, datetime] = {}
    receipts = Receipt.objects.filter(person__letter=letter).order_by("-entered_at", "-id")
    for person_id, received_at in receipts.values_list("person_id", "received_at"):
        came[person_id] = received_at  # the first of each; a later one corrects it
    letter.answered_at = max(came.values())
    letter.save(update_fields=["answered_at"])
    document = locked(letter.document_id)
    if document.state == "issued":
        acknowledge(document, at=letter.answered_at)
