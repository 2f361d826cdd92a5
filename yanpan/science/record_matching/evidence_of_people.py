"""Evidence of what belongs to the person: name, ID, birth date, sex. Fellegi and Sunter (1969).

Each function returns for every pair the level of agreement, the log of P(level | same person) / P(level |
another resident by chance), and the log of P(level | a relative in the same household) / P(level | same
person). The chances of coincidence come from the register; the chances of a slip of the pen are stated here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from yanpan.science.record_matching.candidates import Pairs
from yanpan.science.record_matching.characters import WILD
from yanpan.science.record_matching.columns import UNKNOWN_DIGIT
from yanpan.science.record_matching.name_levels import NameLevel, compare_names
from yanpan.science.record_matching.register import Register
from yanpan.science.record_matching.rows import Rows

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Level, log likelihood ratio and log relative-to-same ratio of each pair."""

    level: NDArray[np.int8]
    weight: Floats
    relative: Floats


class IdLevel(IntEnum):
    """Kinds of agreement of ID numbers."""

    MISSING = 0
    DIFFERENT = 1
    PART_CONTRADICTS = 2
    NEAR = 3
    PART_WITH_SLIP = 4
    PART_AGREES = 5
    ONE_SLIP = 6
    EXACT = 7


class BirthLevel(IntEnum):
    """Kinds of agreement of birth dates; IMPLIED: the ID has said it already."""

    MISSING = 0
    DIFFERENT = 1
    CLOSE = 2
    PART_AGREES = 3
    EXACT = 4
    IMPLIED = 5


class SexLevel(IntEnum):
    """Agreement of the sex column."""

    MISSING = 0
    DIFFERENT = 1
    EXACT = 2


# P(level | same person), P(level | relative of the same household), by NameLevel
_NAME_SAME = np.array([1, 0.002, 0.003, 0.004, 0.012, 0.010, 0.008, 0.006, 0.02, 0.04, 0.97, 0.95, 0.9])
_NAME_RELATIVE = np.array([1, 0.5, 0.45, 0.3, 0.06, 0.01, 2e-4, 2e-3, 1e-3, 1e-3, 0.05, 5e-4, 2e-4])
_SURNAME_ONLY_RELATIVE = 0.5
# chance that a random other character looks or nearly sounds like the given one
_ALIKE_BY_CHANCE = {NameLevel.LOOK_ALIKE: 0.01, NameLevel.NEAR_SOUND: 0.03}

_ID_BORROWED = 0.002  # rows that carry the number of another resident
_ID_SLIP_BORROWED = 0.02
_ID_SAME = {"exact": 0.8, "slip": 0.12, "near": 0.01, "part": 0.9, "part_slip": 0.06}
_ID_DIFFERS = {"sound": 1e-5, "unsound": 5e-4, "part": 0.001}
_NEAR_BY_CHANCE = 2e-6

_BIRTH_DIFFERS = 0.025
_CLOSE_BIRTH_SAME, _CLOSE_BIRTH_BY_CHANCE = 0.03, 8e-4
_RELATIVE_SAME_BIRTHDAY = 0.004
_SEX_WRONG = 0.015


def name_evidence(register: Register, rows: Rows, pairs: Pairs) -> Evidence:
    """Names: exact, homophone, look-alike, one character, dropped, swapped, masked, pinyin."""
    codes = register.codes[pairs.resident]
    level = compare_names(rows.names, pairs.row, codes, register.name_hash[pairs.resident])
    n = len(register)
    same_characters = rows.names.codes[pairs.row] == codes
    chance = _chance_of_characters(register, codes, same_characters)
    for kind, alike in _ALIKE_BY_CHANCE.items():
        chance[level == kind] += np.log(alike)
    by_name = np.isin(level, (NameLevel.EXACT, NameLevel.SWAPPED))
    by_sound = np.isin(level, (NameLevel.SAME_SOUND, NameLevel.PINYIN))
    chance[by_name] = np.log((register.name_count[pairs.resident[by_name]] + 1) / n)
    chance[by_sound] = np.log((register.sound_count[pairs.resident[by_sound]] + 1) / n)
    chance[level <= NameLevel.DIFFERENT] = 0
    chance[level == NameLevel.MASK_CONTRADICTS] = 0
    chance = np.maximum(chance, -np.log(n))
    relative = np.log(_NAME_RELATIVE / _NAME_SAME)[level]
    surname_only = same_characters[:, 0] & (_known_characters(rows, pairs) == 1)
    surname_only |= (level == NameLevel.ONE_CHARACTER) & ((codes != 0).sum(1) == 2)
    relative[surname_only] = np.log(_SURNAME_ONLY_RELATIVE / _NAME_SAME)[level[surname_only]]
    return Evidence(level, np.log(_NAME_SAME)[level] - chance, relative)


