"""What my unit owes, and the form of one report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.hq.exchange.line_words import (
    basis_word,
    measure_word,
    problem_text,
    said,
    standing_word,
    value_text,
)
from yanpan.hq.forms.line_reports import FIGURE, REASON, WORDS, ReportForm
from yanpan.hq.operations.line_reports.filling import copy_report, fill_report, report_zero
from yanpan.hq.operations.line_reports.villages import take_village_sums
from yanpan.hq.queries.line_reports.reading import FormToFill, get_report_form, list_own_reports
from yanpan.hq.rules.lines import Field
from yanpan.hq.rules.lines.judging import BASE_CHANGED, Problem
from yanpan.hq.rules.reports import OUTSTANDING
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import status_of
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.words import explain

NOT_ACCEPTED = "report_not_accepted"
REASON_REFUSED = "reason_not_accepted"


@require_GET
@tables_taken_along
def own_reports(request: AskedRequest) -> HttpResponse:
    """What I owe, due when, how it stands."""
    unit, owed = list_own_reports(request.actor, event_id=current_event().id, now=request.now)
    shown = [
        {
            "owed": one,
            "line": said(one.line.name),
            "basis": basis_word(one.basis),
            "word": standing_word(one.standing.value),
            "outstanding": one.standing in OUTSTANDING,
            "url": _address(unit.key, one.line.key, one.basis, one.on),
        }
        for one in owed
    ]
    context = {
        "unit": unit,
        "reports": shown,
        "may_fill": request.actor.may("hq.fill_report"),
        "may_approve": request.actor.may("hq.approve_reports"),
    }
    return render(request, "hq/own_reports.html", context)


def _address(unit_key: str, line: str, basis: str, on: date) -> str:
    return reverse("hq:fill_report", args=[unit_key, line, basis, on.isoformat()])


def day_of(text: str) -> date:
    """Missing for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Missing("day") from None


@require_http_methods(["GET", "POST"])
def fill(request: AskedRequest, unit_key: str, line: str, basis: str, on: str) -> HttpResponse:
    """The form of one report; what is wrong stands at each figure, all of it at once."""
    request.actor.must("hq.fill_report")
    what: dict[str, Any] = {"unit_key": unit_key, "line": line, "basis": basis, "on": day_of(on)}
    found = get_report_form(request.actor, event_id=current_event().id, now=request.now, **what)
    form = ReportForm(found.definition, found.asked, request.POST or None, initial=_initial(found))
    if request.method == "GET":
        return _page(request, found, form, found.draft.questions if found.draft else ())
    problems: Iterable[Problem] = ()
    if form.is_valid():
        try:
            fill_report(
                request.actor,
                event_id=current_event().id,
                figures=form.figures(),
                reasons=form.reasons(),
                version=form.cleaned_data["version"],
                now=request.now,
                **(form.texts() | what),
            )
        except Refused as refused:
            problems = _on_form(form, refused)
        else:
            messages.success(request, _("Saved. The report counts once it is approved."))
            return redirect(request.path)
    return _page(request, found, form, problems)


def _on_form(form: ReportForm, refused: Refused) -> tuple[Problem, ...]:
    """What is wrong, at its figure; another refusal above the form."""
    if refused.status in (403, 404):
        raise refused
    form.refused_status = refused.status  # type: ignore[attr-defined]
    if refused.code != NOT_ACCEPTED:
        form.add_error(None, explain(refused))
        return ()
    problems: tuple[Problem, ...] = refused.facts["problems"]  # type: ignore[assignment]
    form.show(one for one in problems if not one.key or one.code == REASON_REFUSED)
    if not form.errors:
        form.add_error(None, _("Give a reason at each question, or correct the figure."))
    return problems


def _initial(found: FormToFill) -> dict[str, Any]:
    source = found.draft or found.approved
    if source is None:
        return {}
    figures = {FIGURE + name: value for name, value in source.figures.items()}
    version = {"version": found.draft.version} if found.draft else {}
    return figures | {name: getattr(source, name) for name in WORDS} | version


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the form with what stands beside it."""

    bound: forms.BoundField
    measure: str
    source: str
    before: str
    copied: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A reason that is asked for. name: of its input."""

    name: str
    text: str
    reason: str


