"""四个口袋: who was listed, found, under control, and who came past a pocket. Numbers of persons, no person."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from yanpan.base.gate import Actor, query
from yanpan.base.policy.rules import CITY_TIME
from yanpan.streams.verification.models import ListRow
from yanpan.streams.verification.queries.account import rows_of
from yanpan.streams.verification.queries.arrivals import missing_by_pocket
from yanpan.streams.verification.rules.pockets import (
    OTHER_MEANS,
    Named,
    PocketLine,
    leaked_past,
    pocket_lines,
)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Pockets:
    """today: since midnight; all_days: since the opening."""

    today: tuple[PocketLine, ...]
    all_days: tuple[PocketLine, ...]


@query("verification.get_pockets", personal=False)
def get_pockets(actor: Actor, *, event_id: UUID, unit_path: str, now: datetime) -> Pockets:
    """The table of a unit and those below it: by the custody of the person."""
    actor.must_cover(unit_path)
    return pockets_of(event_id, unit_path, now)


def pockets_of(event_id: UUID, unit_path: str, now: datetime) -> Pockets:
    """Five queries, however many rows."""
    midnight = now.astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    today = (midnight, midnight + timedelta(days=1))
    leaks = leaks_of(event_id, unit_path)
    missing = missing_by_pocket(event_id, unit_path, now)
    new = [(one.pocket, one.listed) for one in leaks if today[0] <= one.found_at < today[1]]
    return Pockets(
        pocket_lines(_counted(event_id, unit_path, today), new, missing),
        pocket_lines(
            _counted(event_id, unit_path, None), [(one.pocket, one.listed) for one in leaks], missing
        ),
    )


def _counted(event_id: UUID, unit_path: str, span: Span | None) -> dict[int, tuple[int, int, int]]:
    """Pocket → persons on its lists of that time, of its lists found then, under control since then."""
    rows = (
        rows_of(event_id, unit_path)
        .filter(batch__pocket__gt=0, task__isnull=False, task__merged_away=False)
        .values_list("batch__pocket")
        .annotate(
            listed=Count("task", distinct=True, filter=_within("batch__received_at", span)),
            found=Count("task", distinct=True, filter=_within("task__found_at", span)),
            controlled=Count("task", distinct=True, filter=_within("task__controlled_at", span)),
        )
        .order_by()
    )
    return {pocket: (listed, found, controlled) for pocket, listed, found, controlled in rows}


def _within(field: str, span: Span | None) -> Q:
    if span is None:
        return Q(**{f"{field}__isnull": False})
    return Q(**{f"{field}__gte": span[0], f"{field}__lt": span[1]})


@dataclass(frozen=True, slots=True)
class Leak:
    """One person past one pocket. custody: path of the unit that answers; listed: the pocket's lists came later."""

    task_id: UUID
    pocket: int
    listed: bool
    custody: str
    found_at: datetime


def leaks_of(event_id: UUID, unit_path: str) -> list[Leak]:
    """Found persons whom other means named, judged by all their rows. One query over those alone."""
    others = ListRow.objects.filter(
        task=OuterRef("task"), batch__source__in=[one.value for one in OTHER_MEANS]
    )
    rows = (
        rows_of(event_id, unit_path)
        .filter(Exists(others), task__found_at__isnull=False, task__merged_away=False)
        .values_list(
            "task_id",
            "task__custody__path",
            "task__found_at",
            "batch__pocket",
            "route",
            "batch__source",
            "batch__received_at",
        )
    )
    named: dict[UUID, list[Named]] = defaultdict(list)
    facts: dict[UUID, tuple[str, datetime]] = {}
    for task_id, custody, found_at, pocket, route, source, received_at in rows:
        assert task_id is not None and found_at is not None
        named[task_id].append(Named(pocket, route, source, received_at))
        facts[task_id] = (custody or "", found_at)
    return [
        Leak(task_id, pocket, any(one.pocket == pocket for one in lines), *facts[task_id])
        for task_id, lines in named.items()
        for pocket in sorted(leaked_past(lines, facts[task_id][1]))
    ]


def found_by_path(event_id: UUID, unit_path: str) -> Counter[str]:
    """Custody path → persons of a pocket's lists that were found; who stands on the lists of two counts twice."""
    rows = (
        rows_of(event_id, unit_path)
        .filter(batch__pocket__gt=0, task__found_at__isnull=False, task__merged_away=False)
        .values_list("task__custody__path", "batch__pocket")
        .annotate(count=Count("task", distinct=True))
        .order_by()
    )
    found: Counter[str] = Counter()
    for path, _pocket, count in rows:
        found[path or ""] += count
    return found
