"""The codes of the city of this home: the shipped ones, or those that were brought and lie in its tables."""

from yanpan.base.places.codes import CityCodes, County, Township, UnknownCity, Village, list_cities, load_city
from yanpan.base.places.models import GeoUnit


def codes_of(city_code: str) -> CityCodes:
    """Raises UnknownCity for a city that is neither shipped nor here."""
    try:
        return load_city(city_code)
    except UnknownCity:
        return _brought(city_code)


def _brought(city_code: str) -> CityCodes:
    city = GeoUnit.objects.filter(code=city_code, level="city").first()
    if city is None:
        raise UnknownCity(city_code)
    below = GeoUnit.objects.filter(code__startswith=city_code[:4]).order_by("id")
    names: dict[str, list[tuple[str, str]]] = {"county": [], "township": [], "village": []}
    for level, code, name in below.exclude(level="city").values_list("level", "code", "name"):
        names[level].append((code, name))
    return CityCodes(
        code=city_code,
        name=city.name,
        province_code=city_code[:2] + "0000",
        province=next((one.province for one in list_cities() if one.code[:2] == city_code[:2]), ""),
        counties=tuple(County(*one) for one in names["county"]),
        townships=tuple(Township(code, name, code[:6]) for code, name in names["township"]),
        villages=tuple(Village(code, name, "other", code[:9]) for code, name in names["village"]),
        formers=(),
    )
