"""会议纪要: written from what the meeting was, and its way to the third signature."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.hq.exchange.minutes import file_name, minutes_paper
from yanpan.hq.forms.items import ReasonForm
from yanpan.hq.forms.meeting import MinutesForm
from yanpan.hq.operations.minutes import (
    check_minutes,
    draft_minutes,
    issue_minutes,
    send_back_minutes,
    sign_minutes,
)
from yanpan.hq.queries.attendance import get_attendance
from yanpan.hq.queries.minutes import get_minutes
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, refusals_told, status_of
from yanpan.shell.paper_files import paper_as_file
from yanpan.shell.papers import blocks_html

# State of the paper → the steps that are possible.
STEPS: dict[str, tuple[str, ...]] = {
    "drafted": ("check", "send-back"),
    "checked": ("sign", "send-back"),
    "signed": ("issue",),
}
TAKE: dict[str, Callable[..., object]] = {
    "check": check_minutes,
    "sign": sign_minutes,
    "issue": issue_minutes,
    "send-back": send_back_minutes,
}


@require_http_methods(["GET", "POST"])
def minutes(request: AskedRequest, meeting_id: UUID) -> HttpResponse:
    """The paper as it stands, and the words people add to it."""
    kept = get_minutes(request.actor, meeting_id=meeting_id, now=request.now)
    document, text = kept or (None, {})
    words = {name: text.get(name, "") for name in ("progress", "demands")}
    form = MinutesForm(request.POST if request.method == "POST" else None, initial=words)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft_minutes(request.actor, meeting_id=meeting_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("Drafted. Another person checks it."))
            return redirect("hq:minutes", meeting_id=meeting_id)
    steps = STEPS.get(document.state, ()) if document else ()
    context = {
        "meeting": get_attendance(request.actor, meeting_id=meeting_id, now=request.now).meeting,
        "document": document,
        "paper": blocks_html(minutes_paper(document, text).blocks) if document else "",
        "form": form if request.actor.may("hq.draft_minutes") else None,
        "steps": [step for step in steps if request.actor.may(f"hq.{TAKE[step].__name__}")],
    }
    return render(request, "hq/minutes.html", context, status=status_of(form))


@require_POST
def act(request: AskedRequest, meeting_id: UUID, step: str) -> HttpResponse:
    """One step of the paper; what the rules refuse is said above it."""
    if step not in TAKE:
        raise Missing("step")
    given: dict[str, str] = {}
    if step == "send-back":
        form = ReasonForm(request.POST)
        given = {"reason": form.cleaned_data["reason"] if form.is_valid() else ""}
    with refusals_told(request):
        TAKE[step](request.actor, meeting_id=meeting_id, now=request.now, **given)
        messages.success(request, _("Done."))
    return redirect("hq:minutes", meeting_id=meeting_id)


@require_GET
def minutes_file(request: AskedRequest, meeting_id: UUID, ending: str) -> HttpResponse:
    """DOCX or PDF; a signed one is the same every time."""
    kept = get_minutes(request.actor, meeting_id=meeting_id, now=request.now)
    if kept is None:
        raise Missing("file")
    document, text = kept
    at = document.signed_at or document.drafted_at
    return paper_as_file(minutes_paper(document, text), ending, file_name(document), at)
