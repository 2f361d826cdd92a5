"""数目清: the account of rows, to the row, per unit."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import UnitView, list_units, unit_paths
from yanpan.streams.verification.models import ListBatch, ListRow, RowTally, VerificationTask
from yanpan.streams.verification.rules import Account, Standing, account_of

# Every row stands at exactly one place; rows without a task are the office's that received the list.
ROW_STANDING = Case(
    When(duplicate=True, then=Value(Standing.DUPLICATE.value)),
    When(state="refused", then=Value(Standing.RETURNED.value)),
    When(state__in=["held", "waiting"], then=Value(Standing.IN_HAND.value)),
    default=F("task__standing"),
    output_field=CharField(),
)
_COUNTED = Q(batch__state__in=["confirmed", "held", "taken_in", "proposed"])


@dataclass(frozen=True, slots=True)
class UnitAccount:
    """One unit with everything below it. late: people in hand past their clock."""

    unit: UnitView
    account: Account
    late: int = 0
    unreachable: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """whole: the unit itself; parts: one level down, and `own` = what lies at the unit and nowhere below."""

    whole: UnitAccount
    own: UnitAccount
    parts: tuple[UnitAccount, ...] = ()
    held: int = 0
    unread: int = 0
    rows: int = 0

    @property
    def parts_of_units(self) -> tuple[UnitView, ...]:
        """The units one level below, in the order of the books."""
        return tuple(part.unit for part in self.parts)

    @property
    def identity_holds(self) -> bool:
        """Counted three ways: what the files hold, where the people stand, which rows are there."""
        parts = self.own.account.received + sum(part.account.received for part in self.parts)
        return self.whole.account.holds and parts == self.whole.account.received == self.rows


@dataclass(slots=True)
class _Tally:
    standings: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    late: int = 0
    unreachable: int = 0


@query("verification.get_board", personal=False)
def get_board(actor: Actor, *, event_id: UUID, unit_path: str, now: datetime) -> Board:
    """The account of a unit and of each unit below it, from rows; `received` from the files themselves."""
    actor.must_cover(unit_path)
    return board_of(event_id, unit_path, now)


def board_of(event_id: UUID, unit_path: str, now: datetime) -> Board:
    """Eight queries, whatever the number of rows and units. For reports, which ask for the whole city."""
    units = list_units(under=unit_path, kinds=_shown_kinds(unit_path))
    top = next((unit for unit in units if unit.path == unit_path), None) or _village(unit_path)
    children = [unit for unit in units if unit.parent_id == top.id]
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for path, standing, count in _standings(event_id, unit_path):
        tallies[_part_of(path, unit_path)].standings[standing] += count
    unread = _unread_rows(event_id, unit_path)
    tallies[""].standings[Standing.IN_HAND.value] += unread
    for path, late, unreachable in _open_tasks(event_id, unit_path, now):
        tally = tallies[_part_of(path, unit_path)]
        tally.late += late
        tally.unreachable += unreachable
    known = {child.key for child in children}
    _fold_unknown(tallies, known)
    parts = tuple(_unit_account(child, tallies[child.key]) for child in children)
    own = _unit_account(top, tallies[""])
    there = _rows_there(event_id, unit_path, unread)
    return Board(
        whole=_whole(top, (own, *parts), _in_files(event_id, unit_path) if is_city(unit_path) else there),
        own=own,
        parts=parts,
        held=_held_rows(event_id, unit_path),
        unread=unread,
        rows=there,
    )


def _shown_kinds(unit_path: str) -> tuple[str, ...]:
    """A township is shown with its villages; above it nobody reads 1,334 of them one by one."""
    offices = ("city", "county", "township")
    return (*offices, "village") if unit_path.count("/") > 2 else offices


def _village(unit_path: str) -> UnitView:
    return next(unit for unit in list_units(under=unit_path) if unit.path == unit_path)


def _part_of(path: str, unit_path: str) -> str:
    """Key of the unit one level below that the path belongs to; '' for the unit itself."""
    return path[len(unit_path) :].split("/", 1)[0]


def _fold_unknown(tallies: dict[str, _Tally], known: set[str]) -> None:
    """Task forces and the like stand with the unit itself."""
    for key in [one for one in tallies if one and one not in known]:
        gone = tallies.pop(key)
        for standing, count in gone.standings.items():
            tallies[""].standings[standing] += count
        tallies[""].late += gone.late
        tallies[""].unreachable += gone.unreachable


def _unit_account(unit: UnitView, tally: _Tally) -> UnitAccount:
    account = account_of(sum(tally.standings.values()), tally.standings.items())
    return UnitAccount(unit, account, tally.late, tally.unreachable)


def _whole(unit: UnitView, parts: tuple[UnitAccount, ...], received: int) -> UnitAccount:
    standings = [item for part in parts for item in part.account.standings.items()]
    return UnitAccount(
        unit,
        account_of(received, standings),
        sum(part.late for part in parts),
        sum(part.unreachable for part in parts),
    )


def is_city(unit_path: str) -> bool:
    """The root of the tree: everything lies below it, and the lists arrive there."""
    return "/" not in unit_path.rstrip("/")


def rows_of(event_id: UUID, unit_path: str) -> QuerySet[ListRow]:
    counted = ListRow.objects.filter(_COUNTED, batch__event_id=event_id)
    if is_city(unit_path):
        return counted
    return counted.filter(
        Q(task__custody__path__startswith=unit_path) | Q(task=None, batch__unit__path__startswith=unit_path)
    )


def _rows_with_people(event_id: UUID, unit_path: str) -> QuerySet[ListRow]:
    """One join in one direction: asked for together with those without a task, every row would be looked at."""
    rows = ListRow.objects.filter(_COUNTED, batch__event_id=event_id)
    return rows if is_city(unit_path) else rows.filter(task__custody__path__startswith=unit_path)


def _rows_without_people(event_id: UUID, unit_path: str) -> QuerySet[ListRow]:
    rows = ListRow.objects.filter(_COUNTED, batch__event_id=event_id, task=None)
    return rows if is_city(unit_path) else rows.filter(batch__unit__path__startswith=unit_path)


def _standings(event_id: UUID, unit_path: str) -> Iterator[tuple[str, str, int]]:
    """(path, standing, rows): each person once, where the task stands; then repetitions, then rows without a task.

    `received` is counted from the rows, so that a person without a row, or with two, breaks the identity.
    """
    paths = unit_paths(under=unit_path)
    people = tasks_below(event_id, unit_path).values_list("custody_id", "standing")
    for unit_id, standing, count in people.annotate(count=Count("*")).order_by():
        yield paths[unit_id], standing, count
    repeated = _rows_with_people(event_id, unit_path).filter(duplicate=True).values_list("task__custody_id")
    for unit_id, count in repeated.annotate(count=Count("*")).order_by():
        yield paths[unit_id], Standing.DUPLICATE.value, count
    taskless = _rows_without_people(event_id, unit_path).annotate(stands=ROW_STANDING)
    taskless_by_unit = taskless.values_list("batch__unit_id", "stands").annotate(count=Count("*"))
    for unit_id, standing, count in taskless_by_unit.order_by():
        yield paths[unit_id], standing, count
    gone = tallies_of(event_id, unit_path).values_list("unit_id", "standing").annotate(count=Sum("rows"))
    for unit_id, standing, count in gone.order_by():
        yield paths[unit_id], standing, count


def tallies_of(event_id: UUID, unit_path: str) -> QuerySet[RowTally]:
    """Rows whose persons are destroyed, as numbers: each stands where it stood."""
    lists = ListBatch.objects.filter(event_id=event_id).exclude(state="void")
    return RowTally.objects.filter(batch__in=lists.values("id"), unit__path__startswith=unit_path)


def tasks_below(event_id: UUID, unit_path: str) -> QuerySet[VerificationTask]:
    """In the custody of a unit and those below it."""
    tasks = VerificationTask.objects.filter(event_id=event_id)
    return tasks if is_city(unit_path) else tasks.filter(custody__path__startswith=unit_path)


def _batches(event_id: UUID, unit_path: str) -> QuerySet[ListBatch]:
    return ListBatch.objects.filter(event_id=event_id, unit__path__startswith=unit_path).exclude(state="void")


def unread_rows(event_id: UUID, unit_path: str, column: str) -> dict[Any, int]:
    """Value of a column of the list → rows not written yet: of files nobody took in, and of those half-way.

    They are received, and in hand. A list that says it is taken in gets nothing here: its rows must all be there.
    """
    unread = _batches(event_id, unit_path).exclude(state="taken_in").filter(tallies=None)
    # The rows are counted by themselves: joined to their list, its columns, the file among them, would be sorted
    # once for each row on SQLite.
    written = ListRow.objects.filter(batch__in=unread.values("id")).values_list("batch").order_by()
    there = dict(written.annotate(rows=Count("*")))
    counted: dict[Any, int] = defaultdict(int)
    for batch_id, key, rows in unread.values_list("id", column, "person_rows"):
        counted[key] += max(0, rows - there.get(batch_id, 0))
    return counted


def _unread_rows(event_id: UUID, unit_path: str) -> int:
    return sum(unread_rows(event_id, unit_path, "id").values())


def _in_files(event_id: UUID, unit_path: str) -> int:
    """What the files themselves hold that the unit received."""
    return int(_batches(event_id, unit_path).aggregate(count=Coalesce(Sum("person_rows"), 0))["count"])


def _rows_there(event_id: UUID, unit_path: str, unread: int) -> int:
    """Rows that are written, destroyed and counted, or not written yet."""
    gone = tallies_of(event_id, unit_path).aggregate(rows=Coalesce(Sum("rows"), 0))["rows"]
    if is_city(unit_path):
        return rows_of(event_id, unit_path).count() + int(gone) + unread
    taken = _rows_with_people(event_id, unit_path).count()
    return taken + _rows_without_people(event_id, unit_path).count() + int(gone) + unread


def _open_tasks(event_id: UUID, unit_path: str, now: datetime) -> list[tuple[str, int, int]]:
    counted = (
        tasks_below(event_id, unit_path)
        .filter(standing="in_hand", merged_away=False)
        .values_list("custody__path")
        .annotate(
            late=Count("standing", filter=Q(find_by__lt=now)),
            unreachable=Count("standing", filter=Q(contact="not_reached")),
        )
        .order_by()
    )
    return [(path, late, unreachable) for path, late, unreachable in counted]


def _held_rows(event_id: UUID, unit_path: str) -> int:
    return _rows_without_people(event_id, unit_path).filter(state="held").count()
