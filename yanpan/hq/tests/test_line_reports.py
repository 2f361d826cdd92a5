"""A report of a line: filled, copied, zero, approved by another, corrected beside what was approved."""

from datetime import date, timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP
from tests.world_line_reports import ON, SCHOOLS, approve, event_of_the_day, fill, make_report, who
from yanpan.hq.models import LineReport
from yanpan.hq.operations.line_reports.approving import (
    approve_reports,
    correct_report,
    discard_draft,
    send_back_report,
)
from yanpan.hq.operations.line_reports.filling import copy_report, fill_reports, report_zero
from yanpan.hq.operations.line_reports.judged import ReportEntry
from yanpan.hq.queries.line_reports.reading import (
    get_line_report,
    get_report_form,
    list_own_reports,
    list_reports_to_approve,
)
from yanpan.hq.rules.lines.judging import Problem
from yanpan.kernel.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
YESTERDAY = ON - timedelta(days=1)


def problems_of(refused: pytest.ExceptionInfo[Refused]) -> list[Problem]:
    assert refused.value.code == "report_not_accepted"
    found = refused.value.facts["problems"]
    assert isinstance(found, tuple)
    return list(found)


def copy(on: date = ON) -> LineReport:
    return copy_report(
        who("clerk"),
        event_id=event_of_the_day(),
        unit_key=COUNTY,
        line="schools",
        on=on,
        basis="cut_off",
        now=NOW,
    )


def zero(line: str = "schools") -> LineReport:
    return report_zero(
        who("clerk"), event_id=event_of_the_day(), unit_key=COUNTY, line=line, on=ON, basis="cut_off", now=NOW
    )


def test_a_draft_is_saved_as_often_as_needed_and_counts_once_another_approves() -> None:
    first = fill(figures={"absent_ill": "3"})
    again = fill(version=first.version, progress="晨午检全覆盖")
    assert LineReport.objects.get().figures == SCHOOLS and again.version == 2
    with pytest.raises(Refused, match="another_person_approves"):
        approve(again, by="clerk")
    done = approve(again)
    assert (done.state, done.approved_by, done.progress) == ("approved", "leader", "晨午检全覆盖")
    with pytest.raises(Stale, match="report_is_approved"):
        fill()


def test_two_who_type_into_one_draft_are_told() -> None:
    seen = fill()
    fill(version=seen.version, by="other")
    with pytest.raises(Stale, match="report_was_changed"):
        fill(version=seen.version)


def test_what_was_saved_after_the_leader_looked_is_not_approved() -> None:
    seen = fill()
    fill(version=seen.version)
    with pytest.raises(Stale, match="report_was_changed"):
        approve(seen)


def test_every_problem_is_said_at_once_and_nothing_is_saved() -> None:
    with pytest.raises(Refused) as refused:
        fill(
            figures=SCHOOLS | {"absent_ill": "-4", "absent_followed": "21000", "enrolled": "20000"},
            on=ON + timedelta(days=1),
            progress="联系人13800001111",
        )
    assert sorted(one.code for one in problems_of(refused)) == [
        "number_negative",
        "person_in_text",
        "report_of_the_future",
    ]
    assert not LineReport.objects.exists()


def test_more_followed_up_than_absent_is_refused_whatever_the_reason() -> None:
    with pytest.raises(Refused) as refused:
        fill(figures=SCHOOLS | {"absent_followed": 121}, reasons={"followed_within_absent": "补登"})
    assert [one.code for one in problems_of(refused)] == ["impossible"]


def test_an_implausible_figure_passes_with_its_reason_and_the_reason_is_kept() -> None:
    figures = SCHOOLS | {"absent_ill": 1001, "absent_followed": 1000}
    with pytest.raises(Refused) as refused:
        fill(figures=figures)
    [problem] = problems_of(refused)
    assert (problem.code, problem.key) == ("implausible", "absence_plausible")
    kept = fill(figures=figures, reasons={"absence_plausible": "流感聚集，已报疾控"})
    assert kept.reasons == {"absence_plausible": "流感聚集，已报疾控"}


def test_a_base_that_moved_since_yesterday_needs_a_reason() -> None:
    make_report(on=YESTERDAY)
    with pytest.raises(Refused) as refused:
        fill(figures=SCHOOLS | {"enrolled": 20_401})
    [problem] = problems_of(refused)
    assert problem.facts == {"before": 20_000, "after": 20_401}
    fill(figures=SCHOOLS | {"enrolled": 20_401}, reasons={"base_changed:enrolled": "新增校区"})
    assert fill(figures=SCHOOLS | {"enrolled": 20_400}).reasons == {}


def test_a_blank_figure_may_wait_until_approval_and_no_longer() -> None:
    draft = fill(figures={name: value for name, value in SCHOOLS.items() if name != "clusters"})
    with pytest.raises(Refused, match="report_not_complete"):
        approve(draft)
    approve(fill())


def test_a_copy_marks_every_figure_until_it_is_changed() -> None:
    make_report(on=YESTERDAY, progress="昨日")
    draft = copy()
    assert draft.copied == sorted(SCHOOLS) and draft.progress == ""
    changed = fill(figures=SCHOOLS | {"absent_ill": 121}, version=draft.version)
    assert "absent_ill" not in changed.copied and "enrolled" in changed.copied
    assert not approve(changed).same_as_before


