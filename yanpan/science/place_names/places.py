"""What a gazetteer is made of and what it answers."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["village", "township", "county", "city", "outside", ""]


class Place(NamedTuple):
    """A village with the township and county it lies in, names as the code edition has them."""

    code: str  # 12 digits
    name: str
    township: str
    township_code: str  # 9 digits
    county: str
    county_code: str  # 6 digits


class Alias(NamedTuple):
    """Another name of a village, township or county: former, shortened, of an older code.

    The city's own code stands for a unit without one (示范区): its name is read and says no more than
    the city does. One name may have several aliases where a place was split. ``former_code`` is the code
    the place had under that name; its first six digits say in which county old addresses put it.
    """

    name: str
    code: str
    former_code: str = ""


class City(NamedTuple):
    """The city the gazetteer is of, and the names that mean somewhere else."""

    code: str
    name: str
    province: str
    elsewhere: tuple[str, ...] = ()  # other provinces, cities, counties: 郑州市, 西平县


class Resolution(NamedTuple):
    """What a text names.

    ``code`` has 12, 9 or 6 digits by ``level`` (empty for "outside" and ""). ``confidence`` in 0..1; a
    village is only answered from `SURE` upwards, otherwise the smallest area that holds all
    ``candidates`` (village codes) is. ``household_code`` is the place of household registration where
    the text gives one beside the present place. ``reasons`` are codes:

    exact · township_type (镇/乡/街道 changed) · township_short · no_township · no_county ·
    former_name · moved · county_mismatch · village_prefix · similar_name · similar_township ·
    village_unknown · ambiguous · elsewhere · household · empty · unknown
    """

    code: str
    level: Level
    confidence: float
    candidates: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    household_code: str = ""


SURE = 0.8
