"""Completeness and timeliness: units × lines, live; who is late and who is to be asked about a zero."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from yanpan.base.events.models import Event
from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import UnitView, get_unit, list_children
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.models import LineReport
from yanpan.hq.queries.line_reports.deadlines import Deadlines
from yanpan.hq.queries.line_reports.lines import BASES, Due, ReportedLine, due_of, reported_lines
from yanpan.hq.rules.reports import NOTHING, ReportState, Standing, Timeliness, timeliness
from yanpan.kernel.errors import Missing

REPORTING_KINDS = ("force", "county", "township")


@dataclass(frozen=True, slots=True)
class Cell:
    """One due report. report_id: its newest version; corrected: a later version was approved."""

    due: Due
    due_at: datetime
    standing: Timeliness
    report_id: UUID | None = None
    is_zero: bool = False
    corrected: bool = False
    same_as_before: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """cells: one a line of the matrix; None where the unit owes nothing."""

    unit: UnitView
    due_at: datetime
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    unit: UnitView
    on: date
    basis: str
    lines: tuple[ReportedLine, ...]
    rows: tuple[MatrixRow, ...]

    def count(self, *standings: Timeliness) -> int:
        return sum(1 for row in self.rows for cell in row.cells if cell and cell.standing in standings)


@dataclass(frozen=True, slots=True)
class _Version:
    id: UUID
    number: int
    state: str
    approved_at: datetime | None
    is_zero: bool
    same_as_before: bool


def cells_of(
    event_id: UUID, units: Sequence[UnitView], on: date, basis: str, now: datetime
) -> dict[tuple[str, str], Cell]:
    """(unit key, line) → the due report, for every report these units owe of a day. Two queries."""
    there = _versions(event_id, units, on, basis)
    deadlines = Deadlines(units, on, basis)
    cells = {}
    for due in due_of(units, basis):
        key = (due.unit_key, due.line)
        cells[key] = _cell(due, there.get(key, []), deadlines.of(due.unit_key), now)
    return cells


def _versions(
    event_id: UUID, units: Iterable[UnitView], on: date, basis: str
) -> dict[tuple[str, str], list[_Version]]:
    """Without the figures: a matrix of a city is a thousand cells."""
    keys = {unit.id: unit.key for unit in units}
    found = LineReport.objects.filter(event_id=event_id, unit_id__in=keys, on=on, basis=basis)
    columns = ("unit_id", "line", "id", "number", "state", "approved_at", "is_zero", "same_as_before")
    there: dict[tuple[str, str], list[_Version]] = {}
    for unit_id, line, *version in found.order_by("number").values_list(*columns):
        there.setdefault((keys[unit_id], line), []).append(_Version(*version))
    return there


def _cell(due: Due, versions: Sequence[_Version], due_at: datetime, now: datetime) -> Cell:
    if not versions:
        return Cell(due, due_at, timeliness(NOTHING, due_at, now))
    approved = [one for one in versions if one.state == ReportState.APPROVED]
    first = min((one.approved_at for one in approved if one.approved_at), default=None)
    shown = approved[-1] if approved else versions[-1]
    return Cell(
        due,
        due_at,
        timeliness(Standing(True, first), due_at, now),
        versions[-1].id,
        shown.is_zero,
        len(approved) > 1,
        shown.same_as_before,
    )


def reporting_units(unit_key: str) -> list[UnitView]:
    """Who reports to a headquarters: the units one level below, task forces first."""
    below = [one for one in list_children(unit_key) if one.kind in REPORTING_KINDS]
    return sorted(below, key=lambda one: one.kind != "force")


@query("hq.get_report_matrix", personal=False)
def get_report_matrix(
    actor: Actor, *, event_id: UUID, unit_path: str, on: date, basis: str, now: datetime
) -> Matrix:
    """Missing: another's unit, or a basis there is not."""
    actor.must_cover(unit_path)
    if basis not in BASES:
        raise Missing("basis")
    unit = get_unit(unit_path.rstrip("/").rpartition("/")[2])
    units = reporting_units(unit.key)
    cells = cells_of(event_id, units, on, basis, now)
    lines = tuple(line for line in reported_lines() if any(key[1] == line.key for key in cells))
    deadlines = Deadlines(units, on, basis)
    rows = tuple(
        MatrixRow(one, deadlines.of(one.key), tuple(cells.get((one.key, line.key)) for line in lines))
        for one in units
    )
    return Matrix(unit, on, basis, lines, rows)


def zeros_to_ask(
    event_id: UUID, units: Sequence[UnitView], on: date, basis: str, cells: Mapping[tuple[str, str], Cell]
) -> list[tuple[str, str]]:
    """Zero reports of units that had something to report of the line the day before."""
    yesterday = _versions(event_id, units, on - timedelta(days=1), basis)
    return [
        key
        for key, cell in cells.items()
        if cell.is_zero
        and any(one.state == ReportState.APPROVED and not one.is_zero for one in yesterday.get(key, []))
    ]


def day_owed(event_id: UUID, on: date) -> bool:
    """Whether the event was open before a day was over: of a day before it nobody owes a report."""
    over = datetime.combine(on + timedelta(days=1), time(), CITY_TIME)
    return Event.objects.filter(id=event_id, opened_at__lt=over).exists()


def anybody_reports(event_id: UUID) -> bool:
    """Whether the lines of this event are reported at all: until the first one is, nobody is rung about it."""
    return LineReport.objects.filter(event_id=event_id).exists()
