"""A letter that came as a fax or a photo: typed with its scan; its number may follow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yanpan.base.places.queries import units_of_actor
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import LetterForm
from yanpan.streams.verification.forms.typed_letters import PERSON
from yanpan.streams.verification.operations import (
    Letter,
    LetterPerson,
    ask_to_withdraw_letter,
    correct_typed_letter,
    decide_letter_withdrawal,
    enter_letter_number,
    type_letter,
)
from yanpan.streams.verification.queries import LetterAsTyped, get_letter_as_typed
from yanpan.streams.verification.templatetags.list_words import letter_problem
from yanpan.streams.verification.templatetags.verification_words import problem_word

MORE_LINES = 10


@takes_uploads
@require_http_methods(["GET", "POST"])
def typed_letter(request: AskedRequest) -> HttpResponse:
    """The letter and its persons; all that is wrong in any of them stands on the form at once."""
    request.actor.must("verification.type_letter")
    count = _line_count(request)
    if request.method == "POST" and "more" not in request.POST:
        form = LetterForm(request.POST, request.FILES, line_count=count)
        if form.is_valid():
            with refusals_on(form), _problems_on(form):
                batch = _typed(request, form)
                messages.success(request, _("The letter is taken in."))
                return redirect("verification:list", batch_id=batch)
    else:
        form = LetterForm(initial=request.POST.dict(), line_count=count)
    context = {"form": form, "line_count": count}
    return render(request, "verification/typed_letter.html", context, status=status_of(form))


@takes_uploads
@require_http_methods(["GET", "POST"])
def correct(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """What was typed, to be corrected; the wrong letter is withdrawn once the right one is taken in."""
    request.actor.must("verification.correct_typed_letter")
    typed = get_letter_as_typed(request.actor, batch_id=batch_id, now=request.now)
    count = max(_line_count(request), len(typed.persons))
    if request.method == "POST" and "more" not in request.POST:
        form = LetterForm(request.POST, request.FILES, line_count=count).correcting()
        if form.is_valid():
            with refusals_on(form), _problems_on(form):
                batch = _corrected(request, form, batch_id)
                messages.success(request, _("The corrected letter is taken in; the wrong one is withdrawn."))
                return redirect("verification:list", batch_id=batch)
    else:
        initial = request.POST.dict() if request.method == "POST" else _as_typed(typed)
        form = LetterForm(initial=initial, line_count=count).correcting()
    context = {"form": form, "line_count": count, "corrects": batch_id}
    return render(request, "verification/typed_letter.html", context, status=status_of(form))


def _as_typed(typed: LetterAsTyped) -> dict[str, object]:
    lines = {
        f"p-{line}-{name}": person.get(name, "")
        for line, person in enumerate(typed.persons)
        for name in PERSON
    }
    names = ("sender", "subject", "number", "reason", "place", "on")
    return {**lines, **{name: getattr(typed, name) for name in names}}


def _corrected(request: AskedRequest, form: LetterForm, batch_id: UUID) -> UUID:
    given = form.cleaned_data
    scan = clean(given["scan"].read(), given["scan"].name or "") if given["scan"] else None
    return correct_typed_letter(
        request.actor,
        batch_id=batch_id,
        letter=_letter(given),
        persons=[LetterPerson(**one) for one in form.persons()],
        scan=scan,
        as_written=given["as_written"],
        reason=given["why"],
        now=request.now,
    ).id


@require_POST
def withdrawal(request: AskedRequest, batch_id: UUID, step: str) -> HttpResponse:
    """Ask that the letter be withdrawn; somebody else agrees, or lets it stand."""
    if step not in ("ask", "agree", "keep"):
        raise Missing("step")
    try:
        if step == "ask":
            reason = request.POST.get("reason", "")[:200]
            ask_to_withdraw_letter(request.actor, batch_id=batch_id, reason=reason, now=request.now)
            messages.success(request, _("Asked; somebody else decides."))
        else:
            agreed = step == "agree"
            decide_letter_withdrawal(request.actor, batch_id=batch_id, agreed=agreed, now=request.now)
            messages.success(request, _("The letter is withdrawn.") if agreed else _("The letter stands."))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
    return redirect("verification:list", batch_id=batch_id)


def _line_count(request: AskedRequest) -> int:
    text = request.POST.get("lines", "")
    count = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 4
    return min(100, count + (MORE_LINES if "more" in request.POST else 0))


def _typed(request: AskedRequest, form: LetterForm) -> UUID:
    given = form.cleaned_data
    batch = type_letter(
        request.actor,
        unit_key=units_of_actor(request.actor)[0].key,
        letter=_letter(given),
        persons=[LetterPerson(**one) for one in form.persons()],
        scan=clean(given["scan"].read(), given["scan"].name or ""),
        as_written=given["as_written"],
        now=request.now,
    )
    return batch.id


def _letter(given: dict[str, Any]) -> Letter:
    return Letter(
        given["sender"], given["subject"], given["number"], given["reason"], given["place"], given["on"]
    )


@contextmanager
def _problems_on(form: LetterForm) -> Iterator[None]:
    """What the operation finds in the letter, each at its place."""
    try:
        yield
    except Refused as refused:
        if refused.code not in ("letter_incomplete", "letter_needs_a_look"):
            raise
        form.looks_wrong = refused.code == "letter_needs_a_look"
        for problem in str(refused.facts["problems"]).split(","):
            line, _colon, rest = problem.partition(":")
            if rest:
                form.mark(int(line), rest.partition(":")[0], problem_word(rest))
            else:
                form.add_error(None, letter_problem(problem))


@require_POST
def letter_number(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """The number that followed."""
    number = request.POST.get("number", "")[:60]
    try:
        enter_letter_number(request.actor, batch_id=batch_id, number=number, now=request.now)
    except Refused as refused:
        if refused.status != 422:
            raise
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The number is kept."))
    return redirect("verification:list", batch_id=batch_id)
