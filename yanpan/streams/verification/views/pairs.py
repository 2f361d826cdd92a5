"""比对: pairs side by side, the next one at once; decided with the keyboard alone, or with buttons."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asking import AskedRequest
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import PAIR_REASONS, PairForm, ReasonForm
from yanpan.streams.verification.operations import (
    decide_pair,
    decide_referred_pair,
    hold_pairs,
    undo_pair,
    withdraw_opinion,
)
from yanpan.streams.verification.queries import (
    DECIDED_KINDS,
    PairView,
    count_pairs,
    get_pair,
    list_pairs,
    next_referred_pair,
    why_unsure,
)

_SAID_ON_THE_PAGE = ("reason_needed", "cannot_merge_these", "second_opinion_is_anothers")
REASONS = list(enumerate(PAIR_REASONS, start=1))


@require_http_methods(["GET", "POST"])
def pairs(request: AskedRequest) -> HttpResponse:
    """The pair in hand and the next one, with the number that wait."""
    form = PairForm(request.POST or None)
    if request.method == "POST":
        # The page keeps the last pair itself: a session written at each decision would cost as much as the decision.
        at_once = request.headers.get("X-Pairs") == "1"
        if _decided(request, form):
            if at_once:
                return _next(request, form)
            request.session["last_pair"] = str(form.cleaned_data["pair"])
            return redirect("verification:pairs")
        if at_once:
            return render(request, "verification/pair_refused.html", {"form": form}, status=422)
    event = current_event()
    held = [one.id for one in hold_pairs(request.actor, event_id=event.id, now=request.now)]
    if (wanted := request.POST.get("pair", "") or request.GET.get("pair", "")) in {str(one) for one in held}:
        held.sort(key=lambda one: str(one) != wanted)
    shown = [get_pair(request.actor, pair_id=one, now=request.now) for one in held]
    context = {
        "pair": shown[0] if shown else None,
        "next": shown[1] if len(shown) > 1 else None,
        "waiting": count_pairs(request.actor, event_id=event.id, now=request.now),
        "reasons": REASONS,
        "form": form,
        "last": request.session.get("last_pair", ""),
    }
    return render(request, "verification/pairs.html", context, status=422 if form.errors else 200)


def _next(request: AskedRequest, form: PairForm) -> HttpResponse:
    """The pair after the one the page shows already."""
    event = current_event()
    shown = request.POST.get("shown", "")
    held = [one.id for one in hold_pairs(request.actor, event_id=event.id, now=request.now)]
    other = next((one for one in held if str(one) != shown), None)
    context = {
        "next": get_pair(request.actor, pair_id=other, now=request.now) if other else None,
        "waiting": count_pairs(request.actor, event_id=event.id, now=request.now),
        "reasons": REASONS,
        "last": str(form.cleaned_data["pair"]),
    }
    return render(request, "verification/pair_next.html", context)


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
        return _explained(request, form, refused)
    if given["was_unsure"]:
        _say_why(request, given["pair"])
    return True


def _explained(request: AskedRequest, form: PairForm, refused: Refused) -> bool:
    if isinstance(refused, Stale):
        messages.warning(request, explain(refused))
        return True
    if refused.code not in _SAID_ON_THE_PAGE:
        raise refused
    form.add_error(None, explain(refused))
    return False


def _say_why(request: AskedRequest, pair_id: UUID) -> None:
    """Now that the clerk has spoken: why another was unsure."""
    for one in why_unsure(request.actor, pair_id=pair_id, now=request.now):
        messages.info(request, _("Another clerk was unsure: %(reason)s") % {"reason": one.reason})


@require_POST
def take_back(request: AskedRequest) -> HttpResponse:
    """The last decision of this clerk, taken back with one key; its pair is in hand again."""
    request.actor.must("verification.withdraw_opinion")
    pair_id = uuid_of(request.POST.get("pair", ""), "pair")
    try:
        withdraw_opinion(request.actor, pair_id=pair_id, now=request.now)
    except Stale as stale:
        messages.warning(request, explain(stale))
        return redirect("verification:pairs")
    request.session.pop("last_pair", None)
    messages.success(request, _("Taken back. Here is the pair again."))
    return redirect(f"{reverse('verification:pairs')}?pair={pair_id}")


@require_http_methods(["GET", "POST"])
def referred(request: AskedRequest) -> HttpResponse:
    """Pairs on which two clerks were unsure, one by one."""
    form = PairForm(request.POST or None)
    if request.method == "POST" and _decided_referred(request, form):
        return redirect("verification:referred_pairs")
    pair: PairView | None = next_referred_pair(request.actor, event_id=current_event().id, now=request.now)
    context = {"pair": pair, "reasons": REASONS, "form": form}
    return render(request, "verification/referred_pairs.html", context, status=422 if form.errors else 200)


def _decided_referred(request: AskedRequest, form: PairForm) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        decide_referred_pair(
            request.actor,
            pair_id=given["pair"],
            answer=given["answer"],
            reason=form.reason,
            now=request.now,
        )
    except Refused as refused:
        return _explained(request, form, refused)
    return True


@require_http_methods(["GET", "POST"])
def decided(request: AskedRequest) -> HttpResponse:
    """The last decisions; each can be taken back, which restores both persons as they were."""
    asked = request.GET.get("wanted", "")
    wanted = asked if asked in DECIDED_KINDS else DECIDED_KINDS[0]
    if request.method == "POST":
        request.actor.must("verification.undo_pair")
        _take_back(request)
        return redirect(f"{reverse('verification:decided_pairs')}?wanted={wanted}")
    found = list_pairs(request.actor, event_id=current_event().id, wanted=wanted, now=request.now)
    context = {"pairs": found, "wanted": wanted, "kinds": DECIDED_KINDS}
    return render(request, "verification/decided_pairs.html", context)


def _take_back(request: AskedRequest) -> None:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a reason."))
        return
    pair_id = uuid_of(request.POST.get("pair", ""), "pair")
    try:
        undo_pair(request.actor, pair_id=pair_id, reason=form.cleaned_data["reason"], now=request.now)
    except Stale as stale:
        messages.warning(request, explain(stale))
        return
    messages.success(request, _("Taken back: both stand as they stood before."))
