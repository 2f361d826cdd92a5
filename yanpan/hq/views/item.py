"""One item: its chain, what is attached, and the next step of whoever looks at it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.hq.exchange.words import indicator_name, item_origin_name, item_step_name, measure_for
from yanpan.hq.forms.items import (
    CheckForm,
    DispatchForm,
    EvidenceForm,
    ProgressForm,
    ReasonForm,
    ReopenForm,
)
from yanpan.hq.operations import (
    dispatch_item,
    escalate_item,
    note_progress,
    reopen_item,
    report_item_done,
    strike_off_item,
    take_check,
    withdraw_item,
)
from yanpan.hq.queries import ItemPage, get_item, open_item_file
from yanpan.hq.rules.items import OUT, ItemState
from yanpan.hq.views.items import shown
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import files_of
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import picture

AGAIN_DUE_IN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Act:
    """One step: where it is possible, whose it is, what it asks for."""

    right: str
    states: tuple[ItemState, ...]
    by_owner: bool
    form: type[forms.Form]
    take: Callable[..., object]
    fixed: Mapping[str, object]


_WORK = (ItemState.TAKEN, ItemState.IN_WORK)
_DONE = (ItemState.REPORTED, ItemState.CHECKING)
ACTS: dict[str, Act] = {
    "dispatch": Act("hq.dispatch_item", (ItemState.PROPOSED,), False, DispatchForm, dispatch_item, {}),
    "withdraw": Act("hq.withdraw_item", (ItemState.PROPOSED,), False, ReasonForm, withdraw_item, {}),
    "progress": Act("hq.note_progress", _WORK, True, ProgressForm, note_progress, {}),
    "report": Act("hq.report_item_done", _WORK, True, EvidenceForm, report_item_done, {}),
    "take-check": Act("hq.take_check", (ItemState.REPORTED,), False, forms.Form, take_check, {}),
    "strike-off": Act("hq.strike_off_item", _DONE, False, CheckForm, strike_off_item, {"accepted": True}),
    "redo": Act("hq.strike_off_item", _DONE, False, CheckForm, strike_off_item, {"accepted": False}),
    "reopen": Act("hq.reopen_item", (ItemState.STRUCK_OFF,), False, ReopenForm, reopen_item, {}),
    "escalate": Act("hq.escalate_item", OUT, False, ReasonForm, escalate_item, {}),
}
_CHECKS = ("take-check", "strike-off", "redo")


@takes_uploads
@require_http_methods(["GET", "POST"])
def item(request: AskedRequest, item_id: UUID) -> HttpResponse:
    """Everything about one item; a step of it is posted here with the version that was seen."""
    page = get_item(request.actor, item_id=item_id, now=request.now)
    asked = request.POST.get("act", "")
    bound = None
    if request.method == "POST":
        if asked not in ACTS:
            raise Missing("step")
        request.actor.must(ACTS[asked].right)
        bound = ACTS[asked].form(request.POST, request.FILES)
        if bound.is_valid():
            with refusals_on(bound):
                _take(request, item_id, ACTS[asked], bound.cleaned_data)
                messages.success(request, _("Done."))
                return redirect("hq:item", item_id=item_id)
    context = _context(request, page, asked, bound)
    return render(request, "hq/item.html", context, status=status_of(bound) if bound else 200)


def _take(request: AskedRequest, item_id: UUID, act: Act, said: Mapping[str, object]) -> None:
    given = {name: value for name, value in said.items() if name not in ("photo", "photo_2")}
    if "photo" in said:
        given["files"] = files_of(said)
    if act.take is not withdraw_item:
        given["version"] = version_asked(request)
    act.take(request.actor, item_id=item_id, now=request.now, **given, **act.fixed)


def _context(
    request: AskedRequest, page: ItemPage, asked: str, bound: forms.Form | None
) -> dict[str, object]:
    one = page.item
    due = {"due_at": localtime(one.due_at if one.state == ItemState.PROPOSED else request.now + AGAIN_DUE_IN)}
    first = due | {"demand": one.demand or measure_for(one.link)}
    open_acts = _open_acts(request, page)
    return {
        "page": page,
        "shown": shown(one),
        "indicator": indicator_name(one.indicator) if one.indicator else "",
        "origin": item_origin_name(one.origin),
        "steps": [(item_step_name(step.step), step) for step in page.steps],
        "acts": open_acts,
        "asked": asked,
        "may_rewrite": one.state == ItemState.PROPOSED
        and page.given_out_here
        and request.actor.may("hq.rewrite_item"),
        "conflict": bound if bound and status_of(bound) == 409 else None,
        "forms": {
            name.replace("-", "_"): bound
            if bound and name == asked
            else ACTS[name].form(initial=first, prefix="")
            for name in open_acts
        },
    }


def _open_acts(request: AskedRequest, page: ItemPage) -> tuple[str, ...]:
    """What the state allows and the role permits; who reported it done does not check it."""
    one = page.item
    return tuple(
        name
        for name, act in ACTS.items()
        if one.state in act.states
        and (page.owned_here if act.by_owner else page.given_out_here)
        and request.actor.may(act.right)
        and not (name in _CHECKS and one.reported_by == request.actor.name)
    )


@require_GET
def file(request: AskedRequest, file_id: UUID) -> HttpResponse:
    """A photo or paper of an item, never kept by a browser."""
    return picture(open_item_file(request.actor, file_id=file_id, now=request.now))
