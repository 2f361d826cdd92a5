"""Call backs: the list of a unit, one call entered blind, findings, false closures by unit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asked import page_asked, unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.words import explain
from yanpan.streams.verification.forms.homes import CheckForm, ClosingForm, DrawForm, ExplainForm
from yanpan.streams.verification.operations.spot_checks import (
    close_spot_finding,
    explain_spot_finding,
    hand_spot_check,
    record_spot_check,
    try_spot_check,
)
from yanpan.streams.verification.queries.spot_checks import (
    PAGE,
    WANTED,
    get_spot_check,
    list_spot_checks,
    list_spot_findings,
)
from yanpan.streams.verification.queries.spot_rates import list_fast_closings, list_spot_rates
from yanpan.streams.verification.templatetags.home_words import problem_words
from yanpan.streams.verification.views.frame import units_found, way_to
from yanpan.streams.verification.views.tables import SPOT_RATES
from yanpan.streams.verification.views.village import frame_of


def _version(request: AskedRequest) -> int:
    text = request.POST.get("v", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


@require_GET
def spot_checks(request: AskedRequest) -> HttpResponse:
    """The call backs given to the actor's units, the nearest hour first."""
    wanted, page = request.GET.get("wanted", "waiting"), page_asked(request)
    wanted = wanted if wanted in WANTED else ""
    found = list_spot_checks(
        request.actor, event_id=current_event().id, wanted=wanted, page=page, now=request.now
    )
    context = {
        "checks": found,
        "wanted": wanted,
        "filters": ("waiting", "contradicts", "done", ""),
        "page": page,
        "more": len(found) == PAGE,
        "may_call": request.actor.may("verification.record_spot_check"),
        "may_hand": request.actor.may("verification.hand_spot_check"),
        "may_draw": request.actor.may("verification.draw_for_unit"),
        "may_open_person": request.actor.may("verification.get_person"),
    }
    return render(request, "verification/spot_checks.html", context)


@require_http_methods(["GET", "POST"])
def spot_check(request: AskedRequest, check_id: UUID) -> HttpResponse:
    """One call: what is needed to ring, then the result; then both answers side by side."""
    found = get_spot_check(request.actor, check_id=check_id, now=request.now)
    form = CheckForm(request.POST if request.method == "POST" and "tried" not in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            _entered(request, check_id, form)
            return redirect("verification:spot_check", check_id=check_id)
        except (Stale, Refused) as refused:
            if refused.status not in (409, 422):
                raise
            messages.error(request, _explained(refused))
            return redirect("verification:spot_check", check_id=check_id)
    context = {"found": found, "check": found.check, "form": form}
    return render(request, "verification/spot_check.html", context, status=422 if form.errors else 200)


def _explained(refused: Refused) -> str:
    if refused.code == "spot_check_incomplete":
        problems = problem_words(str(refused.facts["problems"]))
        return explain(Refused("spot_check_incomplete", problems=problems))
    return explain(refused)


def _entered(request: AskedRequest, check_id: UUID, form: CheckForm) -> None:
    if not form.is_bound:
        try_spot_check(request.actor, check_id=check_id, version=_version(request), now=request.now)
        messages.success(request, _("Noted: nobody answered."))
        return
    said = form.cleaned_data
    done = record_spot_check(
        request.actor,
        check_id=check_id,
        version=_version(request),
        where=said["where"],
        measure=said["measure"],
        asked=said["asked"],
        note=said["note"],
        now=request.now,
    )
    if done.verdict == "contradicts":
        messages.warning(
            request, _("It contradicts the closure: the person is sought again, the unit is rung.")
        )
    else:
        messages.success(request, _("It agrees with the closure."))


@require_http_methods(["GET", "POST"])
def hand(request: AskedRequest, check_id: UUID) -> HttpResponse:
    """To another unit, found by its name."""
    request.actor.must("verification.hand_spot_check")
    if request.method == "POST":
        try:
            given = hand_spot_check(
                request.actor,
                check_id=check_id,
                version=_version(request),
                to_unit_key=request.POST.get("to_unit_key", ""),
                now=request.now,
            )
            messages.success(request, _("Given to %(unit)s.") % {"unit": given.checker.name})
        except (Stale, Refused) as refused:
            if refused.status not in (409, 422):
                raise
            messages.error(request, explain(refused))
        return redirect("verification:spot_checks")
    searched = request.GET.get("q", "")
    version = request.GET.get("v", "")
    context = {
        "check_id": check_id,
        "version": version if version.isdecimal() else "",
        "q": searched,
        "found": units_found(searched, request.actor.home),
    }
    return render(request, "verification/spot_check_hand.html", context)


@require_http_methods(["GET", "POST"])
def findings(request: AskedRequest) -> HttpResponse:
    """Closures a call back contradicts, by short code: explained by the unit, closed by another."""
    unit = unit_asked(request)
    page, only_open = page_asked(request), request.GET.get("wanted", "open") == "open"
    found = list_spot_findings(
        request.actor,
        event_id=current_event().id,
        unit_path=unit.path,
        only_open=only_open,
        page=page,
        now=request.now,
    )
    context = {
        "unit": unit,
        "findings": found,
        "only_open": only_open,
        "wanted": "open" if only_open else "all",
        "explain_form": ExplainForm(),
        "closing_form": ClosingForm(),
        "page": page,
        "more": len(found) == PAGE,
        **frame_of(request),
    }
    return render(request, "verification/spot_check_findings.html", context)


@require_POST
def finding(request: AskedRequest, finding_id: UUID, step: str) -> HttpResponse:
    """Explain or close one finding."""
    if step not in ("explain", "close"):
        raise Missing("step")
    request.actor.must(f"verification.{step}_spot_finding")
    form = ExplainForm(request.POST) if step == "explain" else ClosingForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("explanation_needed" if step == "explain" else "reason_needed")
        common: dict[str, Any] = {"finding_id": finding_id, "version": _version(request), "now": request.now}
        if step == "explain":
            explain_spot_finding(request.actor, explanation=form.cleaned_data["explanation"], **common)
        else:
            close_spot_finding(
                request.actor,
                closing=form.cleaned_data["closing"],
                reason=form.cleaned_data["reason"],
                **common,
            )
        messages.success(request, _("Kept."))
    except (Stale, Refused) as refused:
        if refused.status not in (409, 422):
            raise
        messages.error(request, explain(refused))
    return redirect("verification:spot_findings")


@require_GET
def rates(request: AskedRequest) -> HttpResponse:
    """False closures of seven days by unit with exact limits; rows closed faster than anybody could ask."""
    unit = unit_asked(request)
    event = current_event()
    sees_fast = request.actor.may("verification.list_fast_closings")
    found = list_spot_rates(request.actor, event_id=event.id, unit_key=unit.key, now=request.now)
    if asks_for_sheet(request):
        return table_answer(request, SPOT_RATES, found, unit=unit)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "rates": found,
        "fast": list_fast_closings(request.actor, event_id=event.id, unit_path=unit.path, now=request.now)
        if sees_fast
        else [],
        "sees_fast": sees_fast,
        "may_draw": request.actor.may("verification.draw_for_unit"),
        "form": DrawForm(),
    }
    return render(request, "verification/spot_check_rates.html", context)
