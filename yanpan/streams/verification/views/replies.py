"""回填原表: the replies that are due, the versions of one, and its steps."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.streams.verification.forms.replies import (
    DraftReplyForm,
    ReplyStepForm,
    SendReplyForm,
    WithdrawReplyForm,
)
from yanpan.streams.verification.operations import (
    check_reply,
    draft_reply,
    mark_reply_sent,
    withdraw_reply,
)
from yanpan.streams.verification.queries import (
    ReplyView,
    download_reply,
    download_reply_with_results,
    get_batch,
    get_reply,
    list_replies,
    list_reply_versions,
    try_reply,
)
from yanpan.streams.verification.views.reply_cover import cover_text, numbers_of
from yanpan.streams.verification.views.tables import REPLIES

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@require_GET
def replies(request: AskedRequest) -> HttpResponse:
    """Every list that is answered in the sender's sheet: what has not gone out first, the late ones on top."""
    found = list_replies(request.actor, event_id=current_event().id, now=request.now)
    if asks_for_sheet(request):
        return table_answer(request, REPLIES, found)
    context = {
        "replies": found,
        "late": sum(one.waits and one.due_at < request.now for one in found),
        "may_plan": request.actor.may("verification.get_reply_plan"),
        "may_see_words": request.actor.may("verification.list_sender_words"),
    }
    return render(request, "verification/replies.html", context)


@require_http_methods(["GET", "POST"])
def reply_of_list(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """The versions of one list's reply; a clerk drafts the next one here."""
    batch = get_batch(request.actor, batch_id=batch_id, now=request.now)
    versions = list_reply_versions(request.actor, batch_id=batch_id, now=request.now)
    kind = "first" if not any(one.state == "sent" for one in versions) else "final"
    if request.method == "POST":
        request.actor.must("verification.draft_reply")
    form = DraftReplyForm(request.POST or None, initial={"kind": kind, "says_in_hand": True})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect("verification:reply", reply_id=_drafted(request, batch_id, form).id)
    context = {
        "batch": batch,
        "versions": versions,
        "form": form,
        "may_plan": request.actor.may("verification.plan_reply"),
        "may_draft": request.actor.may("verification.draft_reply")
        and batch.content_gone_at is None
        and batch.kind == "file"
        and not any(one.is_open for one in versions),
    }
    return render(request, "verification/reply_of_list.html", context, status=status_of(form))


def _drafted(request: AskedRequest, batch_id: UUID, form: DraftReplyForm) -> Any:
    """The sheet is filled once before anything is kept: a version that cannot be made is worth nothing."""
    try_reply(request.actor, batch_id=batch_id, now=request.now)
    return draft_reply(request.actor, batch_id=batch_id, now=request.now, **form.cleaned_data)


@require_GET
def reply(request: AskedRequest, reply_id: UUID) -> HttpResponse:
    """One version: its cover line, who drafted, checked and sent it, and what comes next."""
    return _page(request, get_reply(request.actor, reply_id=reply_id, now=request.now))


_STEPS: dict[str, tuple[str, type[ReplyStepForm], Callable[..., object]]] = {
    "check": ("verification.check_reply", ReplyStepForm, check_reply),
    "withdraw": ("verification.withdraw_reply", WithdrawReplyForm, withdraw_reply),
    "send": ("verification.mark_reply_sent", SendReplyForm, mark_reply_sent),
}


@require_POST
def reply_step(request: AskedRequest, reply_id: UUID, step: str) -> HttpResponse:
    """Check, withdraw or mark as sent."""
    if step not in _STEPS:
        raise Missing("step")
    right, kind, operation = _STEPS[step]
    request.actor.must(right)
    form = kind(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operation(request.actor, reply_id=reply_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("Done; the reply is kept with who did it and when."))
            return redirect("verification:reply", reply_id=reply_id)
    shown = get_reply(request.actor, reply_id=reply_id, now=request.now)
    return _page(request, shown, wrong={step: form}, status=status_of(form))


def _page(
    request: AskedRequest, shown: ReplyView, *, wrong: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    actor, version = request.actor, {"version": shown.version}
    forms = {
        step: (wrong or {}).get(step) or kind(initial=version, auto_id=f"{step}-%s")
        for step, (_right, kind, _operation) in _STEPS.items()
    }
    own = shown.drafted_by == actor.name
    context = {
        "reply": shown,
        "numbers": numbers_of(shown),
        "cover": cover_text(shown),
        "forms": forms,
        "own": own,
        "may_check": shown.state == "drafted" and actor.may("verification.check_reply") and not own,
        "may_withdraw": shown.is_open and actor.may("verification.withdraw_reply"),
        "may_send": shown.state == "checked" and actor.may("verification.mark_reply_sent"),
        "may_download": not shown.file_gone and actor.may("verification.download_reply"),
        "may_download_results": shown.carries_results
        and not shown.file_gone
        and actor.may("verification.download_reply_with_results"),
    }
    return render(request, "verification/reply.html", context, status=status)


@require_GET
def reply_file(request: AskedRequest, reply_id: UUID, which: str) -> HttpResponse:
    """The filled sheet as it is made again; the audit keeps the digest of this copy."""
    reads = {"plain": download_reply, "results": download_reply_with_results}
    if which not in reads:
        raise Missing("reply")
    shown = get_reply(request.actor, reply_id=reply_id, now=request.now)
    made = reads[which](request.actor, batch_id=shown.batch_id, reply_id=reply_id, now=request.now)
    ending = made.name.rpartition(".")[2].lower()
    response = HttpResponse(made.data, content_type=CONTENT_TYPES.get(ending, "application/octet-stream"))
    plain = ending if ending.isascii() and ending.isalnum() else "bin"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"reply.{plain}\"; filename*=UTF-8''{quote(made.name, safe='')}"
    )
    return response
