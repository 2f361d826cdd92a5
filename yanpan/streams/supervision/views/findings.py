"""Lists: findings with their filters, what the own unit has to put right, visits."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import UnitView, list_children, units_of_actor
from yanpan.base.tasks.handovers import FixFinding
from yanpan.shell.asked import page_asked, unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.page_tables import pages_of, tables_taken_along
from yanpan.shell.table_views import with_views
from yanpan.streams.supervision.forms import OPEN, ReasonForm, WantedForm
from yanpan.streams.supervision.operations import withdraw_visit
from yanpan.streams.supervision.queries import PAGE, Wanted, list_findings, list_to_fix, list_visits
from yanpan.streams.supervision.views.frame import problems_told


@require_GET
@tables_taken_along
@with_views("supervision:findings", "unit", "line", "state", "late", "again")
def findings(request: AskedRequest) -> HttpResponse:
    """The findings of a unit, by line, state, lateness, repetition."""
    unit, page = unit_asked(request), page_asked(request)
    form = WantedForm({"state": OPEN, **request.GET.dict()})
    wanted = Wanted(**form.cleaned_data) if form.is_valid() else Wanted(state=OPEN)
    found = pages_of(
        request,
        PAGE,
        lambda one: list_findings(
            request.actor,
            event_id=current_event().id,
            unit_path=unit.path,
            wanted=wanted,
            page=one,
            now=request.now,
        ),
    )
    context = {
        "unit": unit,
        "units": _units_to_choose(request, unit),
        "findings": found,
        "form": form,
        "page": page,
        "more": len(found) == PAGE,
        "may_open": request.actor.may("supervision.get_finding"),
        "may_find": request.actor.may("supervision.record_finding"),
        "sees_board": request.actor.may("supervision.count_findings"),
    }
    return render(request, "supervision/findings.html", context)


def _units_to_choose(request: AskedRequest, shown: UnitView) -> list[UnitView]:
    """The own units, those one level below that may answer for something, and the one that is shown."""
    own = units_of_actor(request.actor)
    below = [one for unit in own for one in list_children(unit.key) if one.kind != "village"]
    return list(dict.fromkeys([*own, *below, shown]))


@require_GET
@tables_taken_along
def to_fix(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """What the own unit has to sign for and to put right; the address names the unit where a hand-over led here."""
    page = page_asked(request)
    found = pages_of(
        request,
        PAGE,
        lambda one: list_to_fix(request.actor, event_id=current_event().id, page=one, now=request.now),
    )
    context = {
        "unit": unit_asked(request, unit_key),
        "findings": found,
        "to_sign": any(one.state == "ordered" for one in found),
        "request_name": FixFinding.REQUEST,
        "may_open": request.actor.may("supervision.get_finding"),
        "may_sign": request.actor.may("tasks.acknowledge_handovers"),
        "page": page,
        "more": len(found) == PAGE,
    }
    return render(request, "supervision/to_fix.html", context)


@require_GET
@tables_taken_along
def visits(request: AskedRequest) -> HttpResponse:
    """Where supervision was, the newest first."""
    unit, page = unit_asked(request), page_asked(request)
    found = pages_of(
        request,
        PAGE,
        lambda one: list_visits(
            request.actor,
            event_id=current_event().id,
            unit_path=unit.path,
            line=request.GET.get("line", "")[:30],
            page=one,
            now=request.now,
        ),
    )
    context = {
        "unit": unit,
        "visits": found,
        "reason": ReasonForm(),
        "may_withdraw": request.actor.may("supervision.withdraw_visit"),
        "page": page,
        "more": len(found) == PAGE,
    }
    return render(request, "supervision/visits.html", context)


@require_POST
def withdraw(request: AskedRequest, visit_id: UUID) -> HttpResponse:
    """A visit entered in error."""
    with problems_told(request):
        reason = request.POST.get("reason", "")[:200]
        withdraw_visit(request.actor, visit_id=visit_id, reason=reason, now=request.now)
        messages.success(request, _("The visit is withdrawn."))
    return redirect("supervision:visits")
