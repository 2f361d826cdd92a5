"""交办事项: proposed from weak links, dispatched, reported done, struck off by somebody else."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.hq.exchange.words import describe, item_state_name, measure_for
from yanpan.hq.forms.items import DispatchForm, EvidenceForm, WithdrawForm
from yanpan.hq.operations import (
    dispatch_item,
    propose_items,
    report_item_done,
    strike_off_item,
    withdraw_item,
)
from yanpan.hq.queries import ItemView, list_items
from yanpan.hq.rules import ItemState
from yanpan.kernel.errors import Missing
from yanpan.science.weak_links import WeakLink
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of


@dataclass(frozen=True, slots=True)
class Shown:
    """One item in words, with what this actor may do to it now."""

    item: ItemView
    state_word: str
    what: str
    steps: tuple[str, ...]
    dispatch: DispatchForm
    evidence: EvidenceForm


@require_GET
def items(request: AskedRequest) -> HttpResponse:
    """Open ones first, the gravest first; each with its owner, hour, test and state."""
    wanted = request.GET.get("state", "")
    return _page(request, wanted)


def _page(request: AskedRequest, wanted: str, bound: tuple[UUID, forms.Form] | None = None) -> HttpResponse:
    found = list_items(request.actor, event_id=current_event().id, now=request.now)
    shown = [_shown(request.actor, one, bound) for one in found if not wanted or one.state == wanted]
    context = {
        "items": shown,
        "total": len(found),
        "late": sum(one.late for one in found),
        "wanted": wanted,
        "states": [
            (one.value, item_state_name(one.value)) for one in ItemState if one != ItemState.WITHDRAWN
        ],
        "open_form": bound[0] if bound else None,
    }
    return render(request, "hq/items.html", context, status=status_of(bound[1]) if bound else 200)


def _shown(actor: Actor, item: ItemView, bound: tuple[UUID, forms.Form] | None) -> Shown:
    link = WeakLink(item.code, item.owner_key, item.severity, item.facts, item.indicator or None)
    form = bound[1] if bound and bound[0] == item.id else None
    first = {"demand": measure_for(link), "due_at": localtime(item.due_at)}
    return Shown(
        item,
        item_state_name(item.state),
        describe(link),
        _steps(actor, item),
        form if isinstance(form, DispatchForm) else DispatchForm(initial=first),
        form if isinstance(form, EvidenceForm) else EvidenceForm(),
    )


def _steps(actor: Actor, item: ItemView) -> tuple[str, ...]:
    """What the state allows and the role permits; who reported it done does not strike it off."""
    allowed = {
        ItemState.PROPOSED.value: ("dispatch", "withdraw"),
        ItemState.IN_WORK.value: ("report",),
        ItemState.REPORTED.value: ("strike-off", "back"),
    }.get(item.state, ())
    if item.reported_by == actor.name:
        allowed = tuple(step for step in allowed if step not in ("strike-off", "back"))
    return tuple(step for step in allowed if actor.may(_RIGHTS[step]))


_RIGHTS = {
    "dispatch": "hq.dispatch_item",
    "withdraw": "hq.withdraw_item",
    "report": "hq.report_item_done",
    "strike-off": "hq.strike_off_item",
    "back": "hq.strike_off_item",
}


@require_POST
def propose(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """One proposal for every weak link whose owner has none open for it."""
    made = propose_items(request.actor, cut_off_id=cut_off_id, now=request.now)
    words = ngettext("%(count)s item proposed.", "%(count)s items proposed.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("hq:items")


def _dispatch(request: AskedRequest, item_id: UUID, form: forms.Form) -> None:
    dispatch_item(request.actor, item_id=item_id, now=request.now, **form.cleaned_data)


def _withdraw(request: AskedRequest, item_id: UUID, form: forms.Form) -> None:
    withdraw_item(request.actor, item_id=item_id, now=request.now, **form.cleaned_data)


def _report(request: AskedRequest, item_id: UUID, form: forms.Form) -> None:
    report_item_done(request.actor, item_id=item_id, now=request.now, **form.cleaned_data)


def _strike_off(request: AskedRequest, item_id: UUID, form: forms.Form) -> None:
    strike_off_item(request.actor, item_id=item_id, accepted=True, now=request.now)


def _back(request: AskedRequest, item_id: UUID, form: forms.Form) -> None:
    strike_off_item(request.actor, item_id=item_id, accepted=False, now=request.now)


Step = tuple[type[forms.Form], Callable[[AskedRequest, UUID, forms.Form], None]]
_STEPS: dict[str, Step] = {
    "dispatch": (DispatchForm, _dispatch),
    "withdraw": (WithdrawForm, _withdraw),
    "report": (EvidenceForm, _report),
    "strike-off": (forms.Form, _strike_off),
    "back": (forms.Form, _back),
}


@require_POST
def act(request: AskedRequest, item_id: UUID, step: str) -> HttpResponse:
    """One step of one item; what is wrong stands at the item's own form."""
    if step not in _STEPS:
        raise Missing("step")
    request.actor.must(_RIGHTS[step])
    kind, take = _STEPS[step]
    form = kind(request.POST)
    if form.is_valid():
        with refusals_on(form):
            take(request, item_id, form)
            messages.success(request, _("Done."))
            return redirect("hq:items")
    if not isinstance(form, DispatchForm | EvidenceForm):
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return redirect("hq:items")
    return _page(request, "", (item_id, form))
