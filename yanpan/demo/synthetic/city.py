"""The villages that synthetic people live in, taken from the shipped division codes."""

from functools import lru_cache

from yanpan.base.places.codes import load_city
from yanpan.science.synthetic_city import Village

DRILL_CITY = "411100"
"""Luohe."""


@lru_cache(maxsize=4)
def city_villages(city_code: str = DRILL_CITY) -> tuple[Village, ...]:
    """All villages of a city (six-digit code) in the order of their codes. Raises `UnknownCity`."""
    city = load_city(city_code)
    counties = {county.code: county.name for county in city.counties}
    townships = {township.code: township for township in city.townships}
    return tuple(
        Village(
            v.code,
            v.name,
            townships[v.township_code].name,
            counties[townships[v.township_code].county_code],
        )
        for v in city.villages
    )
