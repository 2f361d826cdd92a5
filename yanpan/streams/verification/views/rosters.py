"""核查名单 on paper: a registered copy to print, its return noted, what it says entered, what is missing shown."""

from io import BytesIO
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.places.queries import get_unit
from yanpan.kernel.errors import Missing, Refused
from yanpan.kernel.ids import plain_short_code
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import explain
from yanpan.streams.verification.forms.lines import ReturnForm, marked_lines
from yanpan.streams.verification.operations import enter_roster, note_roster_returned, print_roster
from yanpan.streams.verification.queries import (
    RosterSheet,
    find_roster,
    get_roster,
    list_rosters,
    list_village,
)
from yanpan.streams.verification.views.many import Shown, line_forms, rest_form, say

EMPTY_LINES = 3  # for people met on the way, written by hand


@require_GET
def rosters(request: AskedRequest) -> HttpResponse:
    """Copies of the own units, those still out first; a mark typed or scanned opens its copy."""
    unit = unit_asked(request)
    found = list_rosters(request.actor, unit_path=unit.path, now=request.now)
    mark = plain_short_code(request.GET.get("mark", ""))[:20]
    if mark:
        try:
            return redirect(
                "verification:roster_copy", find_roster(request.actor, mark=mark, now=request.now)
            )
        except Missing:
            messages.warning(request, _("No roster of the own units has the mark %(mark)s.") % {"mark": mark})
    out = sum(one.returned_at is None for one in found)
    return render(request, "verification/rosters.html", {"unit": unit, "rosters": found, "out": out})


@require_http_methods(["GET", "POST"])
def roster(request: AskedRequest, unit_key: str) -> HttpResponse:
    """How many of a village would stand on a new copy, and its earlier copies; one press registers and opens one."""
    request.actor.must("verification.print_roster")
    unit = unit_asked(request, unit_key)
    if request.method == "POST":
        return _printed(request, unit.key)
    people = list_village(request.actor, unit_key=unit.key, now=request.now)
    context = {
        "unit": unit,
        "in_hand": sum(one.standing == "in_hand" for one in people),
        "rosters": list_rosters(request.actor, unit_path=unit.path, now=request.now),
    }
    return render(request, "verification/roster_new.html", context)


def _printed(request: AskedRequest, unit_key: str) -> HttpResponse:
    try:
        made = print_roster(request.actor, unit_key=unit_key, now=request.now)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.warning(request, explain(refused))
        return redirect("verification:roster", unit_key=unit_key)
    return redirect("verification:roster_copy", roster_id=made.id)


@require_GET
def copy(request: AskedRequest, roster_id: UUID) -> HttpResponse:
    """One registered copy as it is printed: code, name, house, telephone, boxes; no reason and no diagnosis."""
    sheet = get_roster(request.actor, roster_id=roster_id, now=request.now)
    above = get_unit(sheet.roster.unit_key).path.strip("/").split("/")[-2:-1]
    context = {
        "sheet": sheet,
        "roster": sheet.roster,
        "back_to": get_unit(above[0]).name if above else "",
        "qr": _qr(sheet.roster.mark),
        "empty": range(EMPTY_LINES),
        "form": ReturnForm(),
    }
    return render(request, "verification/roster.html", context)


def _qr(text: str) -> SafeString:
    """An SVG drawn by the library from our own mark: no foreign text in it."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=3, xmldecl=False, svgns=True)
    return mark_safe(out.getvalue().decode())


@require_POST
def returned(request: AskedRequest, roster_id: UUID) -> HttpResponse:
    """The copy is back."""
    request.actor.must("verification.note_roster_returned")
    form = ReturnForm(request.POST)
    try:
        brought = form.cleaned_data["returned_by"] if form.is_valid() else ""
        note_roster_returned(request.actor, roster_id=roster_id, returned_by=brought, now=request.now)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
        return redirect("verification:roster_copy", roster_id=roster_id)
    messages.success(request, _("The return is noted. Now enter what the paper says."))
    return redirect("verification:enter_roster", roster_id=roster_id)


@require_http_methods(["GET", "POST"])
def enter(request: AskedRequest, roster_id: UUID) -> HttpResponse:
    """What a returned copy says, line by line; who was answered for otherwise, and what is still missing."""
    request.actor.must("verification.enter_roster")
    sheet = get_roster(request.actor, roster_id=roster_id, now=request.now)
    if request.method == "GET":
        return _lines(request, sheet, bound=False, problems={})
    numbers = [one.number for one in sheet.lines if not one.entered]
    lines = marked_lines(line_forms(numbers, request.POST, {}), rest_form(request.POST))
    try:
        kept = enter_roster(request.actor, roster_id=roster_id, lines=lines, now=request.now)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _lines(request, sheet, bound=True, problems=say(request, refused))
    words = ngettext("%(count)s answer kept.", "%(count)s answers kept.", len(kept))
    messages.success(request, words % {"count": len(kept)})
    return redirect("verification:enter_roster", roster_id=roster_id)


def _lines(
    request: AskedRequest, sheet: RosterSheet, *, bound: bool, problems: dict[int, str]
) -> HttpResponse:
    missing = [one for one in sheet.lines if not one.entered]
    given = request.POST if bound else None
    forms = line_forms([one.number for one in missing], given, {})
    shown = [
        Shown(number, form, line, problems.get(number, ""))
        for (number, form), line in zip(forms, missing, strict=True)
    ]
    context = {
        "sheet": sheet,
        "roster": sheet.roster,
        "lines": shown,
        "rest": rest_form(given),
        "form": ReturnForm(),
    }
    return render(request, "verification/roster_lines.html", context, status=422 if bound else 200)
