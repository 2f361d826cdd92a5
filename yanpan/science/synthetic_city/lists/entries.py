"""One person as a list's desk wrote them down."""

import random
from dataclasses import dataclass, replace

from .addresses import SHARES as ADDRESS_SHARES
from .addresses import written_address
from .damage import (
    ID_DAMAGES,
    ID_SHARES,
    NAME_DAMAGES,
    NAME_SHARES,
    PHONE_DAMAGES,
    PHONE_SHARES,
    damaged,
    pick,
)
from .persons import Person

WRONG_SEX_SHARE = 0.004
STRANGER_FACTOR = 0.3
"""Strangers' rows are damaged less: most come straight from a register elsewhere."""


@dataclass(frozen=True)
class Care:
    """How careless a list's desk is: factors on the shares of damage, and the share of missing birth dates."""

    name: float = 1.0
    id_number: float = 1.0
    phone: float = 1.0
    address: float = 1.0
    birth_missing: float = 0.24


@dataclass(frozen=True)
class Entry:
    """The fields of one row, and what was done to them."""

    person: Person
    name: str
    sex: str
    birth_date: str
    id_number: str
    phone: str
    address: str
    errors: tuple[str, ...]

    def without(self, *prefixes: str) -> "Entry":
        """The same entry with the errors of columns the list does not have left out."""
        kept = tuple(error for error in self.errors if not error.startswith(prefixes))
        return replace(self, errors=kept)


def entry_of(person: Person, care: Care, rng: random.Random, *, address_kind: str | None = None) -> Entry:
    """Write a person down; `address_kind` forces the way the address is written."""
    factor = 1.0 if person.resident_id else STRANGER_FACTOR
    name, name_kind = damaged(person.name, NAME_SHARES, NAME_DAMAGES, care.name * factor, rng)
    number, id_kind = damaged(person.id_number, ID_SHARES, ID_DAMAGES, care.id_number * factor, rng)
    phone, phone_kind = damaged(person.phone, PHONE_SHARES, PHONE_DAMAGES, care.phone * factor, rng)
    address, written_kind = _address(person, care, rng, address_kind)
    birth_missing = rng.random() < care.birth_missing
    wrong_sex = rng.random() < WRONG_SEX_SHARE
    kinds = (
        ("name", name_kind),
        ("id", id_kind),
        ("phone", phone_kind),
        ("addr", written_kind),
    )
    errors = [f"{column}:{kind}" for column, kind in kinds if kind]
    errors += ["dob:missing"] * birth_missing + ["sex:wrong"] * wrong_sex
    if not person.resident_id:
        errors = ["nonresident", *errors]
    return Entry(
        person,
        name,
        ("女" if person.sex == "男" else "男") if wrong_sex else person.sex,
        "" if birth_missing else person.birth_date,
        number,
        phone,
        address,
        tuple(errors),
    )


def _address(person: Person, care: Care, rng: random.Random, forced: str | None) -> tuple[str, str]:
    if person.place is None:
        return person.address, ""
    kind = pick(ADDRESS_SHARES, care.address, rng) if forced is None else forced
    address = written_address(person, kind, rng)
    changed = address != person.address
    return address, kind if changed or kind == "none" else ""
