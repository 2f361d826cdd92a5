"""The door: ① what was found, ② how the person was reached, ③ what follows, ④ the test, in one form and one post.

A script shows one question after another; without it the form stands open and is checked all the same. The same
page serves the village's phone and, with who told it, the township's entry by telephone (代填).
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.base.places.queries import get_unit
from yanpan.base.policy.rules import pack_named
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import AnswerForm, PaperForm, RefusalForm, TestForm
from yanpan.streams.verification.operations import enter_by_telephone, not_my_village, record_outcome
from yanpan.streams.verification.queries import DoorView, get_door
from yanpan.streams.verification.rules.outcomes import Where
from yanpan.streams.verification.templatetags.verification_words import (
    MEASURES,
    WHERES,
    outcome_words,
    word_in,
)
from yanpan.streams.verification.views.frame import Found, units_found
from yanpan.streams.verification.views.telephone import told_by
from yanpan.streams.verification.views.village import answers_itself, frame_of


def version_asked(text: str, otherwise: int) -> int:
    """A version as it came with a page; anything else is the one that holds now."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise


@require_http_methods(["GET", "POST"])
def door(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """One person: what to wear and to say at the door, then the taps, then back to the list."""
    task = get_door(request.actor, task_id=task_id, now=request.now)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    version = version_asked(request.POST.get("v", ""), task.version)
    if request.method == "POST" and form.is_valid() and (answer := _record(request, task, version, form)):
        return answer
    context = {
        "task": task,
        "form": form,
        "version": version,
        "answer_id": fresh_id(request.now),
        "answered": task.standing != "in_hand",
        "q": request.POST.get("q", ""),
        "found": _found(request),
        "paper_form": PaperForm(initial={"v": task.version}),
        "test_form": TestForm(initial={"v": task.version}),
        **at_the_door(task),
        **_frame_of(request, task),
    }
    return render(request, "verification/door.html", context, status=422 if form.errors else 200)


def _found(request: AskedRequest) -> list[Found]:
    """Of who is elsewhere in the city: the units of this name, without a name the neighbours."""
    if request.POST.get("where") != Where.ELSEWHERE:
        return []
    return units_found(request.POST.get("q", ""), request.actor.home)


def at_the_door(task: DoorView) -> dict[str, list[str]]:
    """What the pack says to wear for this class, and what to say: codes."""
    rules = pack_named(task.pack).rules["door"]
    return {"wear": rules["wear"][task.urgency], "say": rules["say"]}


def _frame_of(request: AskedRequest, task: DoorView) -> dict[str, object]:
    by_telephone = not answers_itself(request)
    return {
        **frame_of(request),
        "by_telephone": by_telephone,
        "told_by": told_by(request, task.custody_key) if by_telephone else "",
    }


_SAID_AT_THE_DOOR = frozenset(
    {
        "outcome_incomplete",
        "told_by_needed",
        "name_another_unit",
        "masked_value_written_back",
        "identifier_in_free_text",
        "answer_id_malformed",
        "answer_id_taken",
        "task_lapsed",
    }
)


def _record(request: AskedRequest, task: DoorView, version: int, form: AnswerForm) -> HttpResponse | None:
    """The one post keeps everything; somebody else's answer in between is shown, never overwritten.

    None: what is wrong stands on the form, with all that was entered.
    """
    try:
        _kept(request, task, version, form)
    except Stale as stale:
        messages.error(request, explain(stale))
        return redirect("verification:door", task_id=task.id)
    except Refused as refused:
        if refused.code not in _SAID_AT_THE_DOOR:
            raise
        form.add_error(None, explained(refused))
        return None
    # Messages lie in the session, which is not encrypted: the short code, never the name.
    messages.success(
        request, _("Kept: %(code)s, %(what)s.") % {"code": task.person.short_code, "what": _what(form)}
    )
    return back_to_list(request, task)


def explained(refused: Refused) -> str:
    """What is refused in words; of an answer that is not complete, all that is missing."""
    if refused.code == "outcome_incomplete":
        return explain(Refused("outcome_incomplete", problems=outcome_words(str(refused.facts["problems"]))))
    return explain(refused)


def _what(form: AnswerForm) -> str:
    said = form.cleaned_data
    return word_in(MEASURES, said["measure"]) if said["measure"] else word_in(WHERES, said["where"])


def _kept(request: AskedRequest, task: DoorView, version: int, form: AnswerForm) -> None:
    common: dict[str, Any] = {"task_id": task.id, "version": version, "now": request.now, **form.answer}
    if answers_itself(request):
        record_outcome(request.actor, **common)
    else:
        enter_by_telephone(request.actor, told_by=told_by(request, task.custody_key), **common)


def back_to_list(request: AskedRequest, task: DoorView) -> HttpResponse:
    """The phone's own list, or the village that is on the telephone."""
    if answers_itself(request):
        return redirect("verification:village")
    return redirect("verification:telephone_village", unit_key=task.custody_key)


@require_http_methods(["GET", "POST"])
def not_ours(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """Taken, but none of ours: to the unit that is right."""
    request.actor.must("verification.not_my_village")
    task = get_door(request.actor, task_id=task_id, now=request.now)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.reason:
            _pass_on(request, task, form)
            return back_to_list(request, task)
        form.add_error(None, explain(Refused("reason_needed")))
    searched = request.GET.get("q", "")
    context = {
        "task": task,
        "form": form,
        "q": searched,
        "found": units_found(searched, request.actor.home),
        **_frame_of(request, task),
    }
    return render(request, "verification/not_ours.html", context, status=422 if form.errors else 200)


def _pass_on(request: AskedRequest, task: DoorView, form: RefusalForm) -> None:
    key = form.cleaned_data["right_unit_key"]
    not_my_village(request.actor, task_id=task.id, right_unit_key=key, reason=form.reason, now=request.now)
    there = get_unit(key).name
    messages.success(
        request, _("%(code)s goes to %(unit)s.") % {"code": task.person.short_code, "unit": there}
    )
