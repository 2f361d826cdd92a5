"""The board of supervision by unit and line of work, and the rules it looks by."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.base.policy.lines import LINES
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.policy.supervision import supervision_rules
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.views.units import must_be_signed_in
from yanpan.streams.supervision.queries import count_findings


@require_GET
@tables_taken_along
def board(request: AskedRequest) -> HttpResponse:
    """Visited, found, fixed within 24 hours, overdue, repeated; of each unit below and of each line."""
    unit = unit_asked(request)
    found = count_findings(request.actor, event_id=current_event().id, unit_key=unit.key, now=request.now)
    context = {
        "board": found,
        "sees_findings": request.actor.may("supervision.list_findings"),
        "sees_visits": request.actor.may("supervision.list_visits"),
        "may_find": request.actor.may("supervision.record_finding"),
    }
    return render(request, "supervision/board.html", context)


@require_GET
@tables_taken_along
def rules(request: AskedRequest) -> HttpResponse:
    """Every rule under its line of work, with the day it came into force; for everybody who is signed in."""
    must_be_signed_in(request.actor)
    today = request.now.astimezone(CITY_TIME).date()
    by_line = [
        (
            line.key,
            [(one, one.since and one.since > today) for one in supervision_rules() if one.line == line.key],
        )
        for line in LINES
    ]
    return render(request, "supervision/rules.html", {"by_line": by_line})
