"""What is entered after the answer: the number of the paper that followed the word, and the test's result."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.operations.answers.given import said_in_one
from yanpan.streams.verification.operations.answers.positives import ring_for_positives
from yanpan.streams.verification.operations.answers.recording import SAID, TESTED
from yanpan.streams.verification.operations.answers.reporting import locked_task
from yanpan.streams.verification.queries.door import readable
from yanpan.streams.verification.rules.outcomes import DECIDED, REACHED, TestResult, test_problems


@operation(
    "verification.add_document_number",
    subject="task_id",
    records=("version", "document_number"),
    words=("document_number",),
)
def add_document_number(
    actor: Actor, *, task_id: UUID, version: int, document_number: str, now: datetime
) -> VerificationTask:
    """The paper is there: its number, beside the measure that was said by word of mouth.

    A village within a day of its answer, an office above it at any time. Raises Refused
    ('document_number_needed', 'no_measure_on_paper'), Stale on another version.
    """
    number = document_number.strip()[:60]
    if not number:
        raise Refused("document_number_needed")
    task = _task(actor, task_id, version, now)
    if task.measure not in DECIDED:
        raise Refused("no_measure_on_paper")
    task.document_number, task.paper_due_at = number, None
    return _kept(actor, task, "paper", now)


@operation("verification.add_test_result", subject="task_id", records=("version",))
def add_test_result(
    actor: Actor,
    *,
    task_id: UUID,
    version: int,
    test_result: str,
    now: datetime,
    test_at: datetime | None = None,
) -> VerificationTask:
    """The fourth tap, later: when the person was tested, and with what result. A positive one rings at once.

    A village within a day of its answer, an office above it at any time. Raises Refused('outcome_incomplete',
    problems=…), Refused('nobody_was_reached'), Stale on another version.
    """
    problems = test_problems(test_result, test_at, now)
    if problems or not test_result:
        raise Refused("outcome_incomplete", problems=said_in_one(problems) or "test_result_needed")
    task = _task(actor, task_id, version, now)
    if task.contact not in REACHED:
        raise Refused("nobody_was_reached")
    newly = test_result == TestResult.POSITIVE and task.test_result != TestResult.POSITIVE
    task.test_result = test_result
    task.test_at = test_at if test_result != TestResult.NOT_TESTED else None
    _kept(actor, task, "test", now)
    if newly:
        ring_for_positives([task], now)
    return task


def _task(actor: Actor, task_id: UUID, version: int, now: datetime) -> VerificationTask:
    """Locked, as the actor saw it; Missing once a village's day of reading back is over."""
    task = locked_task(actor, task_id)
    if not VerificationTask.objects.filter(readable(actor, now), id=task.id).exists():
        raise Missing("task")
    if task.version != version:
        raise Stale("task_changed", version=task.version)
    return task


def _kept(actor: Actor, task: VerificationTask, way: str, now: datetime) -> VerificationTask:
    """One more line of the chain that says all that now stands; when the person was answered for stays."""
    task.version += 1
    task.save(update_fields=["document_number", "paper_due_at", "test_at", "test_result", "version"])
    Outcome.objects.create(
        id=fresh_id(now),
        task=task,
        at=now,
        by=actor.name,
        unit_id=task.custody_id,
        way=way,
        **{name: getattr(task, name) for name in (*SAID, *TESTED)},
    )
    return task
