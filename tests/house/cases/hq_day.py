"""The day of a headquarters, a county's."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.base import ON
from tests.house.cases.hq_duty_log import event
from tests.world import CITY, COUNTY, NOW, actor_with
from yanpan.hq.operations.day import change_hour

NOON = NOW - timedelta(hours=3)


def _moved(count: int = 1) -> None:
    event()
    mover = actor_with("hq.change_hour", unit_key=COUNTY)
    for _one in range(count):
        change_hour(mover, unit_key=COUNTY, code="cut_off", at="17:00", from_on=ON, reason="提前", now=NOON)


@case("hq.change_hour")
def _change(count: int) -> Arguments:
    event()
    return {"unit_key": COUNTY, "title": "专题会", "at": "15:00", "from_on": ON, "reason": "专题调度"}


@case("hq.switch_testing_round")
def _round(count: int) -> Arguments:
    event()
    return {"unit_key": COUNTY, "running": True, "from_on": ON, "reason": "全员核酸检测"}


@case("hq.note_hour_done")
def _done(count: int) -> Arguments:
    event()
    return {"unit_key": COUNTY, "code": "morning_brief"}


@case("hq.get_day")
def _day(count: int) -> Arguments:
    _moved()
    return {"event_id": event().id, "unit_key": COUNTY}


@case("hq.list_hour_changes", grows=True)
def _changes(count: int) -> Arguments:
    _moved(count)
    return {"unit_key": COUNTY}


@case("hq.list_days", at=CITY, elsewhere=Elsewhere.NOTHING, grows=True)
def _days(count: int) -> Arguments:
    _moved(count)
    return {"event_id": event().id}


@case("hq.call_for_hours", at=CITY, elsewhere=Elsewhere.NOTHING)
def _call(count: int) -> Arguments:
    """The city moved its cut-off to noon and has not fixed its figures."""
    event()
    mover = actor_with("hq.change_hour", unit_key=CITY)
    change_hour(mover, unit_key=CITY, code="cut_off", at="12:00", from_on=ON, reason="提前", now=NOON)
    return {}
