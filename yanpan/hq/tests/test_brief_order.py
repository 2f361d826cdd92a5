"""The brief in the order of FORMS, its epidemic, units, items of before; the same in English; the action plan."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, unit
from tests.world_line_reports import ON, SCHOOLS, approve, event_of_the_day, fill, make_report, who
from yanpan.base.events.models import Event
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.indicators.registry import REPORTS
from yanpan.hq.exchange.action_plan import Planned, action_plan
from yanpan.hq.exchange.brief import brief_paper
from yanpan.hq.exchange.brief_body import sections_of
from yanpan.hq.models import Item, LineReport
from yanpan.hq.operations.line_reports.approving import correct_report
from yanpan.hq.queries import Brief, get_brief
from yanpan.hq.queries.line_reports.matrix import reporting_units
from yanpan.hq.queries.meeting import get_meeting
from yanpan.hq.rules.lines import definitions
from yanpan.hq.tests.test_headquarters_report import item
from yanpan.shell.asking import forget_actors
from yanpan.shell.papers import Heading, Table, to_html
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
READER = ("indicators.fix_cut_off", "indicators.get_cut_off", "hq.get_brief", "hq.get_meeting")
TRACING: dict[str, object] = {
    "new_in_isolation": 3,
    "new_in_closed_area": 2,
    "new_seeking_care": 1,
    "new_by_screening": 0,
    "new_already_listed": 4,
}
CJK = re.compile("[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]+")


def fixed(name: str = "18:00", on: Any = ON) -> Brief:
    reader, event_id = actor_with(*READER), event_of_the_day()
    made = fix_cut_off(reader, event_id=event_id, unit_key=CITY, name=name, on=on, reason="", now=NOW)
    return get_brief(reader, cut_off_id=made.id, now=NOW)


def paper(found: Brief, language: str = "zh-hans") -> Any:
    return brief_paper(found.cut_off, found.links, dict(found.unit_names), language=language)


def table(found: Brief, title: str, language: str = "zh-hans") -> Table:
    [one] = [
        block
        for block in paper(found, language).blocks
        if isinstance(block, Table) and block.title.startswith(title)
    ]
    return one


def test_the_headings_stand_in_the_order_of_the_form() -> None:
    make_report(COUNTY)
    headings = [block for block in paper(fixed()).blocks if isinstance(block, Heading)]
    assert [one.text for one in headings if one.level == 1] == [
        "一、主要进展",
        "二、疫情情况",
        "三、工作条线",
        "四、各单位：报送与薄弱环节",
        "五、影响面",
        "六、薄弱环节",
        "七、以前交办的事项",
        "八、附表：分单位数据",
        "九、数据确认情况",
    ]
    lines = [one.text for one in headings if one.level == 2]
    assert lines[0] == "（一）区域协查排查" and "（十三）督导检查" in lines


def infected(on_ago: int, unit_key: str = COUNTY, **given: int) -> LineReport:
    day = ON - on_ago * DAY
    return make_report(unit_key, line="tracing", basis="0-24", on=day, figures=TRACING | given)


def epidemic(unit_key: str = CITY) -> dict[str, int]:
    made = REPORTS["epidemic"].make(event_of_the_day(), unit(CITY).path, NOW)
    return {one.name: one.value for one in made.counts if one.unit == unit_key}


def test_infections_are_new_of_the_day_and_cumulative_of_every_day_before_it() -> None:
    infected(1)  # 4 August: 3 + 2 + 1 + 0
    infected(1, OTHER_COUNTY, new_by_screening=5)  # 3 + 2 + 1 + 5
    infected(3)
    city, county = epidemic(), epidemic(COUNTY)
    assert (city["new"], city["new_outside"], city["total"], city["total_outside"]) == (17, 7, 23, 8)
    assert (county["new"], county["total"], county["total_in_isolation"]) == (6, 12, 6)
    assert epidemic(OTHER_COUNTY)["total_by_screening"] == 5


def test_the_task_force_counts_until_every_area_has_reported() -> None:
    infected(1)
    infected(1, "force-tracing", new_in_isolation=99)
    infected(2, "force-tracing")
    assert (epidemic()["new"], epidemic()["total"]) == (102, 108)
    areas = [one.key for one in reporting_units(CITY) if one.kind != "force"]
    for key in areas:
        if key != COUNTY:
            infected(1, key)
    assert (epidemic()["new"], epidemic()["total"]) == (6 * len(areas), 6 * len(areas) + 6)


def test_a_corrected_day_counts_as_corrected() -> None:
    first = infected(1)
    correct_report(who("clerk"), report_id=first.id, reason="核实后更正", now=NOW)
    figures = TRACING | {"new_in_isolation": 1, "new_already_listed": 1}
    approve(fill(line="tracing", basis="0-24", on=ON - DAY, figures=figures))
    assert epidemic()["new"] == 4


def test_the_epidemic_stands_by_how_found_with_both_numbers() -> None:
    infected(1)
    infected(2)
    found = fixed()
    assert table(found, "感染者发现方式（2021-08-04 0—24时）").rows == (
        ("隔离管控", 3, 6),
        ("封控区", 2, 4),
        ("主动就诊", 1, 2),
        ("社区筛查", 0, 0),
        ("合计", 6, 12),
    )
    assert (COUNTY, "epidemic.new_outside") in [(one.unit, one.indicator) for one in found.links]


def test_every_unit_has_one_row_of_lateness_and_weak_links() -> None:
    make_report(COUNTY)
    Event.objects.update(opened_at=NOW - 3 * DAY)
    found = fixed()
    rows = {row[0]: row[1:] for row in table(found, "各单位报送及薄弱环节").rows}
    names = dict(found.unit_names)
    county = rows[names[COUNTY]]
    assert county[:4] == (1, 1, 0, 0)  # before the cut-off only what is in is due
    assert county[4] == 2 and county[5] == "否"  # impact and tracing of the day before
    assert county[7] == sum(one.unit == COUNTY for one in found.links)
    late = {row[0]: str(row[1]) for row in table(found, "0—24时报表未按时报送").rows}
    assert "影响面（未报）" in late[names[COUNTY]]


def test_items_of_before_stand_as_they_stood_at_the_cut_off() -> None:
    item(COUNTY, matter="补岗", demand="两班倒", due=NOW - timedelta(hours=2))
    done: dict[str, Any] = {
        "state": "struck_off",
        "evidence": "照片",
        "struck_off_by": "y",
        "reported_by": "x",
    }
    item(OTHER_COUNTY, matter="昨日销号", struck_off_at=NOW - timedelta(hours=3), **done)
    item(OTHER_COUNTY, matter="早已销号", struck_off_at=NOW - 2 * DAY, **done)
    found = fixed()
    Item.objects.update(matter="后来改了")
    rows = table(found, "在办事项及一日内销号事项").rows
    assert [(row[2], row[3], row[5]) for row in rows] == [
        ("补岗", "两班倒", "办理中；逾期"),
        ("昨日销号", "", "已销号"),
    ]


def test_the_progress_is_what_the_task_forces_say_and_the_line_what_the_units_say() -> None:
    make_report("force-schools", progress="全市晨午检")
    make_report(COUNTY, progress="镇村学校全查")
    found = fixed()
    sections = {
        one.key: str(one.blocks) for one in sections_of(found.cut_off, found.links, dict(found.unit_names))
    }
    assert "全市晨午检" in sections["progress"] and "镇村学校全查" not in sections["progress"]
    assert "镇村学校全查" in sections["schools"] and "全市晨午检" not in sections["schools"]


def without_names(text: str, found: Brief) -> list[str]:
    """The Chinese that is left once names of places, documents and the mark of drills are gone."""
    places = [name for key, name in found.unit_names.items() if not key.startswith("force-")]
    for name in sorted([*places, "演练数据", "联防联控机制综发〔2021〕51号"], key=len, reverse=True):
        text = text.replace(name, "")
    return CJK.findall(re.sub("<style.*?</style>", "", text, flags=re.DOTALL))


def test_the_situation_report_is_english_from_the_first_word_to_the_last() -> None:
    infected(1)
    item(COUNTY, matter="Second shift", demand="two shifts")
    make_report(COUNTY, progress="all schools checked", problems="no school doctor", needs="two doctors")
    make_report("force-schools", figures=SCHOOLS | {"absent_ill": 119}, progress="checks everywhere")
    supplies = {one.id: 1 for one in definitions()["supplies"].fields}
    make_report(COUNTY, line="supplies", figures=supplies)
    Event.objects.update(opened_at=NOW - 3 * DAY)
    found = fixed()
    made = paper(found, "en")
    page = to_html(made)
    assert made.title == "Situation report: 漯河市" and "CONTRADICTION" in page and "Second shift" in page
    assert without_names(page, found) == []
    assert "Task force for schools: checks everywhere" in page and "（" not in page
    numbered = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert numbered[0] == "1. Main progress" and "3.1 Cross-region co-investigation and screening" in numbered


def plan(language: str) -> Any:
    cut_off_id = fixed().cut_off.id
    Item.objects.filter(matter="Decided now").update(cut_off_id=cut_off_id, proposed_at=NOW + DAY)
    room = get_meeting(actor_with(*READER), cut_off_id=cut_off_id, now=NOW)
    decided, carried = room.plan
    planned = Planned(room.brief.cut_off, room.brief.links, decided, carried)
    return action_plan(planned, dict(room.brief.unit_names), now=NOW, language=language), room.brief


def test_the_incident_action_plan_has_what_was_decided_and_what_is_carried_over() -> None:
    make_report(COUNTY)
    item(COUNTY, matter="Second shift", demand="two shifts", indicator="schools.absent_followed")
    made = item(OTHER_COUNTY, matter="Decided now", demand="by noon", state="proposed")
    made.helpers.add(unit("force-schools"))
    english, brief = plan("en")
    tables = [one for one in english.blocks if isinstance(one, Table)]
    assert [row[0] for row in tables[0].rows] == ["Sick absences followed up"]
    assert tables[0].rows[0][1:] == ("91.67%", "110/120", "100%")
    assert tables[1].rows[0][2:5] == ("Task force for schools", "Decided now", "by noon")
    assert tables[2].rows[0][3:5] == ("Second shift", "two shifts")
    assert english.title == "Incident action plan: 漯河市" and without_names(to_html(english), brief) == []


def test_the_papers_are_reached_from_the_cut_off_in_both_languages(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()
    cut_off = fixed().cut_off
    chief = sit_down("duty_chief")
    page = chief.get(reverse("hq:cut_off", args=[cut_off.id])).content.decode()
    for name, ending in (
        ("brief", "docx"),
        ("brief", "pdf"),
        ("action_plan", "docx"),
        ("action_plan", "pdf"),
    ):
        address = f"{reverse(f'hq:{name}', args=[cut_off.id, ending])}?language=en"
        assert address in page
        assert chief.get(address).content[:4] == (b"%PDF" if ending == "pdf" else b"PK\x03\x04")
    assert chief.get(reverse("hq:action_plan", args=[cut_off.id, "docx"]) + "?language=xx").status_code == 404
    county = sit_down("county_liaison", COUNTY)
    assert county.get(reverse("hq:action_plan", args=[cut_off.id, "docx"])).status_code == 404
