"""Which residents are worth comparing with a listed person: unions of spans in sorted keys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yanpan.science.record_matching.characters import WILD, surname_reading_table
from yanpan.science.record_matching.columns import UNKNOWN_DIGIT
from yanpan.science.record_matching.names import NameReading, pinyin_keys
from yanpan.science.record_matching.register import (
    SYLLABLE_SPACE,
    TOWNSHIP_BITS,
    Register,
    SortedKey,
    id_ends,
)
from yanpan.science.record_matching.rows import PHONES, Rows

Ints = NDArray[np.int64]

GIVEN_SPACE = SYLLABLE_SPACE**3
_LARGEST_SPAN = 400
_LARGEST_NAME_SPAN = 1000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Row and resident of each pair, ordered by row then resident, none twice; `repaired`: the resident's
    ID is one slip away from the row's."""

    row: Ints
    resident: Ints
    repaired: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.row)

    def of_rows(self, wanted: NDArray[np.bool_]) -> Pairs:
        """Only the pairs of the rows marked."""
        keep = wanted[self.row]
        return Pairs(self.row[keep], self.resident[keep], self.repaired[keep])


@dataclass(frozen=True, slots=True)
class Lookups:
    """Spans to look up in one key: rows with the lowest and highest key wanted."""

    row: Ints
    low: Ints
    high: Ints


def join_pairs(parts: list[Pairs]) -> Pairs:
    """The union of pairs."""
    # one integer each, the repaired of two equal pairs first
    packed = np.concatenate([(p.row << 33) | (p.resident << 1) | ~p.repaired for p in parts])
    packed.sort()
    first = np.ones(len(packed), bool)
    first[1:] = packed[1:] >> 1 != packed[:-1] >> 1
    packed = packed[first]
    return Pairs(packed >> 33, (packed >> 1) & 0xFFFFFFFF, packed & 1 == 0)


def close_pairs(register: Register, rows: Rows) -> Pairs:
    """Candidates by strong keys: the ID and its repairs, the telephone, birth date with surname."""
    return join_pairs(
        [
            _look_up(register.by_id, _equal(rows.id_number)),
            _look_up(register.by_id, _repair_lookups(rows), repaired=True),
            *(_look_up(register.by_phone, _equal(rows.phones[:, k])) for k in range(PHONES)),
            _look_up(register.by_birth, _birth_lookups(rows)),
        ]
    )


def wide_pairs(register: Register, rows: Rows, wanted: NDArray[np.bool_]) -> Pairs:
    """More candidates for the rows marked: parts of the ID, parts of the telephone, name with place."""
    at = np.flatnonzero(wanted)
    spellings = _spellings(rows, at)
    parts = [
        _look_up(register.by_id, _prefix_lookups(rows, at)),
        _look_up(register.by_id_ends, _end_lookups(rows, at)),
        _look_up(register.by_phone_ends, _phone_end_lookups(rows, at)),
        _look_up(register.by_village, _village_lookups(register, rows, spellings)),
        _look_up(register.by_village, _village_surname_lookups(register, rows, at)),
        _look_up(register.by_name, _township_lookups(register, rows, spellings)),
        _look_up(register.by_name, _name_lookups(spellings), largest=_LARGEST_NAME_SPAN),
    ]
    return join_pairs(parts)


def _look_up(
    key: SortedKey,
    lookups: Lookups,
    *,
    repaired: bool = False,
    largest: int = _LARGEST_SPAN,
) -> Pairs:
    """Pairs of every span that is not too large to say anything."""
    first, size = key.spans(lookups.low, lookups.high)
    keep = (size > 0) & (size <= largest)
    row, first, size = lookups.row[keep], first[keep], size[keep]
    offsets = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    resident = key.order[np.repeat(first, size) + offsets].astype(np.int64)
    return Pairs(np.repeat(row, size), resident, np.full(len(resident), repaired))


def _equal(values: Ints) -> Lookups:
    at = np.flatnonzero(values)
    return Lookups(at, values[at], values[at])


def _lookups(row: list[int], low: list[int], high: list[int] | None = None) -> Lookups:
    lows = np.array(low, np.int64)
    return Lookups(
        np.array(row, np.int64),
        lows,
        lows if high is None else np.array(high, np.int64),
    )


def _repair_lookups(rows: Rows) -> Lookups:
    pairs = [(i, number) for i, numbers in enumerate(rows.id_repairs) for number in numbers]
    return _lookups([i for i, _ in pairs], [number for _, number in pairs])


def _birth_lookups(rows: Rows) -> Lookups:
    """Birth date from its own column and from the ID, each with the sounds of the surname; with any surname
    where it is hidden."""
    row: list[int] = []
    low: list[int] = []
    high: list[int] = []
    for i, (reading, birth) in enumerate(zip(rows.name_readings, rows.birth.tolist(), strict=True)):
        pattern = rows.id_readings[i].pattern
        born = {birth} if birth > 10**7 and birth % 100 else set()
        if pattern[6:14].isdecimal():
            born.add(int(pattern[6:14]))
        for first, last in [(s, s) for s in surname_sounds(reading)] or [(0, SYLLABLE_SPACE - 1)]:
            row.extend([i] * len(born))
            low.extend(b * SYLLABLE_SPACE + first for b in sorted(born))
            high.extend(b * SYLLABLE_SPACE + last for b in sorted(born))
    return _lookups(row, low, high)


