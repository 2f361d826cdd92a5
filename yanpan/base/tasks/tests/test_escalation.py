"""Who is late gets a name; one level up for each further clock; at night only the first class."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    actor_with,
    make_people_sought,
    send,
    villages_of,
)
from yanpan.base.gate import Actor
from yanpan.base.places.models import Unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, escalate_late

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MOMENT = timedelta(seconds=1)


def city() -> Actor:
    return actor_with("tasks.escalate_late", unit_key=CITY)


def sent(count: int = 1, *, to: str = COUNTY) -> list[Handover]:
    return send(make_people_sought(count, at=CITY), to=to)


def names() -> set[str]:
    return set(Handover.objects.values_list("escalated_to", flat=True))


def name_duty(key: str, leader: str = "", deputy: str = "", phone: str = "") -> None:
    Unit.objects.filter(key=key).update(leader=leader, deputy=deputy, phone=phone)


def test_whoever_is_late_gets_a_name_put_on_it_once_a_clock() -> None:
    name_duty(COUNTY, "演练员甲", "演练员乙", "0395-1")
    name_duty(CITY, "演练指挥长", phone="0395-0")
    waiting = sent(2)
    clock = NOW + HOUR
    assert escalate_late(city(), now=clock) == []
    late = escalate_late(city(), now=clock + MOMENT)
    assert [one.id for one in late] == sorted(one.id for one in waiting)
    assert names() == {"演练员甲 0395-1"}
    assert escalate_late(city(), now=clock + MOMENT + HOUR) == []  # the second clock runs out just now
    assert len(escalate_late(city(), now=clock + 2 * MOMENT + HOUR)) == 2
    assert names() == {"演练指挥长 0395-0"}
    assert escalate_late(city(), now=clock + 5 * HOUR) == []  # there is nobody above the city


@pytest.mark.parametrize(
    ("leader", "deputy", "named"), [("", "演练员乙", "演练员乙 1"), ("", "", "演练员丙 2")]
)
def test_without_a_leader_the_deputy_is_named_and_without_both_the_next_level(
    leader: str, deputy: str, named: str
) -> None:
    village = villages_of(TOWNSHIP)[0].key
    name_duty(CITY, "演练指挥长", phone="110")
    name_duty(TOWNSHIP, "演练员丙", phone="2")
    name_duty(village, leader, deputy, "1")
    sent(to=village)
    escalate_late(city(), now=NOW + 3 * HOUR)
    assert names() == {named}


def test_a_village_is_followed_up_level_by_level_to_the_city() -> None:
    village = villages_of(TOWNSHIP)[0].key
    for key, name in ((village, "村"), (TOWNSHIP, "镇"), (COUNTY, "区"), (CITY, "市")):
        name_duty(key, name)
    # By day, with the first class: its clock never waits for a morning.
    send(make_people_sought(1, at=CITY), to=village)
    Handover.objects.update(urgency="contact")
    said, now = [], NOW
    for _ in range(6):
        now += 2 * HOUR + MOMENT
        said += [one.escalated_to for one in escalate_late(city(), now=now)]
    assert said == ["村", "镇", "区", "市"]


def test_what_is_acknowledged_is_not_escalated() -> None:
    waiting = sent(2)
    signing = actor_with("tasks.acknowledge_handovers", unit_key=COUNTY)
    acknowledge_handovers(signing, handover_ids=[waiting[0].id], now=NOW)
    assert [one.id for one in escalate_late(city(), now=NOW + 2 * HOUR)] == [waiting[1].id]


@pytest.mark.parametrize(
    ("urgency", "hour", "rings"),
    [
        ("contact", 3, True),
        ("topic", 3, False),
        ("other", 3, False),
        ("other", 7, False),
        ("other", 8, True),
        ("topic", 21, True),
        ("other", 22, False),
        ("contact", 22, True),
    ],
)
def test_at_night_only_close_contacts_ring_and_the_rest_waits_for_eight(
    urgency: str, hour: int, rings: bool
) -> None:
    sent()
    Handover.objects.update(urgency=urgency)
    at = datetime(2021, 8, 7, hour, 30, tzinfo=CITY_TIME).astimezone(UTC)
    assert bool(escalate_late(city(), now=at)) is rings


def test_another_county_escalates_nothing_of_ours() -> None:
    sent()
    elsewhere = actor_with("tasks.escalate_late", unit_key=OTHER_COUNTY)
    assert escalate_late(elsewhere, now=NOW + 2 * HOUR) == []
    assert names() == {""}
