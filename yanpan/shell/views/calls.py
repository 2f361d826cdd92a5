"""催办电话单: whom to ring about what; one tap notes the result, and every result is kept."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.notices.operations import answer_call
from yanpan.base.notices.queries import CallView, list_calls
from yanpan.base.places.queries import visible_unit
from yanpan.shell.asking import AskedRequest, is_htmx
from yanpan.shell.group_text import group_text, text_of_units
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.spreadsheets.tables import Table
from yanpan.shell.table_views import with_views
from yanpan.shell.views.sign_in import uuid_of
from yanpan.shell.words import answer_word, fact_word, matter_word, urgency_word

PROMISED_HOURS = (1, 2, 4)


def _facts(call: CallView) -> str:
    counted = (f"{value} {fact_word(name)}" for name, value in call.facts.items() if name != "source")
    return " ".join([matter_word(call.matter), *counted])


CALLS: Table[CallView] = Table(
    _("Call list"),
    (
        (_("Unit"), lambda call: call.unit_name),
        (_("Class"), lambda call: urgency_word(call.urgency)),
        (_("Whom to ring"), lambda call: call.addressee),
        (_("Telephone"), lambda call: call.phone),
        (_("Matter"), _facts),
        (_("By when"), lambda call: call.due_at),
        (_("Since"), lambda call: call.made_at),
        (_("Result"), lambda call: answer_word(call.rung[-1].answer) if call.rung else None),
    ),
)


@require_GET
@with_views("shell:calls")
def calls(request: AskedRequest) -> HttpResponse:
    """The list, the gravest class first, then the oldest; and a text for the chat group of all units."""
    if asks_for_sheet(request):
        return table_answer(request, CALLS, list_calls(request.actor, now=request.now))
    return render(request, "shell/calls.html", _context(request))


def _context(request: AskedRequest) -> dict[str, object]:
    found = list_calls(request.actor, now=request.now)
    return {
        "calls": found,
        "promised_hours": PROMISED_HOURS,
        "group_text": text_of_units(found),
        "may_answer": request.actor.may("notices.answer_call"),
    }


@require_GET
def group_copy(request: AskedRequest, unit_key: str) -> HttpResponse:
    """The text for one unit's chat group, to copy."""
    unit = visible_unit(request.actor, unit_key)
    found = list_calls(request.actor, unit_key=unit_key, now=request.now)
    context = {"unit": unit, "text": group_text(unit.name, found)}
    return render(request, "shell/group_copy.html", context)


@require_POST
def answer(request: AskedRequest, notice_id: str) -> HttpResponse:
    """Reached or promised takes the call off the list; no answer and wrong number keep it there.

    The button of a promise says within how many hours: 'promised:2'.
    """
    said, _colon, hours = request.POST.get("answer", "")[:20].partition(":")
    is_hour = hours in {str(one) for one in PROMISED_HOURS}
    answer_call(
        request.actor,
        notice_id=uuid_of(notice_id, "notice"),
        answer=said,
        promised_until=request.now + timedelta(hours=int(hours)) if is_hour else None,
        now=request.now,
    )
    if is_htmx(request):
        return render(request, "shell/calls_list.html", _context(request))
    return redirect("shell:calls")
