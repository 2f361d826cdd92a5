"""Completeness and timeliness by the clock, and who is rung."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, actor_with, unit
from tests.world_line_reports import ON, SCHOOLS, approve, event_of_the_day, fill, make_report, who
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import answer_call
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.models import HourChange, LineReport
from yanpan.hq.operations.line_reports.approving import correct_report
from yanpan.hq.queries.line_reports.matrix import Cell, Matrix, get_report_matrix
from yanpan.hq.rules.reports import Standing, Timeliness, timeliness
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def at(hour: str) -> datetime:
    return datetime.fromisoformat(f"2021-08-05T{hour}").replace(tzinfo=CITY_TIME)


def matrix(unit_key: str = CITY, *, now: datetime = NOW, basis: str = "cut_off") -> Matrix:
    reader = who("reader", unit_key)
    return get_report_matrix(
        reader, event_id=event_of_the_day(), unit_path=unit(unit_key).path, on=ON, basis=basis, now=now
    )


def cell(found: Matrix, unit_key: str = COUNTY, line: str = "schools") -> Cell | None:
    row = next(one for one in found.rows if one.unit.key == unit_key)
    return row.cells[[one.key for one in found.lines].index(line)]


@pytest.mark.parametrize(
    ("filled", "approved", "now", "expected"),
    [
        (False, "", "17:00", Timeliness.AWAITED),
        (True, "", "17:00", Timeliness.DRAFT),
        (False, "", "18:00", Timeliness.MISSING),
        (True, "", "18:00", Timeliness.UNAPPROVED),
        (True, "18:00", "23:00", Timeliness.IN_TIME),
        (True, "18:01", "23:00", Timeliness.LATE),
    ],
)
def test_approval_by_the_hour_is_what_counts(
    filled: bool, approved: str, now: str, expected: Timeliness
) -> None:
    standing = Standing(filled, at(approved) if approved else None)
    assert timeliness(standing, at("18:00"), at(now)) is expected


def test_the_matrix_of_the_city_has_forces_counties_and_their_lines() -> None:
    event_of_the_day()
    found = matrix()
    kinds = [row.unit.kind for row in found.rows]
    assert (kinds.count("force") == 12 and kinds.count("county") == 8) or kinds.count("county") >= 6
    assert cell(found, "force-schools") is not None and cell(found, "force-schools", "tracing") is None
    assert {row.due_at for row in found.rows} == {at("18:00")}
    assert {row.due_at for row in matrix(COUNTY).rows} == {at("17:30")}


def test_a_cell_goes_from_awaited_to_draft_to_in_time_to_corrected() -> None:
    event_of_the_day()
    assert cell(matrix()).standing is Timeliness.AWAITED  # type: ignore[union-attr]
    draft = fill()
    assert cell(matrix()).standing is Timeliness.DRAFT  # type: ignore[union-attr]
    approved = approve(draft)
    shown = cell(matrix(now=at("20:00")))
    assert shown is not None and (shown.standing, shown.report_id) == (Timeliness.IN_TIME, draft.id)
    correct_report(who("clerk"), report_id=approved.id, reason="漏报", now=at("19:00"))
    approve(fill(now=at("19:00")), now=at("19:10"))
    shown = cell(matrix(now=at("20:00")))
    assert shown is not None and shown.corrected and shown.standing is Timeliness.IN_TIME


def test_a_headquarters_that_moved_its_cut_off_moves_the_deadline_of_its_units() -> None:
    HourChange.objects.create(
        id=event_of_the_day(),
        unit=unit(COUNTY),
        code="cut_off",
        at="16:45",
        from_on=ON,
        reason="早报",
        made_at=NOW,
        made_by="chief",
    )
    assert {row.due_at for row in matrix(COUNTY).rows} == {at("16:45")}
    assert {row.due_at for row in matrix(OTHER_COUNTY).rows} == {at("17:30")}


def ring(now: datetime) -> dict[tuple[str, str], dict[str, int]]:
    """What the round leaves on the call list."""
    ROUNDS["hq.late_reports"].walk(actor_with("hq.call_late_reports", unit_key=CITY), now)
    open_calls = Notice.objects.filter(answered_at=None).select_related("unit")
    return {(one.unit.key, one.matter): one.facts for one in open_calls}


def test_nobody_is_rung_before_the_hour_of_the_reminders_and_each_unit_once_after_it() -> None:
    make_report()
    assert ring(at("18:29")) == {}
    calls = ring(at("18:30"))
    owed = len([one for one in matrix(now=at("18:30")).rows[-1].cells if one])
    assert calls[OTHER_COUNTY, "reports_late"] == {"late_reports": owed}
    assert calls[COUNTY, "reports_late"] == {"late_reports": owed - 1}
    assert calls["force-schools", "reports_late"] == {"late_reports": 1}
    assert (CITY, "reports_late") not in calls
    assert ring(at("18:40")) == calls


def test_who_reports_leaves_the_list_by_itself() -> None:
    make_report()
    assert ("force-schools", "reports_late") in ring(at("18:30"))
    approve(fill("force-schools", now=at("18:35")), now=at("18:36"))
    assert ("force-schools", "reports_late") not in ring(at("18:40"))


def test_nobody_is_rung_in_a_headquarters_whose_lines_do_not_report() -> None:
    event_of_the_day()
    assert ring(at("19:00")) == {}


def test_a_zero_after_a_day_with_something_is_asked_about_once() -> None:
    make_report(on=ON - timedelta(days=1))
    zero = {
        name: 0 if name not in ("schools", "enrolled", "schools_checked") else value
        for name, value in SCHOOLS.items()
    }
    approve(fill(figures=zero | {"schools_checked": 0}))
    assert LineReport.objects.get(on=ON).is_zero
    assert ring(at("18:30"))[COUNTY, "reports_zero"] == {"zero_reports": 1}
    call = Notice.objects.get(matter="reports_zero")
    city = actor_with("notices.answer_call", unit_key=CITY)
    answer_call(city, notice_id=call.id, answer="reached", now=at("18:45"))
    assert (COUNTY, "reports_zero") not in ring(at("20:30"))


def test_a_zero_after_a_zero_is_asked_about_by_nobody() -> None:
    zero = SCHOOLS | {"schools_checked": 0, "absent_ill": 0, "absent_followed": 0}
    for day in (ON - timedelta(days=1), ON):
        make_report(on=day, figures=zero)
    assert (COUNTY, "reports_zero") not in ring(at("18:30"))


def now() -> datetime:
    return at("18:45")


def test_the_page_shows_each_cell_and_rings_on_demand(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_report_matrix.now"
    forget_actors()
    report = make_report()
    officer = sit_down("duty_officer")
    page = officer.get(reverse("hq:report_matrix")).content.decode()
    assert reverse("hq:line_report", args=[report.id]) in page and "未报" in page and "转运隔离" in page
    officer.post(reverse("hq:call_late_reports"))
    assert Notice.objects.filter(matter="reports_late", unit__key=OTHER_COUNTY).exists()
    county = sit_down("county_liaison", COUNTY)
    assert county.get(reverse("hq:report_matrix") + f"?unit={OTHER_COUNTY}").status_code == 404
    page = county.get(reverse("hq:report_matrix")).content.decode()
    assert TOWNSHIP in page and "17:30" in page