def id_evidence(register: Register, rows: Rows, pairs: Pairs) -> Evidence:
    """ID numbers: exact, one slip away, part known (masked, cut, rounded), near, different."""
    typed, held = rows.id_digits[pairs.row], register.id_digits[pairs.resident]
    known = (typed != UNKNOWN_DIGIT) & (held != UNKNOWN_DIGIT)
    differs = known & (typed != held)
    slips, known_count = differs.sum(axis=1), known.sum(axis=1)
    sound = rows.id_sound[pairs.row]
    transposed = _is_transposed(typed, held, differs, slips)
    level = _id_levels(pairs, slips, known_count, sound, transposed, differs[:, 6:14].any(axis=1))
    level[_born_alike(known, differs) & (level == IdLevel.PART_WITH_SLIP)] = IdLevel.PART_CONTRADICTS
    number = rows.id_number[pairs.row]
    level[(number < 0) & (number == register.id_number[pairs.resident])] = IdLevel.EXACT
    chance, family = _chance_of_digits(register, pairs, known)
    n = len(register)
    ratio, relative = np.zeros(len(pairs)), np.zeros(len(pairs))
    for kind, weight, of_relative in (
        (
            IdLevel.EXACT,
            np.log(_ID_SAME["exact"] * n / _ID_BORROWED),
            np.log(0.004 / 0.8),
        ),
        (
            IdLevel.ONE_SLIP,
            np.log(_ID_SAME["slip"] * n / _ID_SLIP_BORROWED),
            np.log(0.002 / 0.12),
        ),
        (IdLevel.NEAR, np.log(_ID_SAME["near"] / _NEAR_BY_CHANCE), np.log(0.3)),
        (
            IdLevel.PART_CONTRADICTS,
            np.log(_ID_DIFFERS["part"]),
            -np.log(_ID_DIFFERS["part"]),
        ),
    ):
        ratio[level == kind], relative[level == kind] = weight, of_relative
    part, slip = level == IdLevel.PART_AGREES, level == IdLevel.PART_WITH_SLIP
    ratio[part] = np.log(_ID_SAME["part"]) - chance[part]
    relative[part] = family[part]
    ratio[slip] = np.log(_ID_SAME["part_slip"]) - np.minimum(
        chance[slip] + np.log(5.0 * known_count[slip]), -2.0
    )
    relative[slip] = family[slip] + 1.0
    different = level == IdLevel.DIFFERENT
    off = np.log(np.where(sound, _ID_DIFFERS["sound"], _ID_DIFFERS["unsound"]))
    ratio[different], relative[different] = off[different], -off[different]
    return Evidence(level, ratio, relative)


