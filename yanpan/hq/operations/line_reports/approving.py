"""Approval by the unit's leader, never by who filled it; a correction is a version beside what was approved."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import LineReport
from yanpan.hq.queries.line_reports.lines import Forms
from yanpan.hq.queries.line_reports.reading import ReportView, before_each, of_the_same, view_report
from yanpan.hq.rules.reports import ReportState
from yanpan.kernel.errors import Missing, Refused, Stale

Seen = tuple[UUID, int]
"""A report and the version that was looked at."""


@operation("hq.approve_reports")
def approve_reports(actor: Actor, *, seen: Sequence[Seen], now: datetime) -> list[LineReport]:
    """审定, all of them or none.

    Refused('another_person_approves'), Refused('report_not_complete') with what is missing; Stale: one was saved
    anew or approved since it was looked at.
    """
    versions = dict(seen)
    reports = _locked(actor, list(versions))
    if len(reports) != len(versions):
        raise Missing("report")
    _check_all(actor, reports, versions)
    for one in reports:
        one.state, one.approved_at, one.approved_by = ReportState.APPROVED.value, now, actor.name
        one.version += 1
    LineReport.objects.bulk_update(
        reports, ("state", "approved_at", "approved_by", "same_as_before", "version"), batch_size=400
    )
    return reports


def _locked(actor: Actor, ids: Sequence[UUID]) -> list[LineReport]:
    mine = LineReport.objects.select_for_update(of=("self",)).filter(under("unit__path", actor), id__in=ids)
    return list(mine.select_related("unit").order_by("unit__path", "line", "id"))


def _check_all(actor: Actor, reports: Sequence[LineReport], versions: dict[UUID, int]) -> None:
    before = before_each(reports[0].event_id, reports) if reports else {}
    forms = Forms()
    for one in reports:
        if one.state != ReportState.DRAFT or one.version != versions[one.id]:
            raise Stale("report_was_changed", by=one.approved_by or one.filled_by)
        if one.filled_by == actor.name:
            raise Refused("another_person_approves")
        view = view_report(one, forms, before[one.id])
        if view.questions:
            raise Refused("report_not_complete", count=len(view.questions), line=one.line, unit=one.unit.name)
        one.same_as_before = _is_a_mere_copy(view)


def _is_a_mere_copy(view: ReportView) -> bool:
    """Every figure still stands as it was copied."""
    numbers = {one.id for one in view.asked if one.is_number and one.id in view.figures}
    return bool(numbers) and numbers <= view.copied


@operation("hq.send_back_report", subject="report_id", records=("remark",))
def send_back_report(actor: Actor, *, report_id: UUID, remark: str, now: datetime) -> LineReport:
    """Back to who filled it, with what is to be mended; it stays a draft."""
    if not remark.strip():
        raise Refused("reason_needed")
    report = _one(actor, report_id, ReportState.DRAFT)
    report.remark, report.version = remark.strip()[:300], report.version + 1
    report.save(update_fields=["remark", "version"])
    return report


@operation("hq.correct_report", subject="report_id", records=("reason",))
def correct_report(actor: Actor, *, report_id: UUID, reason: str, now: datetime) -> LineReport:
    """A draft of a later version, with the same figures to begin with. What was approved counts until this one is."""
    if not reason.strip():
        raise Refused("reason_needed")
    old = _one(actor, report_id, ReportState.APPROVED)
    versions = of_the_same(old)
    if versions.filter(number__gt=old.number).exists():
        raise Stale("report_is_begun")
    return LineReport.objects.create(
        id=fresh_id(now),
        event_id=old.event_id,
        unit_id=old.unit_id,
        line=old.line,
        on=old.on,
        basis=old.basis,
        number=old.number + 1,
        form_id=old.form_id,
        figures=old.figures,
        reasons=old.reasons,
        from_villages=old.from_villages,
        progress=old.progress,
        problems=old.problems,
        needs=old.needs,
        is_zero=old.is_zero,
        filled_at=now,
        filled_by=actor.name,
        reason=reason.strip()[:300],
    )


@operation("hq.discard_draft", subject="report_id")
def discard_draft(actor: Actor, *, report_id: UUID, now: datetime) -> None:
    """A draft begun by mistake is gone; nothing that was approved ever is."""
    _one(actor, report_id, ReportState.DRAFT).delete()


def _one(actor: Actor, report_id: UUID, state: ReportState) -> LineReport:
    found = _locked(actor, [report_id])
    if not found:
        raise Missing("report")
    if found[0].state != state:
        raise Stale("report_was_changed", by=found[0].approved_by or found[0].filled_by)
    return found[0]
