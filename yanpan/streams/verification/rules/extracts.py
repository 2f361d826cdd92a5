"""Who may ask for whose data, and by when they are answered. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

RELATIONS = ("self", "guardian", "relative")
DOCUMENTS = ("id_card", "passport", "travel_permit", "household_book")
# What shows that somebody may ask for another; a child's by the guardian, those of the dead by a relative (art. 49).
PROOFS: Mapping[str, tuple[str, ...]] = {
    "self": ("",),
    "guardian": ("birth_record", "household_book", "guardianship"),
    "relative": ("death_record", "household_book"),
}
WORKING_DAYS = 15
CORRECTIONS: Mapping[str, timedelta] = {
    "wrong_person": timedelta(hours=2),
    "wrong_fact": timedelta(hours=24),
    "erase": timedelta(days=15),
}
ANSWERS = ("corrected", "unfounded", "passed_on")


def application_problems(relation: str, document: str, last_four: str, proof: str) -> list[str]:
    """Everything that is missing or wrong, by code."""
    problems = [] if relation in RELATIONS else ["unknown_relation"]
    if document not in DOCUMENTS:
        problems.append("unknown_document")
    if len(last_four) != 4 or not (last_four[:3].isascii() and last_four.isalnum()):
        problems.append("last_four_needed")
    if relation in PROOFS and proof not in PROOFS[relation]:
        problems.append("proof_needed")
    return problems


def answer_by(day: date) -> date:
    """Fifteen working days on; Saturdays and Sundays are none."""
    left = WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
