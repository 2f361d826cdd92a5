"""Counts that rise: EARS C2 and a one-sided CUSUM over a short daily history. Codes only, no words.

Source: Hutwagner et al., "The bioterrorism preparedness and response Early Aberration Reporting System (EARS)",
J Urban Health 2003; 80(2 Suppl 1): i89–96. C2: a baseline of seven days, two days before the day looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from .rules import WeakLink

BASELINE_DAYS, GAP_DAYS = 7, 2
C2_ALARM = 3.0
LEAST_SPREAD = 0.5  # a week of equal counts has none; half a case keeps a single one from ringing
CUSUM_SLACK, CUSUM_ALARM = 0.5, 4.0
LEAST_RISE = 3  # a rise from nothing to two is nobody's weak link


@dataclass(frozen=True, slots=True)
class Trend:
    """The newest day of a series beside its own baseline. c2: in standard deviations; cusum: in the same unit."""

    value: int
    mean: float
    spread: float
    c2: float
    cusum: float

    @property
    def rises(self) -> bool:
        return self.value - self.mean >= LEAST_RISE and (self.c2 > C2_ALARM or self.cusum > CUSUM_ALARM)


def trend_of(series: Sequence[int]) -> Trend | None:
    """series: one count a day, the oldest first, no day left out; None for fewer than ten days."""
    if len(series) < BASELINE_DAYS + GAP_DAYS + 1:
        return None
    baseline = series[-BASELINE_DAYS - GAP_DAYS - 1 : -GAP_DAYS - 1]
    mean = fmean(baseline)
    spread = max(stdev(baseline), sqrt(mean) / 2, LEAST_SPREAD)
    cusum = 0.0
    for value in series[-GAP_DAYS - 1 :]:
        cusum = max(0.0, cusum + (value - mean) / spread - CUSUM_SLACK)
    return Trend(series[-1], mean, spread, (series[-1] - mean) / spread, cusum)


def rising_counts(series: Mapping[tuple[str, str], Sequence[int]]) -> tuple[WeakLink, ...]:
    """series: (unit, count) → one count a day. A rise of more than three deviations is 2, of more than six 3."""
    links = []
    for (unit, count), values in sorted(series.items()):
        trend = trend_of(values)
        if trend is None or not trend.rises:
            continue
        facts = {"value": trend.value, "mean": trend.mean, "c2": trend.c2, "cusum": trend.cusum}
        links.append(WeakLink("count_rising", unit, 3 if trend.c2 > 2 * C2_ALARM else 2, facts, count))
    return tuple(links)


def lowest_two_days(
    today: Iterable[tuple[str, str, float]], day_before: Iterable[tuple[str, str, float]]
) -> tuple[WeakLink, ...]:
    """Units among the worst tenth of one indicator on two days running (1).

    (unit, indicator, how good: the higher the better). Fewer than ten units have no tenth.
    """
    twice = _worst_tenth(today) & _worst_tenth(day_before)
    return tuple(WeakLink("lowest_two_days", unit, 1, {}, indicator) for unit, indicator in sorted(twice))


def _worst_tenth(goods: Iterable[tuple[str, str, float]]) -> set[tuple[str, str]]:
    by_indicator: dict[str, list[tuple[float, str]]] = {}
    for unit, indicator, good in goods:
        by_indicator.setdefault(indicator, []).append((good, unit))
    found: set[tuple[str, str]] = set()
    for indicator, values in by_indicator.items():
        ordered = sorted(values)
        most = len(ordered) // 10
        # Equal to the best of the rest is not worse than they are.
        found |= {(unit, indicator) for good, unit in ordered[:most] if good < ordered[most][0]}
    return found
