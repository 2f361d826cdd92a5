"""Key places: the nearest due first, one visit in a few taps, the register typed or from a sheet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.kernel.errors import Refused
from yanpan.shell.asked import page_asked, unit_asked, version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import photos_of
from yanpan.shell.forms import status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import picture
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.spreadsheets.tables import every_page
from yanpan.streams.verification.exchange.places import read_places
from yanpan.streams.verification.forms import ReasonForm
from yanpan.streams.verification.forms.sweep import PlaceColumnsForm, PlaceForm, PlaceSheetForm, VisitForm
from yanpan.streams.verification.operations.sweep import (
    PlaceSaid,
    add_place,
    change_place,
    import_places,
    receive_places,
    record_visit,
    remove_place,
    void_places,
)
from yanpan.streams.verification.queries.sweep import (
    PlaceFacts,
    count_places,
    get_place,
    get_place_sheet,
    get_visit_photo,
    list_places,
)
from yanpan.streams.verification.queries.sweep.places import PAGE, PlaceView
from yanpan.streams.verification.templatetags.sweep_words import PLACES_WANTED
from yanpan.streams.verification.views.frame import units_found, way_to
from yanpan.streams.verification.views.sweep.frame import problems_on, problems_told
from yanpan.streams.verification.views.tables import PLACE_COUNTS, PLACES
from yanpan.streams.verification.views.village import frame_of

ROWS_SAID = 200


@require_GET
def places(request: AskedRequest) -> HttpResponse:
    """A village's key places, ten a page; for a unit above villages the numbers of each unit below it."""
    unit = unit_asked(request)
    if unit.kind != "village" and "wanted" not in request.GET:
        return _board(request)
    wanted = request.GET.get("wanted", "due")
    wanted = wanted if wanted in PLACES_WANTED else ""
    page = page_asked(request)

    def places_on(number: int) -> list[PlaceView]:
        return list_places(
            request.actor, unit_path=unit.path, wanted=wanted, kind="", page=number, now=request.now
        )

    if asks_for_sheet(request):
        return table_answer(request, PLACES, every_page(places_on, PAGE), unit=unit)
    found = places_on(page)
    context = {
        "unit": unit,
        "places": found,
        "wanted": wanted,
        "filters": tuple(PLACES_WANTED),
        "page": page,
        "more": len(found) == PAGE,
        "may_open": request.actor.may("verification.get_place"),
        "may_add": request.actor.may("verification.add_place") and unit.kind == "village",
        **frame_of(request),
    }
    return render(request, "verification/places.html", context)


def _board(request: AskedRequest) -> HttpResponse:
    unit = unit_asked(request)
    found = count_places(request.actor, unit_key=unit.key, now=request.now)
    if asks_for_sheet(request):
        return table_answer(request, PLACE_COUNTS, [*found.parts, (unit, found.whole)], unit=unit)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "board": found,
        "may_import": request.actor.may("verification.receive_places"),
        "may_add": request.actor.may("verification.add_place"),
    }
    return render(request, "verification/places_board.html", context)


@takes_uploads
@require_http_methods(["GET", "POST"])
def place(request: AskedRequest, place_id: UUID) -> HttpResponse:
    """One place: who answers there, the visit to be entered, what was found before."""
    found = get_place(request.actor, place_id=place_id, now=request.now)
    form = VisitForm(request.POST or None, request.FILES or None, kind=found.place.kind)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            visit = record_visit(
                request.actor,
                place_id=place_id,
                version=version_asked(request),
                result=form.cleaned_data["result"],
                broken=form.cleaned_data["broken"],
                note=form.cleaned_data["note"],
                photo=next(iter(photos_of(form.cleaned_data)), None),
                now=request.now,
            )
            messages.success(request, _("The visit is kept."))
            if visit.broken:
                return redirect("verification:place", place_id=place_id)
            return redirect("verification:places")
    return render(
        request, "verification/place.html", _place_context(request, found, form), status=status_of(form)
    )


def _place_context(request: AskedRequest, found: PlaceFacts, form: VisitForm) -> dict[str, object]:
    may = request.actor.may
    return {
        "found": found,
        "place": found.place,
        "last": found.visits[0] if found.visits else None,
        "form": form,
        "may_visit": may("verification.record_visit"),
        "may_change": may("verification.change_place"),
        "may_report_hole": may("verification.report_hole"),
        "may_count": found.place.is_sentinel and may("verification.report_sentinel"),
        **frame_of(request),
    }


@require_GET
def visit_photo(request: AskedRequest, visit_id: UUID) -> HttpResponse:
    return picture(get_visit_photo(request.actor, visit_id=visit_id, now=request.now))


