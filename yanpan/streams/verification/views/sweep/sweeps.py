"""Household sweeps: a village's numbers on its phone, the board of every unit above; persons found."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.shell.asked import unit_asked, version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import status_of
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.streams.verification.forms.sweep import FoundForm, HouseholdsForm, SweepForm
from yanpan.streams.verification.operations.sweep import (
    close_sweep,
    open_sweep,
    report_households,
    report_person_found,
)
from yanpan.streams.verification.operations.sweep.found import FoundPerson
from yanpan.streams.verification.queries.sweep import get_sweep_board, get_sweep_village, list_sweeps
from yanpan.streams.verification.views.frame import way_to
from yanpan.streams.verification.views.sweep.frame import problems_on, problems_told
from yanpan.streams.verification.views.tables import HOUSEHOLDS, SWEEPS
from yanpan.streams.verification.views.village import frame_of

PERSON = ("name", "id_number", "phone", "address", "place", "on")


@require_GET
def sweeps(request: AskedRequest) -> HttpResponse:
    """The sweeps that touch the actor's units; with one open, a village comes straight to its numbers."""
    found = list_sweeps(request.actor, event_id=current_event().id, now=request.now)
    unit = unit_asked(request)
    if asks_for_sheet(request):
        return table_answer(request, SWEEPS, found, unit=unit)
    open_ones = [one for one in found if one.closed_at is None]
    if unit.kind == "village" and len(open_ones) == 1 and "all" not in request.GET:
        return redirect("verification:sweep_village", sweep_id=open_ones[0].id, unit_key=unit.key)
    context = {
        "sweeps": found,
        "unit": unit,
        "may_open": request.actor.may("verification.open_sweep"),
        "may_find": request.actor.may("verification.report_person_found"),
        **frame_of(request),
    }
    return render(request, "verification/sweeps.html", context)


@require_http_methods(["GET", "POST"])
def start(request: AskedRequest) -> HttpResponse:
    """A new sweep: area, days, and where its number of households comes from."""
    request.actor.must("verification.open_sweep")
    unit = unit_asked(request, request.POST.get("unit", ""))
    today = request.now.astimezone().date()
    form = SweepForm(request.POST or None, initial={"from_on": today, "to_on": today})
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            sweep = open_sweep(request.actor, area_key=unit.key, now=request.now, **form.cleaned_data)
            messages.success(request, _("The sweep is open; its villages report from now on."))
            return redirect("verification:sweep_board", sweep_id=sweep.id, unit_key=unit.key)
    return render(
        request, "verification/sweep_form.html", {"form": form, "unit": unit}, status=status_of(form)
    )


@require_GET
def board(request: AskedRequest, sweep_id: UUID, unit_key: str) -> HttpResponse:
    """The numbers of a unit and of each unit below it, with the source of the denominator."""
    unit = unit_asked(request, unit_key)
    if unit.kind == "village":
        return redirect("verification:sweep_village", sweep_id=sweep_id, unit_key=unit.key)
    found = get_sweep_board(request.actor, sweep_id=sweep_id, unit_key=unit.key, now=request.now)
    if asks_for_sheet(request):
        parts = [pair for pair in found.board.parts if pair[1].villages]
        return table_answer(request, HOUSEHOLDS, [*parts, (unit, found.board.whole)], unit=unit)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "sweep": found.sweep,
        "board": found.board,
        "may_close": request.actor.may("verification.close_sweep")
        and request.actor.covers(found.sweep.area_path),
        **frame_of(request),
    }
    return render(request, "verification/sweep_board.html", context)


@require_POST
def close(request: AskedRequest, sweep_id: UUID) -> HttpResponse:
    with problems_told(request):
        close_sweep(request.actor, sweep_id=sweep_id, now=request.now)
        messages.success(request, _("The sweep is closed; its numbers stay."))
    return redirect("verification:sweeps")


@require_http_methods(["GET", "POST"])
def village(request: AskedRequest, sweep_id: UUID, unit_key: str) -> HttpResponse:
    """A village's households so far; a correction is a later line with its reason."""
    line = get_sweep_village(request.actor, sweep_id=sweep_id, unit_key=unit_key, now=request.now)
    kept = {"registered": line.registered, "reached": line.reached, "refused": line.refused}
    kept |= {f"exempt_{code}": count for code, count in line.exempt_by.items()}
    form = HouseholdsForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            report_households(
                request.actor,
                village_id=line.id,
                version=version_asked(request),
                registered=form.cleaned_data["registered"],
                reached=form.cleaned_data["reached"],
                refused=form.cleaned_data["refused"] or 0,
                exempt_by=form.exempt_by(),
                reason=form.cleaned_data["reason"],
                now=request.now,
            )
            messages.success(request, _("Kept."))
            return redirect("verification:sweep_village", sweep_id=sweep_id, unit_key=unit_key)
    context = {
        "line": line,
        "sweep": line.sweep,
        "form": form,
        "may_report": request.actor.may("verification.report_households") and line.sweep.closed_at is None,
        "may_find": request.actor.may("verification.report_person_found"),
        **frame_of(request),
    }
    return render(request, "verification/sweep_village.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def found(request: AskedRequest) -> HttpResponse:
    """A person found: a row of the village's own list, answered at once if the person stands there."""
    request.actor.must("verification.report_person_found")
    unit = unit_asked(request, request.POST.get("unit", ""))
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        person = FoundPerson(
            **{name: said.pop(name) for name in ("name", "id_number", "phone", "address", "place", "on")}
        )
        with problems_on(form):
            row = report_person_found(
                request.actor, unit_key=unit.key, person=person, now=request.now, **said
            )
            if row.holds:
                messages.warning(
                    request, _("Kept. It is older than the rules allow: an epidemiologist looks at it first.")
                )
            else:
                messages.success(request, _("Kept: the person is a row of your own list now."))
            return redirect("verification:village" if unit.kind == "village" else "verification:tasks")
    context = {"form": form, "unit": unit, **frame_of(request)}
    return render(request, "verification/sweep_found.html", context, status=status_of(form))
