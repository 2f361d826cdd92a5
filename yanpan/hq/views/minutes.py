"""会议纪要: written from what the meeting was; its way to the signature is on the page of the paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.hq.exchange.minutes import minutes_paper
from yanpan.hq.forms.meeting import MinutesForm
from yanpan.hq.operations.minutes import draft_minutes
from yanpan.hq.queries.attendance import get_attendance
from yanpan.hq.queries.minutes import get_minutes
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.paper_files import paper_as_file
from yanpan.shell.papers import blocks_html


@require_http_methods(["GET", "POST"])
def minutes(request: AskedRequest, meeting_id: UUID) -> HttpResponse:
    """The paper as it stands, and the words people add to it."""
    kept = get_minutes(request.actor, meeting_id=meeting_id, now=request.now)
    document, text = kept or (None, {})
    words = {name: text.get(name, "") for name in ("progress", "demands")}
    form = MinutesForm(request.POST if request.method == "POST" else None, initial=words)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft_minutes(
                request.actor,
                meeting_id=meeting_id,
                version=version_asked(request),
                now=request.now,
                **form.cleaned_data,
            )
            messages.success(request, _("Drafted. Another person checks it."))
            return redirect("hq:minutes", meeting_id=meeting_id)
    sheet = get_attendance(request.actor, meeting_id=meeting_id, now=request.now)
    context = {
        "meeting": sheet.meeting,
        "document": document,
        "paper": blocks_html(minutes_paper(document, text).blocks) if document else "",
        "form": form if sheet.own and request.actor.may("hq.draft_minutes") else None,
        "may_open": request.actor.may("hq.get_document"),
    }
    return render(request, "hq/minutes.html", context, status=status_of(form))


@require_GET
def minutes_file(request: AskedRequest, meeting_id: UUID, ending: str) -> HttpResponse:
    """DOCX or PDF; a signed one is the same every time."""
    kept = get_minutes(request.actor, meeting_id=meeting_id, now=request.now)
    if kept is None:
        raise Missing("file")
    document, text = kept
    at = document.signed_at or document.drafted_at
    return paper_as_file(
        minutes_paper(document, text), ending, f"会议纪要-{document.number or document.title}", at
    )
