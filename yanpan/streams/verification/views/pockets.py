"""四个口袋: in, found, under control, leaked; today and since the opening."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.shell.asking import AskedRequest
from yanpan.streams.verification.queries.boards import DIMENSIONS
from yanpan.streams.verification.queries.pockets import get_pockets
from yanpan.streams.verification.views.frame import unit_asked, way_to


@require_GET
def pockets(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """Two tables of four lines each."""
    unit = unit_asked(request, unit_key)
    found = get_pockets(request.actor, event_id=current_event().id, unit_path=unit.path, now=request.now)
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
