"""Which task counts for a record that was merged into another: what was asked about the one is said of the other."""

from collections.abc import Iterable
from uuid import UUID

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


def records_of(task_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Every task that lives in one of these, however many merges away → that one; each of these itself.

    One query for each link of a chain.
    """
    found = fresh = {one: one for one in task_ids}
    while fresh:
        merged = TaskMerge.objects.filter(kept__in=list(fresh), undone_at=None).order_by("at", "id")
        fresh = {gone: fresh[kept] for gone, kept in merged.values_list("gone", "kept")}
        found = found | fresh
    return found
