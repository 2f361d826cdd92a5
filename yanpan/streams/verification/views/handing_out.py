"""Handing down what lies at a unit: everything, or the people of one way, list or topic."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.views.sign_in import uuid_of
from yanpan.streams.verification.operations import hand_down
from yanpan.streams.verification.queries import count_to_hand_down
from yanpan.streams.verification.views.frame import way_to


@require_http_methods(["GET", "POST"])
def hand_out(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """What can go down now, with a button for each way, list and topic."""
    request.actor.must("verification.hand_down")
    unit = unit_asked(request, unit_key)
    if request.method == "POST":
        count = hand_down(request.actor, unit_key=unit.key, now=request.now, **_narrowed(request))
        words = ngettext("%(count)s person handed down.", "%(count)s persons handed down.", count)
        messages.success(request, words % {"count": count})
        return redirect("verification:hand_out_at", unit_key=unit.key)
    found = count_to_hand_down(request.actor, event_id=current_event().id, unit_key=unit.key, now=request.now)
    context = {"unit": unit, "found": found, "way": way_to(unit, request.actor.units)}
    return render(request, "verification/hand_out.html", context)


def _narrowed(request: AskedRequest) -> dict[str, Any]:
    batch = request.POST.get("list", "")
    return {
        "batch_id": uuid_of(batch, "batch") if batch else None,
        "topic": request.POST.get("topic", "")[:60],
        "next_key": request.POST.get("next", "")[:40],
    }
