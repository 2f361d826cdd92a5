"""The gazetteer of a city: its codes, former names and zones brought together for `science.place_names`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from yanpan.base.places.codes import CityCodes, list_cities, load_city
from yanpan.science.place_names import Alias, City, Gazetteer, Place


def list_places(city: CityCodes) -> list[Place]:
    counties = {c.code: c.name for c in city.counties}
    towns = {t.code: t for t in city.townships}
    return [
        Place(v.code, v.name, t.name, t.code, counties[t.county_code], t.county_code)
        for v in city.villages
        if (t := towns[v.township_code])
    ]


def load_zones(code: str) -> dict[str, Any]:
    """The responsibility tree shipped for a city (``data/zones``); empty where none is."""
    path = files("yanpan.base.places").joinpath(f"data/zones/{code}.toml")
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def list_aliases(city: CityCodes) -> Iterator[Alias]:
    """Former names of the code editions; other names and former codes of the city's zones."""
    for former in city.formers:
        yield Alias(former.name, former.code, former.former_code)
    zones = load_zones(city.code)
    for unit in zones.get("units", ()):
        yield from (Alias(name, unit["code"] or city.code) for name in (unit["name"], *unit["aliases"]))
    for former in zones.get("former_codes", ()):
        if former["name"] != city.name:
            yield from (Alias(former["name"], code, former["code"]) for code in former["became"])
    for former in zones.get("former_townships", ()):
        yield from (Alias(former["name"], code, former["code"]) for code in former["became"])


@lru_cache(maxsize=2)
def load_gazetteer(code: str) -> Gazetteer:
    """The gazetteer of one city by its code, e.g. 411100. Raises `codes.UnknownCity`."""
    city = load_city(code)
    others = [c for c in list_cities() if c.code != city.code]
    neighbours = [c.code for c in others if c.province == city.province]
    counties = [county.name for c in neighbours for county in load_city(c).counties if len(county.name) > 2]
    provinces = {c.province for c in others} - {city.province} | {
        "香港",
        "澳门",
        "台湾省",
    }
    names = (*provinces, *(c.name for c in others), *counties)
    elsewhere = tuple(sorted({n for n in names if n != "市辖区"}))
    home = City(city.code, city.name, city.province, elsewhere)
    return Gazetteer(list_places(city), list_aliases(city), city=home)
