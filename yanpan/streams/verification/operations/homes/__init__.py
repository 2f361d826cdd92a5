"""People at home: followed up from a reported measure, asked daily how they are; every period ends by itself."""

from yanpan.streams.verification.operations.homes.follow_ups import (
    MISSED,
    missed_on,
    offices_above,
    record_follow_up,
    ring_about_homes,
)
from yanpan.streams.verification.operations.homes.periods import (
    follow_homes,
    is_any_home_to_change,
    lift_home,
    open_homes,
    report_home_end,
)

__all__ = [
    "MISSED",
    "follow_homes",
    "is_any_home_to_change",
    "lift_home",
    "missed_on",
    "offices_above",
    "open_homes",
    "record_follow_up",
    "report_home_end",
    "ring_about_homes",
]
