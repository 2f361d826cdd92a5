"""Weak links that need no statistics: a rule is broken or it is not (DOMAIN 5.3). Codes only, no words.

Severity: 1 up to twice the limit, 2 up to four times, 3 beyond, unless the rule says otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .problem import UnitFigure, WeakRate

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class WeakLink:
    """One weak link: what rule (`code`), whose, how grave (1–3), the numbers that show it."""

    code: str
    unit: str
    severity: int
    facts: Mapping[str, float] = field(default_factory=dict)
    indicator: str | None = None

    def __post_init__(self) -> None:
        if self.severity not in (1, 2, 3):
            raise ValueError(f"{self.code}, {self.unit}: severity is 1 to 3, not {self.severity}")


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A report due from a unit: when it came (None: not yet), rows it closed, rows it has open."""

    unit: str
    due_at: datetime
    received_at: datetime | None
    closed_count: int
    open_count: int


@dataclass(frozen=True, slots=True)
class WaitingHandover:
    """A hand-over nobody has acknowledged; `unit` is the receiver, `limit` the time it had."""

    unit: str
    sent_at: datetime
    limit: timedelta

    def __post_init__(self) -> None:
        if self.limit <= timedelta(0):
            raise ValueError(f"{self.unit}: a hand-over has some time, not {self.limit}")


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A list row in a unit's hands."""

    unit: str
    opened_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DenominatorChange:
    """An indicator's denominator at two cut-offs, and whether a reason was given."""

    unit: str
    indicator: str
    before: int
    after: int
    has_reason: bool


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """What a unit reported, and what a check by another found among `checked` of its rows."""

    unit: str
    indicator: str
    numerator: int
    denominator: int
    checked: int
    missed: int


def silent_units(
    last_heard: Mapping[str, datetime | None], now: datetime, limit: timedelta
) -> tuple[WeakLink, ...]:
    """Units not heard of for longer than `limit`; never heard of is 3 and has no `silent_hours`."""
    links = []
    for unit, heard_at in sorted(last_heard.items()):
        if heard_at is None:
            links.append(WeakLink("unit_silent", unit, 3, {"limit_hours": limit / _HOUR}))
        elif now - heard_at > limit:
            facts = {"silent_hours": (now - heard_at) / _HOUR, "limit_hours": limit / _HOUR}
            links.append(WeakLink("unit_silent", unit, _severity((now - heard_at) / limit), facts))
    return tuple(links)


def late_reports(reports: Iterable[UnitReport], now: datetime) -> tuple[WeakLink, ...]:
    """Reports that came after they were due (1) or are due and have not come (2; more than two hours: 3)."""
    links = []
    for report in sorted(reports, key=lambda report: (report.unit, report.due_at)):
        late_by = (report.received_at or now) - report.due_at
        if late_by > timedelta(0):
            missing = report.received_at is None
            severity = 1 if not missing else 3 if late_by > 2 * _HOUR else 2
            facts = {"late_hours": late_by / _HOUR, "missing": float(missing)}
            links.append(WeakLink("report_late", report.unit, severity, facts))
    return tuple(links)


def zero_reports(reports: Iterable[UnitReport]) -> tuple[WeakLink, ...]:
    """Reports of nothing done while rows are open (2)."""
    return tuple(
        WeakLink("report_zero", report.unit, 2, {"open_count": report.open_count})
        for report in sorted(reports, key=lambda report: (report.unit, report.due_at))
        if report.received_at is not None and report.closed_count == 0 < report.open_count
    )


def unacknowledged_handovers(handovers: Iterable[WaitingHandover], now: datetime) -> tuple[WeakLink, ...]:
    """Per receiver: hand-overs beyond their limit, the oldest, and the worst multiple of a limit."""
    late: dict[str, list[WaitingHandover]] = defaultdict(list)
    for handover in handovers:
        if now - handover.sent_at > handover.limit:
            late[handover.unit].append(handover)
    links = []
    for unit, waiting in sorted(late.items()):
        oldest = max(now - handover.sent_at for handover in waiting)
        worst = max((now - handover.sent_at) / handover.limit for handover in waiting)
        facts = {"count": len(waiting), "oldest_hours": oldest / _HOUR, "times_limit": worst}
        links.append(WeakLink("handover_unacknowledged", unit, _severity(worst), facts))
    return tuple(links)


