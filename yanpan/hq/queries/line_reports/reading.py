"""Reports as they are read: one with its versions, the form a unit fills, what it owes, what waits for approval."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.places.queries import UnitView, units_of_actor, view_unit, visible_unit
from yanpan.hq.models import LineReport
from yanpan.hq.queries.line_reports.deadlines import Deadlines, reporting_day
from yanpan.hq.queries.line_reports.lines import (
    BASES,
    Due,
    Forms,
    ReportedLine,
    due_of,
    fields_asked,
    reported_line,
)
from yanpan.hq.queries.line_reports.villages import village_sums
from yanpan.hq.rules.lines import CUT_OFF, Field, LineDefinition
from yanpan.hq.rules.lines.judging import Problem, open_questions
from yanpan.hq.rules.lines.villages import VillageSums
from yanpan.hq.rules.reports import ReportState, Standing, Timeliness, timeliness
from yanpan.kernel.errors import Missing

MOST_WAITING = 500


@dataclass(frozen=True, slots=True)
class ReportView:
    """One version of a report. definition: as it was filled; asked: what this unit fills of it."""

    id: UUID
    unit: UnitView
    line: ReportedLine
    on: date
    basis: str
    number: int
    state: str
    figures: Mapping[str, Any]
    copied: frozenset[str]
    reasons: Mapping[str, str]
    from_villages: Mapping[str, int]
    progress: str
    problems: str
    needs: str
    is_zero: bool
    same_as_before: bool
    remark: str
    filled_at: datetime
    filled_by: str
    approved_at: datetime | None
    approved_by: str
    reason: str
    version: int
    definition: LineDefinition
    asked: tuple[Field, ...]
    questions: tuple[Problem, ...]


def view_report(
    one: LineReport, forms: Forms, before: Mapping[str, Any] = MappingProxyType({})
) -> ReportView:
    """one: with its unit selected. before: the figures of the day before, for what a draft still has to answer."""
    unit, line = view_unit(one.unit), reported_line(one.line)
    definition = forms.definition_of(one.line, one.form_id)
    asked = fields_asked(line, definition, unit.kind, one.basis)
    is_draft = one.state == ReportState.DRAFT
    questions = open_questions(definition, asked, one.figures, one.reasons, before) if is_draft else []
    return ReportView(
        one.id,
        unit,
        line,
        one.on,
        one.basis,
        one.number,
        one.state,
        one.figures,
        frozenset(one.copied),
        one.reasons,
        one.from_villages,
        one.progress,
        one.problems,
        one.needs,
        one.is_zero,
        one.same_as_before,
        one.remark,
        one.filled_at,
        one.filled_by,
        one.approved_at,
        one.approved_by,
        one.reason,
        one.version,
        definition,
        asked,
        tuple(questions),
    )


@query("hq.get_line_report", subject="report_id", personal=False)
def get_line_report(actor: Actor, *, report_id: UUID, now: datetime) -> tuple[ReportView, ...]:
    """A report with its other versions, the asked one first. Missing: elsewhere."""
    one = LineReport.objects.filter(under("unit__path", actor), id=report_id).select_related("unit").first()
    if one is None:
        raise Missing("report")
    others = of_the_same(one).exclude(id=one.id).select_related("unit").order_by("-number")
    forms = Forms()
    return tuple(view_report(each, forms) for each in (one, *others))


def of_the_same(one: LineReport) -> QuerySet[LineReport]:
    """Every version of what a report reports."""
    return LineReport.objects.filter(
        event_id=one.event_id, unit_id=one.unit_id, line=one.line, on=one.on, basis=one.basis
    )


@dataclass(frozen=True, slots=True)
class FormToFill:
    """villages: what the unit's villages say of the line (None: it has none, or the line asks none).

    draft: None = not begun, or approved and not being corrected; before: of the day before."""

    unit: UnitView
    line: ReportedLine
    on: date
    basis: str
    due_at: datetime
    definition: LineDefinition
    asked: tuple[Field, ...]
    draft: ReportView | None
    approved: ReportView | None
    before: Mapping[str, Any]
    villages: VillageSums | None


@query("hq.get_report_form", subject="unit_key", personal=False)
def get_report_form(
    actor: Actor, *, event_id: UUID, unit_key: str, line: str, on: date, basis: str, now: datetime
) -> FormToFill:
    """Missing: another's unit, or a line or basis there is not."""
    unit, known = visible_unit(actor, unit_key), reported_line(line)
    if basis not in BASES:
        raise Missing("basis")
    forms = Forms()
    definition = forms.definition_on(line, on)
    there = LineReport.objects.filter(event_id=event_id, unit_id=unit.id, line=line, on=on, basis=basis)
    before = figures_before(event_id, {unit.id}, on, basis).get((unit.id, line), {})
    views = [view_report(one, forms, before) for one in there.select_related("unit").order_by("number")]
    return FormToFill(
        unit,
        known,
        on,
        basis,
        Deadlines([unit], on, basis).of(unit.key),
        definition,
        fields_asked(known, definition, unit.kind, basis),
        next((one for one in views if one.state == ReportState.DRAFT), None),
        next((one for one in reversed(views) if one.state == ReportState.APPROVED), None),
        before,
        village_sums(event_id, unit, known, on) if basis == CUT_OFF else None,
    )


