"""直报: rung back within ten minutes, two hours a step upwards, day and night."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, OTHER_COUNTY, TOWNSHIP, make_actor, make_event, unit, villages_of
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import answer_call
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.models import RapidReport
from yanpan.hq.operations.duty_log import enter_in_log
from yanpan.hq.operations.rapid_reports import (
    continue_report,
    note_call_back,
    pass_up_report,
    report_at_once,
    tell_emergency,
    withdraw_report,
)
from yanpan.hq.queries.rapid_reports import count_urgent_reports, get_rapid_report, list_rapid_reports
from yanpan.hq.rules.rapid_reports import first_holder, goes_further, report_problems, step_due
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import make_slip, sit_down

pytestmark = pytest.mark.django_db
NIGHT = datetime(2021, 8, 6, 2, 50, tzinfo=CITY_TIME)
PHONE = "13900001234"


@pytest.fixture(autouse=True)
def _at_night(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_rapid_reports.now"
    forget_actors()


def now() -> datetime:
    return NIGHT


def of(role: str, unit_key: str) -> Actor:
    return replace(make_actor(role, unit_key), name=f"{role}-{unit_key}")


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def reported(
    kind: str = "fever",
    *,
    by: str = "village_worker",
    at: str = "",
    unit_key: str = "",
    when: datetime = NIGHT,
    **said: object,
) -> RapidReport:
    if not Event.objects.exists():
        make_event()
    key = unit_key or village()
    given: dict[str, object] = {"place": "王庄三组", "what": "发热一人，七日内到过郑州", "number": PHONE}
    return report_at_once(of(by, at or key), unit_key=key, kind=kind, now=when, **given | said)  # type: ignore[arg-type]


def later(minutes: int) -> datetime:
    return NIGHT + timedelta(minutes=minutes)


def walk(when: datetime) -> None:
    one = ROUNDS["hq.rapid_reports"]
    one.walk(Actor(name="keeper", permissions=one.rights, units=(unit(CITY).path,)), when)


def rung(matter: str) -> list[str]:
    return list(Notice.objects.filter(matter=matter, answered_at=None).values_list("unit__key", flat=True))


def up(report_id: UUID, level: str, key: str, when: datetime) -> RapidReport:
    version = RapidReport.objects.get(id=report_id).version
    return pass_up_report(of(level, key), report_id=report_id, way="telephone", version=version, now=when)


# The rules


def test_whoever_reports_the_level_above_has_it_and_a_desk_has_what_it_takes_by_telephone() -> None:
    path = "city/county/town/village/"
    assert first_holder(path, (path,)) == "town"
    assert first_holder("city/county/town/", ("city/county/town/",)) == "county"
    assert first_holder(path, ("city/county/town/",)) == "town"
    assert first_holder(path, ("city/",)) == "city"
    assert first_holder("city/", ("city/",)) == "city"


@pytest.mark.parametrize(
    ("kind", "level", "further"),
    [
        ("positive", "township", True),
        ("positive", "city", True),
        ("fever", "county", True),
        ("fever", "city", False),
        ("supply", "township", True),
        ("supply", "county", False),
    ],
)
def test_how_far_a_kind_must_go(kind: str, level: str, further: bool) -> None:
    assert goes_further(kind, level) is further
    assert step_due(kind, level, NIGHT) == (NIGHT + timedelta(hours=2) if further else None)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = report_problems("x", place=" ", what="", people=-1, happened_at=later(1), now=NIGHT)
    assert {one.value for one in found} == {
        "report_kind_unknown",
        "report_place_missing",
        "report_what_missing",
        "report_in_the_future",
        "report_too_many_people",
    }
    assert report_problems("medical", place="3号楼", what="", people=None, happened_at=NIGHT, now=NIGHT) == []


# The call back


def test_at_ten_to_three_the_village_is_on_the_list_to_be_rung_back_at_once() -> None:
    report = reported()
    [notice] = Notice.objects.filter(answered_at=None)
    assert (notice.matter, notice.unit.key, notice.due_at) == ("rapid_report", village(), later(10))
    assert report.holder.key == TOWNSHIP and report.due_at == later(120)


def test_nobody_rang_back_in_ten_minutes_and_the_chief_of_the_desk_is_rung() -> None:
    report = reported(by="duty_officer", at=CITY)
    walk(later(10))
    assert rung("rapid_report_not_called_back") == []
    walk(later(11))
    assert rung("rapid_report_not_called_back") == [CITY]
    note_call_back(
        of("duty_officer", CITY), report_id=report.id, answer="体温38.2，独自在家", version=1, now=later(12)
    )
    assert rung("rapid_report_not_called_back") == rung("rapid_report") == []


def test_a_second_report_rings_though_the_first_was_answered_a_minute_ago() -> None:
    reported()
    answer_call(of("duty_officer", CITY), notice_id=Notice.objects.get().id, answer="reached", now=later(1))
    reported("refusal", when=later(2))
    assert rung("rapid_report") == [village()]


def test_a_call_back_is_noted_once_with_what_was_said() -> None:
    report = reported()
    desk = of("duty_officer", CITY)
    with pytest.raises(Refused, match="answer_needed"):
        note_call_back(desk, report_id=report.id, answer="", version=1, now=later(3))
    note_call_back(desk, report_id=report.id, answer="已核实", version=1, now=later(3))
    with pytest.raises(Stale, match="report_is_called_back"):
        note_call_back(desk, report_id=report.id, answer="又打一次", version=2, now=later(4))


# The way upwards


def test_each_step_has_two_hours_and_the_late_one_is_shown_and_rung() -> None:
    report = reported("positive")
    up(report.id, "township_clerk", TOWNSHIP, later(60))
    walk(later(180))
    assert rung("rapid_report_not_passed_on") == []
    walk(later(181))
    assert rung("rapid_report_not_passed_on") == [COUNTY]
    up(report.id, "county_liaison", COUNTY, later(200))
    assert rung("rapid_report_not_passed_on") == []
    up(report.id, "duty_officer", CITY, later(300))
    page = get_rapid_report(of("duty_officer", CITY), report_id=report.id, now=later(301))
    assert [(one.sender, one.to_name, one.late) for one in page.steps] == [
        ("姬石镇", "召陵区", False),
        ("召陵区", "漯河市", True),
        ("漯河市", "", False),
    ]
    assert page.passes_to == "" and page.line.due_at is None
    with pytest.raises(Refused, match="the_province_has_it"):
        up(report.id, "duty_officer", CITY, later(302))


def test_only_the_level_that_has_it_or_one_above_passes_it_on() -> None:
    report = reported()
    report = up(report.id, "township_clerk", TOWNSHIP, later(5))
    with pytest.raises(Missing):
        up(report.id, "township_clerk", TOWNSHIP, later(6))
    assert up(report.id, "duty_officer", CITY, later(7)).holder.key == CITY


def test_others_do_not_see_it() -> None:
    report = reported()
    stranger = of("duty_officer", OTHER_COUNTY)
    assert list_rapid_reports(stranger, event_id=report.event_id, now=NIGHT) == []
    with pytest.raises(Missing):
        get_rapid_report(stranger, report_id=report.id, now=NIGHT)
    with pytest.raises(Missing):
        reported(by="village_worker", at=village(), unit_key=villages_of(TOWNSHIP)[1].key)


def test_a_chief_reads_it_without_the_telephone() -> None:
    report = reported()
    shown = [
        get_rapid_report(of(role, CITY), report_id=report.id, now=NIGHT).number
        for role in ("duty_officer", "duty_chief")
    ]
    assert shown == [PHONE, "139******34"]


# First, continued, final


def test_the_first_report_stands_and_the_final_one_closes_it() -> None:
    report = reported("positive")
    desk = of("duty_officer", CITY)
    continue_report(desk, report_id=report.id, what="复核阳性，密接三人", people=4, version=1, now=later(30))
    continue_report(desk, report_id=report.id, what="转运完毕", is_final=True, version=2, now=later(90))
    page = get_rapid_report(desk, report_id=report.id, now=later(91))
    assert page.what == "发热一人，七日内到过郑州"
    assert [(one.number, one.is_final, one.what) for one in page.updates] == [
        (1, False, "复核阳性，密接三人"),
        (2, True, "转运完毕"),
    ]
    assert page.line.closed_at == later(90) and rung("rapid_report") == []
    with pytest.raises(Stale):
        continue_report(desk, report_id=report.id, what="再补一句", version=3, now=later(92))


def test_a_mistake_is_withdrawn_with_its_reason_and_rings_no_more() -> None:
    report = reported()
    withdraw_report(of("duty_officer", CITY), report_id=report.id, reason="重复上报", version=1, now=later(1))
    walk(later(600))
    assert rung("rapid_report") == rung("rapid_report_not_passed_on") == []
    [line] = list_rapid_reports(of("duty_officer", CITY), event_id=report.event_id, wanted="all", now=NIGHT)
    assert line.withdrawn_at == later(1)


# The urgent medical need


def test_an_urgent_medical_need_stands_on_every_page_until_somebody_rings_back() -> None:
    report = reported("medical", what="")
    desk = sit_down("duty_officer")
    for page in ("hq:desk", "hq:rapid_reports", "shell:calls"):
        shown = desk.get(reverse(page)).content.decode()
        assert 'class="alarm"' in shown and "120" in shown
    found = count_urgent_reports(of("duty_officer", CITY), now=NIGHT)
    assert found is not None and (found.count, found.untold) == (1, 1)
    told = tell_emergency(of("township_clerk", TOWNSHIP), report_id=report.id, version=1, now=later(1))
    note_call_back(
        of("township_clerk", TOWNSHIP),
        report_id=report.id,
        answer="车已到",
        version=told.version,
        now=later(4),
    )
    assert count_urgent_reports(of("duty_officer", CITY), now=NIGHT) is None
    assert 'class="alarm"' not in desk.get(reverse("hq:rapid_reports")).content.decode()


def test_a_fever_is_no_alarm_and_120_is_not_told_of_it() -> None:
    report = reported()
    assert count_urgent_reports(of("duty_officer", CITY), now=NIGHT) is None
    with pytest.raises(Refused, match="only_medical_needs_are_told"):
        tell_emergency(of("duty_officer", CITY), report_id=report.id, version=1, now=NIGHT)


# The pages


def test_a_village_phone_reports_from_the_button_on_its_page() -> None:
    make_event()
    slip = make_slip()
    worker = sit_down("village_worker", slip.unit_key)
    form = worker.get(reverse("hq:report_at_once")).content.decode()
    assert f'value="{slip.unit_key}"' in form and "tel:120" in form
    said = {"kind": "fever", "unit_key": slip.unit_key, "place": "王庄三组", "what": "发热一人"}
    assert worker.post(reverse("hq:report_at_once"), said).status_code == 302
    assert f"<td>{slip.unit_name}</td>" in worker.get(reverse("hq:rapid_reports")).content.decode()
    urgent = {"urgent-unit_key": slip.unit_key, "urgent-place": "王庄五组"}
    assert worker.post(reverse("hq:report_urgent"), urgent).status_code == 302
    assert RapidReport.objects.filter(kind="medical").count() == 1


def test_what_is_missing_stands_at_the_form() -> None:
    make_event()
    worker = sit_down("village_worker", village())
    said = {"kind": "fever", "unit_key": village(), "place": "王庄", "what": "发热", "people": "-3"}
    answer = worker.post(reverse("hq:report_at_once"), said)
    assert answer.status_code == 422 and not RapidReport.objects.exists()


def test_the_page_of_one_report_and_its_papers(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    report = reported("positive")
    client = sit_down("duty_officer")
    with django_assert_max_num_queries(30):
        page = client.get(reverse("hq:rapid_report", args=[report.id])).content.decode()
    assert "王庄三组" in page and PHONE in page
    step = reverse("hq:rapid_step", args=[report.id, "continue"])
    client.post(step, {"version": 1, "what": "复核阳性", "is_final": "on"})
    for number in (0, 1):
        paper = client.get(reverse("hq:rapid_paper", args=[report.id, number, "docx"]))
        assert paper.content.startswith(b"PK")
    assert client.get(reverse("hq:rapid_paper", args=[report.id, 7, "docx"])).status_code == 404


def test_a_line_of_the_log_becomes_a_report() -> None:
    make_event()
    entry = enter_in_log(
        of("duty_officer", CITY), unit_key=CITY, matter="村医报发热一人", number=PHONE, now=NIGHT
    )
    client = sit_down("duty_officer")
    address = f"{reverse('hq:report_at_once')}?entry={entry.id}"
    assert "村医报发热一人" in client.get(address).content.decode()
    said = {
        "kind": "fever",
        "unit_key": TOWNSHIP,
        "place": "王庄",
        "what": "村医报发热一人",
        "by_telephone": "on",
    }
    client.post(address, said)
    report = RapidReport.objects.get()
    assert (report.entry_id, report.holder.key, report.by_telephone) == (entry.id, CITY, True)
    assert reverse("hq:rapid_report", args=[report.id]) in client.get(reverse("hq:log")).content.decode()
