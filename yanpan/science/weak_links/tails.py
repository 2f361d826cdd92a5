"""Exact tail probabilities and limits. scipy is named only here."""

from bisect import bisect_left

import numpy as np
from scipy import special  # type: ignore[import-untyped]


def binomial_tail(x: int, n: int, rate: float, *, upper: bool) -> float:
    """P(X ≥ x) if `upper`, else P(X ≤ x), for X ~ Binomial(n, rate)."""
    if upper:
        return 1.0 if x <= 0 else float(special.bdtrc(x - 1, n, rate))
    return 1.0 if x >= n else float(special.bdtr(x, n, rate))


def poisson_tail(x: int, mean: float, *, upper: bool) -> float:
    """P(X ≥ x) if `upper`, else P(X ≤ x), for X ~ Poisson(mean)."""
    if upper:
        return 1.0 if x <= 0 else float(special.pdtrc(x - 1, mean))
    return float(special.pdtr(x, mean))


def hypergeometric_tail(x: int, drawn: int, marked: int, total: int, *, upper: bool) -> float:
    """P(X ≥ x) if `upper`, else P(X ≤ x): X marked ones among `drawn` of `total`, `marked` of them marked."""
    least, most = max(0, drawn + marked - total), min(drawn, marked)
    counts = np.arange(max(x, least), most + 1) if upper else np.arange(least, min(x, most) + 1)
    logs = (
        _log_choose(marked, counts)
        + _log_choose(total - marked, drawn - counts)
        - _log_choose(total, np.asarray(drawn))
    )
    return min(1.0, float(np.exp(logs).sum()))


def rate_limits(x: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Clopper–Pearson limits of a rate (1934)."""
    outside = (1 - level) / 2
    low = 0.0 if x == 0 else float(special.betaincinv(x, n - x + 1, outside))
    high = 1.0 if x == n else float(special.betaincinv(x + 1, n - x, 1 - outside))
    return low, high


def count_limits(x: int, level: float = 0.95) -> tuple[float, float]:
    """Garwood limits of a Poisson mean (1936)."""
    outside = (1 - level) / 2
    low = 0.0 if x == 0 else float(special.gammaincinv(x, outside))
    return low, float(special.gammaincinv(x + 1, 1 - outside))


def binomial_range(n: int, rate: float, level: float = 0.95) -> tuple[int, int]:
    """The counts between the lower and the upper quantile of Binomial(n, rate)."""
    outside = (1 - level) / 2
    return (
        bisect_left(range(n), outside, key=lambda x: binomial_tail(x, n, rate, upper=False)),
        bisect_left(range(n), 1 - outside, key=lambda x: binomial_tail(x, n, rate, upper=False)),
    )


def poisson_range(mean: float, level: float = 0.95) -> tuple[int, int]:
    """The counts between the lower and the upper quantile of Poisson(mean)."""
    outside = (1 - level) / 2
    most = int(mean + 10 * mean**0.5 + 20)
    return (
        bisect_left(range(most), outside, key=lambda x: poisson_tail(x, mean, upper=False)),
        bisect_left(range(most), 1 - outside, key=lambda x: poisson_tail(x, mean, upper=False)),
    )


def _log_choose(n: int, k: np.ndarray) -> np.ndarray:
    chosen: np.ndarray = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return chosen
