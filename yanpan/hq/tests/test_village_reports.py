"""A village reports its day on its phone; its township takes the sums, with the base they stand on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.bad_input.people import phone_of
from tests.world import COUNTY, NOW, OTHER_TOWNSHIP, TOWNSHIP, actor_with, unit, villages_of
from tests.world_line_reports import ON, event_of_the_day, fill
from tests.world_village_reports import SAID, say, village
from yanpan.hq.models import LineReport, VillageReport
from yanpan.hq.operations.line_reports.villages import report_village_zero, take_village_sums
from yanpan.hq.queries.line_reports.villages import list_village_reports
from yanpan.hq.rules.lines import definitions
from yanpan.hq.rules.lines.villages import sums_of_villages
from yanpan.kernel.errors import Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
PAGE = "/hq/reports/villages/"


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = f"{__name__}.now"
    forget_actors()


def now() -> object:
    return world.NOW


def typed(**changes: str) -> dict[str, object]:
    form = {f"{line}-{name}": value for line, figures in SAID.items() for name, value in figures.items()}
    return form | {name.replace("__", "-"): value for name, value in changes.items()}


def phone() -> Client:
    event_of_the_day()
    return phone_of(village())


def take(line: str = "communities") -> LineReport:
    actor = actor_with("hq.take_village_sums", unit_key=TOWNSHIP)
    what = {"unit_key": TOWNSHIP, "line": line, "on": ON, "basis": "cut_off"}
    return take_village_sums(actor, event_id=event_of_the_day(), now=NOW, **what)  # type: ignore[arg-type]


def test_sums_stand_on_the_villages_that_said_the_line() -> None:
    said = [
        {"needs_due": 4, "needs_met_24h": 3, "villages": 9},
        {"needs_due": 1, "needs_met_24h": 1, "home_isolated": 2},
        {},
    ]
    sums = sums_of_villages(definitions()["communities"], said, 20)
    assert (sums.reporting, sums.villages) == (2, 20)
    assert sums.figures == {
        "needs_due": 5, "needs_met_24h": 4, "home_isolated": 2, "villages": 20, "villages_reporting": 2,
    }  # fmt: skip


def test_a_phone_reports_three_lines_at_once_and_sees_that_it_counts(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    mine = phone()
    with django_assert_max_num_queries(20):
        page = mine.get(PAGE).content.decode()
    assert "农村和社区防控" in page and "疫苗接种" in page and "08-05 17:30" in page
    assert 'inputmode="numeric"' in page and "零报告" in page
    assert mine.post(PAGE, typed() | {"note": "缺采样管"}).status_code == 302
    [report] = VillageReport.objects.all()
    assert (report.figures, report.note, report.number, report.unit.key) == (SAID, "缺采样管", 1, village())
    assert "已报送" in mine.get(PAGE).content.decode()


def test_everything_wrong_is_said_at_once_at_its_figure() -> None:
    mine = phone()
    wrong = typed(communities__needs_met_24h="3", vaccination__doses_today="-1", mass_testing__sampled="一百")
    answer = mine.post(PAGE, wrong | {"note": "联系人13800138000"})
    page = answer.content.decode()
    assert answer.status_code == 422 and not VillageReport.objects.exists()
    assert "24小时办结多于应办结" in page and "当日接种不能小于0" in page
    assert "“一百”不是数字" in page and "身份证" in page
    assert 'value="3"' in page, "what was typed is still there"


def test_an_empty_report_and_figures_nobody_asks_are_refused() -> None:
    mine = phone()
    assert mine.post(PAGE, {"seen": "0"}).status_code == 422
    assert mine.post(PAGE, typed() | {"communities-villages": "99"}).status_code == 422
    assert mine.post(PAGE, typed() | {"schools-absent_ill": "1"}).status_code == 422
    assert not VillageReport.objects.exists()


def test_what_is_said_again_stands_beside_what_was_said_and_counts() -> None:
    mine = phone()
    mine.post(PAGE, typed())
    mine.post(PAGE, typed(communities__needs_due="7") | {"seen": "1"})
    assert list(VillageReport.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert take().figures["needs_due"] == 7


def test_a_second_phone_of_the_village_is_told_what_the_first_said() -> None:
    mine = phone()
    mine.post(PAGE, typed())
    answer = mine.post(PAGE, typed(communities__needs_due="9"))
    assert answer.status_code == 409 and "请先看" in answer.content.decode()
    assert VillageReport.objects.count() == 1


def test_a_zero_report_is_one_tap_and_keeps_who_is_at_home() -> None:
    say(village(), on=ON - timedelta(days=1))
    assert phone().post(PAGE, {"zero": "1", "seen": "0"}).status_code == 302
    today = VillageReport.objects.get(on=ON)
    assert today.figures["communities"]["home_isolated"] == 3
    assert today.figures["communities"]["needs_due"] == 0 and today.figures["mass_testing"]["roster"] == 1200


def test_neither_tomorrow_nor_last_month_is_reported() -> None:
    actor = actor_with("hq.report_village_zero", unit_key=village())
    for day in (ON + timedelta(days=1), ON - timedelta(days=30)):
        with pytest.raises(Refused) as refused:
            report_village_zero(
                actor, event_id=event_of_the_day(), unit_key=village(), on=day, seen=0, now=NOW
            )
        assert refused.value.code == "village_report_not_accepted"


def test_a_township_takes_the_sums_with_the_base_they_stand_on_and_fills_the_rest() -> None:
    say(village(0))
    say(village(1), {"communities": {"needs_due": 5, "needs_met_24h": 4}})
    every = len(villages_of(TOWNSHIP))
    clerk = sit_down("township_clerk", TOWNSHIP)
    address = reverse("hq:fill_report", args=[TOWNSHIP, "communities", "cut_off", ON.isoformat()])
    assert f"{every}个村（社区）中已有2个报告" in clerk.get(address).content.decode()
    assert clerk.post(address + "villages/").status_code == 302
    [report] = LineReport.objects.all()
    assert report.figures["needs_due"] == 7 and report.figures["needs_met_24h"] == 6
    assert report.figures["villages_reporting"] == 2 and report.figures["villages"] == every
    assert report.from_villages == {"reporting": 2, "villages": every} and report.state == "draft"
    page = clerk.get(reverse("hq:line_report", args=[report.id])).content.decode()
    assert f"{every}个村（社区）中2个的报告" in page


def test_sums_taken_again_leave_what_the_township_wrote_itself() -> None:
    fill(TOWNSHIP, line="communities", figures={"returnees_pushed": 8}, progress="网格上门")
    say(village())
    report = take()
    assert report.figures["returnees_pushed"] == 8 and report.figures["needs_due"] == 2
    assert report.progress == "网格上门" and report.number == 1 and report.version == 2


def test_there_is_no_sum_of_nobody_and_none_over_what_is_approved() -> None:
    event_of_the_day()
    with pytest.raises(Refused) as refused:
        take()
    assert refused.value.code == "no_village_reported"
    say(village())
    report = take("vaccination")
    report.state, report.approved_at, report.approved_by = "approved", NOW, "leader"
    report.save()
    with pytest.raises(Stale):
        take("vaccination")


def test_a_county_sees_how_many_of_each_township_have_reported() -> None:
    say(village())
    actor = actor_with("hq.list_village_reports", unit_key=COUNTY)
    found = list_village_reports(actor, event_id=event_of_the_day(), unit_key=COUNTY, on=ON, now=NOW)
    assert found.reporting == 1 and found.villages == len(villages_of(COUNTY))
    mine = next(one for one in found.parts if one.unit.key == TOWNSHIP)
    assert (mine.reporting, mine.villages) == (1, len(villages_of(TOWNSHIP)))
    page = sit_down("township_clerk", TOWNSHIP).get(PAGE).content.decode()
    assert unit(village(1)).name in page and "未报<" in page


def test_another_township_sees_nothing_of_it() -> None:
    say(village())
    stranger = sit_down("township_clerk", OTHER_TOWNSHIP)
    assert stranger.get(f"{PAGE}?unit={village()}").status_code == 404
    assert stranger.post(f"{PAGE}?unit={village()}", typed() | {"seen": "1"}).status_code == 404
