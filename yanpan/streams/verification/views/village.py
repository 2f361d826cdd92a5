"""The village's phone: what waits to be signed for, who is to be found; large type, few things."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.operations import acknowledge_handovers, refuse_handovers
from yanpan.base.tasks.queries import list_waiting_ids
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.field_client import field_client
from yanpan.shell.forms import refusals_on
from yanpan.shell.views.sign_in import uuid_of
from yanpan.streams.verification.forms import RefusalForm
from yanpan.streams.verification.queries import count_waiting, list_arriving, list_village
from yanpan.streams.verification.views.frame import page_asked, unit_asked, units_found

ROWS = 10  # as many as fit a phone's screen


@require_GET
def village(request: AskedRequest) -> HttpResponse:
    """How many wait, then ten people a page: those in hand first, then what was answered today."""
    unit = unit_asked(request)
    people = list_village(request.actor, unit_key=unit.key, now=request.now)
    people.sort(key=lambda one: one.standing != "in_hand")
    page = page_asked(request)
    start = ROWS * (page - 1)
    context = {
        "unit": unit,
        "waiting": count_waiting(request.actor, unit_key=unit.key, now=request.now),
        "people": people[start : start + ROWS],
        "in_hand": sum(one.standing == "in_hand" for one in people),
        "late": sum(one.late for one in people),
        "page": page,
        "more": len(people) > start + ROWS,
        "rest": [*people[:start], *people[start + ROWS :]],
        "field": field_client(request, unit.key, FindPerson.REQUEST),
        **frame_of(request),
    }
    return render(request, "verification/village.html", context)


@require_http_methods(["GET", "POST"])
def arriving(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """Who is being handed over: sign for all, or for those marked; or refuse those that are not ours."""
    unit = unit_asked(request, unit_key)
    if request.method == "POST":
        return _signed(request, unit.key)
    people = list_arriving(request.actor, unit_key=unit.key, now=request.now)
    context = {
        "unit": unit,
        "people": people,
        "more": count_waiting(request.actor, unit_key=unit.key, now=request.now) - len(people),
        **frame_of(request),
    }
    return render(request, "verification/arriving.html", context)


def frame_of(request: AskedRequest) -> dict[str, object]:
    """A phone sees these pages in large type, an office the same pages in its own frame."""
    on_phone = "phone" in request.session
    return {"on_phone": on_phone, "base": "base_phone.html" if on_phone else "base.html"}


def answers_itself(request: AskedRequest) -> bool:
    """Whether the actor reports what it found itself, or enters what others say on the telephone."""
    return request.actor.may("verification.record_outcome")


def _back(request: AskedRequest, unit_key: str) -> HttpResponse:
    if answers_itself(request):
        return redirect("verification:village")
    return redirect("verification:arriving_at", unit_key=unit_key)


def _chosen(request: AskedRequest, unit_key: str) -> list[UUID]:
    """Those marked; all that wait if the button says so."""
    if request.POST.get("all"):
        return list_waiting_ids(request.actor, unit_key=unit_key, request=FindPerson.REQUEST, now=request.now)
    return [uuid_of(one, "handover") for one in request.POST.getlist("handover")]


def _signed(request: AskedRequest, unit_key: str) -> HttpResponse:
    chosen = _chosen(request, unit_key)
    if not chosen:
        messages.warning(request, _("Nothing waits here any more, or nothing was marked."))
        return _back(request, unit_key)
    count = acknowledge_handovers(request.actor, handover_ids=chosen, now=request.now)
    words = ngettext("%(count)s person signed for.", "%(count)s persons signed for.", count)
    messages.success(request, words % {"count": count})
    return _back(request, unit_key)


@require_POST
def refuse(request: AskedRequest, unit_key: str) -> HttpResponse:
    """Not ours: the reason and the unit that is right, found by its name."""
    request.actor.must("tasks.refuse_handovers")
    unit = unit_asked(request, unit_key)
    chosen = request.POST.getlist("handover")
    form = RefusalForm(
        request.POST if "right_unit_key" in request.POST else None, initial=request.POST.dict()
    )
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            _refused(request, chosen, form)
            return _back(request, unit.key)
    if not chosen:
        messages.warning(request, _("Mark those that are not yours first."))
        return redirect("verification:arriving_at", unit_key=unit.key)
    searched = request.POST.get("q", "")
    context = {
        "unit": unit,
        "chosen": chosen,
        "form": form,
        "q": searched,
        "found": units_found(searched, unit.path),
        **frame_of(request),
    }
    return render(request, "verification/refuse.html", context, status=422 if form.errors else 200)


def _refused(request: AskedRequest, chosen: list[str], form: RefusalForm) -> None:
    if not form.reason:
        raise Refused("reason_needed")
    count = refuse_handovers(
        request.actor,
        handover_ids=[uuid_of(one, "handover") for one in chosen],
        reason=form.reason,
        right_unit_key=form.cleaned_data["right_unit_key"],
        now=request.now,
    )
    words = ngettext("%(count)s person sent back.", "%(count)s persons sent back.", count)
    messages.success(request, words % {"count": count})