def test_a_copy_approved_unchanged_says_so() -> None:
    make_report(on=YESTERDAY)
    assert approve(copy()).same_as_before


def test_nothing_is_copied_from_nothing_or_over_something() -> None:
    with pytest.raises(Refused, match="nothing_to_copy"):
        copy()
    make_report(on=YESTERDAY)
    fill()
    with pytest.raises(Stale, match="report_is_begun"):
        copy()


def test_a_zero_report_is_one_tap_and_keeps_what_is_there() -> None:
    make_report(on=YESTERDAY)
    made = zero()
    assert made.is_zero and made.figures["absent_ill"] == 0 and made.figures["enrolled"] == 20_000
    assert approve(made).is_zero
    with pytest.raises(Stale, match="report_is_begun"):
        zero()


def test_a_correction_stands_beside_what_was_approved_which_counts_until_then() -> None:
    first = make_report()
    with pytest.raises(Refused, match="reason_needed"):
        correct_report(who("clerk"), report_id=first.id, reason=" ", now=NOW)
    draft = correct_report(who("clerk"), report_id=first.id, reason="漏报一所学校", now=NOW)
    assert (draft.number, draft.figures) == (2, SCHOOLS)
    with pytest.raises(Stale, match="report_is_begun"):
        correct_report(who("clerk"), report_id=first.id, reason="再次", now=NOW)
    second = approve(fill(figures=SCHOOLS | {"schools": 41}, reasons={"base_changed:schools": "x"}))
    assert second.number == 2 and second.reason == "漏报一所学校"
    found = get_line_report(who("leader"), report_id=second.id, now=NOW)
    assert [(one.number, one.figures["schools"]) for one in found] == [(2, 41), (1, 40)]


def test_a_draft_begun_by_mistake_can_go_and_an_approved_report_cannot() -> None:
    first = make_report()
    draft = correct_report(who("clerk"), report_id=first.id, reason="误点", now=NOW)
    discard_draft(who("clerk"), report_id=draft.id, now=NOW)
    assert LineReport.objects.get().id == first.id
    with pytest.raises(Stale):
        discard_draft(who("clerk"), report_id=first.id, now=NOW)


def test_sent_back_it_says_what_is_to_be_mended_until_it_is_filled_again() -> None:
    draft = fill()
    back = send_back_report(who("leader"), report_id=draft.id, remark="请核对缺课人数", now=NOW)
    _unit, owed = list_own_reports(who("clerk"), event_id=draft.event_id, now=NOW)
    assert [one.remark for one in owed if one.report_id == draft.id] == ["请核对缺课人数"]
    assert fill(version=back.version).remark == ""


def test_another_countys_report_does_not_exist() -> None:
    report = fill()
    elsewhere = who("somebody", OTHER_COUNTY)
    with pytest.raises(Missing):
        get_line_report(elsewhere, report_id=report.id, now=NOW)
    with pytest.raises(Missing):
        approve_reports(elsewhere, seen=[(report.id, report.version)], now=NOW)
    with pytest.raises(Missing):
        get_report_form(
            elsewhere,
            event_id=report.event_id,
            unit_key=COUNTY,
            line="schools",
            on=ON,
            basis="cut_off",
            now=NOW,
        )


def test_a_county_and_its_townships_owe_by_their_own_cut_offs_and_a_force_its_own_line() -> None:
    event_id = event_of_the_day()

    def owed(unit_key: str) -> dict[tuple[str, str], str]:
        _unit, found = list_own_reports(who("x", unit_key), event_id=event_id, now=NOW)
        return {(one.line.key, one.basis): f"{one.due_at:%m-%d %H:%M}" for one in found}

    county, township = owed(COUNTY), owed(TOWNSHIP)
    assert county["schools", "cut_off"] == "08-05 18:00" and township["schools", "cut_off"] == "08-05 17:30"
    assert county["tracing", "0-24"] == "08-05 01:00"
    assert ("verification", "cut_off") not in county  # its room counts
    assert set(owed("force-schools")) == {("schools", "cut_off")}
    assert ("verification", "cut_off") in owed("force-co_investigation")
    assert owed(CITY) == {}


def test_what_the_room_counts_is_reported_in_words_alone() -> None:
    with pytest.raises(Refused) as refused:
        fill("force-co_investigation", line="verification", figures={"received": 3})
    assert [one.code for one in problems_of(refused)] == ["unknown_figures"]
    approve(fill("force-co_investigation", line="verification", figures={}, needs="增派2名比对员"))


def test_the_duty_desk_writes_down_many_at_once_all_or_none() -> None:
    event_id, city = event_of_the_day(), who("desk", CITY)
    entries = [ReportEntry(key, "schools", ON, "cut_off", SCHOOLS) for key in (COUNTY, OTHER_COUNTY)]
    made = fill_reports(city, event_id=event_id, entries=entries, now=NOW)
    assert len(made) == 2
    wrong = ReportEntry(TOWNSHIP, "schools", ON, "cut_off", {"absent_ill": "-1"})
    with pytest.raises(Refused, match="report_not_accepted"):
        fill_reports(city, event_id=event_id, entries=[*entries, wrong], now=NOW)
    assert LineReport.objects.count() == 2
    waiting = list_reports_to_approve(who("leader", CITY), event_id=event_id, now=NOW)
    assert [one.unit.key for one in waiting] == [COUNTY, OTHER_COUNTY]
    assert list_reports_to_approve(city, event_id=event_id, now=NOW) == []