def _page(
    request: AskedRequest, found: FormToFill, form: ReportForm, problems: Iterable[Problem]
) -> HttpResponse:
    in_grid = {
        f"{row}_{column}"
        for grid in found.definition.grids
        for row, _r in grid.rows
        for column, _c in grid.columns
    }
    context = {
        "found": found,
        "form": form,
        "line": said(found.line.name),
        "basis": basis_word(found.basis),
        "figures": [_row(form, found, one) for one in found.asked if one.id not in in_grid],
        "grids": _grids(form, found),
        "texts": [form[name] for name in WORDS],
        "questions": _questions(form, found, problems),
        "blank": [problem_text(one, found.definition) for one in problems if one.code == "figure_missing"],
        "begun": found.draft is not None,
        "villages": found.villages if request.actor.may("hq.take_village_sums") else None,
        "may_begin": found.draft is None and found.approved is None,
    }
    return render(request, "hq/report_form.html", context, status=status_of(form))


def _row(form: ReportForm, found: FormToFill, one: Field) -> FigureRow:
    copied = found.draft is not None and one.id in found.draft.copied
    return FigureRow(
        form[FIGURE + one.id],
        measure_word(one),
        said(one.source) if one.source else "",
        value_text(one, found.before.get(one.id)),
        copied and not form.is_bound,
        one.optional,
    )


def _grids(form: ReportForm, found: FormToFill) -> list[dict[str, object]]:
    asked = {one.id: one for one in found.asked}
    return [
        {
            "name": said(grid.name),
            "columns": [said(name) for _key, name in grid.columns],
            "rows": [
                (
                    said(name),
                    [
                        (said(title), _row(form, found, asked[f"{row}_{column}"]))
                        for column, title in grid.columns
                    ],
                )
                for row, name in grid.rows
            ],
        }
        for grid in found.definition.grids
        if all(f"{row}_{column}" in asked for row, _n in grid.rows for column, _t in grid.columns)
    ]


def _questions(form: ReportForm, found: FormToFill, problems: Iterable[Problem]) -> list[Question]:
    """Reasons still asked for, and those given before: both can be written."""
    kept: Mapping[str, str] = form.reasons() if form.is_bound else found.draft.reasons if found.draft else {}
    asked = {one.key: problem_text(one, found.definition) for one in problems if one.key}
    checks = {one.id: said(one.name) for one in found.definition.checks}
    given = {key: checks.get(key) or _of_base(key, found) for key in kept}
    return [Question(REASON + key, text, kept.get(key, "")) for key, text in (given | asked).items()]


def _of_base(key: str, found: FormToFill) -> str:
    known = found.definition.by_id.get(key.removeprefix(BASE_CHANGED))
    return _("%(name)s changed by more than 2 %%.") % {"name": said(known.name) if known else key}


_BEGINNINGS = {"copy": copy_report, "zero": report_zero, "villages": take_village_sums}


@require_POST
def begin(request: AskedRequest, unit_key: str, line: str, basis: str, on: str, how: str) -> HttpResponse:
    """One tap: the figures of the day before, 零报告, or the sums of the villages."""
    if how not in _BEGINNINGS:
        raise Missing("step")
    what: dict[str, Any] = {"unit_key": unit_key, "line": line, "basis": basis, "on": day_of(on)}
    try:
        made = _BEGINNINGS[how](request.actor, event_id=current_event().id, now=request.now, **what)
    except Stale as stale:
        messages.error(request, explain(stale))
    except Refused as refused:
        if refused.status != 422:
            raise
        messages.error(request, explain(refused))
    else:
        messages.success(request, _begun_words(how, made.is_zero))
    return redirect("hq:fill_report", unit_key, line, basis, on)


def _begun_words(how: str, is_zero: bool) -> str:
    if how == "villages":
        return _("The sums of the villages are in; check them and fill the rest.")
    if is_zero:
        return _("Zero report saved.")
    return _("The figures of the day before are in; change what has changed.")
