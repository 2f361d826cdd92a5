"""日研判会议: who came, who is on leave, who stands in; a meeting that does not take place stays on the list."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, make_event
from yanpan.base.events.models import Event
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.hq.models import Meeting
from yanpan.hq.operations.attendance import call_meeting, cancel_meeting, note_attendance
from yanpan.hq.queries.attendance import get_attendance, list_meetings
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
EVENING = NOW + timedelta(hours=4)


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_attendance.now"
    forget_actors()


def now() -> datetime:
    return NOW


def called(unit_key: str = CITY) -> Meeting:
    if not Event.objects.exists():
        make_event()
    return call_meeting(
        make_actor("duty_officer", unit_key), unit_key=unit_key, at=EVENING, chair="市长", now=NOW
    )


def came(meeting: Meeting) -> dict[str, str]:
    sheet = get_attendance(make_actor("duty_officer"), meeting_id=meeting.id, now=NOW)
    return {one.unit_key: one.presence for one in sheet.seats if one.presence}


def test_a_city_calls_its_forces_and_counties_and_a_county_its_townships() -> None:
    [city, county] = [
        get_attendance(make_actor("duty_officer", key), meeting_id=called(key).id, now=NOW)
        for key in (CITY, COUNTY)
    ]
    assert COUNTY in {one.unit_key for one in city.seats} and TOWNSHIP not in {
        one.unit_key for one in city.seats
    }
    assert TOWNSHIP in {one.unit_key for one in county.seats}
    assert (city.meeting.came, city.meeting.called) == (0, len(city.seats))


def test_a_stand_in_is_named_and_a_leave_has_a_reason() -> None:
    meeting, officer = called(), make_actor("duty_officer")
    for presence, problem in (("stand_in", "stand_in_needs_a_name"), ("leave", "leave_needs_a_reason")):
        with pytest.raises(Refused) as refused:
            note_attendance(officer, meeting_id=meeting.id, unit_key=COUNTY, presence=presence, now=NOW)
        assert refused.value.facts["problems"] == problem
    note_attendance(officer, meeting_id=meeting.id, unit_key=COUNTY, presence="leave", reason="下乡", now=NOW)
    note_attendance(
        officer, meeting_id=meeting.id, unit_key=COUNTY, presence="stand_in", person="李主任", now=NOW
    )
    note_attendance(officer, meeting_id=meeting.id, unit_key=OTHER_COUNTY, presence="absent", now=NOW)
    assert came(meeting) == {COUNTY: "stand_in", OTHER_COUNTY: "absent"}
    [listed] = list_meetings(officer, event_id=meeting.event_id, unit_key=CITY, now=NOW)
    assert listed.came == 1


def test_a_unit_that_is_not_called_has_no_seat() -> None:
    with pytest.raises(Missing):
        note_attendance(
            make_actor("duty_officer"), meeting_id=called().id, unit_key=TOWNSHIP, presence="present", now=NOW
        )


def test_the_meeting_looks_at_the_newest_figures() -> None:
    event = make_event()
    officer = make_actor("duty_officer")
    for name, hours in (("12:00", 0), ("18:00", 1)):
        fix_cut_off(
            officer,
            event_id=event.id,
            unit_key=CITY,
            name=name,
            on=date(2021, 8, 5),
            reason="",
            now=NOW + timedelta(hours=hours),
        )
    assert called().cut_off is not None
    [listed] = list_meetings(officer, event_id=event.id, unit_key=CITY, now=NOW)
    assert listed.cut_off == "18:00"


def test_a_cancelled_meeting_stays_and_takes_no_attendance() -> None:
    meeting, officer = called(), make_actor("duty_officer")
    with pytest.raises(Stale, match="meeting_is_called"):
        called()
    cancel_meeting(officer, meeting_id=meeting.id, reason="改为视频调度", now=NOW)
    with pytest.raises(Stale, match="meeting_is_cancelled"):
        note_attendance(officer, meeting_id=meeting.id, unit_key=COUNTY, presence="present", now=NOW)
    called()
    assert len(list_meetings(officer, event_id=meeting.event_id, unit_key=CITY, now=NOW)) == 2


def test_the_city_reads_a_countys_meeting_and_other_counties_see_nothing_of_it() -> None:
    meeting = called(COUNTY)
    city, stranger = make_actor("duty_officer"), make_actor("duty_officer", OTHER_COUNTY)
    [listed] = list_meetings(city, event_id=meeting.event_id, unit_key=COUNTY, now=NOW)
    assert listed.id == meeting.id
    assert not get_attendance(city, meeting_id=meeting.id, now=NOW).own
    with pytest.raises(Missing):
        note_attendance(city, meeting_id=meeting.id, unit_key=TOWNSHIP, presence="present", now=NOW)
    with pytest.raises(Missing):
        list_meetings(stranger, event_id=meeting.event_id, unit_key=COUNTY, now=NOW)
    with pytest.raises(Missing):
        get_attendance(stranger, meeting_id=meeting.id, now=NOW)


def test_a_meeting_is_called_and_its_sheet_filled_on_the_pages() -> None:
    make_event()
    client = sit_down("duty_officer")
    assert 'value="2021-08-05T20:00"' in client.get(reverse("hq:meetings")).content.decode()
    client.post(reverse("hq:meetings"), {"at": "2021-08-05T20:00", "chair": "市长"})
    meeting = Meeting.objects.get()
    seat = reverse("hq:seat", args=[meeting.id, COUNTY])
    client.post(seat, {"presence": "stand_in", "person": "李主任"})
    client.post(reverse("hq:seat", args=[meeting.id, OTHER_COUNTY]), {"presence": "stand_in"})
    page = client.get(reverse("hq:attendance", args=[meeting.id])).content.decode()
    assert 'value="李主任"' in page and came(meeting) == {COUNTY: "stand_in"}
