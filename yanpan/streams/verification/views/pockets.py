"""四个口袋: in, found, under control, leaked; today and since the opening."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.kernel.quantities import Share
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.sheets import asks_for_sheet, sheet_of, workbook
from yanpan.shell.spreadsheets.writing import SheetToWrite
from yanpan.streams.verification.queries.boards import DIMENSIONS
from yanpan.streams.verification.queries.pockets import get_pockets
from yanpan.streams.verification.rules.pockets import PocketLine
from yanpan.streams.verification.templatetags.verification_words import POCKETS
from yanpan.streams.verification.views.frame import way_to


@require_GET
def pockets(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """Two tables of four lines each."""
    unit = unit_asked(request, unit_key)
    event = current_event()
    found = get_pockets(request.actor, event_id=event.id, unit_path=unit.path, now=request.now)
    if asks_for_sheet(request):
        sheets = [_sheet(_("Today"), found.today), _sheet(_("Since the opening"), found.all_days)]
        return workbook(request, unit, sheets, drill=event.drill)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "dimension": "pockets",
        "dimensions": list(DIMENSIONS),
        "pockets": found,
        "may_list": request.actor.may("verification.list_tasks"),
        "may_see_arrivals": request.actor.may("verification.list_arrivals"),
    }
    return render(request, "verification/board_pockets.html", context)


def _sheet(title: str, lines: tuple[PocketLine, ...]) -> SheetToWrite:
    header = [
        _("Pocket"),
        _("in"),
        _("found persons"),
        _("under control"),
        _("leaked"),
        _("leaked, of those found"),
        _("due and not met"),
    ]
    rows = [
        [
            POCKETS[str(one.pocket)],
            one.listed,
            one.found,
            one.controlled,
            one.leaked,
            Share(one.leaked, one.all_found),
            one.not_received,
        ]
        for one in lines
    ]
    return sheet_of(title, header, rows)