def surname_sounds(reading: NameReading) -> list[int]:
    """Syllable numbers the surname may have in the register."""
    if reading.spellings:
        return list(dict.fromkeys(s[0] for s in reading.spellings))
    if not reading.codes or reading.codes[0] == WILD:
        return []
    usual = int(surname_reading_table()[reading.codes[0]])
    return list(dict.fromkeys([usual, *(k[0] for k in pinyin_keys(reading.codes[:1]))]))


def _spellings(rows: Rows, at: Ints) -> tuple[Ints, Ints]:
    """Row and sound of every way to read the whole name."""
    row: list[int] = []
    sound: list[int] = []
    for i in at.tolist():
        reading = rows.name_readings[i]
        if reading.spellings:
            ways = list(reading.spellings)
        else:
            ways = [] if WILD in reading.codes or len(reading.codes) < 2 else pinyin_keys(reading.codes)
        sounds = {sound_of(way) for way in ways}
        row.extend([i] * len(sounds))
        sound.extend(sorted(sounds))
    return np.array(row, np.int64), np.array(sound, np.int64)


def sound_of(syllables: tuple[int, ...]) -> int:
    """Syllable numbers as the register packs them."""
    value = 0
    for i in range(4):
        value = value * SYLLABLE_SPACE + (syllables[i] if i < len(syllables) else 0)
    return value


def _prefix_lookups(rows: Rows, at: Ints) -> Lookups:
    """IDs whose end is lost: everything that begins so. Also where one digit of the beginning may be wrong,
    the birth span (see `_birth_lookups`) finds them."""
    row, low, high = [], [], []
    for i in at.tolist():
        reading = rows.id_readings[i]
        known = len(reading.pattern) - len(reading.pattern.lstrip("0123456789"))
        if reading.kind in ("truncated", "masked") and 12 <= known < 18:
            row.append(i)
            low.append(int(reading.pattern[:known][:17].ljust(17, "0")))
            high.append(int(reading.pattern[:known][:17].ljust(17, "9")))
    return _lookups(row, low, high)


def _end_lookups(rows: Rows, at: Ints) -> Lookups:
    """Area and last four characters, for IDs masked or wrong in between."""
    digits = rows.id_digits[at]
    known = (digits[:, :6] != UNKNOWN_DIGIT).all(1) & (digits[:, 14:] != UNKNOWN_DIGIT).all(1)
    at = at[known & ~rows.id_sound[at]]
    ends = id_ends(rows.id_digits[at])
    return Lookups(at, ends, ends)


def _phone_end_lookups(rows: Rows, at: Ints) -> Lookups:
    """First three and last four digits of a mobile number, masked or wrong in between."""
    digits = rows.phone_digits[at].astype(np.int64)
    known = (digits[:, :3] != UNKNOWN_DIGIT).all(1) & (digits[:, 7:] != UNKNOWN_DIGIT).all(1)
    at, digits = at[known], digits[known]
    value = np.zeros(len(at), np.int64)
    for i in (0, 1, 2, 7, 8, 9, 10):
        value = value * 10 + digits[:, i]
    return Lookups(at, value, value)


def _index_in(codes: Ints, wanted: Ints) -> Ints:
    """1 + place of each code among the register's, 0 where it has none."""
    if not len(codes):
        return np.zeros(len(wanted), np.int64)
    place = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
    return np.where(codes[place] == wanted, place + 1, 0)


def _row_village(register: Register, rows: Rows) -> Ints:
    return np.where(rows.place_level == 12, _index_in(register.village_codes, rows.place), 0)


def _row_township(register: Register, rows: Rows) -> Ints:
    township = np.where(rows.place_level == 12, rows.place // 1000, rows.place)
    return np.where(rows.place_level >= 9, _index_in(register.township_codes, township), 0)


def _village_lookups(register: Register, rows: Rows, spellings: tuple[Ints, Ints]) -> Lookups:
    row, sound = spellings
    village = _row_village(register, rows)[row]
    keep = village > 0
    key = (village[keep] << 36) | sound[keep]
    return Lookups(row[keep], key, key)


def _village_surname_lookups(register: Register, rows: Rows, at: Ints) -> Lookups:
    """Everybody of the surname in the village, for names masked, cut or misread."""
    village = _row_village(register, rows)
    row, low = [], []
    for i in at[village[at] > 0].tolist():
        for surname in surname_sounds(rows.name_readings[i]):
            row.append(i)
            low.append((int(village[i]) << 36) | (surname * GIVEN_SPACE))
    return _lookups(row, low, [key + GIVEN_SPACE - 1 for key in low])


def _township_lookups(register: Register, rows: Rows, spellings: tuple[Ints, Ints]) -> Lookups:
    row, sound = spellings
    township = _row_township(register, rows)[row]
    keep = township > 0
    key = (sound[keep] << TOWNSHIP_BITS) | township[keep]
    return Lookups(row[keep], key, key)


def _name_lookups(spellings: tuple[Ints, Ints]) -> Lookups:
    row, sound = spellings
    return Lookups(row, sound << TOWNSHIP_BITS, ((sound + 1) << TOWNSHIP_BITS) - 1)
