"""Weak links: units worse than the rest of the city by more than chance, and rules broken."""

from .problem import Figure, UnitCount, UnitFigure, WeakRate
from .reported import Stock, StockMove, WeekdayCount, excess_counts, not_nought, stock_moved
from .rules import (
    DenominatorChange,
    OpenRow,
    SpotCheck,
    UnitReport,
    WaitingHandover,
    WeakLink,
    changed_denominators,
    false_completions,
    late_reports,
    overfull_rates,
    rates_worse_than_city,
    rows_late,
    rows_open_too_long,
    silent_units,
    unacknowledged_handovers,
    zero_reports,
)
from .solve import assess_rates, benjamini_hochberg, weak_rates
from .tails import rate_limits
from .trends import Trend, lowest_two_days, rising_counts, trend_of

__all__ = [
    "DenominatorChange",
    "Figure",
    "OpenRow",
    "SpotCheck",
    "Stock",
    "StockMove",
    "Trend",
    "UnitCount",
    "UnitFigure",
    "UnitReport",
    "WaitingHandover",
    "WeakLink",
    "WeakRate",
    "WeekdayCount",
    "assess_rates",
    "benjamini_hochberg",
    "changed_denominators",
    "excess_counts",
    "false_completions",
    "late_reports",
    "lowest_two_days",
    "not_nought",
    "overfull_rates",
    "rate_limits",
    "rates_worse_than_city",
    "rising_counts",
    "rows_late",
    "rows_open_too_long",
    "silent_units",
    "stock_moved",
    "trend_of",
    "unacknowledged_handovers",
    "weak_rates",
    "zero_reports",
]
