"""The tree of responsibility: who answers for what, whom to ring; and the map of the counties."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.gate import NOBODY, Actor
from yanpan.base.places.operations import name_duty
from yanpan.base.places.queries import UnitView, city_unit, get_unit, list_children, list_units, visible_unit
from yanpan.kernel.errors import Missing, NotPermitted
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import DutyForm, GroupedChoices, refusals_on, status_of

OFFICES = ("city", "force", "county", "township")


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: UnitView
    may_edit: bool


def must_be_signed_in(actor: Actor) -> None:
    """For pages of internal facts that every role may read."""
    if actor == NOBODY:
        raise NotPermitted("")


@require_GET
def units(request: AskedRequest) -> HttpResponse:
    """City, task forces, counties and townships; villages on the page of their township."""
    must_be_signed_in(request.actor)
    found = list_units(kinds=OFFICES)
    city = city_unit()
    context = {
        "lines": [_line(request.actor, unit) for unit in found],
        "city": city,
        "has_map": _outline(city.key) is not None,
        "without_phone": sum(not unit.phone for unit in found),
    }
    return render(request, "shell/units.html", context)


def _line(actor: Actor, unit: UnitView) -> UnitLine:
    return UnitLine(unit, actor.may("places.name_duty") and actor.covers(unit.path))


@require_GET
def unit_page(request: AskedRequest, key: str) -> HttpResponse:
    """One unit with those directly below it."""
    must_be_signed_in(request.actor)
    line = _line(request.actor, get_unit(key))
    below = [_line(request.actor, unit) for unit in list_children(key)]
    return render(request, "shell/unit.html", {"line": line, "lines": below})


@require_http_methods(["GET", "POST"])
def duty(request: AskedRequest, key: str) -> HttpResponse:
    """Name leader, deputy and the telephone that is answered day and night."""
    request.actor.must("places.name_duty")
    unit = visible_unit(request.actor, key)
    now = {"leader": unit.leader, "deputy": unit.deputy, "phone": unit.phone}
    form = DutyForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            name_duty(request.actor, unit_key=key, now=request.now, **form.cleaned_data)
            messages.success(request, _("The duty contact of %(unit)s is saved.") % {"unit": unit.name})
            return redirect("shell:unit", key=key)
    return render(request, "shell/duty.html", {"form": form, "unit": unit}, status=status_of(form))


@cache
def _outline(code: str) -> dict[str, Any] | None:
    """The shipped county outlines of a city; None where none are shipped."""
    file = files("yanpan.base.places") / "data" / "polygons" / f"{code}.json"
    return json.loads(file.read_text("utf-8")) if code.isdigit() and file.is_file() else None


@require_GET
def outline(request: AskedRequest) -> HttpResponse:
    """GeoJSON of the counties, for the map."""
    must_be_signed_in(request.actor)
    found = _outline(city_unit().key)
    if found is None:
        raise Missing("map")
    return JsonResponse(found)


def office_choices(*, under: str = "", kinds: tuple[str, ...] = OFFICES) -> GroupedChoices:
    """Units to choose from, each county with its townships in one group."""
    groups: dict[int | None, tuple[str, list[tuple[str, str]]]] = {}
    for unit in list_units(under=under, kinds=kinds):
        group = unit.parent_id if unit.kind in ("township", "village") else unit.id
        name = groups[group][0] if group in groups else unit.name
        groups.setdefault(group, (name, []))[1].append((unit.key, unit.name))
    return list(groups.values())
