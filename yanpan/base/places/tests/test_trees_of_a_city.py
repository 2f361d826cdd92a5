"""A city as its headquarters has it: brought as a sheet, forces and zones named, contacts planned."""

from datetime import date

import pytest

from tests.world import CITY, COUNTY, NOW, TOWNSHIP, actor_with, unit, villages_of
from yanpan.base.gate import Actor
from yanpan.base.places.bringing import VillageLine, bring_city, faults_of
from yanpan.base.places.directory import DutyLine, plan_duties
from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.models import Answering, GeoUnit, Unit
from yanpan.base.places.operations import name_duties
from yanpan.base.places.trees import (
    add_force,
    add_zone,
    confirm_units,
    move_townships,
    rename_unit,
    townships_by_county,
)
from yanpan.kernel.errors import Refused, Stale

pytestmark = pytest.mark.django_db
HERE = "659900"
SETTING_UP = Actor(name="setup", permissions=frozenset({"places.bring_city"}))
ON = date(2021, 8, 5)


def line(row: int, village: str = "示例一村村民委员会") -> VillageLine:
    code = f"659902100{200 + row}"
    return VillageLine(row, ("659902", "示例县"), ("659902100", "示例镇"), (code, village))


def test_a_city_that_is_not_shipped_is_brought_and_its_addresses_are_read() -> None:
    Answering.objects.all().delete()
    for table in (Unit, GeoUnit):
        table._base_manager.all()._raw_delete("default")
    made = bring_city(SETTING_UP, code=HERE, name="示例市", lines=[line(2), line(3, "示例二村")], now=NOW)
    assert (made.name, made.counties, made.townships, made.villages) == ("示例市", 1, 1, 2)
    assert unit("659902100202").path == f"{HERE}/659902/659902100/659902100202/"
    gazetteer_of.cache_clear()
    assert gazetteer_of(HERE).resolve("示例市示例县示例镇示例一村").code == "659902100202"
    gazetteer_of.cache_clear()


def test_everything_wrong_with_a_citys_sheet_is_said_at_once() -> None:
    bad = [
        VillageLine(2, ("6599", "示例县"), ("659902100", "示例镇"), ("659902100201", "")),
        VillageLine(3, ("659902", "示例县"), ("659903100", "示例镇"), ("659903100201", "示例村")),
    ]
    assert [(one.code, one.facts["row"]) for one in faults_of(HERE, bad)] == [
        ("row_code_of_digits", 2),
        ("row_without_place_name", 2),
        ("row_code_elsewhere", 3),
    ]
    twice = [line(2), VillageLine(3, ("659902", "别的县"), *line(2).levels[1:])]
    assert {one.code for one in faults_of(HERE, twice)} == {"row_code_of_two_names", "row_repeats_another"}


def test_a_shipped_city_is_not_brought_and_a_second_city_not_loaded() -> None:
    assert [one.code for one in faults_of(CITY, [line(2)])] == ["city_is_shipped"]
    assert [one.code for one in faults_of("6599", [line(2)])] == ["city_code_of_six_digits"]
    with pytest.raises(Stale, match="a_city_is_loaded"):
        bring_city(actor_with("places.bring_city"), code=HERE, name="示例市", lines=[line(2)], now=NOW)


def test_forces_and_zones_are_named_as_the_city_names_them() -> None:
    actor = actor_with("places.rename_unit", "places.add_force", "places.add_zone")
    rename_unit(actor, unit_key="force-office", name=" 综合协调  组 ", now=NOW)
    assert unit("force-office").name == "综合协调 组"
    with pytest.raises(Refused, match="name_of_another_unit"):
        add_force(actor, name="综合协调 组", now=NOW)
    with pytest.raises(Refused, match="name_of_the_unit_needed"):
        add_zone(actor, name="  ", now=NOW)
    keys = [add_force(actor, name="甲组", now=NOW).key, add_force(actor, name="乙组", now=NOW).key]
    assert keys == ["force-own-1", "force-own-2"]
    assert add_zone(actor, name="临港新区", now=NOW).path == f"{CITY}/411170/"


def test_townships_go_to_a_zone_with_all_their_villages() -> None:
    actor = actor_with("places.move_townships", "places.add_zone")
    zone = add_zone(actor, name="临港新区", now=NOW)
    villages = len(villages_of(TOWNSHIP))
    assert move_townships(actor, unit_keys=[TOWNSHIP, TOWNSHIP], to_unit_key=zone.key, on=ON, now=NOW) == 1
    assert move_townships(actor, unit_keys=[TOWNSHIP], to_unit_key=zone.key, on=ON, now=NOW) == 0
    assert len(villages_of(zone.key)) == villages
    [found] = [one for one in townships_by_county() if one.unit.key == zone.key]
    assert [one.unit.key for one in found.townships] == [TOWNSHIP]


def test_what_was_assumed_is_so_once_it_is_confirmed() -> None:
    assumed = Answering.objects.filter(assumed=True, valid_to=None).count()
    assert assumed and confirm_units(actor_with("places.confirm_units"), now=NOW) == assumed
    assert not Answering.objects.filter(assumed=True, valid_to=None).exists()


def test_a_second_list_of_contacts_changes_only_what_changed() -> None:
    actor = actor_with("places.name_duties")
    lines = [DutyLine(3, CITY, "甲", "", "0395-1234567"), DutyLine(4, COUNTY, "", "", "")]
    plan = plan_duties(actor, lines)
    assert [one.after.unit_key for one in plan.changes] == [CITY]  # a line that says nothing changes nothing
    name_duties(actor, duties=[one.after for one in plan.changes], now=NOW)
    again = plan_duties(actor, lines)
    assert (again.changes, again.same) == ([], 1)


def test_all_faults_of_the_contacts_are_said_with_their_rows() -> None:
    bad = [
        DutyLine(3, "nowhere", "甲", "", "0395-1234567"),
        DutyLine(4, CITY, "", "乙", "无"),
        DutyLine(5, COUNTY, "长" * 41, "", "0395-1234567"),
        DutyLine(6, COUNTY, "丙", "", "0395-1234567"),
    ]
    faults = plan_duties(actor_with("places.name_duties"), bad).faults
    assert [(one.code, one.facts["row"]) for one in faults] == [
        ("row_of_no_unit", 3),
        ("row_without_leader", 4),
        ("row_without_telephone", 4),
        ("row_name_too_long", 5),
        ("row_repeats_another", 6),
    ]
