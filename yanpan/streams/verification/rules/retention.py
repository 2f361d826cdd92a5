"""Which persons belong together when they are destroyed, and what says that a search led to an exposure. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

PURGED_BY_TWO = ("no_exposure", "undecided_rows", "rest_of_event")
NO_MEASURE = ("", "cleared")
PROPOSAL_LASTS = timedelta(days=3)  # what is witnessed is what was shown not long ago


def groups_of(people: Iterable[UUID], links: Iterable[tuple[UUID, UUID]]) -> list[tuple[UUID, ...]]:
    """People tied by links (merged records of one person), each group and the groups in the order of ids."""
    parent: dict[UUID, UUID] = {one: one for one in people}
    for one, other in links:
        parent.setdefault(one, one)
        parent.setdefault(other, other)
        first, second = _top(parent, one), _top(parent, other)
        parent[max(first, second)] = min(first, second)
    groups: dict[UUID, list[UUID]] = {}
    for one in sorted(parent):
        groups.setdefault(_top(parent, one), []).append(one)
    return [tuple(groups[top]) for top in sorted(groups)]


def _top(parent: Mapping[UUID, UUID], one: UUID) -> UUID:
    while parent[one] != one:
        one = parent[one]
    return one


def due_since(closed_at: datetime, keep: timedelta, kept_until: datetime | None) -> datetime:
    """When a closed event's data are due: the countdown from its closing, or the end of a granted extension."""
    counted = closed_at + keep
    return counted if kept_until is None else max(counted, kept_until)
