"""The police queue: what an office asks, what the finder opens and returns."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Refused
from yanpan.shell.asked import page_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.words import explain
from yanpan.streams.verification.operations import ask_police, return_place, withdraw_search
from yanpan.streams.verification.queries import (
    list_police_queue,
    list_police_searches,
    list_unreached,
    open_police_row,
)
from yanpan.streams.verification.queries.police import PAGE

_SAID_ON_THE_PAGE = frozenset({"not_ripe_for_the_police", "already_with_the_police", "too_many_at_once"})
_SAID_AT_THE_ROW = frozenset({"place_needed", "masked_value_written_back", "identifier_in_free_text"})


# The office's side


@require_http_methods(["GET", "POST"])
def police(request: AskedRequest) -> HttpResponse:
    """Whom nobody reached, with what is still to be tried; and what the police were asked and returned."""
    request.actor.must("verification.list_police_searches")
    if request.method == "POST":
        return _asked(request)
    event_id, page = current_event().id, page_asked(request)
    unreached = list_unreached(request.actor, event_id=event_id, page=page, now=request.now)
    context = {
        "unreached": unreached,
        "ripe": sum(not one.lacking for one in unreached),
        "searches": list_police_searches(request.actor, event_id=event_id, now=request.now),
        "page": page,
        "more": len(unreached) == PAGE,
        "opens": request.actor.may("verification.get_door"),
    }
    return render(request, "verification/police.html", context)


def _asked(request: AskedRequest) -> HttpResponse:
    chosen = [uuid_of(one, "task") for one in request.POST.getlist("person")]
    if not chosen:
        messages.warning(request, _("Mark those the police are to find first."))
        return redirect("verification:police")
    try:
        count = len(ask_police(request.actor, task_ids=chosen, now=request.now))
    except Refused as refused:
        if refused.code not in _SAID_ON_THE_PAGE:
            raise
        messages.error(request, explain(refused))
        return redirect("verification:police")
    words = ngettext(
        "The police are asked for %(count)s person.", "The police are asked for %(count)s persons.", count
    )
    messages.success(request, words % {"count": count})
    return redirect("verification:police")


@require_POST
def withdraw(request: AskedRequest, search_id: UUID) -> HttpResponse:
    """The police need not search any more."""
    withdraw_search(request.actor, search_id=search_id, now=request.now)
    messages.success(request, _("Taken back: the police do not see this row any more."))
    return redirect("verification:police")


# The finder's side


@require_GET
def queue(request: AskedRequest) -> HttpResponse:
    """Rows that wait, each to be opened; opening one is a look that is kept."""
    rows = list_police_queue(request.actor, now=request.now)
    return render(request, "verification/police_queue.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def row(request: AskedRequest, search_id: UUID) -> HttpResponse:
    """Name, ID number and telephone of one row; the answer is a place, or that nobody was found."""
    if request.method == "POST":
        return _returned(request, search_id)
    found = open_police_row(request.actor, search_id=search_id, now=request.now)
    return render(request, "verification/police_row.html", {"row": found})


def _returned(request: AskedRequest, search_id: UUID) -> HttpResponse:
    is_found = request.POST.get("answer") == "found"
    place = request.POST.get("place", "") if is_found else ""
    try:
        return_place(request.actor, search_id=search_id, found=is_found, place=place, now=request.now)
    except Refused as refused:
        if refused.code not in _SAID_AT_THE_ROW:
            raise
        messages.error(request, explain(refused))
        return redirect("verification:police_row", search_id=search_id)
    messages.success(request, _("Returned. This row is closed for you now."))
    return redirect("verification:police_queue")
