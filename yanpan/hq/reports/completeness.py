"""报告及时率: how complete and how timely the lines report, and what their units say in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import (
    Count,
    CountTable,
    Figure,
    Indicator,
    RoomReport,
    UnitText,
    Words,
    define,
)
from yanpan.hq.queries.line_reports.gathering import Gathered
from yanpan.hq.queries.line_reports.lines import BASES, reported_lines
from yanpan.hq.queries.line_reports.matrix import Cell, anybody_reports
from yanpan.hq.rules.lines import CUT_OFF
from yanpan.hq.rules.reports import OUTSTANDING, Timeliness

ROOM = "reports"
ON_TIME = "hq.reports_on_time"
PARTS = ("progress", "problems", "needs")
LATE = (*OUTSTANDING, Timeliness.LATE)

define(
    Indicator(
        id=ON_TIME,
        name=_("Reports in time"),
        numerator=_("unit reports approved by the cut-off"),
        denominator=_("reports due"),
        source=_("lines of work, and the units that report each of them"),
        higher_is_better=True,
        target="reports_on_time",
        rows_url="hq:report_matrix",
    )
)
COUNTS: dict[str, Words] = {
    "reports_due": _("reports due"),
    "reports_in_time": _("in time"),
    "reports_late": _("late"),
    "reports_outstanding": _("outstanding"),
    "reports_zero": _("zero reports"),
    "reports_corrected": _("corrected"),
    "reports_same": _("same as yesterday"),
    "zeros_to_ask": _("zero, and not the day before"),
    "day_reports_due": _("reports due"),
    "day_reports_outstanding": _("outstanding"),
}
_OF_A_DAY = ("day_reports_due", "day_reports_outstanding")
TABLES = (
    CountTable(_("Reports of the lines, by unit"), tuple(one for one in COUNTS if one not in _OF_A_DAY)),
    CountTable(_("Reports of 0–24 h, by unit"), _OF_A_DAY, whole_day=True),
)


def report_of(gathered: Gathered, event_id: UUID, now: datetime) -> RoomReport:
    """Nothing is due as long as no line of the event reports."""
    reports = anybody_reports(event_id)
    counted = _counted(gathered, now) if reports else {gathered.unit.key: Counter()}
    standings = [one for basis in BASES for one in _standings(gathered, basis)] if reports else []
    return RoomReport(
        ROOM,
        tuple(Count(key, name, numbers[name]) for key, numbers in counted.items() for name in COUNTS),
        tuple(
            Figure(key, ON_TIME, numbers["reports_in_time"], numbers["reports_due"])
            for key, numbers in counted.items()
        ),
        {"counted": True},
        texts=(*_texts(gathered), *standings),
    )


def _counted(gathered: Gathered, now: datetime) -> dict[str, Counter[str]]:
    counted: dict[str, Counter[str]] = {gathered.unit.key: Counter()}

    def count(key: str, numbers: Mapping[str, int]) -> None:
        for unit_key in (key, gathered.unit.key):
            counted.setdefault(unit_key, Counter()).update(numbers)

    for (key, _line), cell in gathered.cells.items():
        count(key, _numbers(cell, now))
    for (key, _line), cell in gathered.day_cells.items():
        count(key, _day_numbers(cell, now))
    for key, _line in gathered.zeros:
        count(key, {"zeros_to_ask": 1})
    return counted


def _day_numbers(cell: Cell, now: datetime) -> dict[str, int]:
    return {
        "day_reports_due": int(cell.due_at <= now),
        "day_reports_outstanding": int(cell.standing in OUTSTANDING),
    }


def _numbers(cell: Cell, now: datetime) -> dict[str, int]:
    """A report is due once its hour has come, or it is in before."""
    done = cell.standing in (Timeliness.IN_TIME, Timeliness.LATE)
    return {
        "reports_due": int(done or cell.due_at <= now),
        "reports_in_time": int(cell.standing is Timeliness.IN_TIME),
        "reports_late": int(cell.standing is Timeliness.LATE),
        "reports_outstanding": int(cell.standing in OUTSTANDING),
        "reports_zero": int(done and cell.is_zero),
        "reports_corrected": int(cell.corrected),
        "reports_same": int(done and cell.same_as_before),
    }


def _texts(gathered: Gathered) -> Iterator[UnitText]:
    keys = {one.id: one.key for one in gathered.below}
    for one in gathered.each(reported_lines(), CUT_OFF):
        for part in PARTS:
            if text := getattr(one, part):
                yield UnitText(one.line, keys[one.unit_id], part, text)


def _standings(gathered: Gathered, basis: str) -> Iterator[UnitText]:
    """Which lines of which unit are late or not in: 'missing', 'unapproved' or 'late'."""
    cells = gathered.cells if basis == CUT_OFF else gathered.day_cells
    for (key, line), cell in cells.items():
        if cell.standing in LATE:
            yield UnitText(line, key, f"standing {basis}", cell.standing.value)
