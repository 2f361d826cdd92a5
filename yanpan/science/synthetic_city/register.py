"""The resident register of a synthetic city: nobody's data, in the form real registers have."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .census import county_census
from .households import CHILD_1, CHILD_3, DAYS_PER_YEAR, GRANDFATHER, HUSBAND, members
from .id_numbers import county_areas, id_numbers
from .names import SURNAMES, clan_surnames, given_names, surname_indices
from .phones import family_phones
from .village import Village, county_populations, shares, village_weights

COLUMNS = (
    "resident_id", "household_id", "name", "sex", "birth_date", "id_number", "phone",
    "county", "township", "village", "village_code", "address",
)  # fmt: skip

REGISTER_DAY = dt.date(2021, 8, 1)
"""Day on which ages are the census's."""

MOST_RESIDENTS = 20_000_000
MOTHERS_NAME_SHARE = 0.04

_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class _People:
    """Persons of the city as arrays, in household order; `village` and `household` are indices."""

    village: NDArray[np.int32]
    household: NDArray[np.int32]
    place: NDArray[np.int8]
    is_male: NDArray[np.bool_]
    birth_day: NDArray[np.int64]
    area: NDArray[np.int64]


def register_columns(
    villages: Sequence[Village],
    residents: int,
    seed: int,
    *,
    city: str = "河南省漯河市",
) -> pl.DataFrame:
    """`residents` persons in households on `villages`, all columns text, named as in `COLUMNS`.

    Counties get the census's populations, ages and household sizes (the whole city's where a county has no figures
    of its own). `city` is the beginning of every address. The same arguments give the same frame. Raises ValueError
    for a negative or absurd number, a village list that is empty, or more persons of one birthday than numbers.
    """
    if not 0 <= residents <= MOST_RESIDENTS:
        raise ValueError(f"residents must be between 0 and {MOST_RESIDENTS}, not {residents}")
    if seed < 0:
        raise ValueError(f"seed must not be negative, got {seed}")
    if not villages:
        raise ValueError("the village list is empty")
    if not residents:
        return pl.DataFrame(schema={name: pl.String() for name in COLUMNS})
    ordered = _by_county(villages)
    people = _people(ordered, residents, seed)
    return _frame(ordered, people, np.random.default_rng([seed, 2]), city)


def _by_county(villages: Sequence[Village]) -> list[Village]:
    order = {name: index for index, name in enumerate(dict.fromkeys(v.county for v in villages))}
    return sorted(villages, key=lambda village: order[village.county])


def _people(villages: Sequence[Village], residents: int, seed: int) -> _People:
    parts: list[_People] = []
    first_village = first_household = 0
    for index, (county, count) in enumerate(county_populations(villages, residents).items()):
        rng = np.random.default_rng([seed, 1, index])
        here = [v for v in villages if v.county == county]
        if count:
            part = _county_people(rng, here, count, first_village, first_household)
            first_household = int(part.household[-1]) + 1
            parts.append(part)
        first_village += len(here)
    return _joined(parts)


def _county_people(
    rng: np.random.Generator,
    villages: Sequence[Village],
    count: int,
    first_village: int,
    first_household: int,
) -> _People:
    census = county_census(villages[0].county)
    group = members(rng, census, count, REGISTER_DAY)
    village = _village_of_household(rng, villages, group.household)[group.household]
    year = _years(group.birth_day)
    area = county_areas(rng, villages[0].county, int(villages[0].code[:6]), year)
    return _People(
        village + np.int32(first_village),
        group.household + np.int32(first_household),
        group.place,
        group.is_male,
        group.birth_day,
        area,
    )


