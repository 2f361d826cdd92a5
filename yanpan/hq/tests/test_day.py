"""The day of a headquarters is data: changed from a day on with a reason, run by a county alone, seen by the city."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, make_event, unit
from yanpan.base.audit.models import AuditLine
from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.indicators.operations import confirm_figures, fix_cut_off
from yanpan.base.indicators.queries import list_confirmations
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.base.places.queries import get_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import HourChange, Item
from yanpan.hq.operations.day import change_hour, note_hour_done
from yanpan.hq.operations.duty_log import enter_in_log
from yanpan.hq.operations.papers import register_paper
from yanpan.hq.operations.rapid_reports import note_call_back, report_at_once
from yanpan.hq.operations.shifts import hand_over_shift, take_over_shift
from yanpan.hq.queries.day import cut_off_above, day_in_force
from yanpan.hq.queries.days import get_day, list_days
from yanpan.hq.rules.day import (
    Change,
    cut_off_in,
    day_of,
    fallen_due,
    is_hour,
    next_hours,
    shift_due,
    shipped_day,
)
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
ON = date(2021, 8, 5)
TOMORROW = date(2021, 8, 6)


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_day.now"
    forget_actors()


def now() -> datetime:
    return NOW


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2021, 8, day, hour, minute, tzinfo=CITY_TIME)


def of(role: str, unit_key: str = CITY, name: str = "") -> Actor:
    return replace(make_actor(role, unit_key), name=name or f"{role}-{unit_key}")


def hours(level: str, *changes: Change, on: date = ON) -> list[str]:
    return [f"{one.at} {one.code}" for one in day_of(level, changes, on)]


def walk(when: datetime) -> None:
    one = ROUNDS["hq.hours"]
    one.walk(Actor(name="keeper", permissions=one.rights, units=(unit(CITY).path,)), when)


def rung(matter: str) -> list[str]:
    return list(Notice.objects.filter(matter=matter, answered_at=None).values_list("unit__key", flat=True))


# The rules


def test_the_shipped_day_of_a_city() -> None:
    assert [one.at for one in shipped_day("city")] == [
        *("08:00", "08:30", "16:00", "17:00", "18:00", "18:30", "19:00", "19:30"),
        *("20:00", "20:00", "22:00", "23:00", "24:00", "01:00"),
    ]
    assert (cut_off_in(shipped_day("city")), cut_off_in(shipped_day("county"))) == ("18:00", "17:30")


def test_an_hour_moves_falls_away_and_is_added_from_a_day_on() -> None:
    moved = Change("cut_off", "17:00", TOMORROW)
    dropped = Change("findings", "", ON)
    added = Change("own_1", "15:00", ON, "专题会")
    today, tomorrow = (hours("county", moved, dropped, added, on=one) for one in (ON, TOMORROW))
    assert "17:30 cut_off" in today and "17:00 cut_off" in tomorrow
    assert not [one for one in today if "findings" in one] and "15:00 own_1" in today
    assert hours("county", on=ON) == hours("county", moved, on=ON)


def test_of_two_changes_of_one_day_the_later_counts_and_a_dropped_hour_comes_back() -> None:
    changes = (Change("findings", "", ON), Change("findings", "15:30", ON))
    assert "15:30 findings" in hours("city", *changes)
    assert day_of("city", changes, ON)[2].done_by == "hand"


def test_a_round_of_testing_makes_every_second_hour_an_hour_of_the_day() -> None:
    on, off = Change("testing_round", "on", ON), Change("testing_round", "", TOMORROW)
    running = [one for one in hours("city", on, off) if "testing_round" in one]
    assert [one[:5] for one in running] == ["10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00"]
    assert hours("city", on, off, on=TOMORROW) == hours("city")


def test_what_falls_due_next_goes_on_over_midnight() -> None:
    found = next_hours(shipped_day("city"), at(22, 30), 5)
    assert [(one.day, f"{one:%H:%M}", hour.code) for one, hour in found] == [
        (5, "23:00", "acknowledged"),
        (6, "00:00", "day_statistics"),
        (6, "01:00", "upwards"),
        (6, "08:00", "morning_shift"),
        (6, "08:30", "morning_brief"),
    ]


def test_at_two_in_the_morning_the_day_is_still_yesterdays() -> None:
    codes = [hour.code for _at, hour in fallen_due(shipped_day("city"), at(2, 0, 6))]
    assert codes[-1] == "upwards" and "day_statistics" in codes
    assert fallen_due(shipped_day("city"), at(7, 59, 6))[0][0] == at(8)
    assert shift_due(shipped_day("city"), at(2, 0, 6)) == (ON, "20:00")


@pytest.mark.parametrize(
    ("text", "readable"), [("00:00", True), ("24:00", True), ("24:01", False), ("7:30", False)]
)
def test_which_hours_can_be_read(text: str, readable: bool) -> None:
    assert is_hour(text) is readable


# Changing the day


def test_everything_wrong_with_a_change_is_said_at_once_and_nothing_is_kept() -> None:
    make_event()
    with pytest.raises(Refused) as refused:
        change_hour(
            of("duty_officer"), unit_key=CITY, at="25:00", from_on=date(2021, 8, 4), reason=" ", now=NOW
        )
    assert refused.value.facts["problems"] == (
        "hour_not_readable,own_hour_needs_a_title,reason_needed,a_past_day_does_not_change"
    )
    assert not HourChange.objects.exists()


def test_units_confirm_for_the_hour_their_headquarters_moved_its_cut_off_to() -> None:
    make_event()
    officer = of("duty_officer", COUNTY)
    change_hour(
        officer, unit_key=COUNTY, code="cut_off", at="17:00", from_on=ON, reason="市里要求提前", now=NOW
    )
    assert cut_off_above(get_unit(TOWNSHIP), ON) == "17:00"
    assert cut_off_above(get_unit(COUNTY), ON) == "18:00"
    assert cut_off_in(day_in_force(get_unit(OTHER_COUNTY), ON)) == "17:30"
    page = sit_down("duty_officer", COUNTY).get(reverse("hq:cut_offs")).content.decode()
    assert 'value="17:00"' in page


def test_nobody_changes_the_day_of_another_headquarters() -> None:
    make_event()
    with pytest.raises(Missing):
        change_hour(
            of("duty_officer"), unit_key=COUNTY, code="cut_off", at="17:00", from_on=ON, reason="x", now=NOW
        )


def test_an_own_hour_keeps_its_title_when_it_is_moved() -> None:
    make_event()
    officer = of("duty_officer")
    own = change_hour(officer, unit_key=CITY, title="专题会", at="15:00", from_on=ON, reason="调度", now=NOW)
    change_hour(
        officer, unit_key=CITY, code=own.code, at="15:30", from_on=ON, reason="改时间", now=at(15, 45)
    )
    [hour] = [one for one in day_in_force(get_unit(CITY), ON) if one.code == own.code]
    assert (hour.at, hour.title) == ("15:30", "专题会")


# What was done


def states(unit_key: str = CITY, when: datetime = NOW) -> dict[str, str]:
    day = get_day(of("duty_officer"), event_id=_event_id(), unit_key=unit_key, now=when)
    return {one.hour.code: one.state for one in day.hours}


def _event_id() -> UUID:
    return current_event().id


def test_an_hour_is_done_when_the_figures_are_fixed_the_shift_signed_or_somebody_says_so() -> None:
    make_event()
    officer = of("duty_officer")
    note_hour_done(officer, unit_key=CITY, code="morning_brief", now=NOW)
    with pytest.raises(Stale, match="hour_is_done"):
        note_hour_done(officer, unit_key=CITY, code="morning_brief", now=NOW)
    with pytest.raises(Refused, match="hour_is_seen_by_itself"):
        note_hour_done(officer, unit_key=CITY, code="cut_off", now=NOW)
    with pytest.raises(Refused, match="hour_has_not_come"):
        note_hour_done(officer, unit_key=CITY, code="meeting", now=at(18, 59))
    fix_cut_off(officer, event_id=_event_id(), unit_key=CITY, name="18:00", on=ON, reason="", now=at(18, 5))
    found = states(when=at(18, 10))
    assert [found[code] for code in ("morning_shift", "morning_brief", "findings", "cut_off", "meeting")] == [
        *("late", "done", "late", "done", "ahead"),
    ]


def test_the_figures_of_a_whole_day_stand_in_a_table_of_their_own() -> None:
    make_event()
    client = sit_down("duty_officer")
    for name in ("18:00", "24:00"):
        assert client.post(reverse("hq:fix"), {"name": name}).status_code == 302
    page = client.get(reverse("hq:cut_offs")).content.decode()
    first, second = (table.partition("</table>")[0] for table in page.split("<tbody>")[-2:])
    assert "<td>18:00</td>" in first and "<td>24:00</td>" not in first
    assert "<td>24:00</td>" in second and "<td>18:00</td>" not in second
    assert client.post(reverse("hq:fix"), {"name": "24:30"}).status_code == 422


# Who is rung


def test_figures_not_fixed_half_an_hour_after_the_cut_off_ring_the_headquarters() -> None:
    make_event()
    walk(at(18, 29))
    assert rung("cut_off_not_fixed") == []
    walk(at(18, 30))
    assert CITY in rung("cut_off_not_fixed") and COUNTY in rung("cut_off_not_fixed")
    fix_cut_off(
        of("duty_officer"),
        event_id=_event_id(),
        unit_key=CITY,
        name="18:00",
        on=ON,
        reason="",
        now=at(18, 35),
    )
    walk(at(18, 40))
    assert CITY not in rung("cut_off_not_fixed") and COUNTY in rung("cut_off_not_fixed")


def test_a_brief_is_missed_only_where_figures_were_fixed() -> None:
    make_event()
    fix_cut_off(
        of("duty_officer"), event_id=_event_id(), unit_key=CITY, name="18:00", on=ON, reason="", now=at(18)
    )
    walk(at(19, 30))
    assert rung("brief_not_checked") == [CITY]
    note_hour_done(of("duty_officer"), unit_key=CITY, code="brief_checked", now=at(19, 35))
    walk(at(19, 40))
    assert rung("brief_not_checked") == []


def test_at_eleven_those_who_have_not_signed_for_an_item_are_rung() -> None:
    event = make_event()
    Item.objects.create(
        id=fresh_id(NOW),
        event=event,
        unit=unit(CITY),
        owner=unit(COUNTY),
        matter="补报确认",
        severity=2,
        state="sent",
        due_at=at(12, 0, 6),
        proposed_at=NOW,
    )
    walk(at(22, 59))
    assert rung("items_unacknowledged") == []
    walk(at(23))
    assert rung("items_unacknowledged") == [COUNTY]
    Item.objects.update(state="in_work")
    walk(at(23, 10))
    assert rung("items_unacknowledged") == []


# A county alone, and the city that looks on


def test_one_county_runs_its_day_alone() -> None:
    """Its units, cut-off, shifts, log, reports and papers; nobody of the city acts after the opening."""
    day, night = (of("duty_officer", COUNTY, name) for name in ("day", "night"))
    event = make_event()
    change_hour(day, unit_key=COUNTY, code="cut_off", at="17:00", from_on=ON, reason="乡镇路远", now=at(8, 5))
    enter_in_log(day, unit_key=COUNTY, matter="姬石镇询问", passed_to_key=TOWNSHIP, now=at(9))
    report = report_at_once(
        of("township_clerk", TOWNSHIP), unit_key=TOWNSHIP, kind="fever", place="王庄", what="发热", now=at(10)
    )
    note_call_back(day, report_id=report.id, answer="已核实", version=1, now=at(10, 5))
    register_paper(
        day,
        unit_key=COUNTY,
        kind="paper",
        number="1号",
        source="市指挥部",
        title="通知",
        received_at=at(11),
        now=at(11),
    )
    clerk = of("township_clerk", TOWNSHIP)
    confirm_figures(clerk, event_id=event.id, unit_key=TOWNSHIP, name="17:00", on=ON, now=at(16, 50))
    fixed = fix_cut_off(day, event_id=event.id, unit_key=COUNTY, name="17:00", on=ON, reason="", now=at(17))
    assert TOWNSHIP in fixed.figures["confirmed"]["given"]
    assert list_confirmations(day, event_id=event.id, name="17:00", on=ON, now=at(17)).keys() == {TOWNSHIP}
    sheet = hand_over_shift(day, unit_key=COUNTY, now=at(19, 50))
    take_over_shift(night, shift_id=sheet.id, version=sheet.version, now=at(20))
    assert sorted(kind for kind, *_rest in sheet.open_things) == ["entry", "report"]
    found = get_day(night, event_id=event.id, unit_key=COUNTY, now=at(20, 10))
    done = {one.hour.code: one.done_by for one in found.hours if one.state == "done"}
    assert done == {"cut_off": "day", "evening_shift": "night"}


def test_the_city_sees_which_hour_each_county_has_done_and_changes_none(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    event = make_event()
    fix_cut_off(
        of("duty_officer", COUNTY),
        event_id=event.id,
        unit_key=COUNTY,
        name="17:30",
        on=ON,
        reason="",
        now=NOW,
    )
    found = {one.unit.key: one for one in list_days(of("duty_officer"), event_id=event.id, now=at(17, 40))}
    states_of = {
        key: next(one.state for one in found[key].hours if one.hour.code == "cut_off")
        for key in (COUNTY, OTHER_COUNTY)
    }
    assert states_of == {COUNTY: "done", OTHER_COUNTY: "late"}
    client = sit_down("duty_officer")
    with django_assert_max_num_queries(25):
        page = client.get(reverse("hq:days")).content.decode()
    assert "召陵区" in page and "临颍县" in page
    county = client.get(reverse("hq:day_of", args=[COUNTY])).content.decode()
    assert reverse("hq:hour_add") not in county and reverse("hq:tick", args=["findings"]) not in county
    assert reverse("hq:hour_add") in client.get(reverse("hq:day")).content.decode()


def test_a_county_does_not_see_the_day_of_another_or_of_the_city() -> None:
    event = make_event()
    for key in (OTHER_COUNTY, CITY):
        with pytest.raises(Missing):
            get_day(of("county_liaison", COUNTY), event_id=event.id, unit_key=key, now=NOW)


def test_the_day_is_changed_and_ticked_on_its_pages() -> None:
    make_event()
    client = sit_down("duty_officer")
    said = {"at": "17:15", "from_on": "2021-08-05", "reason": "省里提前"}
    assert client.post(reverse("hq:hour_change", args=["cut_off"]), said).status_code == 302
    assert client.post(reverse("hq:hour_add"), said | {"title": "专题会", "at": "77:00"}).status_code == 422
    assert client.post(reverse("hq:testing_round"), said).status_code == 302
    assert client.post(reverse("hq:tick", args=["morning_brief"])).status_code == 302
    page = client.get(reverse("hq:day")).content.decode()
    assert "17:15" in page and "省里提前" in page and "14:00" in page
    desk = client.get(reverse("hq:desk")).content.decode()
    assert "17:15" in desk


def test_a_round_that_finds_nothing_new_leaves_no_line() -> None:
    make_event()
    walk(at(18, 30))
    before = AuditLine.objects.count()
    walk(at(18, 40))
    assert AuditLine.objects.count() == before
