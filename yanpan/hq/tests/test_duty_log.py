"""值班日志 and 交接班: nothing is lost between two shifts, and nobody hands over to himself."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, make_event, unit
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.models import Unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import DutyEntry, Item, ShiftHandover
from yanpan.hq.operations.duty_log import answer_entry, enter_in_log, pass_on_entry, strike_entry
from yanpan.hq.operations.shifts import hand_over_shift, take_over_shift
from yanpan.hq.queries.duty_log import get_entry, list_log
from yanpan.hq.queries.shifts import get_shift_sheet, list_open_things
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
PHONE = "13900001234"


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_duty_log.now"
    forget_actors()


def now() -> datetime:
    return NOW


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2021, 8, day, hour, minute, tzinfo=CITY_TIME)


def officer(unit_key: str = CITY, name: str = "day") -> Actor:
    return replace(make_actor("duty_officer", unit_key), name=name)


def entered(matter: str = "姬石镇询问隔离房间", *, unit_key: str = CITY, when: datetime = NOW) -> DutyEntry:
    if not Event.objects.exists():
        make_event()
    return enter_in_log(
        officer(unit_key), unit_key=unit_key, matter=matter, caller="李镇长", number=PHONE, now=when
    )


def lines(unit_key: str = CITY, wanted: str = "") -> list[str]:
    found = list_log(
        officer(unit_key), event_id=Event.objects.get().id, unit_key=unit_key, wanted=wanted, now=NOW
    )
    return [one.matter for one in found]


def keep_the_keeper(when: datetime) -> None:
    """Walk the round as the keeper does."""
    one = ROUNDS["hq.shifts"]
    one.walk(Actor(name="keeper", permissions=one.rights, units=(unit(CITY).path,)), when)


def rung() -> list[str]:
    found = Notice.objects.filter(matter="shift_not_taken_over", answered_at=None)
    return list(found.values_list("unit__key", flat=True))


# The log


def test_what_a_caller_said_lies_sealed_and_his_number_is_masked_until_the_line_is_opened() -> None:
    entry = entered()
    kept = DutyEntry.objects.get()
    assert "姬石镇".encode() not in bytes(kept.matter) and PHONE.encode() not in bytes(kept.number)
    [line] = list_log(officer(), event_id=entry.event_id, unit_key=CITY, now=NOW)
    assert (line.matter, line.number) == ("姬石镇询问隔离房间", "139******34")
    assert get_entry(officer(), entry_id=entry.id, now=NOW).number == PHONE


def test_the_number_of_a_person_is_refused_in_the_text() -> None:
    make_event()
    with pytest.raises(Refused, match="identifier_in_free_text"):
        enter_in_log(officer(), unit_key=CITY, matter=f"回电{PHONE}", now=NOW)
    assert not DutyEntry.objects.exists()


def test_a_call_of_an_hour_to_come_is_refused() -> None:
    make_event()
    with pytest.raises(Refused, match="entry_lies_in_the_future"):
        enter_in_log(officer(), unit_key=CITY, matter="预约", at=NOW + timedelta(minutes=1), now=NOW)


def test_a_struck_line_stays_to_be_read_with_its_reason() -> None:
    entry = entered("记到别处去了")
    struck = strike_entry(officer(), entry_id=entry.id, reason="应记入县区日志", version=1, now=NOW)
    assert lines() == lines(wanted="struck") == ["记到别处去了"] and lines(wanted="open") == []
    assert get_entry(officer(), entry_id=entry.id, now=NOW).struck_reason == "应记入县区日志"
    with pytest.raises(Stale):
        answer_entry(officer(), entry_id=entry.id, answer="已办", version=struck.version, now=NOW)


def test_a_line_without_a_reason_is_not_struck() -> None:
    entry = entered()
    with pytest.raises(Refused, match="reason_needed"):
        strike_entry(officer(), entry_id=entry.id, reason=" ", version=1, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyEntry.objects.update(struck_at=NOW)


def test_two_who_write_on_one_line_at_once_are_told() -> None:
    entry = entered()
    pass_on_entry(officer(), entry_id=entry.id, to_unit_key=TOWNSHIP, version=1, now=NOW)
    with pytest.raises(Stale):
        answer_entry(officer(name="other"), entry_id=entry.id, answer="已办", version=1, now=NOW)


def test_a_county_keeps_its_own_log_and_nobody_else_reads_it() -> None:
    entry = entered(unit_key=COUNTY)
    assert lines(COUNTY) == ["姬石镇询问隔离房间"] and lines() == []
    for stranger in (officer(), officer(OTHER_COUNTY)):
        with pytest.raises(Missing):
            list_log(stranger, event_id=entry.event_id, unit_key=COUNTY, now=NOW)
        with pytest.raises(Missing):
            get_entry(stranger, entry_id=entry.id, now=NOW)
        with pytest.raises(Missing):
            enter_in_log(stranger, unit_key=COUNTY, matter="越级代记", now=NOW)


# The hand-over of the shift


def test_the_sheet_holds_what_is_open_and_nothing_that_is_closed() -> None:
    first, done = entered("待回复的一件"), entered("已办结的一件")
    answer_entry(officer(), entry_id=done.id, answer="已答复", version=1, now=NOW)
    make_calls([Call(unit(COUNTY).pk, "rows_late", {"rows": 3})], now=NOW)
    Item.objects.create(
        id=fresh_id(NOW),
        event=first.event,
        unit=unit(CITY),
        owner=unit(COUNTY),
        matter="补报确认",
        severity=2,
        state="in_work",
        due_at=NOW - timedelta(hours=1),
        proposed_at=NOW,
    )
    sheet = hand_over_shift(officer(name="day"), unit_key=CITY, said="重点盯舞阳县", now=at(19, 40))
    found = get_shift_sheet(officer(name="night"), shift_id=sheet.id, now=at(20))
    assert [(one.kind, one.said or one.words) for one in found.lines] == [
        ("entry", "待回复的一件"),
        ("item", "补报确认"),
        ("calls", "rows_late"),
    ]
    assert (found.hour, found.on.day, found.said) == ("20:00", 5, "重点盯舞阳县")
    assert "待回复" not in str(ShiftHandover.objects.get().open_things)


def test_who_hands_over_does_not_take_over() -> None:
    entered()
    sheet = hand_over_shift(officer(name="day"), unit_key=CITY, now=at(19, 50))
    with pytest.raises(Refused, match="another_person_takes_over"):
        take_over_shift(officer(name="day"), shift_id=sheet.id, version=sheet.version, now=at(20))
    with pytest.raises(IntegrityError), transaction.atomic():
        ShiftHandover.objects.update(incoming_at=NOW, incoming_by="day")
    taken = take_over_shift(officer(name="night"), shift_id=sheet.id, version=sheet.version, now=at(20))
    assert (taken.outgoing_by, taken.incoming_by) == ("day", "night")


def test_a_sheet_signed_anew_must_be_read_anew_and_one_taken_over_stands() -> None:
    entered("第一件")
    sheet = hand_over_shift(officer(name="day"), unit_key=CITY, now=at(19, 30))
    entered("临交班又来一件", when=at(19, 45))
    again = hand_over_shift(officer(name="day"), unit_key=CITY, now=at(19, 50))
    assert again.id == sheet.id and len(again.open_things) == 2
    with pytest.raises(Stale):
        take_over_shift(officer(name="night"), shift_id=sheet.id, version=sheet.version, now=at(20))
    take_over_shift(officer(name="night"), shift_id=sheet.id, version=again.version, now=at(20))
    with pytest.raises(Stale, match="shift_is_taken_over"):
        hand_over_shift(officer(name="day"), unit_key=CITY, now=at(20, 5))


@pytest.mark.parametrize(
    ("when", "shift"),
    [(at(6, 59, 6), (5, "20:00")), (at(7, 0, 6), (6, "08:00")), (at(12, 0, 6), (6, "08:00"))],
)
def test_a_shift_is_signed_for_from_an_hour_before_it_ends(when: datetime, shift: tuple[int, str]) -> None:
    entered()
    sheet = hand_over_shift(officer(), unit_key=CITY, now=when)
    assert (sheet.on.day, sheet.hour) == shift


def test_a_shift_nobody_took_over_rings_the_duty_chief_after_a_quarter_of_an_hour() -> None:
    Unit.objects.filter(key=CITY).update(leader="赵副市长", phone="03953130000")
    entered(when=at(9))
    keep_the_keeper(at(20, 14))
    assert rung() == []
    keep_the_keeper(at(20, 15))
    assert rung() == [CITY] and Notice.objects.get().addressee == "赵副市长"
    sheet = hand_over_shift(officer(name="day"), unit_key=CITY, now=at(20, 20))
    keep_the_keeper(at(20, 20))
    assert rung() == [CITY], "signed by one of the two only"
    take_over_shift(officer(name="night"), shift_id=sheet.id, version=sheet.version, now=at(20, 22))
    assert rung() == []
    keep_the_keeper(at(20, 25))
    assert rung() == []


def test_a_headquarters_that_keeps_no_log_is_not_rung_about_shifts() -> None:
    make_event()
    keep_the_keeper(at(20, 30))
    entered(when=at(20, 40))
    keep_the_keeper(at(20, 45))
    assert not Notice.objects.exists()


# The pages


def test_a_line_is_entered_at_the_top_of_the_page(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_event()
    client = sit_down("duty_officer")
    said = {
        "matter": "郾城区来电询问转运车辆",
        "caller": "郾城区指挥部",
        "number": PHONE,
        "passed_to_key": COUNTY,
    }
    assert client.post(reverse("hq:log"), said).status_code == 302
    with django_assert_max_num_queries(30):
        page = client.get(reverse("hq:log")).content.decode()
    assert "郾城区来电询问转运车辆" in page and "139******34" in page and PHONE not in page
    entry = DutyEntry.objects.get()
    assert entry.passed_to is not None and entry.passed_to.key == COUNTY
    assert PHONE in client.get(reverse("hq:entry", args=[entry.id])).content.decode()


def test_an_empty_line_says_what_is_missing() -> None:
    make_event()
    assert sit_down("duty_officer").post(reverse("hq:log"), {"matter": " "}).status_code == 422


def test_a_line_becomes_an_item_with_one_key() -> None:
    entry = entered("卡口缺两顶帐篷")
    client = sit_down("duty_officer")
    said = {
        "version": 1,
        "matter": "给卡口送两顶帐篷",
        "owner_key": COUNTY,
        "demand": "卡口照片",
        "due_at": "2021-08-05T20:00",
    }
    client.post(reverse("hq:entry_step", args=[entry.id, "item"]), said)
    item = Item.objects.get()
    assert (item.matter, item.owner.key, item.origin) == ("给卡口送两顶帐篷", COUNTY, "duty")
    assert reverse("hq:item", args=[item.id]) in client.get(reverse("hq:log")).content.decode()


def test_the_sheet_is_signed_on_the_page_and_printed() -> None:
    entered("夜间待办一件")
    client = sit_down("duty_officer")
    page = client.post(reverse("hq:shift"), {"said": "注意体温计"}, follow=True).content.decode()
    assert "夜间待办一件" in page and "注意体温计" in page
    sheet = ShiftHandover.objects.get()
    first, second = (
        client.get(reverse("hq:shift_paper", args=[sheet.id, ending])).content for ending in ("docx", "pdf")
    )
    assert first.startswith(b"PK") and second.startswith(b"%PDF")
    chief = sit_down("duty_chief")
    assert chief.post(reverse("hq:take_over", args=[sheet.id]), {"version": sheet.version}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.incoming_by and sheet.incoming_by != sheet.outgoing_by


def test_everything_open_is_listed_for_the_own_headquarters_only() -> None:
    entry = entered()
    assert len(list_open_things(officer(), event_id=entry.event_id, unit_key=CITY, now=NOW)) == 1
    with pytest.raises(Missing):
        list_open_things(officer(), event_id=entry.event_id, unit_key=COUNTY, now=NOW)


def test_the_pages_are_for_those_who_keep_the_log() -> None:
    make_event()
    assert sit_down("commander").get(reverse("hq:log")).status_code == 403
