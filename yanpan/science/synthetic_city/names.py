"""Full names: surnames by share and by village, given names by sex and generation; all in arrays."""

import numpy as np
from numpy.typing import NDArray

from .given_names import COHORT_STARTS, FEMALE, MALE, ZIPF_OFFSET, NameCohort
from .surnames import SHARES

SURNAMES: NDArray[np.str_] = np.array(list(SHARES))
CLAN_SHARE = 0.4
"""Share of rural households that bear one of their village's leading surnames."""

_CLAN_WEIGHTS = (0.6, 0.25, 0.15)


def draw(rng: np.random.Generator, weights: NDArray[np.float64], size: int) -> NDArray[np.int32]:
    """`size` indices drawn in proportion to `weights`."""
    edges = np.cumsum(weights / weights.sum())
    found = np.searchsorted(edges, rng.random(size), side="right")
    return np.minimum(found, len(weights) - 1).astype(np.int32)


def surname_indices(rng: np.random.Generator, size: int) -> NDArray[np.int32]:
    """`size` surnames of the general population, as indices into `SURNAMES`."""
    return draw(rng, np.array(list(SHARES.values())), size)


def clan_surnames(
    rng: np.random.Generator, village: NDArray[np.int32], is_urban: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """A surname for each household of `village` (village index per household); leading names cluster."""
    clans = surname_indices(rng, 3 * len(is_urban)).reshape(-1, 3)
    own = surname_indices(rng, len(village))
    which = draw(rng, np.array(_CLAN_WEIGHTS), len(village))
    in_clan = (rng.random(len(village)) < CLAN_SHARE) & ~is_urban[village]
    return np.where(in_clan, clans[village, which], own).astype(np.int32)


def _zipf(count: int) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = 1.0 / (np.arange(count, dtype=np.float64) + ZIPF_OFFSET)
    return weights


def _cohort_names(rng: np.random.Generator, cohort: NameCohort, size: int) -> NDArray[np.str_]:
    first = np.array(list(cohort.first))[draw(rng, _zipf(len(cohort.first)), size)]
    second = np.array(list(cohort.second))[draw(rng, _zipf(len(cohort.second)), size)]
    first[rng.random(size) < cohort.single_share] = ""
    return np.char.add(first, second)


def given_names(
    rng: np.random.Generator, birth_year: NDArray[np.int32], is_male: NDArray[np.bool_]
) -> NDArray[np.str_]:
    """A given name of one or two characters for each person."""
    names = np.empty(len(birth_year), dtype="<U2")
    cohorts = np.searchsorted(np.array(COHORT_STARTS), birth_year, side="right")
    for male, tables in ((True, MALE), (False, FEMALE)):
        for index, cohort in enumerate(tables):
            here = np.flatnonzero((cohorts == index) & (is_male == male))
            names[here] = _cohort_names(rng, cohort, len(here))
    return names
