"""Drawing closed rows by hand, for a reason: some of one unit, or one person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on
from yanpan.streams.verification.forms.homes import DrawForm, DrawPersonForm
from yanpan.streams.verification.operations.spot_checks import draw_for_unit, draw_person
from yanpan.streams.verification.queries import get_person
from yanpan.streams.verification.views.frame import units_found


@require_GET
def draw(request: AskedRequest) -> HttpResponse:
    """Choose the unit by its name."""
    request.actor.must("verification.draw_for_unit")
    searched = request.GET.get("q", "")
    context = {"q": searched, "found": units_found(searched, request.actor.home)}
    return render(request, "verification/spot_check_draw.html", context)


@require_http_methods(["GET", "POST"])
def draw_from_unit(request: AskedRequest, unit_key: str) -> HttpResponse:
    """How many rows of this unit, and why; another unit calls back."""
    request.actor.must("verification.draw_for_unit")
    unit = unit_asked(request, unit_key)
    form = DrawForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            drawn = draw_for_unit(request.actor, unit_key=unit.key, now=request.now, **form.cleaned_data)
            return _drawn(request, drawn.drawn_rows)
    context = {"unit": unit, "form": form}
    return render(request, "verification/spot_check_draw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def draw_one(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """One closed person, as the sheet of the person shows them."""
    request.actor.must("verification.draw_person")
    one = get_person(request.actor, task_id=task_id, now=request.now)
    form = DrawPersonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            drawn = draw_person(request.actor, task_id=one.id, now=request.now, **form.cleaned_data)
            return _drawn(request, drawn.drawn_rows)
    context = {"one": one, "form": form}
    return render(request, "verification/spot_check_draw.html", context, status=422 if form.errors else 200)


def _drawn(request: AskedRequest, count: int) -> HttpResponse:
    words = ngettext("%(count)s row drawn.", "%(count)s rows drawn.", count)
    messages.success(request, words % {"count": count})
    return redirect("verification:spot_checks")
