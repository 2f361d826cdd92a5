"""Reporting what was found: three taps and the fourth by the unit itself, or by telephone for a village."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.operations.answers.given import Given
from yanpan.streams.verification.operations.answers.hours import hour_answered
from yanpan.streams.verification.operations.answers.recording import record
from yanpan.streams.verification.operations.payloads import OutcomeSaid


@operation(
    "verification.record_outcome",
    subject="task_id",
    records=("version", "where", "contact", "measure", "obstacle", "answer_id"),
    words=("deciding_body", "document_number"),
    field=OutcomeSaid,
)
def record_outcome(
    actor: Actor,
    *,
    task_id: UUID,
    version: int,
    where: str,
    contact: str,
    measure: str,
    now: datetime,
    obstacle: str = "",
    deciding_body: str = "",
    document_number: str = "",
    told: bool | None = None,
    test_at: datetime | None = None,
    test_result: str = "",
    tried: str = "",
    note: str = "",
    other_unit_key: str = "",
    answer_id: UUID | None = None,
    recorded_at: datetime | None = None,
) -> VerificationTask:
    """What was found on the ground. A later answer stands beside the earlier ones and counts from then on.

    answer_id: a UUIDv7 made on the device; the same id again is the same answer and changes nothing.
    recorded_at: by its clock, the hour that counts where it can be believed.
    Raises Refused('outcome_incomplete', problems=…) with all that is missing, Stale on another version.
    """
    given = Given(
        where=where,
        contact=contact,
        measure=measure,
        obstacle=obstacle,
        deciding_body=deciding_body,
        document_number=document_number,
        told=told,
        test_at=test_at,
        test_result=test_result,
        tried=tried,
        note=note,
        other_unit_key=other_unit_key,
    )
    return _reported(
        actor, task_id, version, given, way="taps", answer_id=answer_id, recorded_at=recorded_at, now=now
    )


@operation(
    "verification.enter_by_telephone",
    subject="task_id",
    records=("version", "where", "contact", "measure", "obstacle", "answer_id"),
    words=("told_by", "deciding_body", "document_number"),
)
def enter_by_telephone(
    actor: Actor,
    *,
    task_id: UUID,
    version: int,
    told_by: str,
    where: str,
    contact: str,
    measure: str,
    now: datetime,
    obstacle: str = "",
    deciding_body: str = "",
    document_number: str = "",
    told: bool | None = None,
    test_at: datetime | None = None,
    test_result: str = "",
    tried: str = "",
    note: str = "",
    other_unit_key: str = "",
    answer_id: UUID | None = None,
) -> VerificationTask:
    """代填: a township or county enters what a village said on the telephone; marked, with who said it."""
    if not told_by.strip():
        raise Refused("told_by_needed")
    given = Given(
        where=where,
        contact=contact,
        measure=measure,
        obstacle=obstacle,
        deciding_body=deciding_body,
        document_number=document_number,
        told=told,
        test_at=test_at,
        test_result=test_result,
        tried=tried,
        note=note,
        other_unit_key=other_unit_key,
    )
    return _reported(
        actor, task_id, version, given, way="telephone", told_by=told_by, answer_id=answer_id, now=now
    )


def _reported(
    actor: Actor,
    task_id: UUID,
    version: int,
    given: Given,
    *,
    way: str,
    answer_id: UUID | None,
    now: datetime,
    told_by: str = "",
    recorded_at: datetime | None = None,
) -> VerificationTask:
    if answer_id is not None and (known := _said_already(actor, task_id, answer_id)):
        return known
    task = locked_task(actor, task_id)
    if task.version != version:
        if answer_id is not None and (known := _said_already(actor, task_id, answer_id)):
            return known  # the same answer, sent twice at once: the other one was first
        raise Stale("task_changed", version=task.version)
    said_at = hour_answered(task, recorded_at, now)
    return record(actor, task, given, way=way, now=now, told_by=told_by, answer_id=answer_id, said_at=said_at)


def _said_already(actor: Actor, task_id: UUID, answer_id: UUID) -> VerificationTask | None:
    """The task as it stands, if this very answer was kept before; a device sends again what it is not sure of."""
    if answer_id.version != 7:
        raise Refused("answer_id_malformed")
    known = Outcome.objects.filter(id=answer_id).select_related("task", "unit").first()
    if known is None:
        return None
    if known.task_id != task_id or not actor.covers(known.unit.path):
        raise Refused("answer_id_taken")
    return known.task


def locked_task(actor: Actor, task_id: UUID) -> VerificationTask:
    """A task of the actor's units, locked. Missing elsewhere; Refused('task_lapsed') once its time is over."""
    task = (
        VerificationTask.objects.select_for_update(of=("self",))
        .select_related("custody")
        .filter(under("custody__path", actor), id=task_id, merged_away=False)
        .first()
    )
    if task is None:
        raise Missing("task")
    if task.standing == "lapsed":
        raise Refused("task_lapsed")
    return task
