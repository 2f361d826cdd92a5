"""The same account by list, topic, pocket and check: every row of the unit and those below it, once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from yanpan.base.gate import Actor, query
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.queries.account import (
    is_city,
    rows_of,
    tallies_of,
    unread_rows,
)
from yanpan.streams.verification.rules import Account, Standing, account_of

# What a line of the board is → the column of a row that says it.
DIMENSIONS = {
    "list": "batch_id",
    "topic": "batch__topic",
    "pocket": "batch__pocket",
    "check": "batch__check_kind",
}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """key: id of the list, title of the topic ('' = none), number of the pocket (0 = none), code of the check.

    late, unreachable: persons in hand. received: what the files hold, where the unit receives the lists itself.
    """

    key: str
    title: str
    account: Account
    late: int
    unreachable: int


@query("verification.list_board_lines", personal=False)
def list_board_lines(
    actor: Actor, *, event_id: UUID, unit_path: str, dimension: str, now: datetime
) -> list[BoardLine]:
    """The account of a unit by one of DIMENSIONS; Missing for another word. Five queries, however many rows."""
    actor.must_cover(unit_path)
    if dimension not in DIMENSIONS:
        raise Missing("board")
    return board_lines(event_id, unit_path, dimension, now)


def board_lines(event_id: UUID, unit_path: str, dimension: str, now: datetime) -> list[BoardLine]:
    """For reports and pages; the lists newest first, everything else by its key."""
    standings, open_people = _counted(event_id, unit_path, dimension, now)
    titles = _titles(event_id, dimension)
    received = _received(event_id, unit_path, dimension, standings)
    keys = [key for key in titles if key in standings] if titles else sorted(standings)
    return [
        BoardLine(
            key,
            titles.get(key, ""),
            account_of(received[key], standings[key].items()),
            *open_people.get(key, (0, 0)),
        )
        for key in keys
    ]


_ACCEPTED = Q(state="accepted", duplicate=False)
_STANDS = {one: _ACCEPTED & Q(task__standing=one.value) for one in Standing} | {
    Standing.DUPLICATE: Q(duplicate=True) | (_ACCEPTED & Q(task__standing=Standing.DUPLICATE.value)),
    Standing.RETURNED: Q(state="refused") | (_ACCEPTED & Q(task__standing=Standing.RETURNED.value)),
    Standing.IN_HAND: Q(state__in=["held", "waiting"])
    | (_ACCEPTED & Q(task__standing=Standing.IN_HAND.value)),
}
_OPEN = Q(task__standing=Standing.IN_HAND.value, task__merged_away=False)


def _counted(
    event_id: UUID, unit_path: str, dimension: str, now: datetime
) -> tuple[dict[str, dict[str, int]], dict[str, tuple[int, int]]]:
    """Key → standing → rows, and key → (persons past their clock, persons not reached), in one walk over the rows.

    A person counts once a line. Rows of files nobody has taken in yet are in hand.
    """
    counted = (
        rows_of(event_id, unit_path)
        .values_list(DIMENSIONS[dimension])
        .annotate(
            late_people=Count("task", distinct=True, filter=_OPEN & Q(task__find_by__lt=now)),
            people_unreached=Count("task", distinct=True, filter=_OPEN & Q(task__contact="not_reached")),
            **{f"rows_{one.value}": Count("id", filter=stands) for one, stands in _STANDS.items()},
        )
        .order_by()
    )
    standings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    open_people: dict[str, tuple[int, int]] = {}
    for key, late, unreachable, *rows in counted:
        open_people[str(key)] = (late, unreachable)
        standings[str(key)].update({one.value: count for one, count in zip(_STANDS, rows, strict=True)})
    gone = tallies_of(event_id, unit_path).values_list(DIMENSIONS[dimension], "standing")
    for key, standing, count in gone.annotate(count=Sum("rows")).order_by():
        standings[str(key)][standing] += count
    for key, count in unread_rows(event_id, unit_path, _of_batch(dimension)).items():
        standings[str(key)][Standing.IN_HAND.value] += count
    return standings, open_people


def _of_batch(dimension: str) -> str:
    return "id" if dimension == "list" else DIMENSIONS[dimension].removeprefix("batch__")


def _received(
    event_id: UUID, unit_path: str, dimension: str, standings: dict[str, dict[str, int]]
) -> dict[str, int]:
    """Counted in another way than the standings where that is possible: from the files themselves."""
    if not is_city(unit_path):
        return {key: sum(counts.values()) for key, counts in standings.items()}
    files = ListBatch.objects.filter(event_id=event_id, unit__path__startswith=unit_path).exclude(
        state="void"
    )
    counted = files.values_list(_of_batch(dimension)).annotate(held=Sum("person_rows")).order_by()
    return defaultdict(int, {str(key): rows or 0 for key, rows in counted})


def _titles(event_id: UUID, dimension: str) -> dict[str, str]:
    """Id of a list → its file, the newest first; nothing for what is its own title."""
    if dimension != "list":
        return {}
    lists: Iterable[tuple[UUID, str]] = (
        ListBatch.objects.filter(event_id=event_id)
        .order_by("-received_at", "id")
        .values_list("id", "file_name")
    )
    return {str(key): name for key, name in lists}


def tasks_of(event_id: UUID, of: str) -> QuerySet[ListRow, UUID | None]:
    """Ids of the tasks of the persons one line counts, e.g. 'pocket:3'. Missing for what no line is."""
    dimension, _colon, key = of.partition(":")
    if dimension not in DIMENSIONS or (dimension == "list" and not _is_id(key)) or not _fits(dimension, key):
        raise Missing("board")
    rows = ListRow.objects.filter(
        batch__event_id=event_id, task__isnull=False, **{DIMENSIONS[dimension]: key}
    )
    return rows.values_list("task_id", flat=True)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _fits(dimension: str, key: str) -> bool:
    return dimension != "pocket" or (key.isascii() and key.isdecimal() and len(key) == 1)
