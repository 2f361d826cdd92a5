"""The gazetteer of a city, built once per process from the shipped codes, former names and zones."""

from functools import lru_cache

from yanpan.base.places.codes import names_besides
from yanpan.base.places.loading import zones_of
from yanpan.base.places.own_codes import codes_of
from yanpan.science.place_names import Alias, City, Gazetteer, Place


@lru_cache(maxsize=2)
def gazetteer_of(city_code: str) -> Gazetteer:
    city = codes_of(city_code)
    zones = zones_of(city_code)
    counties = {one.code: one.name for one in city.counties}
    towns = {one.code: one for one in city.townships}
    places = [
        Place(v.code, v.name, towns[v.township_code].name, v.township_code, counties[v.code[:6]], v.code[:6])
        for v in city.villages
    ]
    aliases = [Alias(one.name, one.code, one.former_code) for one in city.formers]
    for unit in zones.get("units", []):
        code = unit["code"] or city_code
        aliases += [Alias(name, code) for name in unit.get("aliases", [])]
    for former in (*zones.get("former_codes", []), *zones.get("former_townships", [])):
        aliases += [Alias(former["name"], code, former["code"]) for code in former["became"]]
    elsewhere = names_besides(city)
    return Gazetteer(places, aliases, city=City(city_code, city.name, city.province, elsewhere))
