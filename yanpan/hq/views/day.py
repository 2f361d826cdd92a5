"""The day of the own headquarters, hour by hour; the days of those below, to be read only."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.hq.exchange.hours import hour_name
from yanpan.hq.forms.day import AddHourForm, MoveHourForm, RoundForm
from yanpan.hq.operations.day import change_hour, note_hour_done, switch_testing_round
from yanpan.hq.queries.day import local_day
from yanpan.hq.queries.days import DayView, HourView, get_day, list_days, list_hour_changes
from yanpan.hq.rules.day import Hour, hour_named, runs_round
from yanpan.hq.views.cut_offs import own_unit
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, refusals_told, status_of
from yanpan.shell.page_tables import tables_taken_along


def _named(hours: tuple[HourView, ...]) -> list[tuple[HourView, str]]:
    return [(one, hour_name(one.hour)) for one in hours]


@require_GET
@tables_taken_along
def day(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """Today's hours: done, late, ahead. Another headquarters' day has no buttons."""
    own = own_unit(request)
    found = get_day(request.actor, event_id=current_event().id, unit_key=unit_key or own.key, now=request.now)
    is_own = found.unit.key == own.key
    changes = list_hour_changes(request.actor, unit_key=found.unit.key, now=request.now)
    context = {
        "day": found,
        "hours": _named(found.hours),
        "changes": [(one, hour_name(Hour(one.code, one.at, "hand", title=one.title))) for one in changes],
        "may_tick": is_own and request.actor.may("hq.note_hour_done"),
        "may_change": is_own and request.actor.may("hq.change_hour"),
        "round_runs": runs_round([one.hour for one in found.hours]),
        "may_see_meetings": request.actor.may("hq.list_meetings"),
        "below": request.actor.may("hq.list_days") and own.kind == "city",
    }
    return render(request, "hq/day.html", context)


@require_POST
def tick(request: AskedRequest, code: str) -> HttpResponse:
    """What fell due at this hour is done."""
    with refusals_told(request):
        note_hour_done(request.actor, unit_key=own_unit(request).key, code=code, now=request.now)
        messages.success(request, _("Noted."))
    return redirect("hq:day")


@require_GET
@tables_taken_along
def days(request: AskedRequest) -> HttpResponse:
    """Which hour each county and zone has done; counted from the same records as their own pages."""
    found = list_days(request.actor, event_id=current_event().id, now=request.now)
    codes = _columns(found)
    context = {
        "columns": [hour_name(hour) for hour in codes.values()],
        "rows": [(one.unit, [_cell(one, code) for code in codes]) for one in found],
    }
    return render(request, "hq/days.html", context)


def _columns(found: list[DayView]) -> dict[str, Hour]:
    """Every hour any of them has, in the order of the day."""
    hours = [one for each in found for one in each.hours]
    return {one.hour.code: one.hour for one in sorted(hours, key=lambda one: (one.due_at, one.hour.code))}


def _cell(day_of_unit: DayView, code: str) -> HourView | None:
    return next((one for one in day_of_unit.hours if one.hour.code == code), None)


@require_http_methods(["GET", "POST"])
def change(request: AskedRequest, code: str = "") -> HttpResponse:
    """Move or drop an hour; without a code, add one."""
    request.actor.must("hq.change_hour")
    unit = own_unit(request)
    today = get_day(request.actor, event_id=current_event().id, unit_key=unit.key, now=request.now)
    hour = hour_named([one.hour for one in today.hours], code) if code else None
    if code and hour is None:
        raise Missing("hour")
    kind = MoveHourForm if hour else AddHourForm
    first = {"at": hour.at if hour else "", "from_on": local_day(request.now)}
    form = kind(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_hour(request.actor, unit_key=unit.key, code=code, now=request.now, **form.cleaned_data)
            messages.success(request, _("The day is changed."))
            return redirect("hq:day")
    context = {"form": form, "unit": unit, "title": hour_name(hour) if hour else ""}
    return render(request, "hq/hour_change.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def testing_round(request: AskedRequest) -> HttpResponse:
    """Every two hours while a round of testing runs: switched on, or off again."""
    request.actor.must("hq.switch_testing_round")
    unit = own_unit(request)
    today = get_day(request.actor, event_id=current_event().id, unit_key=unit.key, now=request.now)
    running = runs_round([one.hour for one in today.hours])
    form = RoundForm(request.POST or None, initial={"from_on": local_day(request.now)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            switch_testing_round(
                request.actor, unit_key=unit.key, running=not running, now=request.now, **form.cleaned_data
            )
            messages.success(request, _("The day is changed."))
            return redirect("hq:day")
    title = _("End the hours of the testing round") if running else _("Every two hours for a testing round")
    return render(
        request, "hq/hour_change.html", {"form": form, "unit": unit, "title": title}, status=status_of(form)
    )