def approved_on(event_id: UUID, unit_ids: Iterable[int], on: date, basis: str) -> list[LineReport]:
    """The newest approved version of every report of a day. One query."""
    found = LineReport.objects.filter(
        event_id=event_id, unit_id__in=unit_ids, on=on, basis=basis, state=ReportState.APPROVED.value
    )
    newest = {(one.unit_id, one.line): one for one in found.order_by("number")}
    return list(newest.values())


def figures_before(
    event_id: UUID, unit_ids: Iterable[int], on: date, basis: str
) -> dict[tuple[int, str], Mapping[str, Any]]:
    """(unit id, line) → what was approved for the day before."""
    yesterday = on - timedelta(days=1)
    return {(one.unit_id, one.line): one.figures for one in approved_on(event_id, unit_ids, yesterday, basis)}


@dataclass(frozen=True, slots=True)
class OwedReport:
    """One report a unit owes: how it stands, and its newest version (None = nothing)."""

    line: ReportedLine
    basis: str
    on: date
    due_at: datetime
    standing: Timeliness
    report_id: UUID | None
    state: str
    is_zero: bool
    remark: str


@query("hq.list_own_reports", personal=False)
def list_own_reports(actor: Actor, *, event_id: UUID, now: datetime) -> tuple[UnitView, list[OwedReport]]:
    """What the unit the actor sits in owes now. Missing: nobody's unit."""
    own = units_of_actor(actor)
    if not own:
        raise Missing("unit")
    unit = own[0]
    owed: list[OwedReport] = []
    for basis in BASES:
        on = reporting_day(now, basis)
        due_at = Deadlines([unit], on, basis).of(unit.key)
        there = LineReport.objects.filter(event_id=event_id, unit_id=unit.id, on=on, basis=basis)
        by_line: dict[str, list[LineReport]] = {}
        for one in there.order_by("number"):
            by_line.setdefault(one.line, []).append(one)
        owed += [_owed(due, by_line.get(due.line, []), on, due_at, now) for due in due_of([unit], basis)]
    return unit, owed


def _owed(due: Due, versions: Sequence[LineReport], on: date, due_at: datetime, now: datetime) -> OwedReport:
    newest = versions[-1] if versions else None
    return OwedReport(
        reported_line(due.line),
        due.basis,
        on,
        due_at,
        timeliness(standing_of(versions), due_at, now),
        newest.id if newest else None,
        newest.state if newest else "",
        newest.is_zero if newest else False,
        newest.remark if newest else "",
    )


def standing_of(versions: Sequence[LineReport]) -> Standing:
    approved = [one.approved_at for one in versions if one.approved_at]
    return Standing(bool(versions), min(approved, default=None))


@query("hq.list_reports_to_approve", personal=False)
def list_reports_to_approve(actor: Actor, *, event_id: UUID, now: datetime) -> list[ReportView]:
    """Drafts of the actor's units that somebody else filled, the own unit's first."""
    drafts = LineReport.objects.filter(
        under("unit__path", actor), event_id=event_id, state=ReportState.DRAFT.value
    ).exclude(filled_by=actor.name)
    found = list(drafts.select_related("unit").order_by("unit__path", "on", "line", "basis")[:MOST_WAITING])
    forms, before = Forms(), before_each(event_id, found)
    views = (view_report(one, forms, before.get(one.id, {})) for one in found)
    return sorted(views, key=lambda one: one.unit.path != actor.home)


def before_each(event_id: UUID, reports: Iterable[LineReport]) -> dict[UUID, Mapping[str, Any]]:
    """What was approved of the day before each of these. One query."""
    wanted = {one.id: (one.unit_id, one.line, one.basis, one.on - timedelta(days=1)) for one in reports}
    approved = LineReport.objects.filter(
        event_id=event_id,
        unit_id__in={key[0] for key in wanted.values()},
        on__in={key[3] for key in wanted.values()},
        state=ReportState.APPROVED.value,
    )
    newest = {(one.unit_id, one.line, one.basis, one.on): one.figures for one in approved.order_by("number")}
    return {report_id: newest.get(key, {}) for report_id, key in wanted.items()}
