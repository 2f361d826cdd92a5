"""批注: keep one, take it back, take note of those addressed to one's own unit."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.notices.comments import (
    CommentView,
    add_comment,
    list_addressed,
    note_comment,
    withdraw_comment,
)
from yanpan.base.notices.subjects import SUBJECTS
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.everyday_forms import CommentForm, WithdrawForm
from yanpan.shell.forms import refusals_told


@dataclass(frozen=True, slots=True)
class Addressed:
    """One comment with the address of what it is about."""

    comment: CommentView
    url: str


def _page_of(kind: str, about: UUID) -> str:
    if kind not in SUBJECTS:
        raise Missing("subject")
    return f"{reverse(SUBJECTS[kind].url_name, args=[about])}#comments"


@require_POST
def add(request: AskedRequest, kind: str, about: UUID) -> HttpResponse:
    """Back to the thing that was spoken of."""
    page = _page_of(kind, about)
    request.actor.must("notices.add_comment")
    request.actor.must(SUBJECTS[kind].right)
    form = CommentForm(request.POST)
    if _told(request, form):
        with refusals_told(request):
            add_comment(request.actor, kind=kind, about=about, now=request.now, **form.cleaned_data)
            messages.success(request, _("The comment is kept."))
    return redirect(page)


@require_POST
def withdraw(request: AskedRequest, comment_id: UUID) -> HttpResponse:
    """It stays in its place, without its words."""
    form = WithdrawForm(request.POST)
    request.actor.must("notices.withdraw_comment")
    if not _told(request, form):
        return redirect("shell:home")
    goes_to = "shell:home"
    with refusals_told(request):
        comment = withdraw_comment(request.actor, comment_id=comment_id, now=request.now, **form.cleaned_data)
        messages.success(request, _("Withdrawn."))
        goes_to = _page_of(comment.kind, comment.about)
    return redirect(goes_to)


def _told(request: AskedRequest, form: forms.Form) -> bool:
    """Whether the form is complete; else what is wrong is told on the page one comes back to."""
    for problems in form.errors.values():
        messages.error(request, " ".join(str(one) for one in problems))
    return form.is_valid()


@require_GET
def addressed(request: AskedRequest) -> HttpResponse:
    """What other offices said to the own units."""
    found = list_addressed(request.actor, now=request.now)
    context = {
        "lines": [Addressed(one, _page_of(one.kind, one.about)) for one in found],
        "may_note": request.actor.may("notices.note_comment"),
    }
    return render(request, "shell/comments_to_us.html", context)


@require_POST
def note(request: AskedRequest, comment_id: UUID) -> HttpResponse:
    with refusals_told(request):
        note_comment(request.actor, comment_id=comment_id, now=request.now)
        messages.success(request, _("Noted as seen."))
    return redirect("shell:comments_to_us")
