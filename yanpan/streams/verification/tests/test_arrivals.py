"""Closed-loop arrivals: when a row says somebody is due, who may say what became of it, who is rung."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests import world
from tests.house.cases.verification_boards import make_arrivals
from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_event, unit
from yanpan.base.notices.models import Notice
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Arrival, VerificationTask
from yanpan.streams.verification.operations import call_for_arrivals, record_arrival
from yanpan.streams.verification.queries import list_arrivals
from yanpan.streams.verification.queries.arrivals import missing_by_pocket
from yanpan.streams.verification.rules.arrivals import arrival_problems, expected_at
from yanpan.streams.verification.tests.lists import desk, people, taken_in


def due(source: str = "foreign_affairs", **fields: str) -> str:
    found = expected_at(source, fields, NOW, CITY_TIME)
    return found.strftime("%d %H:%M") if found else ""


def test_when_a_row_says_that_somebody_is_due() -> None:
    assert due(remark="今晚闭环接回", entry_date="2021-08-05") == "05 22:00"
    assert due("closed_loop", arrived_on="2021-08-06 9:30") == "06 09:30"
    assert due("closed_loop", arrived_on="8月6日") == "06 20:00"
    assert due(remark="明日上午闭环转运") == "06 10:00"


def test_nobody_is_due_who_is_here_or_of_whom_nothing_is_said() -> None:
    assert due(entry_date="2021-08-05") == ""  # entered elsewhere today, no word of a transfer to us
    assert due("closed_loop", arrived_on="2021-08-01") == ""
    assert due("province", remark="今晚闭环接回") == ""
    assert due(remark="闭环管理期满") == ""


def test_all_that_is_missing_is_said_at_once() -> None:
    assert [one.value for one in arrival_problems("received", "", " ", "", "")] == [
        "arrival_condition_needed",
        "arrival_handed_by_needed",
    ]
    assert [one.value for one in arrival_problems("here", "", "", "", "")] == ["arrival_state_needed"]
    assert [one.value for one in arrival_problems("diverted", "", "", "", "")] == ["arrival_unit_needed"]
    assert arrival_problems("not_arrived", "", "", "", "") == []


pytestmark = pytest.mark.django_db
MET: dict[str, Any] = {"state": "received", "condition": "well", "handed_by": "转运2号车"}


def test_a_list_of_arrivals_expects_people_and_restricts_nobody() -> None:
    make_event()
    lines = [replace(one, reason="今晚闭环接回", on="2021-08-05") for one in people(2)]
    taken_in([*lines, *people(1, first=5)], source="closed_loop")
    assert Arrival.objects.count() == 2
    assert VerificationTask.objects.filter(measure="").count() == 3  # HC-8
    taken_in([*lines, *people(1, first=7)], source="closed_loop", name="再来.csv")
    assert Arrival.objects.count() == 2


def test_the_receiving_unit_says_that_somebody_was_met_and_corrects_it() -> None:
    arrival = make_arrivals(1)[0]
    met = record_arrival(desk(COUNTY), arrival_id=arrival.id, version=1, **MET, note="体温正常", now=NOW)
    assert (met.state, met.condition, met.version) == ("received", "well", 2)
    assert unseal(met, "note") == "体温正常"
    with pytest.raises(Stale):
        record_arrival(desk(COUNTY), arrival_id=arrival.id, version=1, **MET, now=NOW)
    wrong = record_arrival(desk(COUNTY), arrival_id=arrival.id, version=2, state="not_arrived", now=NOW)
    assert (wrong.state, wrong.condition) == ("not_arrived", "")


def test_another_county_sees_and_says_nothing() -> None:
    arrival = make_arrivals(1)[0]
    with pytest.raises(Missing):
        record_arrival(desk(OTHER_COUNTY), arrival_id=arrival.id, version=1, **MET, now=NOW)
    with pytest.raises(NotPermitted):
        record_arrival(
            world.actor_with("verification.list_arrivals", unit_key=COUNTY),
            arrival_id=arrival.id,
            version=1,
            **MET,
            now=NOW,
        )
    path = unit(OTHER_COUNTY).path
    assert list_arrivals(desk(OTHER_COUNTY), event_id=arrival.event_id, unit_path=path, now=NOW) == []


def test_who_is_diverted_is_expected_by_the_other_unit() -> None:
    arrival = make_arrivals(1)[0]
    record_arrival(
        desk(COUNTY),
        arrival_id=arrival.id,
        version=1,
        state="diverted",
        to_unit_key=OTHER_COUNTY,
        now=NOW,
    )
    arrival.refresh_from_db()
    assert (arrival.unit.key, arrival.state) == (OTHER_COUNTY, "expected")
    with pytest.raises(Refused):
        record_arrival(desk(OTHER_COUNTY), arrival_id=arrival.id, version=2, state="diverted", now=NOW)


def test_two_hours_after_the_hour_the_unit_is_rung_until_it_says_something() -> None:
    arrivals = make_arrivals(2)
    hour = arrivals[0].expected_at
    city = desk(CITY)
    assert call_for_arrivals(city, now=hour + timedelta(hours=2)) == 0
    late = hour + timedelta(hours=2, seconds=1)
    assert call_for_arrivals(city, now=late) == 1
    assert Notice.objects.get(answered_at=None).facts == {"people": 2}
    assert missing_by_pocket(arrivals[0].event_id, unit(CITY).path, late) == {1: 2}
    for one in arrivals:
        record_arrival(desk(COUNTY), arrival_id=one.id, version=1, **MET, now=late)
    call_for_arrivals(city, now=late)
    assert not Notice.objects.filter(answered_at=None).exists()
    assert missing_by_pocket(arrivals[0].event_id, unit(CITY).path, late) == {}


class TestPages:
    @pytest.fixture(autouse=True)
    def _at_the_drills_hour(self, settings: Settings) -> None:
        settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_arrivals.now"
        forget_actors()

    def test_a_county_says_who_was_met(self) -> None:
        arrival = make_arrivals(1)[0]
        client = sit_down("county_liaison", COUNTY)
        assert arrival.task.person.short_code in client.get(reverse("verification:arrivals")).content.decode()
        page = reverse("verification:arrival", args=[arrival.id])
        assert client.get(page).status_code == 200
        missing = client.post(page, {"version": 1, "state": "received"})
        assert missing.status_code == 422
        assert client.post(page, {"version": 1, **MET}).status_code == 302
        assert Arrival.objects.get().state == "received"

    def test_another_countys_arrival_does_not_exist(self) -> None:
        arrival = make_arrivals(1)[0]
        page = sit_down("county_liaison", OTHER_COUNTY).get(
            reverse("verification:arrival", args=[arrival.id])
        )
        assert page.status_code == 404


def now() -> datetime:
    return NOW
