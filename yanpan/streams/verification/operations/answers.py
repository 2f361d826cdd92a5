"""Answers from the ground: three taps, or by telephone. A correction is a later answer, never an erased one."""

from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import EventView, event_view
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.queries import UnitView, get_unit, view_unit
from yanpan.base.tasks.handovers import FindPerson, WriteToOtherCity
from yanpan.base.tasks.sending import Parcel, call_back, send_many
from yanpan.base.vault.masks import is_masked
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.rules import (
    CO_INVESTIGATION,
    Standing,
    Where,
    outcome_problems,
    standing_after,
)


@operation(
    "verification.record_outcome",
    subject="task_id",
    records=("version", "where", "contact", "measure", "obstacle"),
    words=("deciding_body", "document_number"),
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
    note: str = "",
    other_unit_key: str = "",
) -> VerificationTask:
    """What was found on the ground. A later answer stands beside the earlier ones and counts from then on.

    Raises Refused('outcome_incomplete', problems=…) with all that is missing, Stale on another version.
    """
    return _record(
        actor,
        task_id,
        version,
        _Answer(where, contact, measure, obstacle, deciding_body, document_number, note, other_unit_key),
        told_by="",
        now=now,
    )


@operation(
    "verification.enter_by_telephone",
    subject="task_id",
    records=("version", "where", "contact", "measure", "obstacle"),
    words=("deciding_body", "document_number"),
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
    note: str = "",
    other_unit_key: str = "",
) -> VerificationTask:
    """代填: a township or county enters what a village said on the telephone; marked, with who said it."""
    if not told_by.strip():
        raise Refused("told_by_needed")
    return _record(
        actor,
        task_id,
        version,
        _Answer(where, contact, measure, obstacle, deciding_body, document_number, note, other_unit_key),
        told_by=told_by,
        now=now,
    )


class _Answer:
    """The three taps and what belongs to them."""

    def __init__(
        self,
        where: str,
        contact: str,
        measure: str,
        obstacle: str,
        deciding_body: str,
        document_number: str,
        note: str,
        other_unit_key: str,
    ) -> None:
        problems = outcome_problems(
            where, contact, measure, obstacle=obstacle, other_unit=other_unit_key, body=deciding_body
        )
        if problems:
            raise Refused("outcome_incomplete", problems=",".join(one.value for one in problems))
        if is_masked(note):
            raise Refused("masked_value_written_back")
        self.where, self.note, self.other_unit_key = where, note[:500], other_unit_key
        self.contact = contact if where in (Where.HERE, Where.ELSEWHERE, Where.OUTSIDE) else ""
        self.obstacle = obstacle if self.contact == "not_reached" else ""
        self.measure = measure if where == Where.HERE and self.contact != "not_reached" else ""
        self.deciding_body = deciding_body[:60] if self.measure else ""
        self.document_number = document_number[:60] if self.measure else ""
        self.standing = standing_after(where, self.contact, self.measure)


def _record(
    actor: Actor, task_id: UUID, version: int, answer: _Answer, *, told_by: str, now: datetime
) -> VerificationTask:
    task = (
        VerificationTask.objects.select_for_update()
        .filter(under("custody__path", actor), id=task_id, merged_away=False)
        .first()
    )
    if task is None:
        raise Missing("task")
    if task.version != version:
        raise Stale("task_changed", version=task.version)
    _keep_outcome(actor, task, answer, told_by, now)
    task.where, task.contact, task.obstacle = answer.where, answer.contact, answer.obstacle
    task.measure, task.deciding_body, task.document_number = (
        answer.measure,
        answer.deciding_body,
        answer.document_number,
    )
    task.standing, task.by_telephone = answer.standing.value, bool(told_by)
    task.answered_at, task.answered_by, task.answering_unit_id = now, actor.name, task.custody_id
    task.version += 1
    task.save()
    _call_back(actor, task, answer, now)
    _pass_on(actor, task, answer, now)
    return task


def _call_back(actor: Actor, task: VerificationTask, answer: _Answer, now: datetime) -> None:
    """Nobody is asked any more to find who is found, or to write about who is no longer outside."""
    if answer.standing != Standing.IN_HAND or answer.where == Where.ELSEWHERE:
        call_back(actor, FindPerson.REQUEST, [task.id], now=now)
    if answer.standing != Standing.HANDED_ON:
        call_back(actor, WriteToOtherCity.REQUEST, [task.id], now=now)


def _keep_outcome(actor: Actor, task: VerificationTask, answer: _Answer, told_by: str, now: datetime) -> None:
    outcome_id = fresh_id(now)
    Outcome.objects.create(
        id=outcome_id,
        task=task,
        where=answer.where,
        contact=answer.contact,
        obstacle=answer.obstacle,
        measure=answer.measure,
        deciding_body=answer.deciding_body,
        document_number=answer.document_number,
        note=Sealer(Outcome, now).seal("note", outcome_id, answer.note),
        at=now,
        by=actor.name,
        unit_id=task.custody_id,
        by_telephone=bool(told_by),
        told_by=told_by[:60],
    )


def _pass_on(actor: Actor, task: VerificationTask, answer: _Answer, now: datetime) -> None:
    """Elsewhere in the city: to that unit. Outside: the task force writes to the other city."""
    event, here = event_view(task.event_id), view_unit(task.custody)
    if answer.where == Where.ELSEWHERE:
        there = get_unit(answer.other_unit_key)
        if there.id == here.id:
            raise Refused("name_another_unit")
        task.target_id, task.routed_by = there.id, "elsewhere"
        task.save(update_fields=["target", "routed_by"])
        _send_one(actor, FindPerson.REQUEST, task, here, there, event, now)
    elif answer.standing == Standing.HANDED_ON:
        force = get_unit(CO_INVESTIGATION)
        _send_one(actor, WriteToOtherCity.REQUEST, task, here, force, event, now)


def _send_one(
    actor: Actor,
    request: str,
    task: VerificationTask,
    here: UnitView,
    there: UnitView,
    event: EventView,
    now: datetime,
) -> None:
    send_many(actor, request, [Parcel(task.id, here, there, task.urgency, task.where)], event=event, now=now)
