"""村（社区）日报: a village's page, phone first; and who of a unit's villages has reported."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.base.places.kinds import Kind
from yanpan.base.places.queries import UnitView
from yanpan.hq.exchange.line_words import measure_word, said, value_text
from yanpan.hq.forms.village_reports import VillageForm
from yanpan.hq.operations.line_reports.villages import report_village, report_village_zero
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import ReportedLine
from yanpan.hq.queries.line_reports.villages import (
    VillageDay,
    get_village_report,
    list_village_reports,
    village_lines,
)
from yanpan.hq.rules.lines import CUT_OFF
from yanpan.hq.views.line_reports.filling import day_of
from yanpan.hq.views.rapid_reports import frame_of
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import status_of
from yanpan.shell.words import explain

NOT_ACCEPTED = "village_report_not_accepted"


@require_http_methods(["GET", "POST"])
def villages(request: AskedRequest) -> HttpResponse:
    """Of a village (the own one, or ?unit=): its report of the day. Of a unit above: its villages."""
    request.actor.must("hq.report_village" if request.method == "POST" else "hq.get_village_report")
    unit, on = unit_asked(request), _day_asked(request)
    if unit.kind == Kind.VILLAGE:
        return _village(request, unit, on)
    if request.method == "POST":
        raise Missing("village")
    return _list(request, unit, on)


def _day_asked(request: AskedRequest) -> date:
    """The day reports are filled for now, or ?on=."""
    return day_of(request.GET["on"]) if request.GET.get("on") else reporting_day(request.now, CUT_OFF)


def _village(request: AskedRequest, unit: UnitView, on: date) -> HttpResponse:
    what: dict[str, Any] = {"event_id": current_event().id, "unit_key": unit.key, "on": on}
    if request.method == "GET":
        day = get_village_report(request.actor, now=request.now, **what)
        return _page(request, day, VillageForm(village_lines(), initial=_initial(day)))
    form = VillageForm(village_lines(), request.POST)
    if form.is_valid():
        try:
            _report(request, form, what)
        except Refused as refused:
            _on_form(form, refused)
        else:
            messages.success(request, _("Reported. Thank you; until the cut-off it can be reported again."))
            return redirect(request.get_full_path())
    return _page(request, get_village_report(request.actor, now=request.now, **what), form)


def _report(request: AskedRequest, form: VillageForm, what: dict[str, Any]) -> None:
    seen = form.cleaned_data["seen"] or 0
    if request.POST.get("zero"):
        report_village_zero(request.actor, seen=seen, now=request.now, **what)
        return
    note = form.cleaned_data["note"]
    report_village(request.actor, figures=form.figures(), note=note, seen=seen, now=request.now, **what)


def _on_form(form: VillageForm, refused: Refused) -> None:
    """What is wrong, at its figure; another refusal above the form."""
    if refused.status in (403, 404):
        raise refused
    form.refused_status = refused.status  # type: ignore[attr-defined]
    if refused.code == NOT_ACCEPTED:
        form.show(refused.facts["problems"])  # type: ignore[arg-type]
    else:
        form.add_error(None, explain(refused))


def _initial(day: VillageDay) -> dict[str, object]:
    typed = {
        f"{line}-{name}": value
        for line, figures in day.said.figures.items()
        for name, value in figures.items()
    }
    return typed | {"note": day.said.note, "seen": day.said.number}


def _page(request: AskedRequest, day: VillageDay, form: VillageForm) -> HttpResponse:
    context = {
        "day": day,
        "form": form,
        "lines": [(said(one.name), _rows(form, day, one)) for one in form.lines],
        "may_report": request.actor.may("hq.report_village"),
        **frame_of(request),
    }
    return render(request, "hq/village_report.html", context, status=status_of(form))


def _rows(form: VillageForm, day: VillageDay, line: ReportedLine) -> list[dict[str, object]]:
    before = day.before.get(line.key, {})
    return [
        {
            "bound": form[f"{line.key}-{one.id}"],
            "measure": measure_word(one),
            "before": value_text(one, before.get(one.id)),
        }
        for one in line.shipped.asked_of_villages()
    ]


def _list(request: AskedRequest, unit: UnitView, on: date) -> HttpResponse:
    found = list_village_reports(
        request.actor, event_id=current_event().id, unit_key=unit.key, on=on, now=request.now
    )
    columns = [
        (said(line.name), said(one.name), line.key, one.id)
        for line in village_lines()
        for one in line.shipped.asked_of_villages()
    ]
    context = {
        "found": found,
        "columns": columns,
        "lines": [
            (said(line.name), len(line.shipped.asked_of_villages()), found.sums[line.key])
            for line in village_lines()
        ],
        "sums": [found.sums[line].figures.get(name, "–") for _line, _name, line, name in columns],
        "rows": [
            (village, report, _cells(report.figures if report else {}, columns))
            for village, report in found.said
        ],
        "may_report": request.actor.may("hq.report_village"),
    }
    return render(request, "hq/village_reports.html", context)


def _cells(figures: Any, columns: list[tuple[str, str, str, str]]) -> list[object]:
    return [figures.get(line, {}).get(name, "–") for _line, _name, line, name in columns]
