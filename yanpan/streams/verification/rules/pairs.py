"""Pairs: who may say what next, which decisions get a second look, what is the same person as listed. Pure."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from yanpan.science.record_matching import normal_id, normal_name, normal_phone, read_date

HOLD = timedelta(minutes=10)
"""How long a pair stays in one clerk's hands."""
HELD_AT_ONCE = 2
"""The one shown and the next."""
ONE_LOOK_IN = 50


class Answer(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


DECIDED = frozenset({Answer.SAME, Answer.DIFFERENT})
REFERRED = "referred"


def standing_of(before: str, answer: str) -> str:
    """What an opinion makes of a pair: two clerks unsure refer it to an epidemiologist."""
    return REFERRED if answer == Answer.UNSURE and before in (Answer.UNSURE, REFERRED) else answer


def gets_second_look(pair_id: UUID) -> bool:
    """Two in a hundred of the decisions 'same', drawn from the pair itself."""
    drawn = hashlib.sha256(b"second look" + pair_id.bytes).digest()
    return int.from_bytes(drawn[:4]) % ONE_LOOK_IN == 0


def identity_of(fields: Mapping[str, str]) -> str:
    """The person as listed, in one canonical text; '' where a name alone, or none, says too little.

    The address counts only where there is neither number nor telephone: it is written in too many ways.
    """
    name, number = normal_name(fields.get("name", "")), normal_id(fields.get("id_number", ""))
    phone, born = normal_phone(fields.get("phone", "")), read_date(fields.get("birth_date", ""))
    home = "" if number or phone else fields.get("address", "") or fields.get("household_address", "")
    if not name or not (number or phone or home):
        return ""
    return "\n".join((name, number, phone, "-".join(str(part) for part in born), "".join(home.split())))
