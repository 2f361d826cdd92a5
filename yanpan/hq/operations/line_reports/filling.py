"""Filling a report: one at a time on the page, many at once by telephone or in a drill."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation
from yanpan.hq.models import LineReport
from yanpan.hq.operations.line_reports.judged import Desk, ReportEntry
from yanpan.hq.rules.lines.judging import zeros
from yanpan.kernel.errors import Refused, Stale, TooMany

MOST_AT_ONCE = 2_000
_SAVED = (
    *("form", "figures", "copied", "reasons", "progress", "problems", "needs", "is_zero", "remark"),
    *("filled_at", "filled_by", "from_villages", "version"),
)


@operation("hq.fill_report", subject="unit_key", records=("event_id", "line", "on", "basis"))
def fill_report(
    actor: Actor,
    *,
    event_id: UUID,
    unit_key: str,
    line: str,
    on: date,
    basis: str,
    figures: Mapping[str, object],
    progress: str,
    problems: str,
    needs: str,
    reasons: Mapping[str, str],
    version: int | None,
    now: datetime,
) -> LineReport:
    """Save the draft of a report. Blank figures may wait until approval.

    Refused('report_not_accepted', problems=…) names everything that is impossible, and what is implausible and has
    no reason; Stale: somebody else saved it meanwhile, or it is approved.
    """
    entry = ReportEntry(unit_key, line, on, basis, figures, progress, problems, needs, reasons, version)
    return _keep(actor, event_id, [entry], now)[0]


@operation("hq.fill_reports", subject="event_id")
def fill_reports(
    actor: Actor, *, event_id: UUID, entries: Sequence[ReportEntry], now: datetime
) -> list[LineReport]:
    """Drafts of many units at once, all or none: what the duty desk writes down by telephone."""
    if len(entries) > MOST_AT_ONCE:
        raise TooMany("too_many_reports", most=MOST_AT_ONCE)
    return _keep(actor, event_id, entries, now)


@operation("hq.copy_report", subject="unit_key", records=("event_id", "line", "on", "basis"))
def copy_report(
    actor: Actor, *, event_id: UUID, unit_key: str, line: str, on: date, basis: str, now: datetime
) -> LineReport:
    """Begin with the figures of the day before; each is marked as copied until it is changed."""
    entry = ReportEntry(unit_key, line, on, basis, {}, copied=True)
    desk = _desk_for_a_new_one(actor, event_id, entry, now)
    before = desk.before(entry)
    asked = {one.id for one in desk.asked(entry)}
    figures = {name: value for name, value in before.items() if name in asked}
    if not figures:
        raise Refused("nothing_to_copy")
    return saved([desk.judge(replace(entry, figures=figures), asks=False)])[0]


@operation("hq.report_zero", subject="unit_key", records=("event_id", "line", "on", "basis"))
def report_zero(
    actor: Actor, *, event_id: UUID, unit_key: str, line: str, on: date, basis: str, now: datetime
) -> LineReport:
    """零报告: nothing happened. What is there (stock, rooms, rosters) stays as it was reported the day before."""
    entry = ReportEntry(unit_key, line, on, basis, {})
    desk = _desk_for_a_new_one(actor, event_id, entry, now)
    figures = zeros(desk.asked(entry), desk.before(entry))
    return saved([desk.judge(replace(entry, figures=figures), asks=False)])[0]


def _desk_for_a_new_one(actor: Actor, event_id: UUID, entry: ReportEntry, now: datetime) -> Desk:
    desk = desk_of(actor, event_id, [entry], now)
    if desk.begun(entry):
        raise Stale("report_is_begun")
    return desk


def desk_of(actor: Actor, event_id: UUID, entries: Sequence[ReportEntry], now: datetime) -> Desk:
    """Nothing is reported of a closed event. Refused; Missing: no such event."""
    if event_view(event_id).closed_at is not None:
        raise Refused("event_is_closed")
    return Desk(actor, event_id, entries, now)


def _keep(actor: Actor, event_id: UUID, entries: Sequence[ReportEntry], now: datetime) -> list[LineReport]:
    desk = desk_of(actor, event_id, entries, now)
    return saved([desk.judge(entry) for entry in entries])


def saved(reports: list[LineReport]) -> list[LineReport]:
    fresh = [one for one in reports if one.version == 0]
    known = [one for one in reports if one.version]
    for one in reports:
        one.version += 1
    LineReport.objects.bulk_create(fresh, batch_size=400)
    LineReport.objects.bulk_update(known, _SAVED, batch_size=400)
    return reports
