"""Holes in the defence: found with a photo, repaired by the owner, checked by another; the board of each unit."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import UnitView
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import page_asked, unit_asked, version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import photos_of
from yanpan.shell.forms import status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import picture
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.spreadsheets.tables import every_page
from yanpan.shell.views.sign_in import uuid_of
from yanpan.streams.verification.forms.sweep import AssignForm, HoleForm, RecheckForm, RepairForm
from yanpan.streams.verification.operations.sweep import (
    assign_hole,
    recheck_hole,
    report_hole,
    report_hole_fixed,
)
from yanpan.streams.verification.queries.sweep import (
    HoleFacts,
    count_holes,
    get_hole,
    get_hole_photo,
    get_place,
    list_holes,
)
from yanpan.streams.verification.queries.sweep.holes import HoleView, owners_for
from yanpan.streams.verification.queries.sweep.places import PAGE
from yanpan.streams.verification.templatetags.sweep_words import HOLES_WANTED
from yanpan.streams.verification.views.frame import way_to
from yanpan.streams.verification.views.sweep.frame import problems_on, problems_told
from yanpan.streams.verification.views.tables import HOLE_COUNTS, HOLES
from yanpan.streams.verification.views.village import frame_of

CHECKED = ("check", "send_back")


@require_GET
def holes(request: AskedRequest) -> HttpResponse:
    """The holes of a unit by clock, ten a page."""
    unit, page = unit_asked(request), page_asked(request)
    wanted = request.GET.get("wanted", "open")
    wanted = wanted if wanted in HOLES_WANTED or wanted == "again" else ""

    def holes_on(number: int) -> list[HoleView]:
        return list_holes(
            request.actor,
            event_id=current_event().id,
            unit_path=unit.path,
            wanted=wanted,
            page=number,
            now=request.now,
        )

    if asks_for_sheet(request):
        return table_answer(request, HOLES, every_page(holes_on, PAGE), unit=unit)
    found = holes_on(page)
    context = {
        "unit": unit,
        "holes": found,
        "wanted": wanted,
        "filters": tuple(HOLES_WANTED),
        "page": page,
        "more": len(found) == PAGE,
        "may_open": request.actor.may("verification.get_hole"),
        "may_report": request.actor.may("verification.report_hole"),
        "sees_board": request.actor.may("verification.count_holes") and unit.kind != "village",
        **frame_of(request),
    }
    return render(request, "verification/holes.html", context)


@require_GET
def board(request: AskedRequest) -> HttpResponse:
    """Holes of each unit below: open, late, to be checked, closed, a second time."""
    unit = unit_asked(request)
    found = count_holes(request.actor, event_id=current_event().id, unit_key=unit.key, now=request.now)
    if asks_for_sheet(request):
        return table_answer(request, HOLE_COUNTS, [*found.parts, (unit, found.whole)], unit=unit)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "board": found,
        **frame_of(request),
    }
    return render(request, "verification/holes_board.html", context)


def _choices(owners: tuple[UnitView, ...]) -> list[tuple[str, str]]:
    return [(one.key, one.name) for one in owners]


@takes_uploads
@require_http_methods(["GET", "POST"])
def find(request: AskedRequest) -> HttpResponse:
    """A hole found: of a place of the register, or of a spot of the unit."""
    request.actor.must("verification.report_hole")
    given = request.POST if request.method == "POST" else request.GET
    place = None
    if given.get("place"):
        place_id = uuid_of(given["place"], "place")
        place = get_place(request.actor, place_id=place_id, now=request.now).place
    unit = unit_asked(request, place.unit_key if place else given.get("unit", ""))
    form = HoleForm(
        request.POST or None,
        request.FILES or None,
        owners=_choices(owners_for(unit)),
        initial={"rule": request.GET.get("rule", ""), "severity": "serious"},
    )
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            said = {
                name: form.cleaned_data[name] for name in ("spot", "rule", "severity", "owner_key", "note")
            }
            hole = report_hole(
                request.actor,
                unit_key=unit.key,
                place_id=place.id if place else None,
                photos=photos_of(form.cleaned_data),
                now=request.now,
                **said,
            )
            _tell(request, hole.times)
            return redirect("verification:hole", hole_id=hole.id)
    context = {"form": form, "unit": unit, "place": place, **frame_of(request)}
    return render(request, "verification/hole_form.html", context, status=status_of(form))


def _tell(request: AskedRequest, times: int) -> None:
    messages.success(request, _("Kept: the owner repairs it, another checks it."))
    if times > 1:
        words = ngettext("%(times)s time within 14 days.", "%(times)s times within 14 days.", times)
        messages.warning(request, _("The same rule at the same place:") + " " + words % {"times": times})


@takes_uploads
@require_http_methods(["GET", "POST"])
def hole(request: AskedRequest, hole_id: UUID) -> HttpResponse:
    """One hole: what was seen, who repairs it, and the next step."""
    found = get_hole(request.actor, hole_id=hole_id, now=request.now)
    act = request.POST.get("act", "")
    sent = (request.POST, request.FILES)
    steps: dict[str, forms.Form] = {
        "fix": RepairForm(*(sent if act == "fix" else ())),
        "check": RecheckForm(*(sent if act in CHECKED else ())),
    }
    if request.method == "POST":
        form = steps.get("check" if act in CHECKED else act)
        if form is None:
            raise Missing("step")
        if form.is_valid():
            with problems_on(form):
                _acted(request, found, act, form.cleaned_data)
                messages.success(request, _("Kept."))
                return redirect("verification:hole", hole_id=hole_id)
    status = max(status_of(form) for form in steps.values())
    return render(request, "verification/hole.html", _context(request, found, steps), status=status)


def _acted(request: AskedRequest, found: HoleFacts, act: str, said: dict[str, object]) -> None:
    common = {
        "hole_id": found.hole.id,
        "version": version_asked(request),
        "photos": photos_of(said),
        "note": str(said["note"]),
        "now": request.now,
    }
    if act == "fix":
        report_hole_fixed(request.actor, **common)  # type: ignore[arg-type]
    else:
        recheck_hole(request.actor, holds=act == "check", **common)  # type: ignore[arg-type]


def _context(request: AskedRequest, found: HoleFacts, steps: Mapping[str, forms.Form]) -> dict[str, object]:
    may = request.actor.may
    initial = {"owner_key": found.hole.owner_key, "due_at": found.hole.due_at}
    return {
        "found": found,
        "hole": found.hole,
        "fix_form": steps["fix"],
        "check_form": steps["check"],
        "assign_form": AssignForm(owners=_choices(found.owners), initial=initial),
        "may_fix": found.mine_to_fix and may("verification.report_hole_fixed"),
        "may_check": found.mine_to_check and may("verification.recheck_hole"),
        "may_assign": found.hole.state == "open" and may("verification.assign_hole"),
        **frame_of(request),
    }


@require_POST
def assign(request: AskedRequest, hole_id: UUID) -> HttpResponse:
    """Another owner or another hour."""
    request.actor.must("verification.assign_hole")
    found = get_hole(request.actor, hole_id=hole_id, now=request.now)
    form = AssignForm(request.POST, owners=_choices(found.owners))
    if not form.is_valid():
        for name, problems in form.errors.items():
            told = {"field": form[name].label, "problem": problems[0]}
            messages.error(request, _("%(field)s: %(problem)s") % told)
        return redirect("verification:hole", hole_id=hole_id)
    with problems_told(request):
        assign_hole(
            request.actor,
            hole_id=hole_id,
            version=version_asked(request),
            owner_key=form.cleaned_data["owner_key"],
            due_at=_in_city(form.cleaned_data["due_at"]),
            note=form.cleaned_data["note"],
            now=request.now,
        )
        messages.success(request, _("Kept."))
    return redirect("verification:hole", hole_id=hole_id)


def _in_city(at: datetime) -> datetime:
    return timezone.make_aware(at) if timezone.is_naive(at) else at


@require_GET
def hole_photo(request: AskedRequest, photo_id: UUID) -> HttpResponse:
    return picture(get_hole_photo(request.actor, photo_id=photo_id, now=request.now))
