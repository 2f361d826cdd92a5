"""7-1-7: how timely the event was found, notified and answered; dates nobody recorded are entered here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.hq.exchange.timeliness import (
    days_text,
    interval_name,
    kept_word,
    met_text,
    milestone_name,
    timeliness_paper,
)
from yanpan.hq.forms.timeliness import MilestoneForm
from yanpan.hq.operations.timeliness import note_milestone
from yanpan.hq.queries.timeliness import Timeliness, get_timeliness
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.paper_files import sheet_as_file
from yanpan.shell.papers import to_xlsx


def _found(request: AskedRequest) -> Timeliness:
    return get_timeliness(request.actor, event_id=current_event().id, now=request.now)


@require_http_methods(["GET", "POST"])
def timeliness(request: AskedRequest) -> HttpResponse:
    """The three intervals and every date; below it, a date to be entered."""
    if request.method == "POST":
        request.actor.must("hq.note_milestone")
    form = MilestoneForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            note_milestone(request.actor, event_id=current_event().id, now=request.now, **form.cleaned_data)
            messages.success(request, _("The date is entered."))
            return redirect("hq:timeliness")
    found = _found(request)
    context = {
        "event": found.event,
        "intervals": [
            (one, interval_name(one.code), days_text(one), met_text(one)) for one in found.intervals
        ],
        "dates": [(one, milestone_name(one.code), kept_word(one.kept)) for one in found.dates],
        "form": form if request.actor.may("hq.note_milestone") else None,
    }
    return render(request, "hq/timeliness.html", context, status=status_of(form))


@require_GET
def workbook(request: AskedRequest) -> HttpResponse:
    """The same as XLSX, in the language of who asks."""
    found = _found(request)
    dates = [(one.code, one.on, one.kept, one.source) for one in found.dates]
    paper = timeliness_paper(found.event.name, found.event.drill, found.intervals, dates)
    name = f"{'演练数据-' if found.event.drill else ''}7-1-7"
    return sheet_as_file(to_xlsx(paper, fixed_at=request.now), f"{name}.xlsx")
