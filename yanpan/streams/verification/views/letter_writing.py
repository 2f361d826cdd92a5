"""Writing a letter: from the persons chosen, or a draft anew, or a correction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.views.sign_in import uuid_of
from yanpan.streams.verification.forms.letters import LetterToCityForm
from yanpan.streams.verification.operations.letters import correct_letter, draft_letter, redraft_letter
from yanpan.streams.verification.queries.letters import (
    ToWrite,
    get_letter,
    get_letter_card,
    open_people_outside,
)
from yanpan.streams.verification.rules.letters import MOST_PERSONS
from yanpan.streams.verification.templatetags.letter_words import problems_in_words


@contextmanager
def problems_said() -> Iterator[None]:
    """What is wrong in a letter or a receipt, code by code, in words."""
    try:
        yield
    except Refused as refused:
        if problems := refused.facts.get("problems"):
            raise Refused(refused.code, problems=problems_in_words(str(problems))) from None
        raise


def version_given(request: AskedRequest) -> int:
    """The version of the paper as the person saw it; 0, which is none, for anything else."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


@require_http_methods(["GET", "POST"])
def write_letter(request: AskedRequest) -> HttpResponse:
    """One letter on the persons chosen (?task=…, one or several to the same city)."""
    request.actor.must("verification.draft_letter")
    given = request.POST if request.method == "POST" else request.GET
    task_ids = [uuid_of(one, "task") for one in given.getlist("task")[: MOST_PERSONS + 1]]
    if not task_ids:
        messages.error(request, _("Choose at least one person."))
        return redirect("verification:letters")
    people = open_people_outside(request.actor, task_ids=task_ids, now=request.now)
    form = LetterToCityForm(
        request.POST or None,
        persons=[one.told for one in people],
        lacks={one.told.task: one.lacks for one in people},
        may_leave_out=False,
        initial=_proposed(people),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), problems_said():
            made = draft_letter(
                request.actor,
                city=form.cleaned_data["city"],
                task_ids=form.task_ids,
                facts=form.facts,
                now=request.now,
            )
            messages.success(request, _("Drafted. Somebody else checks it now."))
            return redirect("verification:letter", letter_id=made.id)
    context = {"form": form, "task_ids": task_ids, "refers_to": people[0].refers_to}
    return render(request, "verification/letter_form.html", context, status=status_of(form))


def _proposed(people: list[ToWrite]) -> dict[str, Any]:
    """What the rows and answers say, where they agree or one alone says it."""
    found: dict[str, Any] = {
        name: next(iter(said)) if len(said) == 1 else ""
        for name in ("city", "place", "window")
        if (said := {value for one in people if (value := getattr(one, name))})
    }
    if any(one.urgency == "contact" for one in people):
        found["urgency"] = "most_urgent"
    return found


_WRITTEN: dict[str, tuple[str, Callable[..., Any]]] = {
    "redraft": ("verification.redraft_letter", redraft_letter),
    "correct": ("verification.correct_letter", correct_letter),
}


@require_http_methods(["GET", "POST"])
def write_again(request: AskedRequest, letter_id: UUID, how: str) -> HttpResponse:
    """A draft anew, or a correction of a letter that has its number; persons may be left out."""
    if how not in _WRITTEN:
        raise Missing("step")
    right, written = _WRITTEN[how]
    request.actor.must(right)
    card = get_letter_card(request.actor, letter_id=letter_id, now=request.now)
    text = get_letter(request.actor, letter_id=letter_id, now=request.now).text
    shown = {name: getattr(text, name) for name in _SHOWN} | {"asked": "\n".join(text.asked)}
    shown |= {"urgency": card.document.urgency, "their_phone": card.their_phone}
    form = LetterToCityForm(
        request.POST or None,
        persons=text.persons,
        lacks={
            one.task: [name for name in ("name", "id_number") if not getattr(one, name)]
            for one in text.persons
        },
        may_leave_out=len(text.persons) > 1,
        initial=shown,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), problems_said():
            made = written(
                request.actor,
                letter_id=letter_id,
                version=version_given(request),
                city=form.cleaned_data["city"],
                task_ids=form.task_ids,
                facts=form.facts,
                now=request.now,
            )
            messages.success(request, _("Drafted. Somebody else checks it now."))
            return redirect("verification:letter", letter_id=made.id)
    context = {"form": form, "card": card, "how": how, "refers_to": text.refers_to}
    return render(request, "verification/letter_form.html", context, status=status_of(form))


_SHOWN = ("city", "case_number", "place", "window", "hours", "contact_name", "contact_phone")
