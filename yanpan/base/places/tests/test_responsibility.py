"""The tree of who must act: loaded once, moved with a date, with a name and a number on every unit."""

from datetime import date

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, actor_with, unit, villages_of
from yanpan.base.gate import Actor
from yanpan.base.places.models import Answering, GeoUnit, Unit
from yanpan.base.places.operations import Duty, load_city, move_township, name_duties, name_duty
from yanpan.base.places.queries import answering_units, list_units, visible_unit
from yanpan.kernel.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
RIGHTS = ("places.load_city", "places.name_duty", "places.name_duties", "places.move_township")
ZONE = "411171"  # 经济技术开发区
ON = date(2021, 8, 5)


def admin(unit_key: str = CITY) -> Actor:
    return actor_with(*RIGHTS, unit_key=unit_key)


def test_luohe_has_58_townships_and_1334_villages_in_both_trees() -> None:
    for level, count in (("township", 58), ("village", 1334)):
        assert Unit.objects.filter(kind=level).count() == count
        assert GeoUnit.objects.filter(level=level).count() == count


def test_every_place_has_one_unit_that_answers_for_it_now() -> None:
    answered = answering_units(ON)
    below = set(GeoUnit.objects.filter(level__in=["township", "village"]).values_list("code", flat=True))
    assert below <= set(answered)


def test_every_unit_lies_under_its_parent() -> None:
    units = {one.id: one for one in list_units()}
    for one in units.values():
        parent = units[one.parent_id].path if one.parent_id else ""
        assert one.path == f"{parent}{one.key}/"


def test_a_city_is_loaded_once_and_only_a_known_one() -> None:
    with pytest.raises(Stale, match="a_city_is_loaded"):
        load_city(admin(), code=CITY, now=NOW)
    with pytest.raises(Refused, match="unknown_city"):
        load_city(admin(), code="419999", now=NOW)


def test_from_a_day_on_a_zone_answers_for_a_township_and_all_its_villages() -> None:
    before = [one.key for one in villages_of(TOWNSHIP)]
    move_township(admin(), unit_key=TOWNSHIP, to_unit_key=ZONE, on=ON, now=NOW)
    assert unit(TOWNSHIP).path == f"{CITY}/{ZONE}/{TOWNSHIP}/"
    assert [one.key for one in villages_of(ZONE) if one.key in before] == before
    assert not set(before) & {one.key for one in villages_of(COUNTY)}
    assert visible_unit(admin(ZONE), before[0])
    with pytest.raises(Missing):
        visible_unit(admin(COUNTY), before[0])


def test_the_map_and_the_mapping_of_earlier_days_stay() -> None:
    parent_on_the_map = GeoUnit.objects.get(code=TOWNSHIP).parent
    move_township(admin(), unit_key=TOWNSHIP, to_unit_key=ZONE, on=ON, now=NOW)
    assert GeoUnit.objects.get(code=TOWNSHIP).parent == parent_on_the_map
    assert list(
        Answering.objects.filter(place__code=TOWNSHIP)
        .order_by("valid_from")
        .values_list("valid_to", flat=True)
    ) == [ON, None]


@pytest.mark.parametrize(("what", "to"), [(COUNTY, ZONE), (TOWNSHIP, TOWNSHIP), (TOWNSHIP, CITY)])
def test_only_a_township_goes_and_only_to_a_county_or_zone(what: str, to: str) -> None:
    with pytest.raises(Refused, match="a_township_goes_to_a_county_or_zone"):
        move_township(admin(), unit_key=what, to_unit_key=to, on=ON, now=NOW)


def test_a_county_gives_no_township_away_by_itself() -> None:
    with pytest.raises(Missing):
        move_township(admin(COUNTY), unit_key=TOWNSHIP, to_unit_key=ZONE, on=ON, now=NOW)


@pytest.mark.parametrize(("leader", "phone"), [("", "0395-1"), ("演练员甲", ""), (" ", " ")])
def test_a_duty_has_a_leader_and_a_number(leader: str, phone: str) -> None:
    with pytest.raises(Refused, match="leader_and_phone_needed"):
        name_duty(admin(), unit_key=COUNTY, leader=leader, deputy="", phone=phone, now=NOW)
    with pytest.raises(Refused, match="leader_and_phone_needed"):
        name_duties(admin(), duties=[Duty(COUNTY, leader, "", phone)], now=NOW)


def test_the_whole_directory_is_named_at_once_or_not_at_all() -> None:
    duties = [Duty(key, f"演练员{key}", "", "0395-1") for key in (COUNTY, OTHER_COUNTY)]
    with pytest.raises(Missing):
        name_duties(admin(COUNTY), duties=duties, now=NOW)
    assert not Unit.objects.exclude(leader="").exists()
    assert name_duties(admin(), duties=duties, now=NOW) == 2
    assert unit(OTHER_COUNTY).leader == f"演练员{OTHER_COUNTY}"
