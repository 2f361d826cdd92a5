"""Needs: one big button for urgent medical help; tickets taken, promised, met and confirmed."""

from collections.abc import Callable
from datetime import datetime
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
from yanpan.shell.forms import refusals_on
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import ReasonForm
from yanpan.streams.verification.forms.homes import NeedForm, PromiseForm, UrgentForm
from yanpan.streams.verification.operations.needs import (
    ask_need,
    confirm_need,
    meet_need,
    promise_need,
    take_need,
    withdraw_need,
)
from yanpan.streams.verification.queries.needs import (
    PAGE,
    WANTED,
    NeedFacts,
    get_need,
    list_needs,
)
from yanpan.streams.verification.views.village import frame_of


@require_GET
def needs(request: AskedRequest) -> HttpResponse:
    """The needs of a unit and those below it: the urgent first, then the late."""
    unit = unit_asked(request)
    wanted, page = request.GET.get("wanted", "open"), page_asked(request)
    wanted = wanted if wanted in WANTED else ""
    found = list_needs(
        request.actor,
        event_id=current_event().id,
        unit_path=unit.path,
        wanted=wanted,
        page=page,
        now=request.now,
    )
    context = {
        "unit": unit,
        "needs": found,
        "wanted": wanted,
        "filters": ("open", "to_confirm", "met", ""),
        "page": page,
        "more": len(found) == PAGE,
        "may_open": request.actor.may("verification.get_need"),
        "may_ask": request.actor.may("verification.ask_need"),
        "may_take": request.actor.may("verification.take_need"),
        **frame_of(request),
    }
    return render(request, "verification/needs.html", context)


def _task_asked(request: AskedRequest) -> UUID | None:
    given = request.POST if request.method == "POST" else request.GET
    return uuid_of(given["task"], "task") if given.get("task") else None


def _unit_key(request: AskedRequest) -> str:
    return unit_asked(request, request.POST.get("unit", "")).key


@require_http_methods(["GET", "POST"])
def ask(request: AskedRequest) -> HttpResponse:
    """What is needed, for somebody of a list or for anybody else of the unit."""
    request.actor.must("verification.ask_need")
    unit_key, task_id = _unit_key(request), _task_asked(request)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            need = ask_need(
                request.actor,
                unit_key=unit_key,
                task_id=task_id,
                kind=form.cleaned_data["kind"],
                what=form.cleaned_data["what"],
                now=request.now,
            )
            messages.success(request, _("Kept: it is to be met within 24 hours."))
            return redirect("verification:need", need_id=need.id)
    context = {
        "form": form,
        "urgent_form": UrgentForm(),
        "task_id": task_id,
        "unit_key": unit_key,
        **frame_of(request),
    }
    return render(request, "verification/need_ask.html", context, status=422 if form.errors else 200)


@require_POST
def ask_urgent(request: AskedRequest) -> HttpResponse:
    """One tap: the township and the duty desks are rung. Never refused for anything (HC-18)."""
    unit_key = _unit_key(request)
    need = ask_need(
        request.actor,
        unit_key=unit_key,
        task_id=_task_asked(request),
        kind="doctor",
        urgent=True,
        what=request.POST.get("what", "")[:300],
        now=request.now,
    )
    messages.warning(
        request, _("The township and the duty desk are being rung now. Has 120 been rung? Ring 120 first.")
    )
    return redirect("verification:need", need_id=need.id)


@require_http_methods(["GET", "POST"])
def need(request: AskedRequest, need_id: UUID) -> HttpResponse:
    """One need: who, where, what, and the next step."""
    if request.method == "POST" and not request.actor.may("verification.get_need"):
        return _taken_at_the_desk(request, need_id)
    found = get_need(request.actor, need_id=need_id, now=request.now)
    promise_form, reason_form = PromiseForm(initial={"hours": 4}), ReasonForm()
    if request.method == "POST":
        return _acted(request, found)
    context = {
        "found": found,
        "need": found.need,
        "promise_form": promise_form,
        "reason_form": reason_form,
        "may_withdraw": request.actor.may("verification.withdraw_need"),
        **frame_of(request),
    }
    return render(request, "verification/need.html", context)


def _version(request: AskedRequest) -> int:
    text = request.POST.get("v", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _taken_at_the_desk(request: AskedRequest, need_id: UUID) -> HttpResponse:
    """The duty desk takes an urgent need without seeing who it is."""
    take_need(request.actor, need_id=need_id, version=_version(request), now=request.now)
    messages.success(request, _("Taken. Ring the unit named in the line."))
    return redirect("verification:needs")


def _acted(request: AskedRequest, found: NeedFacts) -> HttpResponse:
    """One step; what somebody else did in between is shown, never overwritten."""
    act = _STEPS.get(request.POST.get("act", ""))
    if act is None:
        raise Missing("step")
    try:
        act(request, found)
    except (Stale, Refused) as refused:
        if refused.status not in (409, 422):
            raise
        messages.error(request, explain(refused))
        return redirect("verification:need", need_id=found.need.id)
    messages.success(request, _("Kept."))
    if request.POST.get("act") == "withdraw":
        return redirect("verification:needs")
    return redirect("verification:need", need_id=found.need.id)


def _take(request: AskedRequest, found: NeedFacts) -> None:
    take_need(request.actor, need_id=found.need.id, version=_version(request), now=request.now)


def _promise(request: AskedRequest, found: NeedFacts) -> None:
    form = PromiseForm(request.POST)
    if not form.is_valid():
        raise Missing("hours")
    till: datetime = form.till(found.need.asked_at, request.now)
    promise_need(request.actor, need_id=found.need.id, version=_version(request), till=till, now=request.now)


def _meet(request: AskedRequest, found: NeedFacts) -> None:
    note = request.POST.get("note", "")[:300]
    meet_need(request.actor, need_id=found.need.id, version=_version(request), note=note, now=request.now)


def _confirm(request: AskedRequest, found: NeedFacts) -> None:
    met = request.POST.get("act") == "confirm"
    confirm_need(request.actor, need_id=found.need.id, version=_version(request), met=met, now=request.now)


def _withdraw(request: AskedRequest, found: NeedFacts) -> None:
    withdraw_need(
        request.actor,
        need_id=found.need.id,
        version=_version(request),
        reason=request.POST.get("reason", ""),
        now=request.now,
    )


_STEPS: dict[str, Callable[[AskedRequest, NeedFacts], None]] = {
    "take": _take,
    "promise": _promise,
    "meet": _meet,
    "confirm": _confirm,
    "not_met": _confirm,
    "withdraw": _withdraw,
}
