"""Rates with their bases and the bases' sources, and how long things take: of a unit and of each unit below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.base.indicators.registry import INDICATORS, Indicator, RoomReport
from yanpan.base.jobs.changes import change_token
from yanpan.base.places.queries import UnitView
from yanpan.kernel.quantities import Share
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest, is_htmx
from yanpan.shell.open_boards import counted_once
from yanpan.shell.sheets import asks_for_sheet, sheet_of, workbook
from yanpan.shell.spreadsheets.writing import SheetToWrite
from yanpan.streams.verification.queries import Board, get_board
from yanpan.streams.verification.queries.boards import DIMENSIONS
from yanpan.streams.verification.reports import COUNTS, report_around
from yanpan.streams.verification.reports.account import ROOM
from yanpan.streams.verification.reports.timing import BASES, MEASURED
from yanpan.streams.verification.views.frame import way_to

ALSO = ("undocumented", "cleared_though_asked")


@dataclass(frozen=True, slots=True)
class RateLine:
    """One unit: its shares in the order of the indicators, its numbers in the order of the columns (None = none)."""

    unit: UnitView
    shares: tuple[Share, ...]
    numbers: tuple[tuple[str, int | None], ...]


@require_GET
def rates(request: AskedRequest, unit_key: str) -> HttpResponse:
    """The table; within a board the table alone."""
    request.actor.must("verification.get_board")
    unit, event = unit_asked(request, unit_key), current_event()
    token = change_token(event.id, request.now)
    what = ("rates", event.id, unit.path)
    if is_htmx(request):
        board, report = counted_once(what, token, lambda: _counted(request, event.id, unit))
    else:
        board, report = _counted(request, event.id, unit)
    indicators = rates_of_room()
    columns = (*ALSO, *BASES, *MEASURED)
    lines = rate_lines((*board.parts_of_units, board.whole.unit), report, indicators, columns)
    if asks_for_sheet(request):
        return workbook(request, unit, _sheets(indicators, columns, lines), drill=event.drill)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "dimension": "rates",
        "dimensions": list(DIMENSIONS),
        "indicators": indicators,
        "columns": [COUNTS[one] for one in columns],
        "lines": lines,
        "alone": not is_htmx(request),
        "may_list": request.actor.may("verification.list_tasks"),
    }
    template = "verification/rate_lines.html" if is_htmx(request) else "verification/rates.html"
    return render(request, template, context)


def _sheets(
    indicators: tuple[Indicator, ...], columns: tuple[str, ...], lines: list[RateLine]
) -> list[SheetToWrite]:
    """Rates; papers and times; what is divided by what."""
    rates_header = [_("Unit"), *(one.name for one in indicators)]
    count_header = [_("Unit"), *(COUNTS[one] for one in columns)]
    bases = [[one.name, one.numerator, one.denominator, one.source] for one in indicators]
    return [
        sheet_of(
            _("Rates, each with its base"), rates_header, [[one.unit.name, *one.shares] for one in lines]
        ),
        sheet_of(
            _("Papers missing, and how long it takes"),
            count_header,
            [[one.unit.name, *(number for _name, number in one.numbers)] for one in lines],
        ),
        sheet_of(
            _("What is divided by what"), [_("Rate"), _("above"), _("below"), _("source of the base")], bases
        ),
    ]


def _counted(request: AskedRequest, event_id: UUID, unit: UnitView) -> tuple[Board, RoomReport]:
    board = get_board(request.actor, event_id=event_id, unit_path=unit.path, now=request.now)
    return board, report_around(board, event_id, unit.path, request.now)


def rates_of_room() -> tuple[Indicator, ...]:
    """Every indicator of this room, whichever matter defines it."""
    return tuple(one for name, one in INDICATORS.items() if name.startswith(f"{ROOM}."))


def rate_lines(
    units: tuple[UnitView, ...],
    report: RoomReport,
    indicators: tuple[Indicator, ...],
    columns: tuple[str, ...],
) -> list[RateLine]:
    """The units below, then the unit itself."""
    shares = {(one.unit, one.indicator): Share(one.numerator, one.denominator) for one in report.figures}
    counts: Mapping[tuple[str, str], int] = {(one.unit, one.name): one.value for one in report.counts}
    return [
        RateLine(
            unit,
            tuple(shares.get((unit.key, one.id), Share(0, 0)) for one in indicators),
            tuple((name, counts.get((unit.key, name))) for name in columns),
        )
        for unit in units
    ]
