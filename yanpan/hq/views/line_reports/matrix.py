"""Who has reported what: units × lines, each cell the way to its report."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import units_of_actor, visible_unit
from yanpan.hq.exchange.line_words import basis_word, said, standing_word
from yanpan.hq.operations.line_reports.chasing import call_late_reports
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import BASES
from yanpan.hq.queries.line_reports.matrix import Cell, Matrix, MatrixRow, get_report_matrix
from yanpan.hq.rules.lines import CUT_OFF
from yanpan.hq.rules.reports import OUTSTANDING, Timeliness
from yanpan.hq.views.line_reports.filling import day_of
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.table_views import with_views

_CLASSES = {
    Timeliness.IN_TIME: "done",
    Timeliness.LATE: "soon",
    Timeliness.DRAFT: "soon",
    Timeliness.MISSING: "missing",
    Timeliness.UNAPPROVED: "late",
}


@require_GET
@tables_taken_along
@with_views("hq:report_matrix", "unit", "basis")
def matrix(request: AskedRequest) -> HttpResponse:
    """Of the own headquarters, or of one below (?unit=), of a day (?on=) and basis (?basis=)."""
    request.actor.must("hq.get_report_matrix")
    basis = request.GET.get("basis", CUT_OFF)
    today = reporting_day(request.now, basis)
    on = day_of(request.GET["on"]) if request.GET.get("on") else today
    found = get_report_matrix(
        request.actor,
        event_id=current_event().id,
        unit_path=unit_path(request),
        on=on,
        basis=basis,
        now=request.now,
    )
    context = {
        "matrix": found,
        "lines": [said(one.name) for one in found.lines],
        "rows": [_row(request, found, row) for row in found.rows],
        "bases": [(one, basis_word(one)) for one in BASES],
        "total": sum(1 for row in found.rows for cell in row.cells if cell),
        "in_time": found.count(Timeliness.IN_TIME),
        "late": found.count(Timeliness.LATE),
        "outstanding": found.count(*OUTSTANDING),
        "may_call": request.actor.may("hq.call_late_reports"),
        "today": today,
    }
    return render(request, "hq/report_matrix.html", context)


def unit_path(request: AskedRequest) -> str:
    """Missing: nobody's unit, or one elsewhere."""
    if key := request.GET.get("unit", ""):
        return visible_unit(request.actor, key).path
    own = units_of_actor(request.actor)
    if not own:
        raise Missing("unit")
    return own[0].path


def _row(request: AskedRequest, found: Matrix, row: MatrixRow) -> dict[str, object]:
    below = f"?unit={row.unit.key}&basis={found.basis}" if row.unit.kind == "county" else ""
    cells = [_cell(request, found.on, cell) if cell else None for cell in row.cells]
    return {"unit": row.unit, "due_at": row.due_at, "below": below, "cells": cells}


def _cell(request: AskedRequest, on: date, cell: Cell) -> dict[str, object]:
    """The mark of a cell, its words for who hovers or listens, and where it leads."""
    if cell.report_id:
        url = reverse("hq:line_report", args=[cell.report_id])
    elif request.actor.may("hq.fill_report"):
        due = cell.due
        url = reverse("hq:fill_report", args=[due.unit_key, due.line, due.basis, on.isoformat()])
    else:
        url = ""
    return {
        "cell": cell,
        "class": _CLASSES.get(cell.standing, ""),
        "word": standing_word(cell.standing.value),
        "url": url,
    }


@require_POST
def call(request: AskedRequest) -> HttpResponse:
    """Put the late ones on the call list now."""
    made = call_late_reports(request.actor, now=request.now)
    words = ngettext("%(count)s unit more is to be rung.", "%(count)s units more are to be rung.", made)
    messages.success(request, words % {"count": made})
    return redirect("hq:report_matrix")
