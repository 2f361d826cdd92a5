"""值班日志: one line to enter, the lines below it; one line alone with its steps."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.hq.forms.duty_log import AnswerForm, EntryForm, ItemFromDutyForm, PassOnForm, StrikeForm
from yanpan.hq.operations import Decision, decide_item
from yanpan.hq.operations.duty_log import (
    answer_entry,
    enter_in_log,
    link_entry_to_item,
    pass_on_entry,
    strike_entry,
)
from yanpan.hq.queries.duty_log import WANTED, EntryView, get_entry, list_log
from yanpan.hq.rules.items import Origin
from yanpan.hq.views.cut_offs import own_unit
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.table_views import with_views
from yanpan.shell.views.units import office_choices

DUE_IN = timedelta(hours=12)


@require_http_methods(["GET", "POST"])
@tables_taken_along
@with_views("hq:log", "wanted")
def log(request: AskedRequest) -> HttpResponse:
    """Entered on the line at the top; open ones and those of the last two days below."""
    request.actor.must("hq.list_log")
    unit = own_unit(request)
    form = EntryForm(request.POST or None, units=office_choices(under=unit.path))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            enter_in_log(request.actor, unit_key=unit.key, now=request.now, **form.cleaned_data)
            messages.success(request, _("Entered."))
            return redirect("hq:log")
    wanted = request.GET.get("wanted", "")
    context = {
        "unit": unit,
        "form": form,
        "wanted": wanted if wanted in WANTED else "",
        "entries": list_log(
            request.actor, event_id=current_event().id, unit_key=unit.key, wanted=wanted, now=request.now
        ),
        "may_enter": request.actor.may("hq.enter_in_log"),
        "may_open": request.actor.may("hq.get_entry"),
        "may_see_shift": request.actor.may("hq.list_shifts"),
    }
    return render(request, "hq/log.html", context, status=status_of(form))


@require_GET
def entry(request: AskedRequest, entry_id: UUID) -> HttpResponse:
    """One line with the telephone to ring back and what may be done about it."""
    return _page(request, get_entry(request.actor, entry_id=entry_id, now=request.now))


def _page(
    request: AskedRequest, found: EntryView, step: str = "", bound: forms.Form | None = None
) -> HttpResponse:
    made = {name: _form(request, found, name) for name in _STEPS}
    context = {
        "entry": found,
        "forms": {name: bound if bound is not None and name == step else form for name, form in made.items()},
        "steps": _steps(request, found),
        "open_form": step,
        "may_report": request.actor.may("hq.report_at_once"),
    }
    return render(request, "hq/entry.html", context, status=status_of(bound) if bound is not None else 200)


def _steps(request: AskedRequest, found: EntryView) -> list[str]:
    if found.struck_at is not None:
        return []
    open_ones = ["answer", "pass-on", "item"] if found.is_open else []
    if found.item_id is not None:
        open_ones = [one for one in open_ones if one != "item"]
    return [one for one in (*open_ones, "strike") if request.actor.may(_RIGHTS[one])]


def _form(request: AskedRequest, found: EntryView, step: str, data: object = None) -> forms.Form:
    units = office_choices(under=own_unit(request).path)
    if step == "pass-on":
        return PassOnForm(data, units=units)
    if step == "item":
        first = {"matter": found.matter[:200], "due_at": localtime(request.now + DUE_IN)}
        return ItemFromDutyForm(data, units=units, initial=first)
    return AnswerForm(data) if step == "answer" else StrikeForm(data)  # type: ignore[arg-type]


Said = dict[str, object]


def _answer(request: AskedRequest, found: EntryView, version: int, said: Said) -> None:
    answer_entry(request.actor, entry_id=found.id, version=version, now=request.now, **said)  # type: ignore[arg-type]


def _pass_on(request: AskedRequest, found: EntryView, version: int, said: Said) -> None:
    pass_on_entry(request.actor, entry_id=found.id, version=version, now=request.now, **said)  # type: ignore[arg-type]


def _strike(request: AskedRequest, found: EntryView, version: int, said: Said) -> None:
    strike_entry(request.actor, entry_id=found.id, version=version, now=request.now, **said)  # type: ignore[arg-type]


def _item(request: AskedRequest, found: EntryView, version: int, said: Said) -> None:
    made = decide_item(
        request.actor,
        event_id=current_event().id,
        unit_key=own_unit(request).key,
        owner_key=str(said["owner_key"]),
        due_at=said["due_at"],  # type: ignore[arg-type]
        decided=Decision(str(said["matter"]), str(said["demand"]), origin=Origin.DUTY.value),
        now=request.now,
    )
    link_entry_to_item(request.actor, entry_id=found.id, item_id=made.id, version=version, now=request.now)


_STEPS: dict[str, Callable[[AskedRequest, EntryView, int, Said], None]] = {
    "answer": _answer,
    "pass-on": _pass_on,
    "item": _item,
    "strike": _strike,
}
_RIGHTS = {
    "answer": "hq.answer_entry",
    "pass-on": "hq.pass_on_entry",
    "item": "hq.link_entry_to_item",
    "strike": "hq.strike_entry",
}


@require_POST
def act(request: AskedRequest, entry_id: UUID, step: str) -> HttpResponse:
    """One step; what is wrong stands at its own form."""
    if step not in _STEPS:
        raise Missing("step")
    request.actor.must(_RIGHTS[step])
    found = get_entry(request.actor, entry_id=entry_id, now=request.now)
    form = _form(request, found, step, request.POST)
    version = request.POST.get("version", "")
    if form.is_valid():
        with refusals_on(form):
            _STEPS[step](request, found, int(version) if version.isdecimal() else 0, form.cleaned_data)
            messages.success(request, _("Done."))
            return redirect("hq:entry", entry_id=entry_id)
    return _page(request, found, step, form)
