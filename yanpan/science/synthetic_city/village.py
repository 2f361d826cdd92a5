"""Villages as the generators need them, and how many residents each holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .census import COUNTIES

URBAN_WEIGHT = 3.0
ZIPF_EXPONENT = 0.5
ZIPF_OFFSET = 5.0


@dataclass(frozen=True)
class Village:
    """A village or urban community: statistical `code` (12 digits) and the names of its three levels."""

    code: str
    name: str
    township: str
    county: str

    @property
    def is_urban(self) -> bool:
        """A residents' committee 居民委员会 lives in storeyed buildings, a village committee does not."""
        return "居委会" in self.name or "居民委员会" in self.name or self.name.endswith("社区")

    @property
    def town(self) -> str:
        """Name of the township without a county name some editions put before it (召陵区召陵镇 → 召陵镇)."""
        rest = self.township.removeprefix(self.county)
        return rest if len(rest) > 1 else self.township


def shares(total: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Split `total` whole units in proportion to `weights` by largest remainder; the parts add up exactly."""
    if weights.sum() <= 0:
        raise ValueError("weights must have a positive sum")
    exact = total * weights / weights.sum()
    parts: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    short = total - int(parts.sum())
    largest = np.argsort(parts - exact, kind="stable")[:short]
    parts[largest] += 1
    return parts


def county_populations(villages: Sequence[Village], residents: int) -> dict[str, int]:
    """Residents per county, in order of first appearance: by the census where all have figures, else by villages."""
    names = list(dict.fromkeys(v.county for v in villages))
    if all(name in COUNTIES for name in names):
        weights = [float(COUNTIES[name].residents) for name in names]
    else:
        weights = [float(sum(v.county == name for v in villages)) for name in names]
    parts = shares(residents, np.array(weights))
    return dict(zip(names, parts.tolist(), strict=True))


def village_weights(villages: Sequence[Village], rng: np.random.Generator) -> NDArray[np.float64]:
    """Relative sizes within a county: a flat Zipf law in random order, urban communities larger."""
    ranks = rng.permutation(len(villages)) + 1
    weights = (ranks + ZIPF_OFFSET) ** -ZIPF_EXPONENT
    urban = np.array([v.is_urban for v in villages])
    return np.where(urban, URBAN_WEIGHT * weights, weights)
