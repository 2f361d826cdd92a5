"""What the units of a headquarters have approved, as it counts now. A few queries, whatever the lines and units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.places.queries import UnitView, get_unit
from yanpan.hq.models import LineReport
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import BASES, Forms, ReportedLine, owes
from yanpan.hq.queries.line_reports.matrix import Cell, cells_of, day_owed, reporting_units, zeros_to_ask
from yanpan.hq.queries.line_reports.reading import approved_on
from yanpan.hq.rules.lines import CUT_OFF, DAY, LineDefinition

Reports = Mapping[tuple[str, str, str], LineReport]


@dataclass(frozen=True, slots=True)
class Gathered:
    """unit: the headquarters; below: who reports to it; cells: how each report due at the cut-off stands.

    day_cells: the same of the last day 0–24 that is over; zeros: zero reports nobody has explained.
    """

    unit: UnitView
    below: tuple[UnitView, ...]
    definitions: Mapping[tuple[str, str], LineDefinition]
    cells: Mapping[tuple[str, str], Cell]
    day_cells: Mapping[tuple[str, str], Cell]
    zeros: tuple[tuple[str, str], ...]
    _reports: Reports

    def report(self, unit_key: str, line: ReportedLine, basis: str) -> LineReport | None:
        return self._reports.get((unit_key, line.key, basis))

    def figures(self, unit_key: str, line: ReportedLine, basis: str) -> Mapping[str, Any]:
        """Nothing for what is not reported."""
        found = self.report(unit_key, line, basis)
        return found.figures if found else {}

    def areas(self) -> tuple[UnitView, ...]:
        """The counties, or the townships: those whose figures add up to the whole."""
        return tuple(one for one in self.below if one.kind != "force")

    def whole_of_its_own(self, line: ReportedLine) -> tuple[str, ...]:
        """Who says a number of the whole: the line's task forces, or below the city the unit itself."""
        if self.unit.kind != "city":
            return (self.unit.key,)
        return tuple(f"force-{key}" for key in line.forces)

    def is_complete(self, line: ReportedLine, basis: str) -> bool:
        """Whether every area that owes the line has reported it."""
        owing = [one for one in self.areas() if owes(line, one, basis)]
        return bool(owing) and all(self.report(one.key, line, basis) for one in owing)

    def each(self, lines: Iterable[ReportedLine], basis: str) -> Iterator[LineReport]:
        """The reports of the lines, unit by unit in the order of the books."""
        for line in lines:
            for unit in self.below:
                if found := self.report(unit.key, line, basis):
                    yield found


def gather(event_id: UUID, unit_path: str, lines: Iterable[ReportedLine], now: datetime) -> Gathered:
    """As of now: the newest approved version of every report of the day. Empty for an event there is not."""
    unit = get_unit(unit_path.rstrip("/").rpartition("/")[2])
    below = tuple(reporting_units(unit.key))
    units = (*below, unit)
    keys = {one.id: one.key for one in units}
    forms = Forms()
    reports: dict[tuple[str, str, str], LineReport] = {}
    definitions: dict[tuple[str, str], LineDefinition] = {}
    cells: dict[str, Mapping[tuple[str, str], Cell]] = {}
    for basis in BASES:
        on = reporting_day(now, basis)
        for one in approved_on(event_id, keys, on, basis):
            reports[keys[one.unit_id], one.line, basis] = one
        definitions |= {(line.key, basis): forms.definition_on(line.key, on) for line in lines}
        is_owed = basis == CUT_OFF or day_owed(event_id, on)
        cells[basis] = cells_of(event_id, below, on, basis, now) if is_owed else {}
    zeros = zeros_to_ask(event_id, below, reporting_day(now, CUT_OFF), CUT_OFF, cells[CUT_OFF])
    return Gathered(unit, below, definitions, cells[CUT_OFF], cells[DAY], tuple(zeros), reports)
