"""The village's phone: what waits to be signed for, who is to be found; large type, few things."""

from collections.abc import Iterable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET

from yanpan.base.tasks.handovers import FindPerson
from yanpan.shell.asked import page_asked, unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.field_client import FieldClient, field_client
from yanpan.streams.verification.forms import AnswerForm
from yanpan.streams.verification.queries import DoorView, count_waiting, list_village
from yanpan.streams.verification.views.urgent import urgent_of

ROWS = 10  # as many as fit a phone's screen


@require_GET
def village(request: AskedRequest) -> HttpResponse:
    """How many wait, then ten people a page: those in hand first, then what was answered today."""
    unit = unit_asked(request)
    people = list_village(request.actor, unit_key=unit.key, now=request.now)
    people.sort(key=lambda one: one.standing != "in_hand")
    field = field_client(request, unit.key, FindPerson.REQUEST)
    page = page_asked(request)
    start = ROWS * (page - 1)
    context = {
        "unit": unit,
        "kept": kept_among(request, people),
        "waiting": _waiting(request, unit.key, field),
        "people": people[start : start + ROWS],
        "in_hand": sum(one.standing == "in_hand" for one in people),
        "late": sum(one.late for one in people),
        "page": page,
        "more": len(people) > start + ROWS,
        "rest": [*people[:start], *people[start + ROWS :]],
        "may_paste": request.actor.may("verification.match_chain"),
        "field": field,
        "taps_form": AnswerForm,  # made by the template, once a language
        **frame_of(request),
    }
    return render(request, "verification/village.html", context)


def kept_among(request: AskedRequest, people: Iterable[DoorView]) -> DoorView | None:
    """Whose answer was kept a moment ago, as it stands now."""
    kept = request.GET.get("kept", "")
    return next((one for one in people if str(one.id) == kept), None)


def _waiting(request: AskedRequest, unit_key: str, field: FieldClient | None) -> int:
    """How many wait to be signed for; a phone's page knows which, and asks no second time."""
    if field is not None:
        return field.waiting_count
    return count_waiting(request.actor, unit_key=unit_key, now=request.now)


def frame_of(request: AskedRequest) -> dict[str, object]:
    """A phone sees these pages in large type, an office the same pages in its own frame."""
    on_phone = "phone" in request.session
    return {
        "on_phone": on_phone,
        "base": "base_phone.html" if on_phone else "base.html",
        "urgent": SimpleLazyObject(partial(urgent_of, request)),  # most pages show no banner
    }


def answers_itself(request: AskedRequest) -> bool:
    """Whether the actor reports what it found itself, or enters what others say on the telephone."""
    return request.actor.may("verification.record_outcome")
