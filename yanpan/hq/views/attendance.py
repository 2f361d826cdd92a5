"""The meetings of the own headquarters and their attendance sheets; those of one below, to be read only."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import UnitView, visible_unit
from yanpan.hq.forms.attendance import CancelForm, MeetingForm, SeatForm
from yanpan.hq.operations.attendance import call_meeting, cancel_meeting, note_attendance
from yanpan.hq.queries.attendance import get_attendance, list_meetings
from yanpan.hq.queries.days import get_day
from yanpan.hq.rules.day import hour_named
from yanpan.hq.templatetags.duty_words import PRESENCE
from yanpan.hq.views.cut_offs import own_unit
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, refusals_told, status_of
from yanpan.shell.page_tables import tables_taken_along


@require_http_methods(["GET", "POST"])
@tables_taken_along
def meetings(request: AskedRequest) -> HttpResponse:
    """The newest first; a new one is called for the hour the day holds for it."""
    unit = own_unit(request)
    form = MeetingForm(request.POST or None, initial={"at": _next_hour(request, unit.key)})
    if request.method == "POST":
        request.actor.must("hq.call_meeting")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = call_meeting(request.actor, unit_key=unit.key, now=request.now, **form.cleaned_data)
            messages.success(request, _("The meeting is called."))
            return redirect("hq:attendance", meeting_id=made.id)
    context = _meetings(request, unit) | {"form": form, "may_call": request.actor.may("hq.call_meeting")}
    return render(request, "hq/meetings.html", context, status=status_of(form))


@require_GET
@tables_taken_along
def meetings_of(request: AskedRequest, unit_key: str) -> HttpResponse:
    """Those of a headquarters below."""
    return render(request, "hq/meetings.html", _meetings(request, visible_unit(request.actor, unit_key)))


def _meetings(request: AskedRequest, unit: UnitView) -> dict[str, object]:
    event = current_event()
    found = list_meetings(request.actor, event_id=event.id, unit_key=unit.key, now=request.now)
    return {"unit": unit, "meetings": found}


def _next_hour(request: AskedRequest, unit_key: str) -> object:
    """Today's hour of the meeting; the day may have none."""
    if not request.actor.may("hq.get_day"):
        return None
    day = get_day(request.actor, event_id=current_event().id, unit_key=unit_key, now=request.now)
    hour = hour_named([one.hour for one in day.hours], "meeting")
    return hour and localtime(next(one.due_at for one in day.hours if one.hour == hour))


@require_GET
@tables_taken_along
def attendance(request: AskedRequest, meeting_id: UUID) -> HttpResponse:
    """Every unit that is called, and how it came."""
    sheet = get_attendance(request.actor, meeting_id=meeting_id, now=request.now)
    context = {
        "sheet": sheet,
        "presence": list(PRESENCE.items()),
        "cancel_form": CancelForm(),
        "may_note": sheet.own and request.actor.may("hq.note_attendance"),
        "may_cancel": sheet.own and request.actor.may("hq.cancel_meeting"),
    }
    return render(request, "hq/attendance.html", context)


@require_POST
def seat(request: AskedRequest, meeting_id: UUID, unit_key: str) -> HttpResponse:
    """How one unit came; what is missing is said above the sheet."""
    request.actor.must("hq.note_attendance")
    form = SeatForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            note_attendance(
                request.actor, meeting_id=meeting_id, unit_key=unit_key, now=request.now, **form.cleaned_data
            )
    for problem in (str(one) for errors in form.errors.values() for one in errors):
        messages.error(request, problem)
    return redirect("hq:attendance", meeting_id=meeting_id)


@require_POST
def cancel(request: AskedRequest, meeting_id: UUID) -> HttpResponse:
    """It does not take place."""
    reason = request.POST.get("reason", "")[:200]
    with refusals_told(request):
        cancel_meeting(request.actor, meeting_id=meeting_id, reason=reason, now=request.now)
        messages.success(request, _("The meeting is cancelled."))
    return redirect("hq:attendance", meeting_id=meeting_id)
