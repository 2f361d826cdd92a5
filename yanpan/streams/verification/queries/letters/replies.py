"""The other way round: the answer to a letter of another city on one person, as the receipt it asked for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from yanpan.base.gate import Actor, query, under
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import ListBatch, ListRow, Outcome
from yanpan.streams.verification.queries.opening import fields_of

MOST_PERSONS = 5  # more are answered in the sender's own sheet


@dataclass(frozen=True, slots=True)
class PersonAnswered:
    """One person of the letter, in clear, with what is known by now. measure, where, test_result: codes."""

    name: str
    id_number: str
    standing: str
    where: str
    unit: str
    place: str
    found_at: datetime | None
    controlled_at: datetime | None
    measure: str
    deciding_body: str
    document_number: str
    test_at: datetime | None
    test_result: str


@dataclass(frozen=True, slots=True)
class AnswerAsReceipt:
    """sender and number: of their letter; unit_key: the office that answers; drill: of the event."""

    sender: str
    number: str
    unit_key: str
    unit_name: str
    drill: bool
    answered_at: datetime | None
    persons: tuple[PersonAnswered, ...]

    @property
    def is_final(self) -> bool:
        return all(one.standing != "in_hand" for one in self.persons)


@query("verification.get_answer_as_receipt", subject="batch_id")
def get_answer_as_receipt(actor: Actor, *, batch_id: UUID, now: datetime) -> AnswerAsReceipt:
    """What is to be answered to a letter on one to five persons. Refused('answer_in_their_sheet') for more."""
    batch = (
        ListBatch.objects.filter(under("unit__path", actor), id=batch_id, source="other_city")
        .select_related("unit", "event")
        .defer("content")
        .first()
    )
    if batch is None:
        raise Missing("batch")
    rows = list(
        ListRow.objects.filter(batch=batch, state="accepted")
        .select_related("task__person", "task__custody")
        .order_by("number")[: MOST_PERSONS + 1]
    )
    if not rows:
        raise Refused("nobody_to_answer_for")
    if len(rows) > MOST_PERSONS:
        raise Refused("answer_in_their_sheet", most=MOST_PERSONS)
    last = Outcome.objects.filter(task__rows__in=rows).aggregate(last=Max("at"))["last"]
    return AnswerAsReceipt(
        batch.sender,
        batch.letter_number,
        batch.unit.key,
        batch.unit.name,
        batch.event.drill,
        last,
        tuple(_answered(row) for row in rows),
    )


def _answered(row: ListRow) -> PersonAnswered:
    task = row.task
    assert task is not None
    fields = fields_of(row)
    here = task.where in ("here", "elsewhere")
    return PersonAnswered(
        name=fields.get("name", ""),
        id_number=fields.get("id_number", ""),
        standing=task.standing,
        where=task.where,
        unit=task.custody.name if here else "",
        place=unseal(task.person, "address") if here else "",
        found_at=task.found_at,
        controlled_at=task.controlled_at,
        measure=task.measure,
        deciding_body=task.deciding_body,
        document_number=task.document_number,
        test_at=task.test_at,
        test_result=task.test_result,
    )