def _village_of_household(
    rng: np.random.Generator, villages: Sequence[Village], household: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Fill the villages one after the other with whole households up to their share of the county."""
    ends = np.cumsum(shares(len(household), village_weights(villages, rng)))
    first_person = np.searchsorted(household, np.arange(household[-1] + 1))
    return np.searchsorted(ends, first_person, side="right").astype(np.int32)


def _joined(parts: list[_People]) -> _People:
    return _People(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in (
                "village",
                "household",
                "place",
                "is_male",
                "birth_day",
                "area",
            )
        )
    )


def _years(birth_day: NDArray[np.int64]) -> NDArray[np.int32]:
    days = (birth_day - _EPOCH).astype("datetime64[D]")
    return (days.astype("datetime64[Y]").astype(np.int32) + 1970).astype(np.int32)


def _frame(villages: Sequence[Village], people: _People, rng: np.random.Generator, city: str) -> pl.DataFrame:
    births = pl.Series((people.birth_day - _EPOCH).astype(np.int32)).cast(pl.Date)
    age = (REGISTER_DAY.toordinal() - people.birth_day) / DAYS_PER_YEAR
    columns = {
        "resident_id": _numbered("R", np.arange(1, len(people.place) + 1)),
        "household_id": _numbered("H", people.household + 1),
        "name": _names(rng, villages, people),
        "sex": pl.Series(["女", "男"]).gather(people.is_male.astype(np.uint32)),
        "birth_date": births.dt.to_string("%Y-%m-%d"),
        "id_number": id_numbers(rng, people.area, births, people.is_male),
        "phone": family_phones(rng, people.household, people.place, age),
        **_place_columns(villages, people.village),
        "address": _addresses(villages, people, city),
    }
    return pl.DataFrame(columns)


def _numbered(letter: str, numbers: NDArray[np.integer]) -> pl.Series:
    width = max(6, len(str(int(numbers[-1]))))
    return letter + pl.Series(numbers).cast(pl.String).str.zfill(width)


def _names(rng: np.random.Generator, villages: Sequence[Village], people: _People) -> pl.Series:
    first = np.flatnonzero(np.concatenate(([True], people.household[1:] != people.household[:-1])))
    urban = np.array([v.is_urban for v in villages])
    family = clan_surnames(rng, people.village[first], urban)[people.household]
    mothers = surname_indices(rng, len(first))[people.household]
    is_child = (people.place >= CHILD_1) & (people.place <= CHILD_3)
    takes_fathers = (people.place == HUSBAND) | (people.place == GRANDFATHER) | is_child
    mothers_child = is_child & (rng.random(len(first))[people.household] < MOTHERS_NAME_SHARE)
    own = surname_indices(rng, len(people.place))
    is_wife = people.place == HUSBAND + 1
    surname = np.where(
        takes_fathers & ~mothers_child,
        family,
        np.where(is_wife | is_child, mothers, own),
    )
    given = given_names(rng, _years(people.birth_day), people.is_male)
    return pl.Series(SURNAMES.tolist()).gather(surname) + pl.Series(given.tolist())


def _place_columns(villages: Sequence[Village], village: NDArray[np.int32]) -> dict[str, pl.Series]:
    at = village.astype(np.uint32)
    return {
        "county": pl.Series([v.county for v in villages]).gather(at),
        "township": pl.Series([v.township for v in villages]).gather(at),
        "village": pl.Series([v.name for v in villages]).gather(at),
        "village_code": pl.Series([v.code for v in villages]).gather(at),
    }


def _addresses(villages: Sequence[Village], people: _People, city: str) -> pl.Series:
    """House numbers count up inside a village; communities have buildings of four stairs, six floors, three doors."""
    home = people.household - _first_household(people)
    stems = pl.Series([f"{city}{v.county}{v.town}{v.name}" for v in villages])
    urban = np.array([v.is_urban for v in villages])[people.village]
    numbers = pl.DataFrame({"home": home, "urban": urban}).select(
        pl.when("urban")
        .then(
            pl.format(
                "{}号楼{}单元{}0{}",
                pl.col("home") // 72 + 1,
                pl.col("home") // 18 % 4 + 1,
                pl.col("home") // 3 % 6 + 1,
                pl.col("home") % 3 + 1,
            )
        )
        .otherwise(pl.format("{}号", pl.col("home") + 1))
        .alias("number")
    )["number"]
    return stems.gather(people.village.astype(np.uint32)) + numbers


def _first_household(people: _People) -> NDArray[np.int32]:
    """Index of the first household of each person's village."""
    starts = np.flatnonzero(np.concatenate(([True], people.village[1:] != people.village[:-1])))
    sizes = np.diff(np.append(starts, len(people.village)))
    return np.repeat(people.household[starts], sizes)
