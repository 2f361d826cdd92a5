"""The pages of the lines' reports, in Chinese, as a liaison, a county and a leader use them."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import COUNTY, OTHER_COUNTY, TOWNSHIP
from tests.world_line_reports import ON, SCHOOLS, event_of_the_day, fill, make_report
from yanpan.hq.models import LineReport
from yanpan.hq.rules.lines import definitions
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_line_report_pages.now"
    forget_actors()


def now() -> object:
    return world.NOW


def address(unit_key: str = COUNTY, line: str = "schools", basis: str = "cut_off") -> str:
    return reverse("hq:fill_report", args=[unit_key, line, basis, ON.isoformat()])


def typed(**changes: object) -> dict[str, object]:
    return {f"figure-{name}": value for name, value in (SCHOOLS | changes).items()}


def test_a_county_sees_what_it_owes_and_when(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    event_of_the_day()
    county = sit_down("county_liaison", COUNTY)
    with django_assert_max_num_queries(30):
        page = county.get(reverse("hq:reports")).content.decode()
    assert "教育系统防控" in page and "08-05 18:00" in page and address() in page
    assert "区域协查排查" not in page


def test_a_form_is_filled_saved_and_waits_for_approval() -> None:
    event_of_the_day()
    county = sit_down("county_liaison", COUNTY)
    page = county.get(address()).content.decode()
    assert "因病缺课" in page and "学校晨午检登记" in page and 'inputmode="numeric"' in page
    assert county.post(address(), typed() | {"progress": "晨午检全覆盖"}).status_code == 302
    [report] = LineReport.objects.all()
    assert report.figures == SCHOOLS and report.progress == "晨午检全覆盖"
    assert "已填报，待审定" in county.get(reverse("hq:reports")).content.decode()


def test_what_is_wrong_stands_at_each_figure_and_a_reason_is_asked_for_where_one_helps() -> None:
    event_of_the_day()
    county = sit_down("county_liaison", COUNTY)
    answer = county.post(address(), typed(absent_ill="1001", absent_followed="-2", clusters="两"))
    page = answer.content.decode()
    assert answer.status_code == 422 and not LineReport.objects.exists()
    assert "24小时内追踪不能小于0" in page and "“两”不是数字" in page
    assert 'name="reason-absence_plausible"' in page and 'value="1001"' in page
    answer = county.post(
        address(), typed(absent_ill="1001") | {"reason-absence_plausible": "流感聚集，已报疾控"}
    )
    assert answer.status_code == 302
    assert "流感聚集，已报疾控" in county.get(address()).content.decode()


def test_impossible_figures_are_explained_with_their_numbers() -> None:
    event_of_the_day()
    page = sit_down("county_liaison", COUNTY).post(address(), typed(absent_followed="121")).content.decode()
    assert "追踪人数多于缺课人数" in page and "因病缺课 120" in page


def test_a_zero_report_is_one_tap_and_a_copy_another() -> None:
    make_report(on=ON.replace(day=4))
    county = sit_down("county_liaison", COUNTY)
    assert "复制前一日" in county.get(address()).content.decode()
    county.post(address() + "copy/")
    assert county.get(address()).content.decode().count("已复制") == len(SCHOOLS)
    assert county.post(address(line="communities") + "zero/").status_code == 302
    assert LineReport.objects.get(line="communities").is_zero


def test_a_township_leader_approves_what_the_clerk_filled() -> None:
    event_of_the_day()
    clerk, leader = sit_down("township_clerk", TOWNSHIP), sit_down("unit_leader", TOWNSHIP)
    clerk.post(address(TOWNSHIP), typed())
    [report] = LineReport.objects.all()
    assert clerk.get(reverse("hq:reports_to_approve")).status_code == 403
    assert f'value="{report.id}:1"' in leader.get(reverse("hq:reports_to_approve")).content.decode()
    leader.post(reverse("hq:reports_to_approve"), {"seen": f"{report.id}:1"})
    report.refresh_from_db()
    assert report.state == "approved" and report.approved_by == f"unit_leader-{TOWNSHIP}"


def test_an_incomplete_report_has_no_tick_but_says_what_is_missing() -> None:
    draft = fill(figures={"absent_ill": 1})
    chief = sit_down("duty_chief")
    assert f'value="{draft.id}' not in chief.get(reverse("hq:reports_to_approve")).content.decode()
    page = chief.get(reverse("hq:line_report", args=[draft.id])).content.decode()
    assert "聚集性症状未填" in page and "审定</button>" not in page


def test_a_report_is_sent_back_corrected_and_its_versions_stand_beside_each_other() -> None:
    draft = fill()
    chief, county = sit_down("duty_chief"), sit_down("county_liaison", COUNTY)
    chief.post(reverse("hq:report_step", args=[draft.id, "send-back"]), {"reason": "请核对"})
    assert "请核对" in county.get(reverse("hq:reports")).content.decode()
    county.post(address(), typed() | {"version": "2"})
    chief.post(reverse("hq:reports_to_approve"), {"seen": f"{draft.id}:3"})
    county.post(reverse("hq:report_step", args=[draft.id, "correct"]), {"reason": "漏报一所"})
    second = LineReport.objects.get(number=2)
    page = county.get(reverse("hq:line_report", args=[second.id])).content.decode()
    assert "漏报一所" in page and "第1版" in page and "第2版" in page


def test_supplies_are_typed_in_a_table_of_twelve_items() -> None:
    event_of_the_day()
    page = sit_down("liaison", "force-supplies").get(address("force-supplies", "supplies")).content.decode()
    assert "医用防护口罩" in page and 'name="figure-n95_daily_use"' in page and "十二类物资" in page


def test_another_countys_form_and_a_line_there_is_not_are_not_there() -> None:
    event_of_the_day()
    county = sit_down("county_liaison", COUNTY)
    assert county.get(address(OTHER_COUNTY)).status_code == 404
    assert county.get(address(line="weather")).status_code == 404
    assert county.get(address(basis="noon")).status_code == 404
    assert county.get(address().replace("2021-08-05", "today")).status_code == 404


def test_a_supervisor_reads_and_does_not_fill() -> None:
    report = make_report()
    supervisor = sit_down("supervisor")
    assert supervisor.get(reverse("hq:line_report", args=[report.id])).status_code == 200
    assert supervisor.get(address()).status_code == 403


def test_the_desk_has_a_row_for_each_line_and_leads_to_its_figures() -> None:
    make_report(problems="乡镇学校缺校医")
    officer = sit_down("duty_officer")
    page = officer.get(reverse("hq:desk")).content.decode()
    assert reverse("hq:line", args=["schools"]) in page and "91.67%" in page
    page = officer.get(reverse("hq:line", args=["schools"])).content.decode()
    assert "乡镇学校缺校医" in page and "110/120" in page and "召陵区" in page
    assert officer.get(reverse("hq:line", args=["weather"])).status_code == 404


def test_what_is_too_many_by_one_stands_out_on_the_desk() -> None:
    asked = definitions()["isolation"].asked_of("county", "cut_off")
    figures = {one.id: 0 for one in asked} | {"rooms_usable": 5, "waiting_over_12h": 2, "transfers_due": 2}
    make_report(line="isolation", figures=figures)
    page = sit_down("commander").get(reverse("hq:desk")).content.decode()
    assert "待转运超12小时 2" in page


def test_the_page_of_a_line_whose_room_counts_shows_what_its_force_says() -> None:
    make_report("force-co_investigation", line="verification", figures={}, needs="增派2名比对员")
    page = sit_down("duty_chief").get(reverse("hq:line", args=["verification"])).content.decode()
    assert "增派2名比对员" in page and "逐条相符" in page
