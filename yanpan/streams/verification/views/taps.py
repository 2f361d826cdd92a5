"""The door: ① what was found, ② how the person was reached, ③ what follows, ④ the test, in one form and one post.

A script shows one question after another; without it the form stands open and is checked all the same. The same
page serves the village's phone and, with who told it, the township's entry by telephone (代填).
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.base.places.queries import get_unit
from yanpan.base.policy.rules import pack_named
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import AnswerForm, PaperForm, RefusalForm, TestForm
from yanpan.streams.verification.operations import enter_by_telephone, not_my_village, record_outcome
from yanpan.streams.verification.queries import DoorView, get_door
from yanpan.streams.verification.rules.outcomes import Where
from yanpan.streams.verification.templatetags.verification_words import outcome_words
from yanpan.streams.verification.views.frame import Found, units_found
from yanpan.streams.verification.views.telephone import told_by
from yanpan.streams.verification.views.village import answers_itself, frame_of


@require_http_methods(["GET", "POST"])
def door(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """One person: what to wear and to say at the door, then the taps, then back to the list."""
    form = AnswerForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and (answer := _record(request, task_id, form)):
        return answer
    task = get_door(request.actor, task_id=task_id, now=request.now)
    context = {
        "task": task,
        "wrong": form is not None,
        "form": form or AnswerForm,  # an empty one is made by the template, once a language
        "version": version_asked(request) or task.version,
        "answer_id": fresh_id(request.now),
        "answered": task.standing != "in_hand",
        "q": request.POST.get("q", ""),
        "found": _found(request),
        **_later_forms(task),
        **at_the_door(task),
        **_frame_of(request, task),
    }
    return render(request, "verification/door.html", context, status=422 if form else 200)


def _later_forms(task: DoorView) -> dict[str, object]:
    initial = {"v": task.version}
    # Fields of these names stand among the taps too: labels need ids of their own.
    return {
        "paper_form": PaperForm(initial=initial, auto_id="paper_%s") if task.waits_for_paper else None,
        "test_form": TestForm(initial=initial, auto_id="result_%s") if task.waits_for_result else None,
    }


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


def _record(request: AskedRequest, task_id: UUID, form: AnswerForm) -> HttpResponse | None:
    """The one post keeps everything; somebody else's answer in between is shown, never overwritten.

    None: what is wrong stands on the form, with all that was entered.
    """
    try:
        unit_key = _kept(request, task_id, form)
    except Stale as stale:
        messages.error(request, explain(stale))
        return redirect("verification:door", task_id=task_id)
    except Refused as refused:
        if refused.code not in _SAID_AT_THE_DOOR:
            raise
        form.add_error(None, explained(refused))
        return None
    # The list says itself what was kept: a message in the session would cost two writes an answer.
    return back_to_list(request, unit_key, kept=task_id)


def explained(refused: Refused) -> str:
    """What is refused in words; of an answer that is not complete, all that is missing."""
    if refused.code == "outcome_incomplete":
        return explain(Refused("outcome_incomplete", problems=outcome_words(str(refused.facts["problems"]))))
    return explain(refused)


def _kept(request: AskedRequest, task_id: UUID, form: AnswerForm) -> str:
    """Keep the answer; for whom, where it is said on the telephone, else ''."""
    common: dict[str, Any] = {
        "task_id": task_id,
        "version": version_asked(request),
        "now": request.now,
        **form.answer,
    }
    if answers_itself(request):
        record_outcome(request.actor, **common)
        return ""
    unit_key = get_door(request.actor, task_id=task_id, now=request.now).custody_key
    enter_by_telephone(request.actor, told_by=told_by(request, unit_key), **common)
    return unit_key


def back_to_list(request: AskedRequest, unit_key: str, *, kept: UUID | None = None) -> HttpResponse:
    """The phone's own list, or the village that is on the telephone. kept: whose answer the list shows as kept."""
    address = (
        reverse("verification:village")
        if answers_itself(request)
        else reverse("verification:telephone_village", args=[unit_key])
    )
    return redirect(f"{address}?kept={kept}" if kept else address)


@require_http_methods(["GET", "POST"])
def not_ours(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """Taken, but none of ours: to the unit that is right."""
    request.actor.must("verification.not_my_village")
    task = get_door(request.actor, task_id=task_id, now=request.now)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.reason:
            _pass_on(request, task, form)
            return back_to_list(request, task.custody_key)
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
