"""The ways an address is written on a list."""

import random

from ..village import Village
from .persons import Person

SHARES = {
    "short": 0.166, "abbrev": 0.115, "none": 0.11, "noprefix": 0.082, "old_township_type": 0.075,
    "township_only": 0.063, "work_address": 0.056, "missing": 0.042, "old_county": 0.04,
}  # fmt: skip
"""Kind → share of residents' rows; `none`: as in the register, and so for the rest (without a word in the truth)."""

FORMER_COUNTY = {"郾城区": "郾城县", "召陵区": "郾城县", "漯河经济技术开发区": "召陵区"}
"""Where people still say a village lies. 郾城县 ended in 2004; 邓襄镇 was handed to the development zone in 2021."""

_ZONE_SHORT = {"漯河经济技术开发区": "经开区"}
_TOWNSHIP_ENDINGS = ("街道办事处", "街道", "镇", "乡")
_VILLAGE_ENDINGS = (
    "村村民委员会",
    "村民委员会",
    "社区居民委员会",
    "居民委员会",
    "村委会",
    "居委会",
)
WORK_PLACE = "郑州市二七区务工"


def bare_township(name: str) -> str:
    """巨陵镇 → 巨陵, 翟庄街道 → 翟庄."""
    for ending in _TOWNSHIP_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name


def spoken_village(name: str, rng: random.Random) -> str:
    """马庙村村民委员会 → 马庙村民委员会, 马庙村 or 马庙."""
    for ending in _VILLAGE_ENDINGS:
        stem = name.removesuffix(ending)
        if stem and stem != name:
            community = "居" in ending
            forms = (
                stem + ("社区" if community else "村"),
                stem + ("居民委员会" if community else "村民委员会"),
                stem,
            )
            return rng.choices(forms, (0.35, 0.55, 0.1))[0]
    return name


def _bare_county(place: Village) -> str:
    short = _ZONE_SHORT.get(place.county)
    return short or (place.county[:-1] if len(place.county) > 2 else place.county)


def _short(person: Person, place: Village, rng: random.Random) -> str:
    return bare_township(place.town) + spoken_village(place.name, rng)


def _abbreviated(person: Person, place: Village, rng: random.Random) -> str:
    city = person.city.partition("省")[2] or person.city
    return city.removesuffix("市") + _bare_county(place) + place.town + spoken_village(place.name, rng)


def _old_township_type(person: Person, place: Village, rng: random.Random) -> str:
    town = place.town
    if town.endswith("镇"):
        town = town.removesuffix("镇") + "乡"
    elif town.endswith("街道"):
        town = bare_township(town) + "镇"
    return f"{person.city}{place.county}{town}{place.name}{person.house_number}"


def _old_county(person: Person, place: Village, rng: random.Random) -> str:
    county = FORMER_COUNTY.get(place.county, place.county)
    return f"{person.city}{county}{place.town}{place.name}{person.house_number}"


def written_address(person: Person, kind: str, rng: random.Random) -> str:
    """The person's address written in the way of `kind` (see `SHARES`); strangers' stay as they are."""
    place = person.place
    if place is None:
        return person.address
    if kind in _WAYS:
        return _WAYS[kind](person, place, rng)
    return "" if kind == "missing" else person.address


_WAYS = {
    "short": _short,
    "abbrev": _abbreviated,
    "noprefix": lambda person, place, rng: f"{place.county}{place.town}{place.name}{person.house_number}",
    "old_township_type": _old_township_type,
    "township_only": lambda person, place, rng: f"{place.county}{place.town}",
    "work_address": lambda person, place, rng: f"{WORK_PLACE}(户籍:{place.county}{place.town})",
    "old_county": _old_county,
}
