"""Weak links of what units report day by day: what must be nought, stock that moved untold, excess absence.

Codes only, no words.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from . import tails
from .rules import WeakLink

STOCK_SLACK = 0.02  # of yesterday's stock: counting errors
EXCESS_ALARM = 0.001
GRAVER_EXCESS = 0.00001
LEAST_WEEKS = 2


@dataclass(frozen=True, slots=True)
class Stock:
    """One item of a unit at a cut-off; daily_use: the mean or the plan of a day."""

    stock: int
    daily_use: int
    in_transit: int


@dataclass(frozen=True, slots=True)
class StockMove:
    """One item at two cut-offs a day apart."""

    unit: str
    item: str
    before: Stock
    after: Stock


@dataclass(frozen=True, slots=True)
class WeekdayCount:
    """Events of a unit among a base (absent among enrolled), and the same of each earlier week on this weekday."""

    unit: str
    indicator: str
    observed: int
    base: int
    earlier: tuple[tuple[int, int], ...]


def not_nought(counts: Mapping[tuple[str, str], int], gravest: Collection[str]) -> tuple[WeakLink, ...]:
    """Counts of which one is too many, by (unit, count): 2, of the gravest 3."""
    return tuple(
        WeakLink("not_nought", unit, 3 if count in gravest else 2, {"value": value}, count)
        for (unit, count), value in sorted(counts.items())
        if value > 0
    )


def stock_moved(moves: Iterable[StockMove]) -> tuple[WeakLink, ...]:
    """Stock that is not yesterday's, with what came in and what was used (2; above twice the bound or gone: 3).

    At most what was on the way yesterday came in, at least what is on the way no more; used was between nothing
    and twice the daily use. Two per cent of the stock may be counted wrongly.
    """
    links = []
    for move in sorted(moves, key=lambda move: (move.unit, move.item)):
        least, most = _bounds(move.before, move.after)
        now = move.after.stock
        if least <= now <= most:
            continue
        facts = {"before": move.before.stock, "after": now, "least": max(0.0, least), "most": most}
        grave = now > 2 * most or (now == 0 and least > 0)
        links.append(WeakLink("stock_moved", move.unit, 3 if grave else 2, facts, move.item))
    return tuple(links)


def _bounds(before: Stock, after: Stock) -> tuple[float, float]:
    slack = STOCK_SLACK * before.stock
    came = max(0, before.in_transit - after.in_transit)
    used = 2 * max(before.daily_use, after.daily_use)
    return before.stock + came - used - slack, before.stock + before.in_transit + slack


def excess_counts(counts: Iterable[WeekdayCount]) -> tuple[WeakLink, ...]:
    """More events than on this weekday of the weeks before: exact test of two Poisson counts, p < 0.1 % (2).

    Given the total, today's share is binomial whatever the common rate is, so that four short weeks are not taken
    for the truth. Fewer than two earlier weeks say nothing.
    """
    links = []
    for one in sorted(counts, key=lambda one: (one.unit, one.indicator)):
        weeks = [(events, base) for events, base in one.earlier if base > 0]
        if one.base <= 0 or len(weeks) < LEAST_WEEKS:
            continue
        earlier, bases = sum(events for events, _base in weeks), sum(base for _events, base in weeks)
        share = one.base / (one.base + bases)
        p = tails.binomial_tail(one.observed, one.observed + earlier, share, upper=True)
        if p < EXCESS_ALARM:
            facts = {
                "observed": one.observed,
                "expected": earlier * one.base / bases,
                "base": one.base,
                "p": p,
            }
            severity = 3 if p < GRAVER_EXCESS else 2
            links.append(WeakLink("count_in_excess", one.unit, severity, facts, one.indicator))
    return tuple(links)
