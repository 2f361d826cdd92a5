"""Task forces and functional zones as this city has them, and the townships each county or zone answers for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from yanpan.base.gate import Actor, operation
from yanpan.base.places.kinds import Kind
from yanpan.base.places.models import Answering, Unit
from yanpan.base.places.operations import move_to
from yanpan.base.places.queries import UnitView, city_unit, list_units
from yanpan.kernel.errors import Missing, Refused

LONGEST_NAME = 80
ZONE_CODES = range(70, 100)  # of the county's two digits; districts and counties end at 69 (GB/T 2260: 71 on)


@operation("places.rename_unit", subject="unit_key", records=("name",))
def rename_unit(actor: Actor, *, unit_key: str, name: str, now: datetime) -> None:
    """Call a task force or a zone as this city does. Refused: no name, or another unit of the city has it."""
    unit = Unit.objects.filter(key=unit_key, kind__in=(Kind.FORCE.value, Kind.COUNTY.value)).first()
    if unit is None or not actor.covers(unit.path):
        raise Missing("unit")
    unit.name = _checked(name, besides=unit.key)
    unit.save(update_fields=["name"])


@operation("places.add_force", records=("name",))
def add_force(actor: Actor, *, name: str, now: datetime) -> Unit:
    """A task force this city has beside those that were proposed."""
    own = Unit.objects.filter(kind=Kind.FORCE.value, key__startswith="force-own-").count()
    return _add(actor, f"force-own-{own + 1}", name, Kind.FORCE)


@operation("places.add_zone", records=("name",))
def add_zone(actor: Actor, *, name: str, now: datetime) -> Unit:
    """A functional zone with a county's duties; townships are given to it afterwards."""
    city = city_unit()
    taken = set(Unit.objects.filter(kind=Kind.COUNTY.value).values_list("key", flat=True))
    free = [key for number in ZONE_CODES if (key := f"{city.key[:4]}{number}") not in taken]
    if not free:
        raise Refused("no_code_left_for_a_zone")
    return _add(actor, free[0], name, Kind.COUNTY)


def _add(actor: Actor, key: str, name: str, kind: Kind) -> Unit:
    city = Unit.objects.get(id=city_unit().id)
    actor.must_cover(city.path)
    last = Unit.objects.filter(kind=kind.value).aggregate(last=Max("order"))["last"] or 0
    return Unit.objects.create(
        key=key, name=_checked(name), kind=kind.value, parent=city, path=f"{city.path}{key}/", order=last
    )


def _checked(name: str, besides: str = "") -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        raise Refused("name_of_the_unit_needed", most=LONGEST_NAME)
    same = Unit.objects.filter(name=plain, kind__in=(Kind.FORCE.value, Kind.COUNTY.value))
    if same.exclude(key=besides).exists():
        raise Refused("name_of_another_unit", name=plain)
    return plain


@operation("places.move_townships", subject="to_unit_key", records=("unit_keys", "on"))
def move_townships(actor: Actor, *, unit_keys: list[str], to_unit_key: str, on: date, now: datetime) -> int:
    """From a day on, one county or zone answers for these townships; how many moved."""
    if not unit_keys:
        raise Refused("choose_townships")
    stay = set(Unit.objects.filter(parent__key=to_unit_key).values_list("key", flat=True))
    moved = [key for key in dict.fromkeys(unit_keys) if key not in stay]
    for key in moved:
        move_to(actor, key, to_unit_key, on)
    return len(moved)


@operation("places.confirm_units")
def confirm_units(actor: Actor, *, now: datetime) -> int:
    """Task forces and zones stand as they are; how many townships were only assumed to be where they are."""
    actor.must_cover(city_unit().path)
    return Answering.objects.filter(valid_to=None, assumed=True).update(assumed=False)


@dataclass(frozen=True, slots=True)
class TownshipLine:
    """assumed: that its county or zone answers for it was inferred, not read in a notice."""

    unit: UnitView
    assumed: bool


@dataclass(frozen=True, slots=True)
class CountyLine:
    unit: UnitView
    townships: list[TownshipLine]


def townships_by_county() -> list[CountyLine]:
    """Counties and zones in the order of the books, each with the townships it answers for."""
    assumed = set(Answering.objects.filter(valid_to=None, assumed=True).values_list("unit_id", flat=True))
    below: dict[int | None, list[TownshipLine]] = defaultdict(list)
    for unit in list_units(kinds=(Kind.TOWNSHIP.value,)):
        below[unit.parent_id].append(TownshipLine(unit, unit.id in assumed))
    return [CountyLine(unit, below[unit.id]) for unit in list_units(kinds=(Kind.COUNTY.value,))]
