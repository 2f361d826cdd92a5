"""The cases of all rooms; a new room adds its file here."""

from tests.house.case import CASES
from tests.house.cases import (
    accounts,
    base,
    hq,
    sync,
    verification,
    verification_boards,
    verification_extracts,
    verification_homes,
    verification_letters,
    verification_lists,
    verification_pairs,
    verification_police,
    verification_replies,
    verification_retention,
    verification_spot_checks,
    verification_sweep,
    verification_village,
)

__all__ = [
    "CASES",
    "accounts",
    "base",
    "hq",
    "sync",
    "verification",
    "verification_boards",
    "verification_extracts",
    "verification_homes",
    "verification_letters",
    "verification_lists",
    "verification_pairs",
    "verification_police",
    "verification_replies",
    "verification_retention",
    "verification_spot_checks",
    "verification_sweep",
    "verification_village",
]