def rows_open_too_long(
    rows: Iterable[OpenRow], now: datetime, limit: timedelta = timedelta(hours=24)
) -> tuple[WeakLink, ...]:
    """Per unit: rows open longer than `limit`, and the oldest."""
    ages = _ages((row.unit, now - row.opened_at - limit) for row in rows)
    return tuple(
        WeakLink(
            "rows_open_too_long",
            unit,
            _severity((max(over) + limit) / limit),
            {"count": len(over), "oldest_hours": (max(over) + limit) / _HOUR, "limit_hours": limit / _HOUR},
        )
        for unit, over in ages
    )


def rows_late(rows: Iterable[OpenRow], now: datetime) -> tuple[WeakLink, ...]:
    """Per unit: open rows past their due time. Latest by up to 6 hours 1, up to 24 hours 2, beyond 3."""
    ages = _ages((row.unit, now - row.due_at) for row in rows)
    return tuple(
        WeakLink(
            "rows_late",
            unit,
            1 if max(late) <= 6 * _HOUR else 2 if max(late) <= 24 * _HOUR else 3,
            {"count": len(late), "latest_hours": max(late) / _HOUR},
        )
        for unit, late in ages
    )


def changed_denominators(
    changes: Iterable[DenominatorChange], *, share: float = 0.02
) -> tuple[WeakLink, ...]:
    """Denominators moved by more than `share` without a reason; from or to zero is 3."""
    links = []
    for change in sorted(changes, key=lambda change: (change.unit, change.indicator)):
        moved = abs(change.after - change.before)
        if change.has_reason or moved <= share * change.before:
            continue
        grave = 0 in (change.before, change.after)
        severity = 3 if grave else _severity(moved / change.before / share)
        facts = {"before": change.before, "after": change.after, "limit_share": share}
        links.append(WeakLink("denominator_changed", change.unit, severity, facts, change.indicator))
    return tuple(links)


def false_completions(checks: Iterable[SpotCheck]) -> tuple[WeakLink, ...]:
    """Units that report 100 % while a check of their rows found misses: always 3, the report is untrue."""
    return tuple(
        WeakLink(
            "complete_but_missed",
            check.unit,
            3,
            {"reported": check.numerator, "checked": check.checked, "missed": check.missed},
            check.indicator,
        )
        for check in sorted(checks, key=lambda check: (check.unit, check.indicator))
        if check.missed > 0 and check.numerator >= check.denominator > 0
    )


def overfull_rates(figures: Iterable[UnitFigure]) -> tuple[WeakLink, ...]:
    """Numerators above their denominators (2): the base is wrong, not the work."""
    return tuple(
        WeakLink(
            "numerator_over_denominator",
            figure.unit,
            2,
            {"numerator": figure.numerator, "denominator": figure.denominator},
            figure.indicator,
        )
        for figure in sorted(figures, key=lambda figure: (figure.unit, figure.indicator))
        if figure.numerator > figure.denominator
    )


def rates_worse_than_city(rates: Iterable[WeakRate]) -> tuple[WeakLink, ...]:
    """The named rates as weak links: q above 1 % is 1, above 0.1 % is 2, else 3."""
    return tuple(
        WeakLink(
            "rate_worse_than_city",
            rate.unit,
            1 if rate.q > 0.01 else 2 if rate.q > 0.001 else 3,
            {
                "observed": rate.observed,
                "size": rate.size,
                "expected": rate.expected,
                "rate": rate.rate,
                "reference_rate": rate.reference_rate,
                "p": rate.p,
                "q": rate.q,
            },
            rate.indicator,
        )
        for rate in rates
    )


def _ages(overs: Iterable[tuple[str, timedelta]]) -> list[tuple[str, list[timedelta]]]:
    by_unit: dict[str, list[timedelta]] = defaultdict(list)
    for unit, over in overs:
        if over > timedelta(0):
            by_unit[unit].append(over)
    return sorted(by_unit.items())


def _severity(times_limit: float) -> int:
    return 1 if times_limit <= 2 else 2 if times_limit <= 4 else 3
