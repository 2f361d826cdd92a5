"""数据截止: who has confirmed and who is missing, fixing the figures, versions beside each other."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.indicators.operations import confirm_figures, fix_cut_off
from yanpan.base.indicators.queries import list_confirmations, list_cut_offs
from yanpan.base.places.queries import UnitView, list_children, units_of_actor
from yanpan.hq.exchange.words import describe, measure_for
from yanpan.hq.forms.cut_offs import FixForm
from yanpan.hq.queries import get_brief
from yanpan.hq.queries.day import cut_off_above, local_day, own_cut_off
from yanpan.hq.rules.day import is_whole_day
from yanpan.kernel.errors import Missing, NotPermitted
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.page_tables import tables_taken_along


def own_unit(request: AskedRequest) -> UnitView:
    """The unit the actor sits in; Missing for nobody."""
    units = units_of_actor(request.actor)
    if not units:
        raise Missing("unit")
    return units[0]


@require_GET
@tables_taken_along
def cut_offs(request: AskedRequest) -> HttpResponse:
    """Confirmed or missing, unit by unit; what is fixed, newest first."""
    if not (request.actor.may("indicators.list_cut_offs") or request.actor.may("indicators.confirm_figures")):
        raise NotPermitted("indicators.list_cut_offs")
    unit = own_unit(request)
    form = FixForm(initial={"name": own_cut_off(unit, local_day(request.now))})
    return render(request, "hq/cut_offs.html", _context(request, unit, form))


def _context(request: AskedRequest, unit: UnitView, form: FixForm) -> dict[str, object]:
    actor, event, now = request.actor, current_event(), request.now
    today = local_day(now)
    return {
        "unit": unit,
        "event": event,
        "form": form,
        "today": today,
        "name": own_cut_off(unit, today),
        "below": _below(request, event, unit),
        **_fixed(request, event),
        "may_fix": actor.may("indicators.fix_cut_off"),
        "may_brief": actor.may("hq.get_brief"),
        "may_confirm": actor.may("indicators.confirm_figures") and unit.kind != "city",
        "confirms_for": cut_off_above(unit, today),
        "confirmed_at": _own_confirmation(request, event, unit),
    }


def _fixed(request: AskedRequest, event: EventView) -> dict[str, object]:
    """As of a cut-off, and of 0–24 h: never in one table."""
    if not request.actor.may("indicators.list_cut_offs"):
        return {"fixed": [], "whole_days": []}
    found = list_cut_offs(request.actor, event_id=event.id, now=request.now)
    return {
        "fixed": [one for one in found if not is_whole_day(one.name)],
        "whole_days": [one for one in found if is_whole_day(one.name)],
    }


def _below(
    request: AskedRequest, event: EventView, unit: UnitView
) -> list[tuple[UnitView, datetime | None]] | None:
    """The units one level down with the hour each confirmed; None for those who may not see it."""
    if not request.actor.may("indicators.list_confirmations"):
        return None
    on = local_day(request.now)
    given = list_confirmations(
        request.actor, event_id=event.id, name=own_cut_off(unit, on), on=on, now=request.now
    )
    children = [one for one in list_children(unit.key) if one.kind in ("county", "township", "village")]
    return [(one, given.get(one.key)) for one in children]


def _own_confirmation(request: AskedRequest, event: EventView, unit: UnitView) -> datetime | None:
    if unit.kind == "city" or not request.actor.may("indicators.list_confirmations"):
        return None
    on = local_day(request.now)
    name = cut_off_above(unit, on)
    given = list_confirmations(request.actor, event_id=event.id, name=name, on=on, now=request.now)
    return given.get(unit.key)


@require_POST
def confirm(request: AskedRequest) -> HttpResponse:
    """These are our figures, as of this hour."""
    unit, on = own_unit(request), local_day(request.now)
    confirm_figures(
        request.actor,
        event_id=current_event().id,
        unit_key=unit.key,
        name=cut_off_above(unit, on),
        on=on,
        now=request.now,
    )
    messages.success(request, _("Confirmed: these are the figures of %(unit)s.") % {"unit": unit.name})
    return redirect("hq:cut_offs")


@require_POST
def fix(request: AskedRequest) -> HttpResponse:
    """Fix the figures now, with whoever is missing named in them; a correction stands beside the first."""
    request.actor.must("indicators.fix_cut_off")
    unit = own_unit(request)
    form = FixForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            made = fix_cut_off(
                request.actor,
                event_id=current_event().id,
                unit_key=unit.key,
                on=local_day(request.now),
                now=request.now,
                **form.cleaned_data,
            )
            words = _("The figures are fixed: %(name)s, version %(version)s.")
            messages.success(request, words % {"name": made.name, "version": made.version})
            return redirect("hq:cut_off", cut_off_id=made.id)
    return render(request, "hq/cut_offs.html", _context(request, unit, form), status=status_of(form))


@require_GET
@tables_taken_along
def one_cut_off(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """One cut-off: its papers, its weak links, who was missing."""
    brief = get_brief(request.actor, cut_off_id=cut_off_id, now=request.now)
    confirmed = brief.cut_off.figures["confirmed"]
    context = {
        "cut_off": brief.cut_off,
        "links": [
            (
                number,
                brief.unit_names.get(link.unit, link.unit),
                describe(link),
                measure_for(link),
                link.severity,
            )
            for number, link in enumerate(brief.links, start=1)
        ],
        "given": [brief.unit_names.get(key, key) for key in confirmed["given"]],
        "missing": [brief.unit_names.get(key, key) for key in confirmed["missing"]],
        "may_propose": request.actor.may("hq.propose_items"),
        "may_draft_brief": request.actor.may("hq.draft_brief"),
        "may_meet": request.actor.may("hq.get_meeting"),
    }
    return render(request, "hq/cut_off.html", context)
