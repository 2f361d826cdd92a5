"""The register of residents prepared for matching: compact arrays, sorted keys, frequencies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yanpan.science.record_matching.characters import (
    Codes,
    reading_table,
    surname_reading_table,
)
from yanpan.science.record_matching.columns import (
    UNKNOWN_DIGIT,
    Texts,
    code_array,
    date_array,
    house_array,
    id_arrays,
    name_arrays,
    phone_array,
    sex_array,
    text_series,
)

SYLLABLE_SPACE = 512
TOWNSHIP_BITS = 16
HOUSEHOLD = 4
"""People of one surname in a village who are one household, not a clan."""


@dataclass(frozen=True, slots=True)
class SortedKey:
    """An integer key of all residents in order, with the resident of each place."""

    keys: NDArray[np.int64]
    order: NDArray[np.int32]

    @classmethod
    def of(cls, values: NDArray[np.int64]) -> SortedKey:
        """Sorts the residents that have the key (not 0)."""
        has = np.flatnonzero(values).astype(np.int32)
        order = np.argsort(values[has], kind="stable").astype(np.int32)
        return cls(values[has][order], has[order])

    def spans(
        self, low: NDArray[np.int64], high: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First place and number of places with low ≤ key ≤ high, for each pair of bounds."""
        first = np.searchsorted(self.keys, low, side="left")
        return first, np.searchsorted(self.keys, high, side="right") - first


@dataclass(frozen=True, slots=True)
class PlaceShares:
    """For each resident the count of residents with the same village, township, county (0 = unknown)."""

    village: NDArray[np.int32]
    township: NDArray[np.int32]
    county: NDArray[np.int32]


