"""Mobile numbers: own ones, and the family's for children and old people."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .households import CHILD_1, CHILD_3, GRANDFATHER, HUSBAND, WIFE

PREFIXES = (
    130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 150, 151, 152, 153, 155, 156, 157, 158, 159, 166, 173, 175,
    176, 177, 178, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 191, 198, 199,
)  # fmt: skip
CHILD_AGE = 14
OLD_AGE = 70
CHILD_SHARES_PHONE = 0.9
OLD_SHARES_PHONE = 0.55


def unique_numbers(rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """`count` different eleven-digit mobile numbers."""
    prefixes = np.array(PREFIXES, dtype=np.int64)
    numbers = rng.choice(prefixes, count) * 10**8 + rng.integers(0, 10**8, count)
    while True:
        _, first = np.unique(numbers, return_index=True)
        again = np.setdiff1d(np.arange(count), first, assume_unique=True)
        if not len(again):
            return numbers
        numbers[again] = rng.choice(prefixes, len(again)) * 10**8 + rng.integers(0, 10**8, len(again))


def family_phones(
    rng: np.random.Generator,
    household: NDArray[np.int32],
    place: NDArray[np.int8],
    age: NDArray[np.float64],
) -> pl.Series:
    """A number per person, as text; children and the old often have that of the household's first able adult."""
    numbers = unique_numbers(rng, len(household))
    holder = _holders(household, place, age)
    chance = rng.random(len(household))
    is_child = (place >= CHILD_1) & (place <= CHILD_3) & (age < CHILD_AGE)
    shares = (is_child & (chance < CHILD_SHARES_PHONE)) | ((age >= OLD_AGE) & (chance < OLD_SHARES_PHONE))
    return pl.Series("phone", np.where(shares, numbers[holder], numbers)).cast(pl.String)


def _holders(
    household: NDArray[np.int32], place: NDArray[np.int8], age: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Index of the person whose phone the household shares: wife or husband before the others."""
    parent = (place == WIFE) | (place == HUSBAND)
    rank = np.where(parent, 0, np.where(place >= GRANDFATHER, 2, 3)) + np.where(age < 18, 5, 0)
    order = np.lexsort((rank, household))
    firsts = np.concatenate(([True], household[order][1:] != household[order][:-1]))
    chosen = order[firsts]
    return np.asarray(
        np.repeat(chosen, np.diff(np.append(np.flatnonzero(firsts), len(order)))),
        dtype=np.int64,
    )
