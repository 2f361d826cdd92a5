"""Whose day it is: a headquarters writes its own log, sheets and papers; those above read what the pages show them."""

from yanpan.base.gate import Actor
from yanpan.base.places.kinds import Kind
from yanpan.base.places.models import Unit
from yanpan.kernel.errors import Missing

_MEETS = (Kind.CITY.value, Kind.COUNTY.value)


def own_headquarters(actor: Actor, unit_key: str) -> Unit:
    """The headquarters the actor sits in. Missing: another one's, also one below, or a unit that has none."""
    unit = Unit.objects.filter(key=unit_key, path__in=actor.units, kind__in=_MEETS).first()
    if unit is None:
        raise Missing("unit")
    return unit


def covered_unit(actor: Actor, unit_key: str) -> Unit:
    """A unit of the actor's own or below. Missing."""
    unit = Unit.objects.filter(key=unit_key).first()
    if unit is None or not actor.covers(unit.path):
        raise Missing("unit")
    return unit
