"""How often somebody was tried: calls and visits, their hours and results, no words of anybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.streams.verification.models import Attempt


@dataclass(frozen=True, slots=True)
class AttemptView:
    """kind: call, visit; result: reached, off, dead_number, refused."""

    id: UUID
    task_id: UUID
    at: datetime
    kind: str
    result: str
    unit_id: int
    by: str


def attempts_of(task_ids: Iterable[UUID]) -> dict[UUID, list[AttemptView]]:
    """Every attempt on these tasks in the order they were made; tasks without one are left out,
    and so is what was withdrawn. One query.

    For queries and operations of this room that have looked at the right already.
    """
    found: dict[UUID, list[AttemptView]] = defaultdict(list)
    for one in Attempt.objects.filter(task_id__in=list(task_ids), withdrawn_at=None).order_by("at", "id"):
        found[one.task_id].append(
            AttemptView(one.id, one.task_id, one.at, one.kind, one.result, one.unit_id, one.by)
        )
    return dict(found)
