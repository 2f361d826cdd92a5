"""Which units are worse than the rest of the city by more than chance.

Each unit is compared with the city *without it*: a large bad unit would else be compared with itself. The
test is exact and one-sided towards worse.

- **binomial** (or **poisson** for counts): the rest's rate is taken as known. Right when the rest is so large
  that its own chance does not matter: at least twenty times the unit, with at least twenty events and twenty
  non-events.
- **fisher** (or **conditional** for counts): else. A rate from a small rest, or one of exactly 0 or 100 %, is
  itself a guess; taken as known it would make one missed row in a village "impossible". Given the total,
  the unit's share is hypergeometric (for counts binomial), whatever the common rate is.

q-values are Benjamini–Hochberg (1995) over all units and indicators given together. A unit so small that even
its worst possible result could be chance is left out of that family (Tarone 1990): it can never be named, and
the many tiny units do not hide the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from . import tails
from .problem import Figure, UnitCount, UnitFigure, WeakRate

_REST_TIMES = 20
_REST_EVENTS = 20


def weak_rates(figures: Iterable[Figure], *, false_discovery_rate: float = 0.05) -> tuple[WeakRate, ...]:
    """The units to name: q within the false discovery rate and no target met. Most certain first.

    Raises `ValueError` for two figures of one unit and indicator, or an indicator of mixed kind or
    direction.
    """
    assessed = assess_rates(figures, false_discovery_rate=false_discovery_rate)
    return tuple(rate for rate in assessed if rate.q <= false_discovery_rate and not rate.meets_target)


def assess_rates(figures: Iterable[Figure], *, false_discovery_rate: float = 0.05) -> tuple[WeakRate, ...]:
    """Every comparable unit, named or not (for matrix and funnel); q is 1 outside the tested family."""
    compared = [comparison for group in _by_indicator(figures) for comparison in _compare(group)]
    family = [c for c in compared if c.least_p <= false_discovery_rate]
    q_values = dict(zip(map(id, family), benjamini_hochberg([c.p for c in family]), strict=True))
    rates = [_rate(c, q_values.get(id(c), 1.0)) for c in compared]
    return tuple(sorted(rates, key=lambda rate: (rate.q, rate.p, rate.unit, rate.indicator)))


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """q-values in the order given: the smallest false discovery rate at which each would be named."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    q_values, smallest = [1.0] * len(p_values), 1.0
    for place, index in enumerate(order):
        smallest = min(smallest, p_values[index] * len(p_values) / (len(p_values) - place))
        q_values[index] = smallest
    return tuple(q_values)


@dataclass(frozen=True, slots=True)
class _Comparison:
    figure: Figure
    method: str
    reference_rate: float
    p: float
    least_p: float


def _by_indicator(figures: Iterable[Figure]) -> list[list[Figure]]:
    groups: dict[str, list[Figure]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for figure in figures:
        if (figure.unit, figure.indicator) in seen:
            raise ValueError(f"{figure.unit}, {figure.indicator}: two figures for one unit")
        seen.add((figure.unit, figure.indicator))
        groups[figure.indicator].append(figure)
    for indicator, group in groups.items():
        if len({(type(figure), figure.higher_is_better) for figure in group}) > 1:
            raise ValueError(f"{indicator}: its figures differ in kind or direction")
    return list(groups.values())


def _compare(group: list[Figure]) -> list[_Comparison]:
    rates = [f for f in group if isinstance(f, UnitFigure) and 0 < f.denominator >= f.numerator]
    counts = [f for f in group if isinstance(f, UnitCount) and f.exposure > 0]
    return _compare_rates(rates) + _compare_counts(counts)


def _compare_rates(figures: list[UnitFigure]) -> list[_Comparison]:
    events, rows = sum(f.numerator for f in figures), sum(f.denominator for f in figures)
    return [
        _against_rate(f, events - f.numerator, rows - f.denominator) for f in figures if rows > f.denominator
    ]


def _against_rate(figure: UnitFigure, rest_events: int, rest_rows: int) -> _Comparison:
    x, n, upper = figure.numerator, figure.denominator, not figure.higher_is_better
    rate = rest_events / rest_rows
    if rest_rows >= _REST_TIMES * n and min(rest_events, rest_rows - rest_events) >= _REST_EVENTS:
        p = tails.binomial_tail(x, n, rate, upper=upper)
        least = tails.binomial_tail(n if upper else 0, n, rate, upper=upper)
        return _Comparison(figure, "binomial", rate, p, least)
    marked, total = x + rest_events, n + rest_rows
    worst = min(n, marked) if upper else max(0, n + marked - total)
    p = tails.hypergeometric_tail(x, n, marked, total, upper=upper)
    least = tails.hypergeometric_tail(worst, n, marked, total, upper=upper)
    return _Comparison(figure, "fisher", rate, p, least)


def _compare_counts(figures: list[UnitCount]) -> list[_Comparison]:
    events, exposure = sum(f.observed for f in figures), fsum(f.exposure for f in figures)
    return [
        _against_count(f, events - f.observed, exposure - f.exposure)
        for f in figures
        if exposure > f.exposure
    ]


def _against_count(figure: UnitCount, rest_events: int, rest_exposure: float) -> _Comparison:
    x, upper = figure.observed, not figure.higher_is_better
    rate = rest_events / rest_exposure
    if rest_exposure >= _REST_TIMES * figure.exposure and rest_events >= _REST_EVENTS:
        mean = rate * figure.exposure
        # Counts have no worst value above; below it is zero.
        least = 0.0 if upper else tails.poisson_tail(0, mean, upper=False)
        return _Comparison(figure, "poisson", rate, tails.poisson_tail(x, mean, upper=upper), least)
    total, share = x + rest_events, figure.exposure / (figure.exposure + rest_exposure)
    p = tails.binomial_tail(x, total, share, upper=upper)
    least = tails.binomial_tail(total if upper else 0, total, share, upper=upper)
    return _Comparison(figure, "conditional", rate, p, least)


def _rate(comparison: _Comparison, q: float) -> WeakRate:
    figure, reference = comparison.figure, comparison.reference_rate
    observed, size = _observed_and_size(figure)
    low, high, funnel_low, funnel_high = _limits(figure, reference)
    return WeakRate(
        unit=figure.unit,
        indicator=figure.indicator,
        method=comparison.method,
        observed=observed,
        size=size,
        expected=size * reference,
        rate=observed / size,
        reference_rate=reference,
        low=low,
        high=high,
        funnel_low=funnel_low,
        funnel_high=funnel_high,
        p=comparison.p,
        q=q,
        meets_target=_meets_target(figure, observed / size),
    )


def _observed_and_size(figure: Figure) -> tuple[int, float]:
    if isinstance(figure, UnitFigure):
        return figure.numerator, figure.denominator
    return figure.observed, figure.exposure


def _limits(figure: Figure, reference: float) -> tuple[float, float, float, float]:
    if isinstance(figure, UnitFigure):
        own = tails.rate_limits(figure.numerator, figure.denominator)
        funnel = tails.binomial_range(figure.denominator, reference)
        size: float = figure.denominator
        return *own, funnel[0] / size, funnel[1] / size
    own, size = tails.count_limits(figure.observed), figure.exposure
    funnel = tails.poisson_range(reference * size)
    return own[0] / size, own[1] / size, funnel[0] / size, funnel[1] / size


def _meets_target(figure: Figure, rate: float) -> bool | None:
    if figure.target is None:
        return None
    return rate >= figure.target if figure.higher_is_better else rate <= figure.target
