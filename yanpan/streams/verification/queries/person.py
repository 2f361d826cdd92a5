"""One person whole: every list that names them, where they stand, what was answered, sent, tried and written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.keeping import living
from yanpan.base.people.queries import MaskedPerson, masked, unnamed
from yanpan.base.tasks.models import Handover
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import (
    LetterPerson,
    ListRow,
    Outcome,
    Pair,
    TaskMerge,
    VerificationTask,
)
from yanpan.streams.verification.queries.answers import OutcomeView, outcome_line
from yanpan.streams.verification.queries.attempts import AttemptView, attempts_of
from yanpan.streams.verification.queries.living import records_of
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.rules import urgency_of
from yanpan.streams.verification.rules.pairs import DECIDED


@dataclass(frozen=True, slots=True)
class NamedOn:
    """One row that names the person. urgency: class of its reason; counts: False while it is unsure who it is
    about, so that its class tightens nothing (HC-19); code: of the record it was taken in under."""

    batch_id: UUID
    file_name: str
    sheet: str
    number: int
    source: str
    sender: str
    check_kind: str
    pocket: int
    topic: str
    received_at: datetime
    urgency: str
    counts: bool
    code: str


@dataclass(frozen=True, slots=True)
class MergeView:
    """A record that lives in this one. contradiction: both were answered, not alike; the later answer counts."""

    code: str
    at: datetime
    by: str
    reason: str
    contradiction: bool


@dataclass(frozen=True, slots=True)
class HandoverView:
    """end: acknowledged, refused, recalled, or '' while on its way."""

    sender: str
    receiver: str
    sent_at: datetime
    end: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterOf:
    id: UUID
    number: str
    city: str
    answer_by: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """id: of the task that counts."""

    id: UUID
    person: MaskedPerson
    standing: str
    urgency: str
    topic: str
    received_at: datetime
    find_by: datetime
    custody: str
    target: str
    routed_by: str
    lists: tuple[NamedOn, ...]
    merges: tuple[MergeView, ...]
    handovers: tuple[HandoverView, ...]
    answers: tuple[OutcomeView, ...]
    attempts: tuple[AttemptView, ...]
    letters: tuple[LetterOf, ...]


@query("verification.get_person", subject="task_id")
def get_person(actor: Actor, *, task_id: UUID, now: datetime) -> PersonView:
    """The person of a task of the own units, under the record that counts; masked, without results.

    For who may not open a row the short code alone. Missing elsewhere.
    """
    asked = VerificationTask.objects.filter(id=task_id).select_related("person").first()
    task = _counting(asked) if asked else None
    if (
        task is None
        or not VerificationTask.objects.filter(under("custody__path", actor), id=task.id).exists()
    ):
        raise Missing("task")
    merges = list(TaskMerge.objects.filter(kept=task, undone_at=None).select_related("gone__person", "merge"))
    family = list(records_of([task.id]))
    tried = attempts_of(family)
    named = actor.may("verification.get_door") or actor.may("verification.list_pairs")
    return PersonView(
        id=task.id,
        person=(masked if named else unnamed)(task.person),
        standing=task.standing,
        urgency=task.urgency,
        topic=task.topic,
        received_at=task.received_at,
        find_by=task.find_by,
        custody=task.custody.name,
        target=task.target.name,
        routed_by=task.routed_by,
        lists=tuple(_lists(family)),
        merges=tuple(_merge(one) for one in merges),
        handovers=tuple(_handovers(family)),
        answers=tuple(_answers(family)),
        attempts=tuple(sorted((one for found in tried.values() for one in found), key=lambda one: one.at)),
        letters=tuple(_letters(family)),
    )


def _counting(task: VerificationTask) -> VerificationTask | None:
    person = living([task.person])[task.person_id]
    found = VerificationTask.objects.filter(person=person).select_related("person", "custody", "target")
    return found.first()


def _lists(family: Sequence[UUID]) -> list[NamedOn]:
    rows = (
        ListRow.objects.filter(task__in=family)
        .select_related("batch", "task__person")
        .defer("batch__content", "batch__row_keys")
        .order_by("batch__received_at", "id")
    )
    unsure = set(
        Pair.objects.filter(row__task__in=family)
        .exclude(answer__in=sorted(DECIDED))
        .values_list("row", flat=True)
    )
    return [_named_on(row, counts=row.id not in unsure) for row in rows]


def _named_on(row: ListRow, *, counts: bool) -> NamedOn:
    batch = row.batch
    assert row.task is not None
    return NamedOn(
        batch_id=batch.id,
        file_name=batch.file_name,
        sheet=row.sheet,
        number=row.number,
        source=batch.source,
        sender=batch.sender,
        check_kind=batch.check_kind,
        pocket=batch.pocket,
        topic=batch.topic,
        received_at=batch.received_at,
        urgency=urgency_of(fields_of(row).get("reason", ""), topic=bool(batch.topic)),
        counts=counts,
        code=row.task.person.short_code,
    )


def _merge(one: TaskMerge) -> MergeView:
    return MergeView(one.gone.person.short_code, one.at, one.merge.by, one.merge.reason, one.contradiction)


def _handovers(family: Sequence[UUID]) -> list[HandoverView]:
    found = Handover.objects.filter(subject__in=family).select_related("sender", "receiver")
    return [_handover(one) for one in found.order_by("sent_at", "id")]


def _handover(one: Handover) -> HandoverView:
    ends = (
        ("acknowledged", one.acknowledged_at),
        ("refused", one.refused_at),
        ("recalled", one.recalled_at),
    )
    end, ended_at = next(((name, at) for name, at in ends if at), ("", None))
    return HandoverView(one.sender.name, one.receiver.name, one.sent_at, end, ended_at)


def _answers(family: Sequence[UUID]) -> list[OutcomeView]:
    found = Outcome.objects.filter(task__in=family).select_related("unit").order_by("at", "id")
    return [outcome_line(one) for one in found]


def _letters(family: Sequence[UUID]) -> list[LetterOf]:
    found = LetterPerson.objects.filter(task__in=family).select_related("letter__document")
    return [
        LetterOf(
            one.letter_id,
            one.letter.document.number,
            one.letter.city_name,
            one.letter.answer_by,
            one.result,
        )
        for one in found.order_by("letter__document__drafted_at", "id")
    ]
