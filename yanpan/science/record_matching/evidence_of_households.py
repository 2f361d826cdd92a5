"""Evidence a person shares with the household: telephone, place, house. It tells households apart, never the
people of one, so `relative` is about even here."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from yanpan.science.record_matching.candidates import Pairs
from yanpan.science.record_matching.columns import UNKNOWN_DIGIT
from yanpan.science.record_matching.evidence_of_people import Evidence, Floats
from yanpan.science.record_matching.register import Register
from yanpan.science.record_matching.rows import Rows


class PhoneLevel(IntEnum):
    """Kinds of agreement of telephone numbers."""

    MISSING = 0
    DIFFERENT = 1
    TWO_SLIPS = 2
    MASK_AGREES = 3
    ONE_SLIP = 4
    EXACT = 5


class PlaceLevel(IntEnum):
    """The finest unit both addresses are known to share."""

    MISSING = 0
    DIFFERENT = 1
    COUNTY = 2
    TOWNSHIP = 3
    VILLAGE = 4
    HOUSE = 5


_PHONE_REUSED = 0.05  # rows that give the number of an unrelated resident
_PHONE_SAME, _PHONE_DIFFERS = 0.65, 0.28
_RELATIVE_SAME_PHONE = 0.25
_SLIP_SAME, _SLIP_BY_CHANCE = 0.06, 5e-7
_TWO_SLIPS_SAME, _TWO_SLIPS_BY_CHANCE = 0.01, 1e-5
_MOBILE_PREFIXES = 12.0
_POWERS = 10 ** np.arange(10, -1, -1, dtype=np.int64)

# P(place level | same person) by how fine the row's own place is: columns county, township, village
_PLACE_SAME = np.array([[0.08, 0.92, 0, 0], [0.07, 0.05, 0.88, 0], [0.07, 0.05, 0.06, 0.82]])
_HOUSE_SAME, _HOUSE_BY_CHANCE, _HOUSE_DIFFERS = 0.8, 0.007, 0.3


def phone_evidence(register: Register, rows: Rows, pairs: Pairs) -> Evidence:
    """Telephones: exact, masked, one or two digits wrong. A number listed under many names counts less."""
    held = register.phone[pairs.resident]
    exact = (rows.phones[pairs.row] == held[:, None]).any(axis=1) & (held > 0)
    digits = rows.phone_digits[pairs.row]
    known = digits != UNKNOWN_DIGIT
    apart, swapped = _mobile_slips(digits, known, held)
    level = _phone_levels(rows, pairs, held, exact, apart, swapped, known)
    count = np.maximum(register.phone_count[pairs.resident], 1) * rows.phone_uses[pairs.row].clip(1) ** 2.0
    mask_chance = np.minimum(known.sum(1) - 3, 8) * np.log(0.1) - np.log(_MOBILE_PREFIXES)
    weight = np.select(
        [level == kind for kind in PhoneLevel],
        [
            np.zeros(len(pairs)),
            np.full(len(pairs), np.log(_PHONE_DIFFERS)),
            np.full(len(pairs), np.log(_TWO_SLIPS_SAME / _TWO_SLIPS_BY_CHANCE)),
            np.log(0.7) - mask_chance,
            np.full(len(pairs), np.log(_SLIP_SAME / _SLIP_BY_CHANCE)),
            np.log(_PHONE_SAME * len(register) / (_PHONE_REUSED * count)),
        ],
    )
    relative = np.where(
        level == PhoneLevel.DIFFERENT,
        np.log((1 - _RELATIVE_SAME_PHONE) / _PHONE_DIFFERS),
        np.where(level == PhoneLevel.MISSING, 0.0, np.log(_RELATIVE_SAME_PHONE / _PHONE_SAME)),
    )
    return Evidence(level, weight, relative)


def place_evidence(register: Register, rows: Rows, pairs: Pairs, same_surname: NDArray[np.bool_]) -> Evidence:
    """Places: same village, township, county or none, each by how many live there; and the house."""
    fineness = rows.place_level[pairs.row]
    typed, held = rows.place[pairs.row], register.village[pairs.resident]
    typed_12 = np.where(fineness == 6, typed * 10**6, np.where(fineness == 9, typed * 1000, typed))
    level = np.full(len(pairs), PlaceLevel.DIFFERENT, np.int8)
    level[typed_12 // 10**6 == held // 10**6] = PlaceLevel.COUNTY
    level[(fineness >= 9) & (typed_12 // 1000 == held // 1000)] = PlaceLevel.TOWNSHIP
    level[(fineness == 12) & (typed == held)] = PlaceLevel.VILLAGE
    level[(fineness == 0) | (held == 0)] = PlaceLevel.MISSING
    weight = _place_weight(register, pairs, level, fineness)
    both = (rows.house[pairs.row] > 0) & (register.house[pairs.resident] > 0) & (level == PlaceLevel.VILLAGE)
    same_house = both & (rows.house[pairs.row] == register.house[pairs.resident])
    weight += np.where(
        same_house,
        np.log(_HOUSE_SAME / _HOUSE_BY_CHANCE),
        np.where(both, np.log(_HOUSE_DIFFERS), 0),
    )
    level[same_house] = PlaceLevel.HOUSE
    # in a village of one clan the surname and the village are one piece of evidence, not two
    clan = np.log(np.maximum(register.clan_factor[pairs.resident], 1.0))
    weight -= np.where((level >= PlaceLevel.VILLAGE) & same_surname, clan, 0.0)
    return Evidence(level, weight, np.zeros(len(pairs)))


def _mobile_slips(
    digits: NDArray[np.uint8], known: NDArray[np.bool_], held: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """How many known digits differ from the registered mobile, and whether two neighbours are swapped."""
    other = (held[:, None] // _POWERS % 10).astype(np.uint8)
    differs = known & (digits != other)
    apart = differs.sum(axis=1)
    first = differs.argmax(axis=1)
    second = np.minimum(first + 1, 10)
    every = np.arange(len(held))
    swapped = (digits[every, first] == other[every, second]) & (digits[every, second] == other[every, first])
    return apart, swapped & (apart == 2)


def _phone_levels(
    rows: Rows,
    pairs: Pairs,
    held: NDArray[np.int64],
    exact: NDArray[np.bool_],
    apart: NDArray[np.int64],
    swapped: NDArray[np.bool_],
    known: NDArray[np.bool_],
) -> NDArray[np.int8]:
    whole, mobile = known.all(axis=1), held >= 10**10
    given = known.any(axis=1) | (rows.phones[pairs.row] > 0).any(axis=1)
    level = np.full(len(pairs), PhoneLevel.DIFFERENT, np.int8)
    level[mobile & whole & (apart == 2)] = PhoneLevel.TWO_SLIPS
    level[mobile & whole & ((apart == 1) | swapped)] = PhoneLevel.ONE_SLIP
    level[mobile & ~whole & (known.sum(axis=1) >= 4) & (apart == 0)] = PhoneLevel.MASK_AGREES
    level[exact] = PhoneLevel.EXACT
    level[~given | (held == 0)] = PhoneLevel.MISSING
    return level


def _place_weight(
    register: Register,
    pairs: Pairs,
    level: NDArray[np.int8],
    fineness: NDArray[np.int8],
) -> Floats:
    counts, n = register.place_counts, len(register)
    row_of = np.where(fineness >= 6, fineness // 3 - 2, 0)
    said = level != PlaceLevel.MISSING
    with np.errstate(divide="ignore"):
        same = np.log(_PLACE_SAME)[row_of, np.where(said, level - 1, 0)]
    chance = np.zeros(len(pairs))
    for kind, count in (
        (PlaceLevel.COUNTY, counts.county),
        (PlaceLevel.TOWNSHIP, counts.township),
        (PlaceLevel.VILLAGE, counts.village),
    ):
        at = level == kind
        chance[at] = np.log(count[pairs.resident[at]] / n)
    return np.asarray(np.where(said, same - chance, 0.0), dtype=np.float64)
