"""Setting up the city and keeping its units' duty contacts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yanpan.base.gate import Actor, operation
from yanpan.base.gate.many_rows import update_rows
from yanpan.base.places.codes import CODE_SYSTEM, CityCodes, UnknownCity
from yanpan.base.places.codes import load_city as read_city
from yanpan.base.places.kinds import Kind
from yanpan.base.places.loading import FIRST_DAY, CityPlan, plan_city, zones_of
from yanpan.base.places.models import Answering, GeoUnit, Unit
from yanpan.kernel.errors import Missing, Refused, Stale


@dataclass(frozen=True, slots=True)
class LoadedCity:
    name: str
    counties: int
    townships: int
    villages: int


@operation("places.load_city", subject="code")
def load_city(actor: Actor, *, code: str, now: datetime) -> LoadedCity:
    """Both trees of a city from the shipped codes. Refused: unknown code, another city is loaded."""
    try:
        city = read_city(code)
    except UnknownCity as unknown:
        raise Refused("unknown_city", code=code) from unknown
    return make_city(city, zones_of(city.code), CODE_SYSTEM)


def make_city(city: CityCodes, zones: dict[str, Any], code_system: str) -> LoadedCity:
    """The two trees; Stale where there is a city."""
    if Unit.objects.exists():
        raise Stale("a_city_is_loaded")
    plan = plan_city(city, zones)
    places = _make_places(city, code_system)
    units = _make_units(plan)
    Answering.objects.bulk_create(
        [
            Answering(
                place=places[one.place],
                unit=units[one.unit],
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                assumed=one.assumed,
            )
            for one in plan.answers
        ],
        batch_size=500,
    )
    counties = sum(unit.kind == Kind.COUNTY for unit in plan.units)
    return LoadedCity(city.name, counties, len(city.townships), len(city.villages))


def _make_places(city: CityCodes, code_system: str) -> dict[str, GeoUnit]:
    rows = [(city.code, city.name, "city", "")]
    rows += [(c.code, c.name, "county", city.code) for c in city.counties]
    rows += [(t.code, t.name, "township", t.county_code) for t in city.townships]
    rows += [(v.code, v.name, "village", v.township_code) for v in city.villages]
    places: dict[str, GeoUnit] = {}
    for level in ("city", "county", "township", "village"):
        made = [
            GeoUnit(
                code=code,
                code_system=code_system,
                name=name,
                level=level,
                parent=places.get(parent),
                valid_from=FIRST_DAY,
            )
            for code, name, of_level, parent in rows
            if of_level == level
        ]
        for place in GeoUnit.objects.bulk_create(made, batch_size=500):
            places[place.code] = place
    return places


def _make_units(plan: CityPlan) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for kind in (Kind.CITY, Kind.FORCE, Kind.COUNTY, Kind.TOWNSHIP, Kind.VILLAGE):
        made = []
        for order, one in enumerate(plan.units):
            if one.kind == kind:
                parent = units.get(one.parent)
                path = f"{parent.path if parent else ''}{one.key}/"
                made.append(
                    Unit(key=one.key, name=one.name, kind=kind.value, parent=parent, path=path, order=order)
                )
        for unit in Unit.objects.bulk_create(made, batch_size=500):
            units[unit.key] = unit
    return units


@operation("places.name_duty", subject="unit_key")
def name_duty(actor: Actor, *, unit_key: str, leader: str, deputy: str, phone: str, now: datetime) -> None:
    """Who answers for a unit, who stands in, and the telephone that is answered day and night."""
    if not leader.strip() or not phone.strip():
        raise Refused("leader_and_phone_needed")
    unit = _own(actor, unit_key)
    unit.leader, unit.deputy, unit.phone = leader[:40], deputy[:40], phone[:20]
    unit.save(update_fields=["leader", "deputy", "phone"])


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the contact directory."""

    unit_key: str
    leader: str
    deputy: str
    phone: str


@operation("places.name_duties", records=("duties",))
def name_duties(actor: Actor, *, duties: list[Duty], now: datetime) -> int:
    """The whole directory at once; Missing if one unit is elsewhere, Refused if a leader or a phone is missing."""
    if any(not one.leader.strip() or not one.phone.strip() for one in duties):
        raise Refused("leader_and_phone_needed")
    units = Unit.objects.in_bulk([one.unit_key for one in duties], field_name="key")
    if len(units) != len(duties) or not all(actor.covers(unit.path) for unit in units.values()):
        raise Missing("unit")
    for one in duties:
        unit = units[one.unit_key]
        unit.leader, unit.deputy, unit.phone = one.leader[:40], one.deputy[:40], one.phone[:20]
    update_rows(list(units.values()), ["leader", "deputy", "phone"])
    return len(duties)


@operation("places.move_township", subject="unit_key", records=("to_unit_key", "on"))
def move_township(actor: Actor, *, unit_key: str, to_unit_key: str, on: date, now: datetime) -> None:
    """From a day on, another county or zone answers for a township; the map stays as it is."""
    move_to(actor, unit_key, to_unit_key, on)


def move_to(actor: Actor, unit_key: str, to_unit_key: str, on: date) -> None:
    """One township with everything below it. Missing: elsewhere; Refused: no township, no county or zone."""
    township, receiver = _own(actor, unit_key), _own(actor, to_unit_key)
    if township.kind != Kind.TOWNSHIP or receiver.kind != Kind.COUNTY:
        raise Refused("a_township_goes_to_a_county_or_zone")
    old_path, new_path = township.path, f"{receiver.path}{township.key}/"
    answering = Answering.objects.filter(unit=township, valid_to=None).first()
    if answering and answering.valid_from < on:
        answering.valid_to = on
        answering.save(update_fields=["valid_to"])
        Answering.objects.create(place=answering.place, unit=township, valid_from=on)
    township.parent = receiver
    below = list(Unit.objects.filter(path__startswith=old_path))
    for unit in below:
        unit.path = new_path + unit.path[len(old_path) :]
    update_rows(below, ["path"])
    township.save(update_fields=["parent"])


def _own(actor: Actor, key: str) -> Unit:
    unit = Unit.objects.filter(key=key).first()
    if unit is None or not actor.covers(unit.path):
        raise Missing("unit")
    return unit
