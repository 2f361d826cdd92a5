"""比对: pairs side by side, the next one at once; decided with the keyboard alone, or with buttons."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asking import AskedRequest
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import PAIR_REASONS, PairForm, ReasonForm
from yanpan.streams.verification.operations import decide_pair, undo_pair
from yanpan.streams.verification.queries import count_pairs, list_pairs


@require_http_methods(["GET", "POST"])
def pairs(request: AskedRequest) -> HttpResponse:
    """The next pair of the clerk's lists, with the number that wait."""
    form = PairForm(request.POST or None)
    if request.method == "POST" and _decided(request, form):
        return redirect("verification:pairs")
    event = current_event()
    waiting = list_pairs(request.actor, event_id=event.id, decided=False, now=request.now)
    context = {
        "pair": waiting[0] if waiting else None,
        "waiting": count_pairs(request.actor, event_id=event.id, now=request.now),
        "reasons": list(enumerate(PAIR_REASONS, start=1)),
        "form": form,
    }
    return render(request, "verification/pairs.html", context, status=422 if form.errors else 200)


def _decided(request: AskedRequest, form: PairForm) -> bool:
    """True if the page may go on to the next pair."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        decide_pair(
            request.actor,
            pair_id=given["pair"],
            answer=given["answer"],
            reason=form.reason,
            now=request.now,
        )
    except Refused as refused:
        if isinstance(refused, Stale):
            messages.warning(request, explain(refused))
            return True
        if refused.code not in ("reason_needed", "cannot_merge_these"):
            raise
        form.add_error(None, explain(refused))
        return False
    return True


@require_http_methods(["GET", "POST"])
def decided(request: AskedRequest) -> HttpResponse:
    """The last decisions; each can be taken back, which restores both persons as they were."""
    if request.method == "POST":
        form = ReasonForm(request.POST)
        if form.is_valid():
            pair_id = uuid_of(request.POST.get("pair", ""), "pair")
            undo_pair(request.actor, pair_id=pair_id, reason=form.cleaned_data["reason"], now=request.now)
            messages.success(request, _("Taken back: both stand as they stood before."))
        else:
            messages.error(request, _("Give a reason."))
        return redirect("verification:decided_pairs")
    found = list_pairs(request.actor, event_id=current_event().id, decided=True, now=request.now)
    return render(request, "verification/decided_pairs.html", {"pairs": found})
