"""Which columns of a sender's sheet are filled, and in whose words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.streams.verification.forms.replies import ReplyPlanForm, SenderWordsForm
from yanpan.streams.verification.operations import keep_sender_words, plan_reply
from yanpan.streams.verification.queries import get_reply_plan, get_sender_words, list_sender_words


@require_http_methods(["GET", "POST"])
def reply_plan(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """What the sender's columns ask for: proposed with how sure, confirmed by a person."""
    proposal = get_reply_plan(request.actor, batch_id=batch_id, now=request.now)
    initial = {"version": proposal.plan_version, "level": proposal.level}
    form = ReplyPlanForm(request.POST or None, sheets=proposal.sheets, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            plan_reply(
                request.actor,
                batch_id=batch_id,
                sheets=form.sheets,
                level=form.cleaned_data["level"],
                version=form.cleaned_data["version"],
                now=request.now,
            )
            messages.success(request, _("The columns are confirmed; the reply can be drafted."))
            return redirect("verification:reply_of_list", batch_id=batch_id)
    context = {"proposal": proposal, "form": form}
    return render(request, "verification/reply_plan.html", context, status=status_of(form))


@require_GET
def sender_words(request: AskedRequest) -> HttpResponse:
    """Every sender with the words it is answered in."""
    found = list_sender_words(request.actor, now=request.now)
    return render(request, "verification/reply_senders.html", {"senders": found})


@require_http_methods(["GET", "POST"])
def words_of_sender(request: AskedRequest) -> HttpResponse:
    """?source=&sender=: the words for each outcome; with ?propose=<list> those of its drop-down lists."""
    source, sender = request.GET.get("source", ""), request.GET.get("sender", "")[:80]
    unit = unit_asked(request)
    known = get_sender_words(request.actor, unit_key=unit.key, source=source, sender=sender, now=request.now)
    words = {**known.words, **_proposed(request)}
    form = SenderWordsForm(request.POST or None, words=words, initial={"version": known.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            keep_sender_words(
                request.actor,
                unit_key=unit.key,
                source=source,
                sender=sender,
                words=form.words,
                version=form.cleaned_data["version"],
                now=request.now,
            )
            messages.success(request, _("The words are kept; the next reply is drafted in them."))
            return redirect("verification:sender_words")
    context = {"known": known, "form": form, "proposed": bool(_asked_list(request))}
    return render(request, "verification/reply_words.html", context, status=status_of(form))


def _asked_list(request: AskedRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("propose", ""))
    except ValueError:
        return None


def _proposed(request: AskedRequest) -> dict[str, str]:
    """The words of the drop-down lists of one list of this sender, where they are recognised."""
    batch_id = _asked_list(request)
    if batch_id is None or request.method == "POST":
        return {}
    return dict(get_reply_plan(request.actor, batch_id=batch_id, now=request.now).words_found)
