"""From approved reports to the figures of a headquarters: sums, rates, contradictions, the day 0–24 apart."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, actor_with, unit
from tests.world_line_reports import ON, SCHOOLS, approve, event_of_the_day, fill, make_report, who
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.indicators.registry import INDICATORS, REPORTS, RoomReport, make_reports
from yanpan.base.places.queries import list_children
from yanpan.base.policy.rules import all_packs
from yanpan.hq.exchange.brief import brief_paper
from yanpan.hq.models import LineReport
from yanpan.hq.operations.line_reports.approving import correct_report
from yanpan.hq.operations.line_reports.filling import fill_reports
from yanpan.hq.operations.line_reports.judged import ReportEntry
from yanpan.hq.queries import Brief, get_brief
from yanpan.hq.queries.line_reports.lines import ReportedLine
from yanpan.hq.reports.lines import LINES, REPORTED, make_lines
from yanpan.hq.rules.lines import definitions
from yanpan.shell.papers import to_docx, to_html

pytestmark = pytest.mark.django_db
OTHER = SCHOOLS | {"absent_ill": 80, "absent_followed": 40, "enrolled": 10_000}
YESTERDAY = ON - timedelta(days=1)


def of(room: str, unit_key: str = CITY) -> RoomReport:
    return make_lines(event_of_the_day(), unit(unit_key).path, NOW)[room]


def counts(made: RoomReport) -> dict[tuple[str, str], int]:
    return {(one.unit, one.name): one.value for one in made.counts}


def rates(made: RoomReport) -> dict[tuple[str, str], tuple[int, int]]:
    return {(one.unit, one.indicator): (one.numerator, one.denominator) for one in made.figures}


def test_counties_add_up_to_the_city_and_rates_are_of_the_sums() -> None:
    make_report(COUNTY)
    make_report(OTHER_COUNTY, figures=OTHER)
    made = of("schools")
    found = counts(made)
    assert found[COUNTY, "absent_ill"] == 120 and found[CITY, "absent_ill"] == 200
    assert found[CITY, "units_in"] == 2 and found[OTHER_COUNTY, "units_in"] == 1
    assert rates(made)[CITY, "schools.absent_followed"] == (150, 200)
    assert rates(made)[OTHER_COUNTY, "schools.absent_followed"] == (40, 80)


def test_who_has_not_reported_is_nought_of_one_and_has_no_figures() -> None:
    make_report(COUNTY)
    found = counts(of("schools"))
    assert found[OTHER_COUNTY, "units_in"] == 0 and (OTHER_COUNTY, "absent_ill") not in found


def test_a_draft_counts_for_nothing_and_a_correction_for_the_first_once_approved() -> None:
    first = make_report(COUNTY)
    correct_report(who("clerk"), report_id=first.id, reason="漏报", now=NOW)
    draft = fill(COUNTY, figures=SCHOOLS | {"absent_ill": 130})
    assert counts(of("schools"))[CITY, "absent_ill"] == 120
    approve(draft)
    assert counts(of("schools"))[CITY, "absent_ill"] == 130


def test_townships_add_up_to_their_county_and_not_to_the_city() -> None:
    make_report(TOWNSHIP)
    assert counts(of("schools", COUNTY))[COUNTY, "absent_ill"] == 120
    assert (CITY, "absent_ill") not in counts(of("schools"))


def test_what_only_the_force_knows_is_the_citys() -> None:
    asked = definitions()["vaccination"].asked_of("force", "cut_off")
    figures = {one.id: 1 for one in asked if one.is_number}
    make_report("force-vaccination", line="vaccination", figures=figures | {"doses_requested": 9_000})
    assert counts(of("vaccination"))[CITY, "doses_requested"] == 9_000


def everybody(figures: Mapping[str, object] = SCHOOLS) -> int:
    counties = [one.key for one in list_children(CITY) if one.kind == "county"]
    for key in counties:
        make_report(key, figures=figures)
    return len(counties)


def test_a_force_that_says_another_number_than_its_counties_contradicts_them() -> None:
    number = everybody()
    mine = {name: int(str(value)) * number for name, value in SCHOOLS.items()}
    make_report("force-schools", figures=mine | {"absent_ill": mine["absent_ill"] + 7})
    made = of("schools")
    assert [(one.name, one.said, one.summed) for one in made.differences] == [
        ("absent_ill", 120 * number + 7, 120 * number)
    ]
    assert made.checks == {"agrees": False}


def test_while_counties_are_missing_only_a_force_that_says_less_contradicts_them() -> None:
    make_report(COUNTY)
    make_report("force-schools", figures=SCHOOLS | {"absent_ill": 119, "pupils_under_control": 50})
    assert [one.name for one in of("schools").differences] == ["absent_ill"]


TRACING = {
    "new_in_isolation": 3,
    "new_in_closed_area": 0,
    "new_seeking_care": 1,
    "new_by_screening": 0,
    "new_already_listed": 2,
}


def test_the_day_from_midnight_to_midnight_is_yesterdays_and_stays_apart() -> None:
    make_report(COUNTY, line="tracing", basis="0-24", on=YESTERDAY, figures=TRACING)
    made = of("tracing")
    assert rates(made)[CITY, "tracing.outside_control_share"] == (1, 4)
    assert counts(made)[CITY, "units_in_day"] == 1 and counts(made)[CITY, "units_in"] == 0
    assert INDICATORS["tracing.outside_control_share"].whole_day
    for table in REPORTS["tracing"].tables:
        of_the_day = {name.startswith("new_") or name == "units_in_day" for name in table.names}
        assert of_the_day == {table.whole_day}


def test_reports_in_time_are_counted_per_unit() -> None:
    make_report(COUNTY)
    made = of("reports")
    assert rates(made)[COUNTY, "hq.reports_on_time"] == (1, 1)  # the hour has not come for the others
    evening = make_lines(event_of_the_day(), unit(CITY).path, NOW + timedelta(hours=3))["reports"]
    owed = rates(evening)[OTHER_COUNTY, "hq.reports_on_time"][1]
    assert rates(evening)[COUNTY, "hq.reports_on_time"] == (1, owed) and owed > 10


def test_words_of_units_are_kept_with_their_line() -> None:
    make_report(COUNTY, progress="晨午检全覆盖", needs="增派校医2名")
    texts = [(one.line, one.unit, one.part, one.text) for one in of("reports").texts]
    assert texts == [
        ("schools", COUNTY, "progress", "晨午检全覆盖"),
        ("schools", COUNTY, "needs", "增派校医2名"),
    ]


def brief(name: str = "18:00") -> Brief:
    fixing = actor_with("indicators.fix_cut_off", "indicators.get_cut_off", "hq.get_brief", unit_key=CITY)
    made = fix_cut_off(
        fixing, event_id=event_of_the_day(), unit_key=CITY, name=name, on=ON, reason="", now=NOW
    )
    return get_brief(fixing, cut_off_id=made.id, now=NOW)


def page(found: Brief, language: str = "zh-hans") -> str:
    return to_html(brief_paper(found.cut_off, found.links, dict(found.unit_names), language=language))


def test_the_brief_says_every_line_its_figures_problems_and_contradictions() -> None:
    make_report(COUNTY, problems="乡镇学校缺校医")
    make_report("force-schools", figures=SCHOOLS | {"absent_ill": 119})
    make_report(COUNTY, line="tracing", basis="0-24", on=YESTERDAY, figures=TRACING)
    found = page(brief())
    for line in LINES:
        assert line.name.zh in found
    for words in ("乡镇学校缺校医", "91.67% (110/120)", "矛盾", "119", "2021-08-04", "（十五）"):
        assert words in found
    assert "Impact of the measures" in page(brief("17:00"), "en")


def test_the_figures_of_midnight_stand_without_those_of_the_evening() -> None:
    make_report(COUNTY)
    make_report(COUNTY, line="tracing", basis="0-24", on=YESTERDAY, figures=TRACING)
    found = page(brief("24:00"))
    assert "25.00% (1/4)" in found and "91.67% (110/120)" not in found


def test_a_brief_of_every_line_comes_out_twice_the_same() -> None:
    make_report(COUNTY)
    found = brief()
    paper = brief_paper(found.cut_off, found.links, dict(found.unit_names))
    at = found.cut_off.fixed_at
    assert to_docx(paper, fixed_at=at) == to_docx(paper, fixed_at=at)


def test_a_county_far_worse_than_the_others_is_a_weak_link() -> None:
    everybody()
    first = LineReport.objects.get(unit__key=COUNTY)
    correct_report(who("clerk"), report_id=first.id, reason="核实后更正", now=NOW)
    approve(fill(COUNTY, figures=SCHOOLS | {"absent_followed": 20}))
    links = [(one.unit, one.code, one.indicator) for one in brief().links]
    assert (COUNTY, "rate_worse_than_city", "schools.absent_followed") in links


@pytest.mark.parametrize("line", LINES, ids=lambda one: one.key)
def test_no_count_has_two_meanings(line: ReportedLine) -> None:
    mine = {*REPORTED.values()}
    assert not mine & {*line.shipped.by_id, *(one.id for one in line.shipped.computed)}


def test_every_target_of_a_line_stands_in_every_pack() -> None:
    wanted = {one.target for line in LINES for one in line.shipped.indicators if one.target}
    for pack in all_packs():
        assert {name for name in wanted if pack.target(name) is None} == set()


def test_the_lines_ask_the_database_no_more_for_a_full_city_than_for_an_empty_one() -> None:
    event_id = event_of_the_day()

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            make_reports(event_id, unit(CITY).path, NOW)
        return len(captured)

    few = asked()
    entries = [
        ReportEntry(one.key, "schools", ON, "cut_off", SCHOOLS)
        for one in list_children(CITY)
        if one.kind == "county"
    ]
    drafts = fill_reports(who("desk", CITY), event_id=event_id, entries=entries, now=NOW)
    for draft in drafts:
        approve(draft)
    assert asked() == few
