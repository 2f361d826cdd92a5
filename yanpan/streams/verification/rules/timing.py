"""Medians and other quantiles of minutes that were counted, not listed. Pure."""

from collections.abc import Mapping
from math import ceil


def quantile(counted: Mapping[int, int], share: float) -> int | None:
    """The smallest value that at least this share of all does not exceed; None without any.

    counted: value → how many. The median of an even number is the lower of the middle two: a minute that somebody took.
    """
    wanted = ceil(share * sum(counted.values()))
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        if passed >= wanted > 0:
            return value
    return None
