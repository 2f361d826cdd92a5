"""催办电话单: whom to ring about what; one tap notes the result."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.notices.operations import answer_call
from yanpan.base.notices.queries import CallView, list_calls
from yanpan.base.notices.rules import ANSWERS
from yanpan.shell.asking import AskedRequest, is_htmx
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.words import matter_word


@require_GET
def calls(request: AskedRequest) -> HttpResponse:
    """The list, the oldest first, and a text for the chat group."""
    return render(request, "shell/calls.html", _context(request))


def _context(request: AskedRequest) -> dict[str, object]:
    found = list_calls(request.actor, now=request.now)
    return {
        "calls": found,
        "answers": ANSWERS,
        "group_text": group_text(found),
        "may_answer": request.actor.may("notices.answer_call"),
    }


def group_text(found: list[CallView]) -> str:
    """For the chat group: units and matters only. No person's name, no ID, no telephone, no number."""
    units: dict[str, list[str]] = {}
    for one in found:
        named = units.setdefault(matter_word(one.matter), [])
        if one.unit_name not in named:
            named.append(one.unit_name)
    lines = [_("%(matter)s: %(units)s") % {"matter": m, "units": "、".join(u)} for m, u in units.items()]
    if not lines:
        return ""
    return "\n".join([_("The following units please act in the system at once:"), *lines])


@require_POST
def answer(request: AskedRequest, notice_id: str) -> HttpResponse:
    """Reached or promised takes the call off the list; no answer and wrong number keep it there."""
    answer_call(
        request.actor,
        notice_id=uuid_of(notice_id, "notice"),
        answer=request.POST.get("answer", "")[:20],
        now=request.now,
    )
    if is_htmx(request):
        return render(request, "shell/calls_list.html", _context(request))
    return redirect("shell:calls")
