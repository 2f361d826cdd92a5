"""Households: who lives together, of which sex and age.

A household is drawn as a pattern of seven places (husband, wife, three children, husband's parents) with ages that
suit each other. Ages are then moved onto the census by rank, sex by sex, so the city's age pyramid is the census's
and the order of generations stays.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .census import BAND_STARTS, CountyCensus
from .names import draw
from .village import shares

HUSBAND, WIFE, CHILD_1, CHILD_2, CHILD_3, GRANDFATHER, GRANDMOTHER = range(7)
OLDEST_AGE = 104.0
DAYS_PER_YEAR = 365.2425

# fmt: off
_PATTERNS = np.array([
    # husband, wife, children 1-3, grandfather, grandmother
    [1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0],
    [1, 1, 0, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 1, 0, 0],
    [1, 1, 1, 0, 0, 0, 1], [1, 1, 1, 0, 0, 1, 1], [1, 1, 1, 1, 0, 0, 1], [1, 1, 1, 1, 0, 1, 1],
    [1, 1, 1, 1, 1, 0, 1], [1, 0, 1, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0, 0], [0, 1, 1, 1, 0, 0, 0],
    [0, 0, 1, 1, 0, 1, 1], [0, 0, 1, 0, 0, 0, 1],
], dtype=np.bool_)
# fmt: on
_SHARES = np.array(
    [
        0.125,
        0.075,
        0.22,
        0.17,
        0.15,
        0.04,
        0.05,
        0.045,
        0.04,
        0.045,
        0.01,
        0.01,
        0.025,
        0.015,
        0.02,
        0.01,
    ]
)
"""Relative frequency of the patterns before they are tilted to a county's mean size."""


@dataclass(frozen=True)
class Members:
    """Persons of one county in household order: household index, place in it, sex, birth as a day number."""

    household: NDArray[np.int32]
    place: NDArray[np.int8]
    is_male: NDArray[np.bool_]
    birth_day: NDArray[np.int64]


def pattern_shares(mean_size: float) -> NDArray[np.float64]:
    """Frequencies of the patterns whose mean size is `mean_size` persons (exponential tilting)."""
    sizes = _PATTERNS.sum(axis=1)
    low, high = -3.0, 3.0
    for _ in range(60):
        tilt = (low + high) / 2
        weights = _SHARES * np.exp(tilt * sizes)
        low, high = (tilt, high) if weights @ sizes / weights.sum() < mean_size else (low, tilt)
    tilted: NDArray[np.float64] = weights / weights.sum()
    return tilted


def members(rng: np.random.Generator, census: CountyCensus, residents: int, on: dt.date) -> Members:
    """Exactly `residents` persons in households of the census's mean size, ages as of the day `on`."""
    count = int(residents / census.household_size * 1.03) + 50
    kinds = draw(rng, pattern_shares(census.household_size), count)
    present = _PATTERNS[kinds]
    household, place = (axis[:residents] for axis in np.nonzero(present))
    model_age = _model_ages(rng, present)[household, place]
    is_male = _sexes(rng, census, place)
    birth_day = _census_births(rng, census, model_age, is_male, on)
    return Members(household.astype(np.int32), place.astype(np.int8), is_male, birth_day)


def _model_ages(rng: np.random.Generator, present: NDArray[np.bool_]) -> NDArray[np.float64]:
    count = len(present)
    has_child = present[:, CHILD_1]
    wife = np.where(has_child, 22 + 34 * rng.beta(1.8, 1.8, count), _childless_ages(rng, count))
    husband = wife + rng.normal(1.5, 2.0, count)
    only_grandparents = ~present[:, HUSBAND] & ~present[:, WIFE]
    wife = np.where(only_grandparents, 24 + 14 * rng.random(count), wife)
    first = wife - np.clip(rng.normal(26.0, 3.5, count), 20, 40)
    second = first - np.clip(rng.normal(4.5, 2.5, count), 1, 12)
    third = second - np.clip(rng.normal(4.0, 2.0, count), 1, 10)
    grandmother = np.maximum(husband, wife) + np.clip(rng.normal(26, 3.5, count), 20, 38)
    grandfather = grandmother + rng.normal(1.0, 2.0, count)
    columns = [
        husband,
        wife,
        *_not_unborn(rng, first, second, third),
        grandfather,
        grandmother,
    ]
    return np.column_stack(columns)


def _childless_ages(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    young = rng.random(count) < 0.4
    return np.where(young, 20 + 24 * rng.random(count), 48 + 38 * rng.beta(2.0, 1.6, count))


def _not_unborn(rng: np.random.Generator, *ages: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [np.where(age < 0, 3 * rng.random(len(age)), age) for age in ages]


def _sexes(rng: np.random.Generator, census: CountyCensus, place: NDArray[np.int64]) -> NDArray[np.bool_]:
    is_male: NDArray[np.bool_] = (place == HUSBAND) | (place == GRANDFATHER)
    children = np.flatnonzero((place >= CHILD_1) & (place <= CHILD_3))
    wanted = round(len(place) * sum(census.males) / census.residents) - int(is_male.sum())
    boys = int(np.clip(wanted, 0.45 * len(children), 0.62 * len(children)))
    is_male[rng.permutation(children)[:boys]] = True
    return is_male


def _census_births(
    rng: np.random.Generator,
    census: CountyCensus,
    model_age: NDArray[np.float64],
    is_male: NDArray[np.bool_],
    on: dt.date,
) -> NDArray[np.int64]:
    births = np.empty(len(model_age), dtype=np.int64)
    for male, bands in ((True, census.males), (False, census.females)):
        here = np.flatnonzero(is_male == male)
        ages = np.sort(census_ages(rng, bands, len(here)))
        by_age = here[np.argsort(model_age[here], kind="stable")]
        births[by_age] = on.toordinal() - np.floor(ages * DAYS_PER_YEAR).astype(np.int64)
    return births


def census_ages(rng: np.random.Generator, bands: tuple[int, ...], size: int) -> NDArray[np.float64]:
    """`size` ages in years with the census's counts per band, evenly spread inside a band; the last band decays."""
    if not size:
        return np.empty(0)
    counts = shares(size, np.array(bands, dtype=np.float64))
    start = np.repeat(np.array(BAND_STARTS, dtype=np.float64), counts)
    width = np.repeat(np.diff(np.array([*BAND_STARTS, 90.0])), counts)
    ages = start + 0.003 + (width - 0.006) * rng.random(size)
    eldest = np.flatnonzero(start == BAND_STARTS[-1])
    ages[eldest] = np.minimum(BAND_STARTS[-1] + 0.003 + rng.exponential(3.5, len(eldest)), OLDEST_AGE)
    return ages
