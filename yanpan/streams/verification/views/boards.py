"""The same account by list, topic, pocket and check."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.base.jobs.changes import change_token
from yanpan.base.places.queries import UnitView
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest, is_htmx
from yanpan.shell.open_boards import counted_once
from yanpan.shell.sheets import asks_for_sheet, sheet_of, workbook
from yanpan.shell.spreadsheets.writing import SheetToWrite
from yanpan.streams.verification.queries.boards import DIMENSIONS, BoardLine, list_board_lines
from yanpan.streams.verification.templatetags.verification_words import CHECKS, POCKETS, STANDINGS
from yanpan.streams.verification.templatetags.verification_words import DIMENSIONS as DIMENSION_WORDS
from yanpan.streams.verification.views.board import COLUMNS
from yanpan.streams.verification.views.frame import way_to


@dataclass(frozen=True, slots=True)
class Shown:
    """One line with its numbers in the order of COLUMNS; of: the filter that lists its persons."""

    line: BoardLine
    numbers: tuple[tuple[str, int], ...]
    of: str


@require_GET
def board_by(request: AskedRequest, unit_key: str, dimension: str) -> HttpResponse:
    """One table for one dimension, with the sum below it."""
    request.actor.must("verification.list_board_lines")
    event = current_event()
    token = change_token(event.id, request.now)
    if is_htmx(request) and request.GET.get("seen") == token:
        return HttpResponse(status=204)
    unit = unit_asked(request, unit_key)
    shown = [_shown(line, dimension) for line in _lines_of(request, event.id, unit, dimension, token)]
    totals = [(name, sum(dict(one.numbers)[name] for one in shown)) for name in COLUMNS]
    if asks_for_sheet(request):
        return workbook(request, unit, [_sheet(dimension, shown, totals)], drill=event.drill)
    context = {
        "token": token,
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "dimension": dimension,
        "dimensions": list(DIMENSIONS),
        "columns": COLUMNS,
        "lines": shown,
        "totals": totals,
        "holds": all(one.line.account.holds for one in shown),
        "may_list": request.actor.may("verification.list_tasks"),
        "may_open_list": request.actor.may("verification.get_batch"),
    }
    template = "verification/board_lines.html" if is_htmx(request) else "verification/board_by.html"
    return render(request, template, context)


def _lines_of(
    request: AskedRequest, event_id: UUID, unit: UnitView, dimension: str, token: str
) -> list[BoardLine]:
    """A page that is opened is counted anew; those that stay open share one count."""

    def count() -> list[BoardLine]:
        return list_board_lines(
            request.actor, event_id=event_id, unit_path=unit.path, dimension=dimension, now=request.now
        )

    what = ("lines", event_id, unit.path, dimension)
    return counted_once(what, token, count) if is_htmx(request) else count()


def _sheet(dimension: str, shown: list[Shown], totals: list[tuple[str, int]]) -> SheetToWrite:
    title = str(DIMENSION_WORDS[dimension])
    header = [title, *(STANDINGS[name] for name in COLUMNS), _("late"), _("unreachable")]
    lines = [
        [
            line_title(dimension, one.line),
            *(number for _name, number in one.numbers),
            one.line.late,
            one.line.unreachable,
        ]
        for one in shown
    ]
    return sheet_of(title, header, [*lines, [_("Total"), *(number for _name, number in totals)]])


def line_title(dimension: str, line: BoardLine) -> str:
    """In words, as the page shows it."""
    if dimension == "list":
        return line.title
    words = {"check": CHECKS, "pocket": POCKETS}.get(dimension, {})
    return str(words.get(line.key, line.key)) or "–"


def _shown(line: BoardLine, dimension: str) -> Shown:
    stands = line.account.standings
    numbers = (("received", line.account.received), *((name, stands[name]) for name in COLUMNS[1:]))
    return Shown(line, numbers, f"{dimension}:{line.key}")
