"""The persons on lists: residents drawn from a register, and strangers."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import polars as pl

from ..given_names import FEMALE, MALE, ZIPF_OFFSET, cohort_of
from ..id_numbers import check_character
from ..phones import PREFIXES
from ..surnames import SHARES
from ..village import Village

HOUSEMATE_SHARE = 0.15
"""Share of drawn residents replaced by somebody of the household of the one before: families travel together."""

NAMESAKE_SHARE = 0.4
"""Share of strangers who bear the name of a resident on the lists."""

STRANGER_AREAS = (
    "410302",
    "420111",
    "411081",
    "411524",
    "410105",
    "410728",
    "341222",
    "411103",
    "411102",
)
STRANGER_PLACES = ("郑州市二七区", "许昌市襄城县", "驻马店市西平县", "周口市西华县")


@dataclass(frozen=True)
class Person:
    """Somebody on a list; `resident_id` is empty for a stranger, whose `place` has no village."""

    resident_id: str
    name: str
    sex: str
    birth_date: str
    id_number: str
    phone: str
    address: str
    place: Village | None = None
    city: str = ""

    @property
    def house_number(self) -> str:
        """What follows the village in the address."""
        return self.address.rpartition(self.place.name)[2] if self.place else ""


def person_of(row: dict[str, str]) -> Person:
    """The person of one register row."""
    return Person(
        resident_id=row["resident_id"],
        name=row["name"],
        sex=row["sex"],
        birth_date=row["birth_date"],
        id_number=row["id_number"],
        phone=row["phone"],
        address=row["address"],
        place=Village(row["village_code"], row["village"], row["township"], row["county"]),
        city=row["address"].partition(row["county"])[0],
    )


def draw_residents(register: pl.DataFrame, count: int, rng: random.Random) -> list[Person]:
    """`count` different residents (all of them where there are fewer), some from the same household, shuffled."""
    size = register.height
    chosen = rng.sample(range(size), min(count, size))
    household = register["household_id"]
    taken = set(chosen)
    for position, index in enumerate(chosen[:-1]):
        mate = index + 1
        if rng.random() >= HOUSEMATE_SHARE or mate >= size or mate in taken:
            continue
        if household[mate] == household[index]:
            taken.symmetric_difference_update({chosen[position + 1], mate})
            chosen[position + 1] = mate
    rng.shuffle(chosen)
    return [person_of(row) for row in register[chosen].iter_rows(named=True)]


def mobile_number(rng: random.Random) -> str:
    """Any mobile number."""
    return f"{rng.choice(PREFIXES)}{rng.randrange(10**8):08d}"


_SURNAMES = list(SHARES)
_SURNAME_EDGES = list(accumulate(SHARES.values()))


def _character(characters: str, rng: random.Random) -> str:
    weights = [1 / (index + ZIPF_OFFSET) for index in range(len(characters))]
    return rng.choices(characters, weights)[0]


def full_name(sex: str, birth_year: int, rng: random.Random) -> str:
    """A name as the register's are made."""
    cohort = (MALE if sex == "男" else FEMALE)[cohort_of(birth_year)]
    first = "" if rng.random() < cohort.single_share else _character(cohort.first, rng)
    surname = rng.choices(_SURNAMES, cum_weights=_SURNAME_EDGES)[0]
    return surname + first + _character(cohort.second, rng)


def stranger(namesakes: Sequence[Person], day: dt.date, rng: random.Random) -> Person:
    """Somebody who is no resident; now and then a namesake, or with the address of a county here."""
    birth = day - dt.timedelta(days=rng.randrange(365, 75 * 365))
    sex = rng.choice("男女")
    first_17 = f"{rng.choice(STRANGER_AREAS)}{birth:%Y%m%d}{rng.randrange(500) * 2 + (sex == '男'):03d}"
    near = rng.choice(namesakes) if namesakes else None
    name = full_name(sex, birth.year, rng)
    if near and rng.random() < NAMESAKE_SHARE:
        name, sex_of_name = near.name, near.sex
        if sex_of_name != sex:
            first_17 = first_17[:14] + f"{rng.randrange(500) * 2 + (sex_of_name == '男'):03d}"
        sex = sex_of_name
    id_number = first_17 + check_character(first_17)
    address = _stranger_address(near, rng)
    return Person("", name, sex, birth.isoformat(), id_number, mobile_number(rng), address)


def _stranger_address(near: Person | None, rng: random.Random) -> str:
    if near is None or near.place is None or rng.random() < 0.6:
        return rng.choice(STRANGER_PLACES)
    town = near.place.town if rng.random() < 0.5 else ""
    return f"{near.city.partition('省')[2] or near.city}{near.place.county}{town}"
