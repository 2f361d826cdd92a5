"""The taps: ① what was found, ② how the person was reached, ③ what follows, ④ the test. No script is needed.

The first taps are links that carry what was tapped; nothing is kept before the last one, whose one post carries
the whole answer. The same pages serve the village's phone and, with who told it, the township's entry by
telephone (代填).
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.base.places.queries import get_unit
from yanpan.base.policy.rules import pack_named
from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asking import AskedRequest
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import AnswerForm, PaperForm, RefusalForm, TestForm
from yanpan.streams.verification.operations import enter_by_telephone, not_my_village, record_outcome
from yanpan.streams.verification.queries import DoorView, get_door
from yanpan.streams.verification.rules.outcomes import (
    ASKED_HOW,
    DECIDED,
    Contact,
    Measure,
    Where,
)
from yanpan.streams.verification.templatetags.answer_words import CALL_FAILED, VISIT_FAILED
from yanpan.streams.verification.templatetags.verification_words import (
    MEASURES,
    WHERES,
    outcome_words,
    word_in,
)
from yanpan.streams.verification.views.frame import units_found
from yanpan.streams.verification.views.telephone import told_by
from yanpan.streams.verification.views.village import answers_itself, frame_of


@dataclass(frozen=True, slots=True)
class Taps:
    """What has been tapped so far; version: of the task as the person saw it."""

    version: int
    where: str = ""
    contact: str = ""
    measure: str = ""

    @property
    def step(self) -> str:
        """Which page comes now: where, how, why_not, unit, measure, last, sure."""
        if self.where not in set(Where):
            return "where"
        if self.where not in ASKED_HOW:
            return "sure"
        if self.contact not in set(Contact):
            return "how"
        if self.contact == Contact.NOT_REACHED and self.where != Where.ELSEWHERE:
            return "why_not"
        if self.where == Where.ELSEWHERE:
            return "unit"
        if self.where == Where.OUTSIDE:
            return "sure"
        return "last" if self.measure in set(Measure) else "measure"


def version_asked(text: str, otherwise: int) -> int:
    """A version as it came with a page; anything else is the one that holds now."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise


def _tapped(request: AskedRequest, task: DoorView) -> Taps:
    given = request.POST if request.method == "POST" else request.GET
    return Taps(
        version_asked(given.get("v", ""), task.version),
        given.get("where", ""),
        given.get("contact", ""),
        given.get("measure", ""),
    )


@require_http_methods(["GET", "POST"])
def door(request: AskedRequest, task_id: UUID) -> HttpResponse:
    """One person: what to wear and to say at the door, then the taps, then back to the list."""
    task = get_door(request.actor, task_id=task_id, now=request.now)
    taps = _tapped(request, task)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (answer := _record(request, task, taps, form)):
        return answer
    searched = request.GET.get("q", "")
    context = {
        "task": task,
        "taps": taps,
        "form": form,
        "wheres": list(Where),
        "contacts": [one for one in Contact if taps.where != Where.ELSEWHERE or one != Contact.NOT_REACHED],
        "failed": (("call", CALL_FAILED), ("visit", VISIT_FAILED)),
        "measures": list(Measure),
        "decided": DECIDED,
        "told_asked": taps.measure in DECIDED or taps.measure == Measure.IN_HOSPITAL,
        "q": searched,
        "found": units_found(searched, request.actor.home) if taps.step == "unit" else [],
        "paper_form": PaperForm(initial={"v": task.version}),
        "test_form": TestForm(initial={"v": task.version}),
        **at_the_door(task),
        **_frame_of(request, task),
    }
    return render(request, "verification/door.html", context, status=422 if form.errors else 200)


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


def _record(request: AskedRequest, task: DoorView, taps: Taps, form: AnswerForm) -> HttpResponse | None:
    """The last tap keeps everything; somebody else's answer in between is shown, never overwritten.

    None: what is wrong stands on the form, with all that was entered.
    """
    try:
        _kept(request, task, taps, form)
    except Stale as stale:
        messages.error(request, explain(stale))
        return redirect("verification:door", task_id=task.id)
    except Refused as refused:
        if refused.code not in _SAID_AT_THE_DOOR:
            raise
        if taps.step == "last" and refused.code != "told_by_needed":
            form.add_error(None, explained(refused))
            return None
        messages.error(request, explained(refused))
        return redirect("verification:door", task_id=task.id)
    # Messages lie in the session, which is not encrypted: the short code, never the name.
    messages.success(
        request, _("Kept: %(code)s, %(what)s.") % {"code": task.person.short_code, "what": _what(taps)}
    )
    return back_to_list(request, task)


def explained(refused: Refused) -> str:
    """What is refused in words; of an answer that is not complete, all that is missing."""
    if refused.code == "outcome_incomplete":
        return explain(Refused("outcome_incomplete", problems=outcome_words(str(refused.facts["problems"]))))
    return explain(refused)


def _what(taps: Taps) -> str:
    return word_in(MEASURES, taps.measure) if taps.measure else word_in(WHERES, taps.where)


def _kept(request: AskedRequest, task: DoorView, taps: Taps, form: AnswerForm) -> None:
    common: dict[str, Any] = {
        "task_id": task.id,
        "version": taps.version,
        "now": request.now,
        **form.answer,
    }
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
