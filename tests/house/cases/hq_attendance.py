"""Meetings of a county and who came."""

from datetime import timedelta

from tests.house.case import Arguments, case
from tests.house.cases.hq_duty_log import event
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with
from yanpan.hq.models import Meeting
from yanpan.hq.operations.attendance import call_meeting


def _meetings(count: int = 1) -> list[Meeting]:
    event()
    caller = actor_with("hq.call_meeting", unit_key=COUNTY)
    return [
        call_meeting(caller, unit_key=COUNTY, at=NOW + timedelta(hours=one), chair="王区长", now=NOW)
        for one in range(count)
    ]


@case("hq.call_meeting")
def _call(count: int) -> Arguments:
    event()
    return {"unit_key": COUNTY, "at": NOW + timedelta(hours=4), "chair": "王区长"}


@case("hq.note_attendance")
def _note(count: int) -> Arguments:
    return {"meeting_id": _meetings()[0].id, "unit_key": TOWNSHIP, "presence": "present"}


@case("hq.cancel_meeting")
def _cancel(count: int) -> Arguments:
    return {"meeting_id": _meetings()[0].id, "reason": "改为视频调度"}


@case("hq.list_meetings", grows=True)
def _list(count: int) -> Arguments:
    _meetings(count)
    return {"event_id": event().id, "unit_key": COUNTY}


@case("hq.get_attendance")
def _get(count: int) -> Arguments:
    return {"meeting_id": _meetings()[0].id}
