"""After the answer: the paper's number, the test's result, tries that found nobody, and the whole chain."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import PaperForm, TestForm
from yanpan.streams.verification.operations import (
    add_document_number,
    add_test_result,
    note_attempt,
    withdraw_attempt,
)
from yanpan.streams.verification.queries import get_answer, list_outcomes
from yanpan.streams.verification.views.taps import explained
from yanpan.streams.verification.views.village import answers_itself


@require_GET
def answers(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """Every answer on one person, in order: the chain of corrections; and what an office may still add."""
    found = list_outcomes(request.actor, task_id=task_id, now=request.now)
    context: dict[str, Any] = {"answers": found, "task_id": task_id}
    if request.actor.may("verification.get_answer"):
        stands = get_answer(request.actor, task_id=task_id, now=request.now)
        first = {"v": stands.version}
        context |= {"stands": stands, "paper_form": PaperForm(initial=first)}
        context |= {"test_form": TestForm(initial=first)}
    return render(request, "verification/answers.html", context)


def _back(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """The person's page: the village's door, or the chain an office sees; by telephone the door as well."""
    at_door = answers_itself(request) or request.POST.get("from") == "door"
    return redirect("verification:door" if at_door else "verification:answers", task_id=task_id)


@require_POST
def paper(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """The number of the paper that followed the word."""
    request.actor.must("verification.add_document_number")
    form = PaperForm(request.POST)
    if not form.is_valid():
        messages.error(request, explain(Refused("document_number_needed")))
        return _back(request, task_id)
    try:
        add_document_number(
            request.actor,
            task_id=task_id,
            version=form.cleaned_data["v"],
            document_number=form.cleaned_data["document_number"],
            now=request.now,
        )
    except Refused as refused:
        return _said(request, task_id, refused)
    messages.success(request, _("The number is entered."))
    return _back(request, task_id)


@require_POST
def test(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """The test's result, where it was not known when the answer was given."""
    request.actor.must("verification.add_test_result")
    form = TestForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what the test showed, and when it was taken."))
        return _back(request, task_id)
    try:
        add_test_result(
            request.actor,
            task_id=task_id,
            version=form.cleaned_data["v"],
            test_result=form.cleaned_data["test_result"],
            test_at=form.cleaned_data["test_at"],
            now=request.now,
        )
    except Refused as refused:
        return _said(request, task_id, refused)
    messages.success(request, _("The result is entered."))
    return _back(request, task_id)


@require_POST
def tried(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """Tried, nobody there: one tap. `attempt_id`: the mark of a device that may send twice."""
    request.actor.must("verification.note_attempt")
    try:
        note_attempt(
            request.actor,
            task_id=task_id,
            kind=request.POST.get("kind", ""),
            attempt_id=_mark(request.POST.get("attempt_id", "")),
            now=request.now,
        )
    except Refused as refused:
        return _said(request, task_id, refused)
    messages.success(request, _("Noted: tried, nobody there. The person stays on the list."))
    return _back(request, task_id)


def _mark(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Refused("answer_id_malformed") from None


@require_POST
def untried(request: AskedRequest, task_id: UUID, attempt_id: UUID) -> HttpResponse:
    """An attempt noted by mistake is taken back."""
    try:
        withdraw_attempt(request.actor, attempt_id=attempt_id, now=request.now)
    except Stale as stale:
        return _said(request, task_id, stale)
    messages.success(request, _("The attempt is taken back."))
    return _back(request, task_id)


def _said(request: AskedRequest, task_id: UUID, refused: Refused) -> HttpResponse:
    """What is refused is said on the person's page; missing and not permitted stay pages of their own."""
    if refused.status in (403, 404):
        raise refused
    messages.error(request, explained(refused))
    return _back(request, task_id)
