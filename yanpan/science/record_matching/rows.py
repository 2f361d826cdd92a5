"""Listed people turned into arrays: what each cell says, after its damage is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yanpan.science.record_matching.columns import (
    digit_rows,
    document_hash,
    house_of,
    pack_date,
)
from yanpan.science.record_matching.dates import read_date, read_sex
from yanpan.science.record_matching.ids import IdReading, read_id, repairs
from yanpan.science.record_matching.name_levels import NameColumn, name_column
from yanpan.science.record_matching.names import NameReading, read_name
from yanpan.science.record_matching.phones import PhoneReading, read_phone
from yanpan.science.record_matching.problem import ListedPerson, PlaceResolver

PHONES = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """The list as arrays; row i is person i. Zeros mean 'not said'.

    `id_digits` (n, 18); `id_number` first seventeen digits when complete, negative for other documents;
    `id_sound` check character right; `phones` (n, 2) whole numbers; `phone_digits` (n, 11) of a masked or
    damaged mobile number, 255 unknown; `place` the code as a number with `place_level` 12, 9, 6 or 0.
    """

    names: NameColumn
    name_readings: list[NameReading]
    id_readings: list[IdReading]
    id_digits: NDArray[np.uint8]
    id_number: NDArray[np.int64]
    id_sound: NDArray[np.bool_]
    id_repairs: list[list[int]]
    phones: NDArray[np.int64]
    phone_digits: NDArray[np.uint8]
    phone_uses: NDArray[np.int64]
    sex: NDArray[np.int8]
    birth: NDArray[np.int32]
    place: NDArray[np.int64]
    place_level: NDArray[np.int8]
    house: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.sex)


def read_rows(people: Sequence[ListedPerson], places: PlaceResolver) -> Rows:
    """Reads every cell of the list."""
    names = [read_name(p.name) for p in people]
    ids = [read_id(p.id_number) for p in people]
    telephones = [read_phone(p.phone) for p in people]
    phones = _phone_numbers(telephones)
    place, level = _place_codes(people, places)
    return Rows(
        names=name_column(names),
        name_readings=names,
        id_readings=ids,
        id_digits=digit_rows([r.pattern or "*" * 18 for r in ids], 18),
        id_number=np.array([_id_number(r) for r in ids], dtype=np.int64),
        id_sound=np.array([r.kind == "complete" for r in ids], dtype=bool),
        id_repairs=[repairs(r) for r in ids],
        phones=phones,
        phone_digits=digit_rows([_phone_pattern(r) for r in telephones], 11),
        phone_uses=_uses(phones[:, 0], names),
        sex=np.array([read_sex(p.sex) for p in people], dtype=np.int8),
        birth=np.array([pack_date(read_date(p.birth_date)) for p in people], dtype=np.int32),
        place=place,
        place_level=level,
        house=np.array([house_of(p.address) for p in people], dtype=np.int64),
    )


def _id_number(reading: IdReading) -> int:
    if reading.kind in ("complete", "failed_check"):
        return int(reading.pattern[:17])
    return -document_hash(reading.text) if reading.kind == "other" else 0


def _phone_numbers(readings: list[PhoneReading]) -> NDArray[np.int64]:
    phones = np.zeros((len(readings), PHONES), np.int64)
    for i, reading in enumerate(readings):
        for k, number in enumerate(reading.numbers[:PHONES]):
            phones[i, k] = int(number)
    return phones


def _phone_pattern(reading: PhoneReading) -> str:
    head, tail = reading.head, reading.tail
    if reading.numbers and len(reading.numbers[0]) == 11:
        head, tail = reading.numbers[0], ""
    gap = 11 - len(head) - len(tail)
    return head + "*" * gap + tail if gap >= 0 else "*" * 11


def _uses(phones: NDArray[np.int64], names: list[NameReading]) -> NDArray[np.int64]:
    """Under how many different names the list gives each row's number (a clinic's own, a driver's)."""
    people: dict[int, set[str]] = {}
    for phone, name in zip(phones.tolist(), names, strict=True):
        people.setdefault(phone, set()).add(name.text)
    return np.array([len(people[phone]) for phone in phones.tolist()], dtype=np.int64)


def _place_codes(
    people: Sequence[ListedPerson], places: PlaceResolver
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    texts = sorted({p.address for p in people if p.address.strip()})
    code_of = dict(zip(texts, places.resolve_codes(texts), strict=True))
    codes = [code_of.get(p.address, "") for p in people]
    level = np.array([len(c) if len(c) in (6, 9, 12) else 0 for c in codes], dtype=np.int8)
    numbers = [int(c) if c.isdecimal() and len(c) in (6, 9, 12) else 0 for c in codes]
    return np.array(numbers, dtype=np.int64), level
