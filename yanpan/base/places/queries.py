"""Reading the two trees. Units are internal facts (C1), not personal data: no gate, but limits where asked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yanpan.base.gate import Actor
from yanpan.base.places.models import Answering, Unit
from yanpan.kernel.errors import Missing


@dataclass(frozen=True, slots=True)
class UnitView:
    id: int
    key: str
    name: str
    kind: str
    path: str
    parent_id: int | None
    leader: str = ""
    deputy: str = ""
    phone: str = ""

    @property
    def depth(self) -> int:
        return self.path.count("/")

    @property
    def on_duty(self) -> str:
        """Whom to ring: the leader, else the deputy."""
        return self.leader or self.deputy


def view_unit(unit: Unit) -> UnitView:
    return UnitView(
        unit.pk,
        unit.key,
        unit.name,
        unit.kind,
        unit.path,
        unit.parent_id,
        unit.leader,
        unit.deputy,
        unit.phone,
    )


def city_unit() -> UnitView:
    """The root of the responsibility tree; Missing before `yanpan city load`."""
    unit = Unit.objects.filter(parent=None).order_by("id").first()
    if unit is None:
        raise Missing("city")
    return view_unit(unit)


def get_unit(key: str) -> UnitView:
    unit = Unit.objects.filter(key=key).first()
    if unit is None:
        raise Missing("unit")
    return view_unit(unit)


def visible_unit(actor: Actor, key: str) -> UnitView:
    """The unit if the actor covers it, else Missing."""
    unit = get_unit(key)
    actor.must_cover(unit.path)
    return unit


def list_units(*, under: str = "", kinds: tuple[str, ...] = ()) -> list[UnitView]:
    """Units below a path (itself included), in the order of the books."""
    units = Unit.objects.filter(path__startswith=under).order_by("order", "id")
    if kinds:
        units = units.filter(kind__in=kinds)
    return [view_unit(unit) for unit in units]


def unit_paths(*, under: str = "") -> dict[int, str]:
    """Id → path of units below a path (itself included): for sums over every village, where names are not asked."""
    return dict(Unit.objects.filter(path__startswith=under).values_list("id", "path"))


def list_children(key: str) -> list[UnitView]:
    return [view_unit(unit) for unit in Unit.objects.filter(parent__key=key).order_by("order", "id")]


def units_of_actor(actor: Actor) -> list[UnitView]:
    return [view_unit(unit) for unit in Unit.objects.filter(path__in=actor.units).order_by("order")]


def answering_units(on: date) -> dict[str, str]:
    """Place code → key of the unit that answers for it on a day (villages, townships, counties)."""
    in_force = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    pairs = Answering.objects.filter(in_force).values_list("place__code", "unit__key")
    return dict(pairs)
