"""Whom a person's row goes to: the register, else the address, else the ID's area, else the city's first call."""

from datetime import datetime

from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.queries import answering_units, city_unit, list_units
from yanpan.base.policy.rules import CITY_TIME
from yanpan.science.place_names import Gazetteer
from yanpan.science.record_matching import normal_id
from yanpan.streams.verification.rules import CO_INVESTIGATION


class Routing:
    """Answers for one batch: the tree is read once."""

    def __init__(self, batch_unit_id: int, now: datetime) -> None:
        city = city_unit()
        self._units = {unit.key: unit for unit in list_units()}
        force = self._units.get(CO_INVESTIGATION)
        self._fallback = force.id if force and batch_unit_id == city.id else batch_unit_id
        self._answering = answering_units(now.astimezone(CITY_TIME).date())
        self._gazetteer: Gazetteer = gazetteer_of(city.key)

    def target_of(self, home_id: int | None, fields: dict[str, str]) -> tuple[int, str]:
        """(unit id, which rule decided)."""
        if home_id is not None:
            return home_id, "register"
        text = fields.get("address", "") or fields.get("household_address", "")
        found = self._gazetteer.resolve(text)
        if unit := self._units.get(self._answering.get(found.code, "")):
            return unit.id, "address"
        if found.level == "outside":
            return self._fallback, "outside"
        area = normal_id(fields.get("id_number", ""))[:6]
        if not text and (unit := self._units.get(self._answering.get(area, ""))):
            return unit.id, "id_area"
        return self._fallback, "first_call"