@require_http_methods(["GET", "POST"])
def add(request: AskedRequest) -> HttpResponse:
    """A place typed into the register; an office chooses the village first."""
    request.actor.must("verification.add_place")
    unit = unit_asked(request, request.POST.get("unit", ""))
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            made = add_place(
                request.actor, unit_key=unit.key, said=PlaceSaid(**form.cleaned_data), now=request.now
            )
            messages.success(request, _("The place stands in the register."))
            return redirect("verification:place", place_id=made.id)
    searched = request.GET.get("q", "")
    context = {
        "form": form,
        "unit": unit,
        "q": searched,
        "found": _villages_found(request, searched) if unit.kind != "village" else [],
        **frame_of(request),
    }
    return render(request, "verification/place_form.html", context, status=status_of(form))


def _villages_found(request: AskedRequest, text: str) -> list[object]:
    """Villages of the actor's units whose name holds the text."""
    if not text.strip():
        return []
    return [one for one in units_found(text, request.actor.home) if len(one.key) == 12]


@require_http_methods(["GET", "POST"])
def change(request: AskedRequest, place_id: UUID) -> HttpResponse:
    """What the register says of a place, corrected; or taken off with the reason."""
    request.actor.must("verification.change_place")
    found = get_place(request.actor, place_id=place_id, now=request.now)
    one = found.place
    kept = {
        "kind": one.kind,
        "title": one.title,
        "street": one.street,
        "contact": found.contact,
        "phone": found.phone,
    }
    form = PlaceForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            change_place(
                request.actor,
                place_id=place_id,
                version=version_asked(request),
                said=PlaceSaid(**form.cleaned_data),
                now=request.now,
            )
            messages.success(request, _("Kept."))
            return redirect("verification:place", place_id=place_id)
    context = {
        "form": form,
        "place": one,
        "reason_form": ReasonForm(),
        "may_remove": request.actor.may("verification.remove_place"),
        **frame_of(request),
    }
    return render(request, "verification/place_form.html", context, status=status_of(form))


@require_POST
def remove(request: AskedRequest, place_id: UUID) -> HttpResponse:
    """Off the register."""
    with problems_told(request):
        remove_place(
            request.actor,
            place_id=place_id,
            version=version_asked(request),
            reason=request.POST.get("reason", "")[:200],
            now=request.now,
        )
        messages.success(request, _("The place is off the register; its visits stay."))
    return redirect("verification:places")


@takes_uploads
@require_http_methods(["GET", "POST"])
def upload(request: AskedRequest) -> HttpResponse:
    """A sheet of places: read first, taken in after a look."""
    request.actor.must("verification.receive_places")
    unit = unit_asked(request)
    form = PlaceSheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            file = form.cleaned_data["file"]
            read = read_places(file.read(), file.name or "")
            sheet = receive_places(request.actor, unit_key=unit.key, read=read, now=request.now)
            return redirect("verification:place_sheet", sheet_id=sheet.id)
    return render(
        request, "verification/place_upload.html", {"form": form, "unit": unit}, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
def sheet(request: AskedRequest, sheet_id: UUID) -> HttpResponse:
    """What the columns mean, the first rows, every problem; then all of it or none."""
    found = get_place_sheet(request.actor, sheet_id=sheet_id, now=request.now)
    form = PlaceColumnsForm(request.POST or None, columns=found.columns)
    problems: list[tuple[int, str]] = list(found.problems)
    if request.method == "POST" and form.is_valid():
        with problems_on(form):
            try:
                done = import_places(
                    request.actor,
                    sheet_id=sheet_id,
                    meant=form.meant(),
                    kind=form.cleaned_data["kind"],
                    now=request.now,
                )
            except Refused as refused:
                if refused.code == "places_sheet_wrong":
                    problems = _problems(str(refused.facts["problems"]))
                raise
            words = ngettext("%(count)s place added", "%(count)s places added", done.added) % {
                "count": done.added
            }
            messages.success(
                request, _("%(added)s; %(known)s known already.") % {"added": words, "known": done.known}
            )
            return redirect("verification:places")
    context = {
        "sheet": found,
        "form": form,
        "problems": problems[:ROWS_SAID],
        "problem_count": len(problems),
    }
    return render(request, "verification/place_sheet.html", context, status=status_of(form))


def _problems(text: str) -> list[tuple[int, str]]:
    found = (one.partition(":") for one in text.split(","))
    return [(int(number), code) for number, _colon, code in found]


@require_POST
def void(request: AskedRequest, sheet_id: UUID) -> HttpResponse:
    """The wrong sheet."""
    with problems_told(request):
        void_places(request.actor, sheet_id=sheet_id, now=request.now)
        messages.success(request, _("The sheet was put away; nothing was taken in."))
    return redirect("verification:places")
