"""The same account by list, topic, pocket and check."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.shell.asking import AskedRequest, is_htmx
from yanpan.streams.verification.queries.boards import DIMENSIONS, BoardLine, list_board_lines
from yanpan.streams.verification.views.board import COLUMNS
from yanpan.streams.verification.views.frame import unit_asked, way_to


@dataclass(frozen=True, slots=True)
class Shown:
    """One line with its numbers in the order of COLUMNS; of: the filter that lists its persons."""

    line: BoardLine
    numbers: tuple[tuple[str, int], ...]
    of: str


@require_GET
def board_by(request: AskedRequest, unit_key: str, dimension: str) -> HttpResponse:
    """One table for one dimension, with the sum below it."""
    unit = unit_asked(request, unit_key)
    lines = list_board_lines(
        request.actor,
        event_id=current_event().id,
        unit_path=unit.path,
        dimension=dimension,
        now=request.now,
    )
    shown = [_shown(line, dimension) for line in lines]
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "dimension": dimension,
        "dimensions": list(DIMENSIONS),
        "columns": COLUMNS,
        "lines": shown,
        "totals": [(name, sum(dict(one.numbers)[name] for one in shown)) for name in COLUMNS],
        "holds": all(one.line.account.holds for one in shown),
        "may_list": request.actor.may("verification.list_tasks"),
        "may_open_list": request.actor.may("verification.get_batch"),
    }
    template = "verification/board_lines.html" if is_htmx(request) else "verification/board_by.html"
    return render(request, template, context)


def _shown(line: BoardLine, dimension: str) -> Shown:
    stands = line.account.standings
    numbers = (("received", line.account.received), *((name, stands[name]) for name in COLUMNS[1:]))
    return Shown(line, numbers, f"{dimension}:{line.key}")
