"""Step two: task forces and zones as the city has them, and who answers for which township."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.places.queries import list_units
from yanpan.base.places.trees import (
    add_force,
    add_zone,
    confirm_units,
    move_townships,
    rename_unit,
    townships_by_county,
)
from yanpan.shell.asking import AskedRequest, forget_actors
from yanpan.shell.forms import refusals_told


@require_GET
def trees(request: AskedRequest) -> HttpResponse:
    """The task forces, and each county or zone with its townships."""
    request.actor.must("places.confirm_units")
    counties = townships_by_county()
    context = {
        "forces": list_units(kinds=("force",)),
        "counties": counties,
        "assumed": sum(one.assumed for county in counties for one in county.townships),
    }
    return render(request, "shell/setup/trees.html", context)


@require_POST
def rename(request: AskedRequest, unit_key: str) -> HttpResponse:
    with refusals_told(request):
        rename_unit(request.actor, unit_key=unit_key, name=request.POST.get("name", ""), now=request.now)
        forget_actors()
        messages.success(request, _("The name is changed."))
    return redirect("shell:setup_trees")


@require_POST
def add(request: AskedRequest, step: str) -> HttpResponse:
    """'force' or 'zone'."""
    made = {"force": add_force, "zone": add_zone}.get(step, add_force)
    with refusals_told(request):
        unit = made(request.actor, name=request.POST.get("name", ""), now=request.now)
        messages.success(request, _("%(unit)s is added.") % {"unit": unit.name})
    return redirect("shell:setup_trees")


@require_POST
def move(request: AskedRequest) -> HttpResponse:
    """The ticked townships go to the chosen county or zone, from today on."""
    with refusals_told(request):
        count = move_townships(
            request.actor,
            unit_keys=request.POST.getlist("unit"),
            to_unit_key=request.POST.get("to", ""),
            on=localtime(request.now).date(),
            now=request.now,
        )
        moved = ngettext("%(n)s township is moved.", "%(n)s townships are moved.", count)
        messages.success(request, moved % {"n": count})
    return redirect("shell:setup_trees")


@require_POST
def confirm(request: AskedRequest) -> HttpResponse:
    """It stands as it is; what was only assumed is so."""
    confirm_units(request.actor, now=request.now)
    messages.success(request, _("Task forces and zones are confirmed."))
    return redirect("shell:setup")
