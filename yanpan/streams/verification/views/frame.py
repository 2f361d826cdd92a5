"""What the pages of this room share: the way down to a unit, the search for one."""

from dataclasses import dataclass

from yanpan.base.places.queries import UnitView, get_unit, list_units
from yanpan.streams.verification.forms import unit_label

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Crumb:
    name: str
    key: str


def way_to(unit: UnitView, own: tuple[str, ...]) -> list[Crumb]:
    """From the actor's unit down to this one, for the drill-down."""
    keys = unit.path.strip("/").split("/")
    root = next((path for path in own if unit.path.startswith(path)), unit.path)
    skipped = root.strip("/").count("/")
    return [Crumb(unit.name if key == unit.key else get_unit(key).name, key) for key in keys[skipped:]]


@dataclass(frozen=True, slots=True)
class Found:
    key: str
    label: str


_NEAREST_FIRST = ("county", "township", "village")


def units_found(text: str, near: str) -> list[Found]:
    """Units whose name holds the text, counties first; without a text the neighbours of the path `near`."""
    units = list_units()
    wanted = text.strip()
    if wanted:
        chosen = [unit for unit in units if wanted in unit.name and unit.kind in _NEAREST_FIRST]
        chosen.sort(key=lambda unit: _NEAREST_FIRST.index(unit.kind))
    else:
        chosen = _around(units, near)
    # Every county lies in the city: the name above it says nothing.
    names = {unit.id: unit.name for unit in units if unit.kind != "city"}
    return [Found(unit.key, unit_label(unit, names)) for unit in chosen[:MOST_FOUND]]


def _around(units: list[UnitView], near: str) -> list[UnitView]:
    """The neighbours: the same parent's other units, then every county and zone."""
    parent = near.rstrip("/").rpartition("/")[0]
    siblings = [
        unit
        for unit in units
        if unit.path.rstrip("/").rpartition("/")[0] == parent and unit.path != near and unit.kind != "force"
    ]
    counties = [
        unit for unit in units if unit.kind == "county" and unit not in siblings and unit.path != near
    ]
    return [*siblings[: MOST_FOUND - len(counties)], *counties]
