"""Reports of the lines for tests: filled and approved as on the pages."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from tests.world import COUNTY, NOW, actor_with, make_event
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.hq.models import LineReport
from yanpan.hq.operations.line_reports.approving import approve_reports
from yanpan.hq.operations.line_reports.filling import fill_report

ON = date(2021, 8, 5)
RIGHTS = (
    *("hq.fill_report", "hq.fill_reports", "hq.copy_report", "hq.report_zero", "hq.approve_reports"),
    *("hq.correct_report", "hq.discard_draft", "hq.send_back_report", "hq.get_line_report"),
    *("hq.get_report_form", "hq.list_own_reports", "hq.list_reports_to_approve", "hq.get_report_matrix"),
)
SCHOOLS: dict[str, object] = {
    "schools": 40, "schools_checked": 40, "enrolled": 20_000, "absent_ill": 120, "absent_followed": 110,
    "clusters": 0, "pupils_under_control": 3,
}  # fmt: skip


def who(name: str, unit_key: str = COUNTY) -> Actor:
    """Somebody of a unit with every right about reports; two names are two people."""
    actor = actor_with(*RIGHTS, unit_key=unit_key)
    return Actor(name=name, permissions=actor.permissions, units=actor.units)


def event_of_the_day() -> UUID:
    found = Event.objects.filter(closed_at=None).first() or make_event()
    return found.id


def fill(
    unit_key: str = COUNTY,
    *,
    line: str = "schools",
    on: date = ON,
    basis: str = "cut_off",
    figures: Mapping[str, object] = SCHOOLS,
    reasons: Mapping[str, str] | None = None,
    version: int | None = None,
    by: str = "clerk",
    now: datetime = NOW,
    **texts: str,
) -> LineReport:
    """A draft, filled by the unit's clerk."""
    return fill_report(
        who(by, unit_key),
        event_id=event_of_the_day(),
        unit_key=unit_key,
        line=line,
        on=on,
        basis=basis,
        figures=figures,
        reasons=reasons or {},
        version=version,
        now=now,
        **{"progress": "", "problems": "", "needs": "", **texts},
    )


def approve(report: LineReport, *, by: str = "leader", now: datetime = NOW) -> LineReport:
    [done] = approve_reports(who(by, report.unit.key), seen=[(report.id, report.version)], now=now)
    return done


def make_report(unit_key: str = COUNTY, *, now: datetime = NOW, **given: object) -> LineReport:
    """A report as it counts: filled and approved."""
    return approve(fill(unit_key, now=now, **given), now=now)  # type: ignore[arg-type]
