"""Whose somebody may be, for the unit that says: not ours. A proposal with its rule; people decide."""

from dataclasses import dataclass
from datetime import datetime

from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.queries import UnitView, answering_units, city_unit, list_units
from yanpan.base.policy.rules import CITY_TIME
from yanpan.science.place_names import Gazetteer
from yanpan.science.record_matching import normal_id
from yanpan.streams.verification.rules import CO_INVESTIGATION


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody a unit says is not its own. answered: the unit that answered for the same telephone."""

    address: str = ""
    id_number: str = ""
    home_id: int | None = None
    answered_id: int | None = None


class RightUnit:
    """Proposes whose somebody is, for the unit that says: not ours. The trees are read once."""

    def __init__(self, refusing: UnitView, now: datetime) -> None:
        city = city_unit()
        self._refusing = refusing
        self._by_key = {unit.key: unit for unit in list_units()}
        self._by_id = {unit.id: unit for unit in self._by_key.values()}
        self._answering = answering_units(now.astimezone(CITY_TIME).date())
        self._gazetteer: Gazetteer = gazetteer_of(city.key)

    def proposed(self, known: Known) -> tuple[UnitView, str] | None:
        """(unit, which rule): the place on that day's tree, the register, who answered before, the ID's area."""
        for unit, why in (
            self._by_address(known.address),
            (self._by_id.get(known.home_id or 0), "register"),
            (self._by_id.get(known.answered_id or 0), "household"),
            (self._answers_for(normal_id(known.id_number)[:6]), "id_area"),
        ):
            if unit is not None and self._is_another(unit):
                return unit, why
        return None

    def _by_address(self, text: str) -> tuple[UnitView | None, str]:
        found = self._gazetteer.resolve(text)
        if found.level == "outside":
            return self._by_key.get(CO_INVESTIGATION), "outside"
        unit = self._answers_for(found.code)
        # The map says one county, the tree of the day another: a zone runs the place now.
        moved = unit is not None and found.code[:6] not in unit.path
        return unit, "tree" if moved else "address"

    def _answers_for(self, code: str) -> UnitView | None:
        return self._by_key.get(self._answering.get(code, "")) if code else None

    def _is_another(self, unit: UnitView) -> bool:
        """Not the refuser, nobody below it, and not one above it: those know no better whose it is."""
        ours = self._refusing.path
        return not unit.path.startswith(ours) and not ours.startswith(unit.path)
