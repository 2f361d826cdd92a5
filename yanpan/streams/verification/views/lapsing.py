"""Searches that end soon, for the epidemiologist who may lengthen one with a reason (HC-19)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.words import explain
from yanpan.streams.verification.operations import extend_search
from yanpan.streams.verification.queries import list_ending_searches

_SAID_ON_THE_PAGE = frozenset({"reason_needed", "identifier_in_free_text", "extended_often_enough"})


@require_http_methods(["GET", "POST"])
def ending(request: AskedRequest) -> HttpResponse:
    """What ends within twelve hours, by short code; mark, say why, lengthen."""
    request.actor.must("verification.extend_search")
    if request.method == "POST":
        return _lengthened(request)
    event = current_event()
    context = {
        "searches": list_ending_searches(request.actor, event_id=event.id, now=request.now),
        "hours": int(event.pack.life.total_seconds() // 3600),
        "most": event.pack.extensions_at_most,
    }
    return render(request, "verification/ending.html", context)


def _lengthened(request: AskedRequest) -> HttpResponse:
    chosen = [uuid_of(one, "task") for one in request.POST.getlist("person")]
    if not chosen:
        messages.warning(request, _("Mark the searches that must go on first."))
        return redirect("verification:ending")
    reason = request.POST.get("reason", "")[:200]
    try:
        count = extend_search(request.actor, task_ids=chosen, reason=reason, now=request.now)
    except Refused as refused:
        if refused.code not in _SAID_ON_THE_PAGE:
            raise
        messages.error(request, explain(refused))
        return redirect("verification:ending")
    words = ngettext("%(count)s search goes on.", "%(count)s searches go on.", count)
    messages.success(request, words % {"count": count})
    return redirect("verification:ending")
