"""Closed-loop arrivals: who is due today and tonight, and the tap that says they were met."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import list_units
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import status_of
from yanpan.streams.verification.forms.arrivals import ArrivalForm
from yanpan.streams.verification.operations import record_arrival
from yanpan.streams.verification.queries.arrivals import ArrivalView, list_arrivals
from yanpan.streams.verification.templatetags.board_words import ARRIVAL_PROBLEMS


@require_GET
def arrivals(request: AskedRequest) -> HttpResponse:
    """By the hour; those nobody met two hours afterwards stand out."""
    unit = unit_asked(request)
    found = list_arrivals(request.actor, event_id=current_event().id, unit_path=unit.path, now=request.now)
    context = {
        "unit": unit,
        "arrivals": found,
        "due": sum(one.state == "expected" for one in found),
        "overdue": sum(one.overdue for one in found),
        "may_record": request.actor.may("verification.record_arrival"),
    }
    return render(request, "verification/arrivals_due.html", context)


@require_http_methods(["GET", "POST"])
def arrival(request: AskedRequest, arrival_id: UUID) -> HttpResponse:
    """One person: met, did not come, goes elsewhere. Said again it corrects what was said."""
    request.actor.must("verification.record_arrival")
    one = _arrival_of(request, arrival_id)
    units = [(unit.key, unit.name) for unit in list_units(kinds=("county", "township"))]
    form = ArrivalForm(request.POST or None, units=units, initial=_said(one))
    if request.method == "POST" and form.is_valid() and _recorded(request, one, form):
        messages.success(request, _("Kept."))
        return redirect("verification:arrivals")
    context = {"one": one, "form": form}
    return render(request, "verification/arrival_due.html", context, status=status_of(form))


def _arrival_of(request: AskedRequest, arrival_id: UUID) -> ArrivalView:
    unit, event = unit_asked(request), current_event()
    found = list_arrivals(request.actor, event_id=event.id, unit_path=unit.path, now=request.now)
    if one := next((one for one in found if one.id == arrival_id), None):
        return one
    raise Missing("arrival")


def _said(one: ArrivalView) -> dict[str, object]:
    said = {"condition": one.condition or "well", "handed_by": one.handed_by, "note": one.note}
    state = one.state if one.state != "expected" else "received"
    return {"version": one.version, "state": state, **said}


def _recorded(request: AskedRequest, one: ArrivalView, form: ArrivalForm) -> bool:
    """False: refused, and the form says why."""
    try:
        record_arrival(request.actor, arrival_id=one.id, **form.cleaned_data, now=request.now)
    except Refused as refused:
        if refused.code != "arrival_incomplete":
            raise
        for problem in str(refused.facts["problems"]).split(","):
            form.add_error(None, str(ARRIVAL_PROBLEMS[problem]))
        return False
    return True
