"""False closures per unit with their interval; rows closed faster than anybody could ask."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import UnitView, get_unit, list_children
from yanpan.science.weak_links import rate_limits
from yanpan.streams.verification.models import Outcome, SpotCheck, SpotFinding
from yanpan.streams.verification.rules.spot_checks import (
    CLOSED_BY_THE_GROUND,
    FAST_ROWS,
    Closing,
    Verdict,
    largest_burst,
)

WINDOW = timedelta(days=7)
_LOOKED_BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """Random call backs of seven days: made = somebody was reached; false = contradicted, unless unfounded."""

    made: int = 0
    false: int = 0
    unfounded: int = 0
    not_reached: int = 0
    waiting: int = 0
    open_findings: int = 0

    def __add__(self, other: "CheckCounts") -> "CheckCounts":
        return CheckCounts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def counts_by_path(event_id: UUID, unit_path: str, now: datetime) -> dict[str, CheckCounts]:
    """Path of the unit whose closures were called back → its numbers. Two queries."""
    sums: dict[str, CheckCounts] = defaultdict(CheckCounts)
    checks = SpotCheck.objects.filter(draw__event_id=event_id, closed_by__path__startswith=unit_path)
    for row in _grouped(checks, now):
        sums[str(row["closed_by__path"])] += CheckCounts(
            row["made"], row["false"], row["unfounded"], row["not_reached"], row["waiting"]
        )
    findings = SpotFinding.objects.filter(
        closed_at=None, check_made__draw__event_id=event_id, unit__path__startswith=unit_path
    )
    for path, count in findings.values_list("unit__path").annotate(count=Count("id")).order_by():
        sums[path] += CheckCounts(open_findings=count)
    return dict(sums)


def _grouped(checks: QuerySet[SpotCheck], now: datetime) -> Iterable[Mapping[str, Any]]:
    recent = Q(draw__nightly=True, checked_at__gt=now - WINDOW)
    contradicts = recent & Q(verdict=Verdict.CONTRADICTS)
    unfounded = Q(finding__closing=Closing.UNFOUNDED)
    return (
        checks.values("closed_by__path")
        .annotate(
            made=Count("id", filter=recent & Q(verdict__in=[Verdict.AGREES, Verdict.CONTRADICTS])),
            false=Count("id", filter=contradicts & (Q(finding__closing="") | Q(finding__closing="stands"))),
            unfounded=Count("id", filter=contradicts & unfounded),
            not_reached=Count("id", filter=recent & Q(verdict=Verdict.NOT_REACHED)),
            waiting=Count("id", filter=Q(verdict="")),
        )
        .order_by()
    )


@dataclass(frozen=True, slots=True)
class SpotRate:
    """A unit's false closures with the exact 95 % limits of the rate (Clopper–Pearson); None without call backs."""

    unit: UnitView
    counts: CheckCounts
    low: float | None
    high: float | None

    @property
    def rate(self) -> float | None:
        return self.counts.false / self.counts.made if self.counts.made else None


@query("verification.list_spot_rates", records=("unit_key",), personal=False)
def list_spot_rates(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> list[SpotRate]:
    """False closures of seven days: the unit itself, then each unit one level below."""
    unit = get_unit(unit_key)
    actor.must_cover(unit.path)
    children = [child for child in list_children(unit.key) if child.kind != "force"]
    known = {child.key for child in children}
    sums: dict[str, CheckCounts] = defaultdict(CheckCounts)
    for path, counts in counts_by_path(event_id, unit.path, now).items():
        key = path[len(unit.path) :].split("/", 1)[0]
        sums[key if key in known else ""] += counts
    whole = sum(sums.values(), CheckCounts())
    return [_rate(unit, whole), *(_rate(child, sums[child.key]) for child in children)]


def _rate(unit: UnitView, counts: CheckCounts) -> SpotRate:
    if not counts.made:
        return SpotRate(unit, counts, None, None)
    return SpotRate(unit, counts, *rate_limits(counts.false, counts.made))


@dataclass(frozen=True, slots=True)
class FastClosings:
    """A unit that closed so many rows by taps within three minutes. A number to look at, no accusation."""

    unit: str
    unit_key: str
    rows: int
    starts_at: datetime
    called_back: int


@query("verification.list_fast_closings", records=("unit_path",), personal=False)
def list_fast_closings(actor: Actor, *, event_id: UUID, unit_path: str, now: datetime) -> list[FastClosings]:
    """Units that closed eight rows or more within three minutes in the last 24 hours, the most first.

    Rows entered for a village by telephone, from paper or from a chat group come in bursts by nature: not counted.
    """
    actor.must_cover(unit_path)
    closed = Outcome.objects.filter(
        task__event_id=event_id,
        unit__path__startswith=unit_path,
        at__gt=now - _LOOKED_BACK,
        way="taps",
        by_telephone=False,
        task__standing__in=CLOSED_BY_THE_GROUND,
    ).exclude(contact="not_reached")
    units: dict[str, str] = {}
    times: dict[str, dict[UUID, datetime]] = defaultdict(dict)
    for key, name, task_id, at in closed.order_by("at", "id").values_list(
        "unit__key", "unit__name", "task", "at"
    ):
        units[key], times[key][task_id] = name, at
    bursts = {key: burst for key in times if (burst := largest_burst(times[key].values()))}
    fast = {key: burst for key, burst in bursts.items() if burst.count >= FAST_ROWS}
    checked = SpotCheck.objects.filter(closed_by__key__in=fast, outcome__at__gt=now - _LOOKED_BACK)
    counted = dict(checked.values_list("closed_by__key").annotate(count=Count("id")).order_by())
    found = [
        FastClosings(units[key], key, burst.count, burst.starts_at, counted.get(key, 0))
        for key, burst in fast.items()
    ]
    return sorted(found, key=lambda one: (-one.rows, one.unit_key))
