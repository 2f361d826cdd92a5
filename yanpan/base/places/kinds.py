"""Kinds of units of responsibility and levels of the map (`.value` in models, never the enum itself)."""

from enum import StrEnum


class Kind(StrEnum):
    CITY = "city"
    COUNTY = "county"  # county, district or functional zone: the same duties
    TOWNSHIP = "township"
    VILLAGE = "village"
    FORCE = "force"  # a task force of the headquarters


LEVEL_OF_KIND = {
    Kind.CITY.value: "city",
    Kind.COUNTY.value: "county",
    Kind.TOWNSHIP.value: "township",
    Kind.VILLAGE.value: "village",
    Kind.FORCE.value: "county",
}
