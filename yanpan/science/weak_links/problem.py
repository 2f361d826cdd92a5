"""What is compared: a unit's rate or count on one indicator. Everything here checks itself."""

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A unit's rate: `numerator` of `denominator` rows or persons. `target` is a rate (0.95) or None.

    A numerator above its denominator is kept, it happens; such a figure has no rate and is not compared
    (`rules.overfull_rates` names it).
    """

    unit: str
    indicator: str
    numerator: int
    denominator: int
    higher_is_better: bool
    target: float | None = None

    def __post_init__(self) -> None:
        if self.numerator < 0 or self.denominator < 0:
            raise ValueError(f"{self.unit}, {self.indicator}: numerator and denominator are counts")
        if self.target is not None and not 0 <= self.target <= 1:
            raise ValueError(f"{self.unit}, {self.indicator}: target {self.target} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class UnitCount:
    """A unit's count of events (`observed`) over its `exposure` (residents, person-days, rows × hours)."""

    unit: str
    indicator: str
    observed: int
    exposure: float
    higher_is_better: bool
    target: float | None = None

    def __post_init__(self) -> None:
        if self.observed < 0:
            raise ValueError(f"{self.unit}, {self.indicator}: observed is a count")
        if not (isfinite(self.exposure) and self.exposure >= 0):
            raise ValueError(f"{self.unit}, {self.indicator}: exposure {self.exposure} is no amount")


Figure = UnitFigure | UnitCount


@dataclass(frozen=True, slots=True)
class WeakRate:
    """One unit's figure beside the city without it.

    `method` is binomial, fisher, poisson or conditional (see `solve`). `size` is the denominator or exposure,
    `reference_rate` the city's without the unit, `expected` = `size` × `reference_rate`. `low` and `high` are
    exact 95 % limits of the unit's own rate (Clopper–Pearson, Garwood); `funnel_low` and `funnel_high` bound
    where 95 % of units of this size lie at the reference rate. `p` is one-sided towards worse, `q` its
    Benjamini–Hochberg value. `meets_target` is None without a target.
    """

    unit: str
    indicator: str
    method: str
    observed: int
    size: float
    expected: float
    rate: float
    reference_rate: float
    low: float
    high: float
    funnel_low: float
    funnel_high: float
    p: float
    q: float
    meets_target: bool | None
