"""A try that found nobody: noted with one tap, without an answer; the person stays to be found."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Attempt
from yanpan.streams.verification.operations.answers.hours import hour_tried
from yanpan.streams.verification.operations.answers.reporting import locked_task
from yanpan.streams.verification.operations.payloads import AttemptSaid
from yanpan.streams.verification.rules.outcomes import Standing, Tried


@operation("verification.note_attempt", subject="task_id", records=("kind",), field=AttemptSaid)
def note_attempt(
    actor: Actor,
    *,
    task_id: UUID,
    kind: str,
    now: datetime,
    attempt_id: UUID | None = None,
    recorded_at: datetime | None = None,
) -> Attempt:
    """Tried, nobody there: a call or a visit. attempt_id: a UUIDv7 of the device, the same again is the same try.
    recorded_at: by its clock, the hour that counts where it can be believed.

    Raises Refused('unknown_kind_of_attempt'), Stale('task_is_answered') for somebody who is found.
    """
    if kind not in set(Tried):
        raise Refused("unknown_kind_of_attempt", kind=kind[:10])
    if attempt_id is not None and attempt_id.version != 7:
        raise Refused("answer_id_malformed")
    task = locked_task(actor, task_id)
    if attempt_id is not None and (known := Attempt.objects.filter(id=attempt_id).first()):
        if known.task_id != task_id:
            raise Refused("answer_id_taken")
        return known
    if task.standing != Standing.IN_HAND:
        raise Stale("task_is_answered")
    return Attempt.objects.create(
        id=attempt_id or fresh_id(now),
        task=task,
        at=hour_tried(task, recorded_at, now),
        by=actor.name,
        unit_id=task.custody_id,
        kind=kind,
        result="off",
    )


@operation("verification.withdraw_attempt", subject="attempt_id")
def withdraw_attempt(actor: Actor, *, attempt_id: UUID, now: datetime) -> Attempt:
    """Noted by mistake: it counts no more. Only the unit's own; Stale('attempt_is_withdrawn') the second time."""
    found = (
        Attempt.objects.select_for_update(of=("self",))
        .filter(under("unit__path", actor), under("task__custody__path", actor), id=attempt_id)
        .first()
    )
    if found is None:
        raise Missing("attempt")
    if found.withdrawn_at is not None:
        raise Stale("attempt_is_withdrawn")
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    return found
