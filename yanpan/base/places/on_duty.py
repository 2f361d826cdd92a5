"""Whom to ring for a unit: its leader, else its deputy, else those of the unit above it."""

from collections.abc import Iterable
from dataclasses import dataclass

from yanpan.base.places.models import Unit


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A named person with the telephone that is answered day and night; unit: whose person it is ('' = nobody's)."""

    name: str = ""
    phone: str = ""
    unit: str = ""


class Duties:
    """The people on duty of units and of everything above them; one query, whatever the number of units."""

    def __init__(self, paths: Iterable[str]) -> None:
        keys = {key for path in set(paths) for key in path.strip("/").split("/")}
        self._units = {unit.key: unit for unit in Unit.objects.filter(key__in=keys)}

    def whom_to_ring(self, path: str, *, levels_up: int = 0) -> OnDuty:
        """The person of the unit so many levels above the path; the first named one from there up."""
        for key in self._way_up(path, levels_up):
            unit = self._units[key]
            if name := unit.leader or unit.deputy:
                return OnDuty(name, unit.phone, unit.name)
        return OnDuty()

    def unit_to_ring(self, path: str, *, levels_up: int = 0) -> Unit:
        """The unit so many levels above the path; the city at most."""
        return self._units[self._way_up(path, levels_up)[0]]

    def _way_up(self, path: str, levels_up: int) -> list[str]:
        keys = [key for key in reversed(path.strip("/").split("/")) if key in self._units]
        return keys[min(levels_up, len(keys) - 1) :]
