"""Follow-ups, needs and false closures in the report of the room."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, unit, villages_of
from yanpan.base.events.models import Event
from yanpan.base.indicators.registry import INDICATORS
from yanpan.base.policy.rules import pack_named
from yanpan.streams.verification.operations.homes import record_follow_up
from yanpan.streams.verification.operations.needs import ask_need, meet_need
from yanpan.streams.verification.operations.spot_checks import record_spot_check
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.reports.homes import FOLLOWED, NEEDS_MET
from yanpan.streams.verification.reports.spot_checks import FALSE_CLOSURES
from yanpan.streams.verification.tests.homes import at_home, drawn_checks
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


def figures() -> dict[tuple[str, str], tuple[int, int]]:
    made = make_report(Event.objects.get().id, unit(CITY).path, TOMORROW)
    return {(one.unit, one.indicator): (one.numerator, one.denominator) for one in made.figures}


def counts() -> dict[tuple[str, str], int]:
    made = make_report(Event.objects.get().id, unit(CITY).path, TOMORROW)
    return {(one.unit, one.name): one.value for one in made.counts}


def test_follow_ups_and_needs_are_counted_for_the_city_and_each_county() -> None:
    village = villages_of(TOWNSHIP)[0].key
    first, _second = at_home(2, at=village)
    record_follow_up(desk(village), monitoring_id=first.id, version=1, way="phone", now=TOMORROW)
    met, _open = (
        ask_need(desk(village), unit_key=village, task_id=first.task_id, kind=kind, now=NOW)
        for kind in ("food", "other")
    )
    meet_need(desk(village), need_id=met.id, version=1, now=NOW + timedelta(hours=1))
    found = figures()
    assert found[CITY, FOLLOWED] == found[COUNTY, FOLLOWED] == (1, 2)
    assert found[CITY, NEEDS_MET] == found[COUNTY, NEEDS_MET] == (1, 2)
    assert found[OTHER_COUNTY, FOLLOWED] == found[OTHER_COUNTY, NEEDS_MET] == (0, 0)
    numbers = counts()
    assert (numbers[CITY, "at_home"], numbers[COUNTY, "needs_late"]) == (2, 1)


def test_false_closures_are_counted_against_the_unit_that_closed() -> None:
    first, second, *_rest = drawn_checks(6, county=COUNTY)
    for check, where in ((first, "outside"), (second, "here")):
        record_spot_check(
            desk(check.checker.key),
            check_id=check.id,
            version=1,
            where=where,
            measure="cleared" if where == "here" else "",
            asked=True,
            now=TOMORROW - timedelta(hours=8),
        )
    found = figures()
    assert found[CITY, FALSE_CLOSURES] == found[COUNTY, FALSE_CLOSURES] == (1, 2)
    assert found[OTHER_COUNTY, FALSE_CLOSURES] == (0, 0)
    numbers = counts()
    assert (numbers[COUNTY, "call_backs_waiting"], numbers[CITY, "closures_contradicted"]) == (3, 1)


@pytest.mark.parametrize("name", [FOLLOWED, NEEDS_MET, FALSE_CLOSURES])
def test_each_has_a_target_in_every_pack(name: str) -> None:
    for pack in ("covid19-8", "covid19-9", "covid19-b"):
        assert pack_named(pack).target(INDICATORS[name].target) is not None
