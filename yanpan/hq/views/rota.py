"""值班表 and 通讯录: who is on duty now, whose turn comes next, whom to ring in each unit."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.places.queries import get_unit, visible_unit
from yanpan.hq.forms.rota import TurnForm
from yanpan.hq.operations.rota import name_turn, take_turn_out
from yanpan.hq.queries.rota import get_duty_phone, list_contacts, list_turns
from yanpan.hq.views.cut_offs import own_unit
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, refusals_told, status_of
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.views.units import office_choices

SHIFT = timedelta(hours=12)


@require_GET
@tables_taken_along
def directory(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """The own unit, or one below, with those one level down; a telephone is shown to who asks for it."""
    unit = visible_unit(request.actor, unit_key) if unit_key else own_unit(request)
    asked = request.GET.get("ring", "")[:40]
    context = {
        "unit": unit,
        "above": get_unit(unit.path.strip("/").split("/")[-2])
        if unit.path not in request.actor.units and unit.path.count("/") > 1
        else None,
        "contacts": list_contacts(request.actor, unit_key=unit.key, now=request.now),
        "asked": asked,
        "phone": get_duty_phone(request.actor, unit_key=asked, now=request.now) if asked else "",
        "may_see_rota": request.actor.may("hq.list_turns"),
        "may_ring": request.actor.may("hq.get_duty_phone"),
    }
    return render(request, "hq/directory.html", context)


@require_http_methods(["GET", "POST"])
@tables_taken_along
def rota(request: AskedRequest) -> HttpResponse:
    """Turns of the own unit and those one level below, for a week; a new one is named here."""
    unit = own_unit(request)
    first = {
        "starts_at": localtime(request.now),
        "ends_at": localtime(request.now + SHIFT),
        "unit_key": unit.key,
    }
    form = TurnForm(request.POST or None, units=office_choices(under=unit.path), initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            name_turn(request.actor, now=request.now, **form.cleaned_data)
            messages.success(request, _("Named."))
            return redirect("hq:rota")
    context = {
        "unit": unit,
        "form": form,
        "turns": list_turns(request.actor, unit_key=unit.key, now=request.now),
        "may_name": request.actor.may("hq.name_turn"),
    }
    return render(request, "hq/rota.html", context, status=status_of(form))


@require_POST
def take_out(request: AskedRequest, turn_id: UUID) -> HttpResponse:
    """Somebody else takes it, or it was a mistake."""
    reason = request.POST.get("reason", "")[:200]
    with refusals_told(request):
        take_turn_out(request.actor, turn_id=turn_id, reason=reason, now=request.now)
        messages.success(request, _("Taken out."))
    return redirect("hq:rota")