def birth_evidence(register: Register, rows: Rows, pairs: Pairs, ids: Evidence) -> Evidence:
    """Birth dates of the date column; little where the ID has said the same already."""
    typed, held = (
        rows.birth[pairs.row].astype(np.int64),
        register.birth[pairs.resident].astype(np.int64),
    )
    level = _birth_levels(typed, held)
    shown = rows.id_digits[pairs.row, 6:14] != UNKNOWN_DIGIT
    by_part = np.isin(ids.level, (IdLevel.PART_AGREES, IdLevel.PART_WITH_SLIP))
    said = np.isin(ids.level, (IdLevel.NEAR, IdLevel.ONE_SLIP, IdLevel.EXACT))
    said |= by_part & shown.all(axis=1)
    weight, relative = np.zeros(len(pairs)), np.zeros(len(pairs))
    n = len(register)
    count = np.maximum(register.birth_count[pairs.resident], n / 40_000)
    exact, part = level == BirthLevel.EXACT, level == BirthLevel.PART_AGREES
    weight[exact] = np.log(0.93 * n / count[exact])
    weight[part] = np.log(0.9 / _chance_of_part(typed[part]))
    weight[level == BirthLevel.CLOSE] = np.log(_CLOSE_BIRTH_SAME / _CLOSE_BIRTH_BY_CHANCE)
    weight[level == BirthLevel.DIFFERENT] = np.log(_BIRTH_DIFFERS)
    # what a mask leaves of the birth date in the ID is not new in the column
    weight -= np.where(by_part & (exact | part), -_chance_of_shown(shown, typed), 0.0)
    relative[exact] = np.log(_RELATIVE_SAME_BIRTHDAY)
    relative[part] = np.log(0.02)
    relative[level == BirthLevel.DIFFERENT] = -np.log(_BIRTH_DIFFERS)
    implied = said & (level != BirthLevel.MISSING)
    weight[implied] = np.clip(weight[implied], -1.0, 0.2)
    relative[implied] = np.clip(relative[implied], -0.2, 1.0)
    level[said & exact] = BirthLevel.IMPLIED
    return Evidence(level, weight, relative)


def sex_evidence(register: Register, rows: Rows, pairs: Pairs, ids: Evidence) -> Evidence:
    """The sex column; little where the ID agrees."""
    typed, held = rows.sex[pairs.row], register.sex[pairs.resident]
    level = np.where(typed == held, SexLevel.EXACT, SexLevel.DIFFERENT).astype(np.int8)
    level[(typed == 0) | (held == 0)] = SexLevel.MISSING
    weight = np.array([0.0, np.log(_SEX_WRONG / 0.5), np.log((1 - _SEX_WRONG) / 0.5)])[level]
    relative = np.array([0.0, np.log(0.5 / _SEX_WRONG), np.log(0.5)])[level]
    said = ids.level >= IdLevel.ONE_SLIP
    weight[said] = np.clip(weight[said], -1.0, 0.0)
    relative[said] = 0.0
    return Evidence(level, weight, relative)


def _chance_of_characters(register: Register, codes: NDArray[np.uint16], agree: NDArray[np.bool_]) -> Floats:
    """Log chance that a resident's name agrees in these places."""
    surname = np.log(register.surname_share)[codes[:, 0]]
    given = np.log(register.given_share)[codes[:, 1:]]
    agree_given = agree[:, 1:] & (codes[:, 1:] != 0)
    total: Floats = np.where(agree[:, 0], surname, 0.0).astype(np.float64) + (given * agree_given).sum(axis=1)
    return total


def _known_characters(rows: Rows, pairs: Pairs) -> NDArray[np.int64]:
    codes = rows.names.codes
    known: NDArray[np.int64] = ((codes != 0) & (codes != WILD)).sum(axis=1)
    masked = (codes == WILD).any(axis=1)
    return np.where(masked, known, 0)[pairs.row]


def _id_levels(
    pairs: Pairs,
    slips: NDArray[np.int64],
    known: NDArray[np.int64],
    sound: NDArray[np.bool_],
    transposed: NDArray[np.bool_],
    born_differs: NDArray[np.bool_],
) -> NDArray[np.int8]:
    whole = known == 18
    level = np.zeros(len(pairs), np.int8)
    level[whole] = IdLevel.DIFFERENT
    # three slips only where the birth date took some: people born the same day differ by three easily
    level[whole & ~sound & ((slips <= 2) | ((slips == 3) & born_differs))] = IdLevel.NEAR
    level[whole & ((slips == 1) | (transposed & ~sound))] = IdLevel.ONE_SLIP
    level[whole & (slips == 0)] = IdLevel.EXACT
    part = (known >= 4) & ~whole
    level[part] = IdLevel.PART_CONTRADICTS
    level[part & ((slips == 1) | transposed) & (known >= 9)] = IdLevel.PART_WITH_SLIP
    level[part & (slips == 0)] = IdLevel.PART_AGREES
    level[pairs.repaired & (level != IdLevel.EXACT)] = IdLevel.ONE_SLIP
    return level