@dataclass(frozen=True)
class Register:
    """All residents, ready to be matched against. Build with `from_columns`; treat as read-only.

    Holds about 250 bytes a resident and no text but the resident ids and, once each, the place names.
    """

    resident_id: pl.Series
    codes: Codes
    name_hash: NDArray[np.int64]
    id_digits: NDArray[np.uint8]
    id_number: NDArray[np.int64]
    phone: NDArray[np.int64]
    sex: NDArray[np.int8]
    birth: NDArray[np.int32]
    village: NDArray[np.int64]
    house: NDArray[np.int64]
    person: NDArray[np.int64]
    place_names: pl.DataFrame

    @classmethod
    def from_columns(
        cls,
        resident_id: Texts,
        name: Texts,
        id_number: Texts,
        phone: Texts,
        sex: Texts,
        birth_date: Texts,
        village_code: Texts,
        address: Texts | None = None,
        county: Texts | None = None,
        township: Texts | None = None,
        village: Texts | None = None,
        person: Texts | None = None,
    ) -> Register:
        """Builds the register from columns of equal length: lists, numpy arrays or polars series of text,
        missing values None or ''. `person`: records known to be one person share a text; they are no rivals.
        Raises ValueError when lengths differ."""
        n = len(resident_id)
        codes, name_hash = name_arrays(text_series(name, n))
        digits, number = id_arrays(text_series(id_number, n))
        village_codes = code_array(text_series(village_code, n))
        places = pl.DataFrame(
            {
                "code": village_codes,
                "county": text_series(county, n),
                "township": text_series(township, n),
                "village": text_series(village, n),
            }
        )
        return cls(
            resident_id=text_series(resident_id, n),
            codes=codes,
            name_hash=name_hash,
            id_digits=digits,
            id_number=number,
            phone=phone_array(text_series(phone, n)),
            sex=_with_sex_of_id(sex_array(text_series(sex, n)), digits),
            birth=_with_birth_of_id(date_array(text_series(birth_date, n)), number),
            village=village_codes,
            house=house_array(text_series(address, n)),
            person=_person_numbers(text_series(person, n)),
            place_names=places.filter(pl.col("code") > 0).unique(maintain_order=True),
        )

    def __len__(self) -> int:
        return len(self.resident_id)

    @cached_property
    def by_id(self) -> SortedKey:
        """By the first seventeen digits; any prefix is a span."""
        return SortedKey.of(self.id_number)

    @cached_property
    def by_id_ends(self) -> SortedKey:
        """By what a mask over the birth date leaves: six digits of area, four of the end."""
        known = (self.id_digits[:, :6] != UNKNOWN_DIGIT).all(1) & (
            self.id_digits[:, 14:] != UNKNOWN_DIGIT
        ).all(1)
        return SortedKey.of(np.where(known, id_ends(self.id_digits), 0))

    @cached_property
    def by_phone(self) -> SortedKey:
        """By the whole number; any prefix of a mobile number is a span."""
        return SortedKey.of(self.phone)

    @cached_property
    def by_phone_ends(self) -> SortedKey:
        """By the first three and last four digits of a mobile number."""
        mobile = self.phone >= 10**10
        return SortedKey.of(np.where(mobile, self.phone // 10**8 * 10**4 + self.phone % 10**4, 0))

    @cached_property
    def by_birth(self) -> SortedKey:
        """By birth date, then sound of the surname."""
        return SortedKey.of(
            np.where(
                self.birth > 0,
                self.birth * np.int64(SYLLABLE_SPACE) + self.surname_sound,
                0,
            )
        )

    @cached_property
    def by_village(self) -> SortedKey:
        """By village, then sound of the name (surname first)."""
        return SortedKey.of(np.where(self.village_index > 0, (self.village_index << 36) | self.sound, 0))

    @cached_property
    def by_name(self) -> SortedKey:
        """By sound of the name, then township."""
        return SortedKey.of(np.where(self.sound > 0, (self.sound << TOWNSHIP_BITS) | self.township_index, 0))

    @cached_property
    def surname_sound(self) -> NDArray[np.int64]:
        """Syllable number of the surname's first character."""
        return surname_reading_table()[self.codes[:, 0]].astype(np.int64)

    @cached_property
    def sound(self) -> NDArray[np.int64]:
        """The usual reading of the name as one number (36 bits, surname highest)."""
        value = self.surname_sound.copy()
        for i in range(1, 4):
            value = value * SYLLABLE_SPACE + reading_table()[self.codes[:, i], 0]
        return value

    @cached_property
    def village_codes(self) -> NDArray[np.int64]:
        """The distinct village codes, in order."""
        return np.unique(self.village[self.village > 0])

    @cached_property
    def township_codes(self) -> NDArray[np.int64]:
        """The distinct nine-digit township codes, in order."""
        return np.unique(self.village_codes // 1000)

    @cached_property
    def village_index(self) -> NDArray[np.int64]:
        """1 + place of the resident's village in `village_codes`; 0 = unknown."""
        return np.where(self.village > 0, np.searchsorted(self.village_codes, self.village) + 1, 0)

    @cached_property
    def township_index(self) -> NDArray[np.int64]:
        """1 + place of the resident's township in `township_codes`; 0 = unknown."""
        return np.where(
            self.village > 0,
            np.searchsorted(self.township_codes, self.village // 1000) + 1,
            0,
        )

    @cached_property
    def name_count(self) -> NDArray[np.int32]:
        """How many residents bear exactly this name."""
        return count_of_equal(self.name_hash)

    @cached_property
    def sound_count(self) -> NDArray[np.int32]:
        """How many residents have a name of this sound."""
        return count_of_equal(self.sound)

    @cached_property
    def birth_count(self) -> NDArray[np.int32]:
        """How many residents were born that day."""
        return count_of_equal(self.birth)

    @cached_property
    def phone_count(self) -> NDArray[np.int32]:
        """How many residents give this number."""
        return count_of_equal(self.phone)

    @cached_property
    def place_counts(self) -> PlaceShares:
        """Residents of the same village, township, county."""
        return PlaceShares(
            count_of_equal(self.village),
            count_of_equal(self.village // 1000),
            count_of_equal(self.village // 10**6),
        )

    @cached_property
    def area_share(self) -> float:
        """Chance that two residents' IDs begin with the same area code."""
        areas = self.id_number[self.id_number > 10**16] // 10**11
        counts = np.unique(areas, return_counts=True)[1]
        return float(((counts / max(len(areas), 1)) ** 2).sum()) if len(areas) else 1.0

    @cached_property
    def clan_factor(self) -> NDArray[np.float32]:
        """How much commoner the surname is in the village than in the city (villages of one clan)."""
        here = (self.village_index << 16) | self.codes[:, 0]
        others = np.maximum(count_of_equal(here) - HOUSEHOLD, 0)
        share_here = others / np.maximum(self.place_counts.village, 1)
        return (share_here / self.surname_share[self.codes[:, 0]]).astype(np.float32)

    @cached_property
    def surname_share(self) -> NDArray[np.float32]:
        """Share of residents by the code of their surname's first character; shape (65536,)."""
        return _shares(self.codes[:, 0], len(self))

    @cached_property
    def given_share(self) -> NDArray[np.float32]:
        """Chance by code that a character of a given name is this one; shape (65536,)."""
        return _shares(self.codes[:, 1:4].ravel(), int((self.codes[:, 1:4] != 0).sum()))


def id_ends(digits: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Area and last four characters of IDs as one number."""
    value = np.zeros(len(digits), np.int64)
    for i in (0, 1, 2, 3, 4, 5, 14, 15, 16, 17):
        value = value * 11 + digits[:, i]
    return value


def count_of_equal(values: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.int32]:
    """For each element the number of equal ones."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.empty(len(values), bool)
    new[:1] = True
    new[1:] = ordered[1:] != ordered[:-1]
    group = np.cumsum(new) - 1
    counts = np.empty(len(values), np.int32)
    counts[order] = np.bincount(group, minlength=1)[group]
    return counts


def _shares(codes: Codes, total: int) -> NDArray[np.float32]:
    counts = np.bincount(codes, minlength=0x10000).astype(np.float32)
    counts[0] = 0
    return (counts + np.float32(0.5)) / np.float32(max(total, 1) + 1)


def _person_numbers(persons: pl.Series) -> NDArray[np.int64]:
    """A number for each text, 0 for none."""
    ranks = persons.rank("dense").to_numpy().astype(np.int64)
    return np.where(persons.to_numpy() == "", 0, ranks)


def _with_sex_of_id(sex: NDArray[np.int8], digits: NDArray[np.uint8]) -> NDArray[np.int8]:
    from_id = np.where(digits[:, 16] > 9, 0, 2 - digits[:, 16] % 2).astype(np.int8)
    return np.where(sex == 0, from_id, sex)


def _with_birth_of_id(birth: NDArray[np.int32], number: NDArray[np.int64]) -> NDArray[np.int32]:
    from_id = np.where(number > 10**16, number // 1000 % 10**8, 0).astype(np.int32)
    return np.where(birth == 0, from_id, birth)
