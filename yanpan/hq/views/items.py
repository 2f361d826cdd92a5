"""交办事项: the list, those proposed from the weak links of a cut-off, and a new one somebody decided."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.indicators.registry import INDICATORS
from yanpan.hq.exchange.words import describe, item_origin_name, item_state_name, moved_name, severity_name
from yanpan.hq.forms.items import DecideForm
from yanpan.hq.operations import Decision, decide_item, propose_items
from yanpan.hq.queries import ItemView, list_items
from yanpan.hq.rules.items import ItemState, Origin
from yanpan.hq.views.cut_offs import own_unit
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.table_views import with_views
from yanpan.shell.views.units import office_choices

DUE_IN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Shown:
    """One item in words."""

    item: ItemView
    state_word: str
    what: str
    moved_word: str


def shown(item: ItemView) -> Shown:
    what = item.matter or describe(item.link)
    return Shown(item, item_state_name(item.state), what, moved_name(item.moved))


@require_GET
@tables_taken_along
@with_views("hq:items", "state")
def items(request: AskedRequest) -> HttpResponse:
    """Open ones first, what went up first, then the gravest; each with its owner, hour, test and state."""
    wanted = request.GET.get("state", "")
    found = list_items(request.actor, event_id=current_event().id, now=request.now)
    context = {
        "items": [shown(one) for one in found if not wanted or _is(one, wanted)],
        "total": len(found),
        "late": sum(one.late for one in found),
        "wanted": wanted,
        "states": [
            (one.value, item_state_name(one.value), sum(item.state == one for item in found))
            for one in ItemState
            if one != ItemState.WITHDRAWN
        ],
        "may_decide": request.actor.may("hq.decide_item"),
    }
    return render(request, "hq/items.html", context)


def _is(item: ItemView, wanted: str) -> bool:
    return item.late if wanted == "late" else item.state == wanted


@require_POST
def propose(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """One proposal for every weak link whose owner has none open for it."""
    made = propose_items(request.actor, cut_off_id=cut_off_id, now=request.now)
    words = ngettext("%(count)s item proposed.", "%(count)s items proposed.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("hq:items")


@require_http_methods(["GET", "POST"])
def decide(request: AskedRequest) -> HttpResponse:
    """A matter somebody decided, to be dispatched."""
    request.actor.must("hq.decide_item")
    unit = own_unit(request)
    first = {"due_at": localtime(request.now + DUE_IN), "severity": 2, "origin": Origin.MEETING.value}
    form = decide_form(request, first | {"owner_key": request.GET.get("owner", "")})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        with refusals_on(form):
            made = decide_item(
                request.actor,
                event_id=current_event().id,
                unit_key=unit.key,
                owner_key=said.pop("owner_key"),
                due_at=said.pop("due_at"),
                decided=decision_of(said),
                now=request.now,
            )
            messages.success(request, _("Kept. It goes out with its order sheet, or by word first."))
            return redirect("hq:item", item_id=made.id)
    context = {"form": form, "unit": unit}
    return render(request, "hq/item_decide.html", context, status=status_of(form))


def decision_of(said: dict[str, object]) -> Decision:
    """From what a form holds beside owner and hour."""
    return Decision(
        matter=str(said["matter"]),
        demand=str(said["demand"]),
        helpers=tuple(said["helpers"]),  # type: ignore[arg-type]
        indicator=str(said["indicator"]),
        origin=str(said["origin"]),
        severity=int(said["severity"]),  # type: ignore[call-overload]
    )


def decide_form(request: AskedRequest, initial: dict[str, object]) -> DecideForm:
    unit = own_unit(request)
    return DecideForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        units=office_choices(under=unit.path),
        indicators=[(name, str(one.name)) for name, one in INDICATORS.items()],
        origins=[(one.value, item_origin_name(one.value)) for one in Origin],
        severities=[(str(one), severity_name(one)) for one in (1, 2, 3)],
    )
