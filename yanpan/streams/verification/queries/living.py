"""Which task counts for a record that was merged into another: what was asked about the one is said of the other."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yanpan.streams.verification.models import TaskMerge


def living_ids(task_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Task → the one that counts for it now; itself where it was never merged. One query for each link of a chain."""
    found = {one: one for one in task_ids}
    while True:
        kept_by_gone = dict(
            TaskMerge.objects.filter(gone__in=set(found.values()), undone_at=None).values_list("gone", "kept")
        )
        if not kept_by_gone:
            return found
        found = {one: kept_by_gone.get(living, living) for one, living in found.items()}


def living_in(gone: QuerySet[Any, Any]) -> QuerySet[TaskMerge, Any]:
    """Ids of the tasks into which these were merged, as a subquery. gone: ids of tasks."""
    return TaskMerge.objects.filter(gone__in=gone, undone_at=None).values("kept")
