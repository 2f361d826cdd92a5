"""The rules of the headquarters' day, one file a matter. Pure."""

from yanpan.hq.rules.day import CITY_CUT_OFF, COUNTY_CUT_OFF, next_hours, working_day
from yanpan.hq.rules.items import ItemState, hours_to_do
from yanpan.hq.rules.reported_links import counts_of
from yanpan.hq.rules.weak_links import Definition, quiet_units, weak_links_of

__all__ = [
    "CITY_CUT_OFF",
    "COUNTY_CUT_OFF",
    "Definition",
    "ItemState",
    "counts_of",
    "hours_to_do",
    "next_hours",
    "quiet_units",
    "weak_links_of",
    "working_day",
]
