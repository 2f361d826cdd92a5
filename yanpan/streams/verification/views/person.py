"""One person: all lists naming them, one task, everything that was done."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanpan.shell.asking import AskedRequest
from yanpan.streams.verification.queries import get_person
from yanpan.streams.verification.rules import CLOSED


@require_GET
def person(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """The sheet of one person, masked, as an office sees it."""
    found = get_person(request.actor, task_id=task_id, now=request.now)
    context = {
        "one": found,
        "asked": task_id,
        "may_open_list": request.actor.may("verification.get_batch"),
        "may_open_letter": request.actor.may("verification.get_letter_card"),
        "may_draw": found.standing in CLOSED and request.actor.may("verification.draw_person"),
        "may_open_answers": request.actor.may("verification.list_outcomes"),
    }
    return render(request, "verification/person.html", context)
