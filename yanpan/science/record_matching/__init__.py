"""Matching listed people to the register of residents: the third of the 三查 that is arithmetic.

`Register.from_columns(...)` once, then `match(register, people)` for any list. The method is Fellegi and
Sunter's with chances of coincidence taken from the register itself, names compared as Chinese names, and the
posterior of one resident against all others, against an unregistered relative and against nobody.
"""

from yanpan.science.record_matching.dates import read_date, read_sex
from yanpan.science.record_matching.differences import Difference, difference_of
from yanpan.science.record_matching.ids import (
    check_character,
    has_right_check,
    id_problems,
    normal_id,
)
from yanpan.science.record_matching.name_levels import name_similarity
from yanpan.science.record_matching.names import normal_name
from yanpan.science.record_matching.phones import normal_phone
from yanpan.science.record_matching.places import RegisterPlaces
from yanpan.science.record_matching.problem import Decision, ListedPerson, PlaceResolver
from yanpan.science.record_matching.register import Register
from yanpan.science.record_matching.solve import REASONS, match

__all__ = [
    "REASONS",
    "Decision",
    "Difference",
    "ListedPerson",
    "PlaceResolver",
    "Register",
    "RegisterPlaces",
    "check_character",
    "difference_of",
    "has_right_check",
    "id_problems",
    "match",
    "name_similarity",
    "normal_id",
    "normal_name",
    "normal_phone",
    "read_date",
    "read_sex",
]