def _born_alike(known: NDArray[np.bool_], differs: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The birth date agrees, area or sequence does not, and too little is left of the number to tell a slip of
    the pen from somebody else born that day: those differ just there."""
    same_day = known[:, 6:14].all(axis=1) & ~differs[:, 6:14].any(axis=1)
    agreeing = (known & ~differs)[:, 14:17].sum(axis=1)
    found: NDArray[np.bool_] = same_day & differs.any(axis=1) & (agreeing < 3)
    return found


def _is_transposed(
    typed: NDArray[np.uint8],
    held: NDArray[np.uint8],
    differs: NDArray[np.bool_],
    slips: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Exactly two neighbours differ and each is the other's."""
    found = np.zeros(len(typed), bool)
    at = np.flatnonzero(slips == 2)
    first = differs[at].argmax(axis=1)
    second = np.minimum(first + 1, 17)
    found[at] = (typed[at, first] == held[at, second]) & (typed[at, second] == held[at, first])
    return found


def _chance_of_digits(register: Register, pairs: Pairs, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Log chances that the known part of an ID agrees: with any resident, and with a relative."""
    n = len(register)
    area = np.where(known[:, :6].all(axis=1), np.log(register.area_share), np.log(0.5))
    born = known[:, 6:14].all(axis=1)
    count = np.maximum(register.birth_count[pairs.resident], n / 40_000)
    parts = _chance_of_shown(known[:, 6:14], None)
    sequence = np.log(0.1) * np.minimum(known[:, 14:].sum(axis=1), 3)
    ends = known[:, 14:17].sum(axis=1)
    family = np.where(born, np.log(_RELATIVE_SAME_BIRTHDAY), parts) + np.log(0.15) * ends - np.log(0.9)
    return area + np.where(born, np.log(count / n), parts) + sequence, family


def _chance_of_shown(shown: NDArray[np.bool_], typed: NDArray[np.int64] | None) -> Floats:
    """Log chance that the shown parts of a birth date (n, 8 digits) agree; only of parts `typed` has too."""
    year, month, day = shown[:, 2:4].all(1), shown[:, 4:6].all(1), shown[:, 6:8].all(1)
    if typed is not None:
        year, month, day = year & (typed >= 10_000), month & (typed // 100 % 100 > 0), day & (typed % 100 > 0)
    return np.asarray(np.log(1 / 80) * year + np.log(1 / 12) * month + np.log(1 / 30) * day)


def _birth_levels(typed: NDArray[np.int64], held: NDArray[np.int64]) -> NDArray[np.int8]:
    y, m, d = typed // 10_000, typed // 100 % 100, typed % 100
    hy, hm, hd = held // 10_000, held // 100 % 100, held % 100
    fits = ((y == 0) | (y == hy)) & ((m == 0) | (m == hm)) & ((d == 0) | (d == hd))
    full = (y > 0) & (m > 0) & (d > 0)
    digits = sum((typed // 10**k % 10 != held // 10**k % 10).astype(np.int64) for k in range(8))
    close = full & ((digits == 1) | ((y == hy) & (m == hd) & (d == hm)))
    level = np.full(len(typed), BirthLevel.DIFFERENT, np.int8)
    level[close] = BirthLevel.CLOSE
    level[fits] = np.where(full[fits], BirthLevel.EXACT, BirthLevel.PART_AGREES)
    level[(typed == 0) | (held == 0)] = BirthLevel.MISSING
    return level


def _chance_of_part(typed: NDArray[np.int64]) -> Floats:
    year = np.where(typed >= 10_000, 1 / 75, 1.0)
    month = np.where(typed // 100 % 100 > 0, 1 / 12, 1.0)
    return np.asarray(year * month * np.where(typed % 100 > 0, 1 / 30, 1.0), dtype=np.float64)
