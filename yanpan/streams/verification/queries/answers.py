"""What was answered on one person, in order, and what is still to be entered; for offices, without the result."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.queries.attempts import AttemptView, attempts_of
from yanpan.streams.verification.queries.living import records_of


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One line of the chain. where is '' where the line only says that somebody is sought again (way: why).

    tested: a result was entered; which one is for those who may see results.
    """

    where: str
    contact: str
    obstacle: str
    measure: str
    deciding_body: str
    document_number: str
    told: bool | None
    tested: bool
    at: datetime
    by: str
    unit: str
    by_telephone: bool
    told_by: str
    way: str


@query("verification.list_outcomes", subject="task_id")
def list_outcomes(actor: Actor, *, task_id: UUID, now: datetime) -> list[OutcomeView]:
    """Every answer on one person in order: the correction chain, with those of records merged into this one."""
    if not VerificationTask.objects.filter(under("custody__path", actor), id=task_id).exists():
        return []
    found = Outcome.objects.filter(task__in=list(records_of([task_id]))).select_related("unit")
    return [outcome_line(one) for one in found.order_by("at", "id")]


def outcome_line(one: Outcome) -> OutcomeView:
    """One answer with its unit loaded, without the result of a test."""
    return OutcomeView(
        where=one.where,
        contact=one.contact,
        obstacle=one.obstacle,
        measure=one.measure,
        deciding_body=one.deciding_body,
        document_number=one.document_number,
        told=one.told,
        tested=bool(one.test_result),
        at=one.at,
        by=one.by,
        unit=one.unit.name,
        by_telephone=one.by_telephone,
        told_by=one.told_by,
        way=one.way,
    )


@dataclass(frozen=True, slots=True)
class AnswerView:
    """How one person stands, without a name: for the office that completes an answer."""

    id: UUID
    short_code: str
    standing: str
    contact: str
    measure: str
    document_number: str
    paper_due_at: datetime | None
    paper_late: bool
    found_at: datetime | None
    controlled_at: datetime | None
    tested: bool
    result_pending: bool
    version: int
    attempts: tuple[AttemptView, ...]

    @property
    def may_get_result(self) -> bool:
        """Somebody was reached: the person can have been tested."""
        return self.contact in ("met", "own_phone", "family")


@query("verification.get_answer", subject="task_id")
def get_answer(actor: Actor, *, task_id: UUID, now: datetime) -> AnswerView:
    """How one person of the own units stands, what of the answer is still missing, who was tried when."""
    task = (
        VerificationTask.objects.filter(under("custody__path", actor), id=task_id, merged_away=False)
        .select_related("person")
        .first()
    )
    if task is None:
        raise Missing("task")
    return AnswerView(
        id=task.id,
        short_code=task.person.short_code,
        standing=task.standing,
        contact=task.contact,
        measure=task.measure,
        document_number=task.document_number,
        paper_due_at=task.paper_due_at,
        paper_late=task.paper_due_at is not None and task.paper_due_at < now,
        found_at=task.found_at,
        controlled_at=task.controlled_at,
        tested=bool(task.test_result),
        result_pending=task.test_result == "pending",
        version=task.version,
        attempts=tuple(attempts_of([task.id]).get(task.id, ())),
    )
