"""The hour at which what a phone kept without a network counts: its own, where that can be believed."""

from datetime import datetime

from yanpan.base.sync.rules import believed_hour
from yanpan.base.tasks.models import Handover
from yanpan.streams.verification.models import VerificationTask


def hour_tried(task: VerificationTask, recorded_at: datetime | None, now: datetime) -> datetime:
    """Of a call or visit. recorded_at: by the phone; None for what was entered here."""
    if recorded_at is None:
        return now
    return believed_hour(recorded_at, not_before=_first_given(task), now=now)


def hour_answered(task: VerificationTask, recorded_at: datetime | None, now: datetime) -> datetime:
    """Of an answer: never before the answers it was made upon, whose later one counts."""
    if recorded_at is None:
        return now
    earlier = task.outcomes.order_by("-at").values_list("at", flat=True).first()
    not_before = max(_first_given(task), earlier) if earlier else _first_given(task)
    return believed_hour(recorded_at, not_before=not_before, now=now)


def _first_given(task: VerificationTask) -> datetime:
    """When the person was first handed to the unit that has the task; what came without a hand-over: as received."""
    given = Handover.objects.filter(
        subject=task.id, receiver_id=task.custody_id, acknowledged_at__isnull=False
    )
    return given.order_by("sent_at").values_list("sent_at", flat=True).first() or task.received_at
