"""From codes and the zones file to the plan of both trees. Pure: no database."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from yanpan.base.places.codes import CityCodes
from yanpan.base.places.kinds import Kind

FIRST_DAY = date(2000, 1, 1)  # stands for "before anything this system knows"

# The headquarters' task forces (工作专班) as units of responsibility.
FORCES = (
    ("office", "指挥部办公室"),
    ("co_investigation", "区域协查专班"),
    ("tracing", "流调溯源专班"),
    ("isolation", "转运隔离专班"),
    ("testing", "核酸检测专班"),
    ("vaccination", "疫苗接种专班"),
    ("cold_chain", "冷链物流专班"),
    ("traffic", "交通管控专班"),
    ("communities", "农村和社区防控专班"),
    ("schools", "教育系统防控专班"),
    ("supplies", "物资保障专班"),
    ("information", "宣传引导专班"),
    ("law", "依法防疫和社会面稳控专班"),
    ("supervision", "督导检查专班"),
)


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    key: str
    name: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    place: str
    unit: str
    valid_from: date
    valid_to: date | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class CityPlan:
    units: tuple[PlannedUnit, ...]
    answers: tuple[PlannedAnswer, ...]


def zones_of(city_code: str) -> dict[str, Any]:
    """The city's own file of functional zones, or an empty one: then every county answers for its own."""
    path = files("yanpan.base.places") / "data" / "zones" / f"{city_code}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def _county_units(city: CityCodes, zones: dict[str, Any]) -> list[PlannedUnit]:
    named = [one for one in zones.get("units", []) if not one.get("under")]
    if not named:
        return [PlannedUnit(county.code, county.name, Kind.COUNTY, city.code) for county in city.counties]
    return [PlannedUnit(one["key"], one["name"], Kind.COUNTY, city.code) for one in named]


def _answers_by_township(city: CityCodes, zones: dict[str, Any]) -> dict[str, PlannedAnswer]:
    """Township code → who answers for it now."""
    answers = {
        township.code: PlannedAnswer(township.code, township.county_code, FIRST_DAY, None, assumed=False)
        for township in city.townships
    }
    for one in zones.get("answers_for", []):
        if one["township"] in answers and "valid_to" not in one:
            answers[one["township"]] = PlannedAnswer(
                one["township"], one["unit"], one.get("valid_from", FIRST_DAY), None, bool(one.get("assumed"))
            )
    return answers


def plan_city(city: CityCodes, zones: dict[str, Any]) -> CityPlan:
    """Units of responsibility (parents first) and which place each answers for."""
    answers = _answers_by_township(city, zones)
    units = [PlannedUnit(city.code, city.name, Kind.CITY, "")]
    units += [PlannedUnit(f"force-{key}", name, Kind.FORCE, city.code) for key, name in FORCES]
    units += _county_units(city, zones)
    units += [PlannedUnit(t.code, t.name, Kind.TOWNSHIP, answers[t.code].unit) for t in city.townships]
    units += [PlannedUnit(v.code, v.name, Kind.VILLAGE, v.township_code) for v in city.villages]
    own = [PlannedAnswer(c.code, c.code, FIRST_DAY, None, assumed=False) for c in city.counties]
    own += [
        PlannedAnswer(t.code, t.code, answers[t.code].valid_from, None, answers[t.code].assumed)
        for t in city.townships
    ]
    own += [PlannedAnswer(v.code, v.code, FIRST_DAY, None, assumed=False) for v in city.villages]
    return CityPlan(tuple(units), tuple(own))
