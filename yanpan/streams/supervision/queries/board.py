"""What supervision counts: visited, found, fixed, overdue, repeated; of each unit and of each line of work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from yanpan.base.events.models import Event
from yanpan.base.gate import Actor, query
from yanpan.base.indicators.sums import summed
from yanpan.base.places.queries import UnitView, list_children, visible_unit
from yanpan.base.policy.lines import LINES
from yanpan.base.policy.rules import pack_named
from yanpan.streams.supervision.models import Finding, Visit
from yanpan.streams.supervision.queries.findings import late_at
from yanpan.streams.supervision.rules.findings import CLOSED_WITHIN, STANDING, State, repeats_within

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Numbers:
    """visited, found, fixed: in the last day. open, overdue: now. in_time of due: struck off within 24 hours of those
    struck off in the last day or open for longer. repeated of recent: of those found within the pack's days.
    """

    visited: int = 0
    found: int = 0
    fixed: int = 0
    open: int = 0
    overdue: int = 0
    in_time: int = 0
    due: int = 0
    repeated: int = 0
    recent: int = 0


NAMES = tuple(one.name for one in fields(Numbers))


@dataclass(frozen=True, slots=True)
class Board:
    """parts: each unit one level below; lines: key of each line of work → its numbers, for the whole unit."""

    unit: UnitView
    whole: Numbers
    parts: tuple[tuple[UnitView, Numbers], ...]
    lines: tuple[tuple[str, Numbers], ...] = field(default_factory=tuple)


@query("supervision.count_findings", records=("unit_key",), personal=False)
def count_findings(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> Board:
    """The board of a unit; every number is of who answers for it, visits of where they were."""
    unit = visible_unit(actor, unit_key)
    below = [one for one in list_children(unit.key) if one.kind != "village"]
    by_unit = numbers_by_unit(event_id, unit.path, (unit.key, *(one.key for one in below)), now)
    by_line = _numbers(event_id, unit.path, now, finding="line", visit="line")
    return Board(
        unit,
        by_unit[unit.key],
        tuple(
            (one, by_unit[one.key]) for one in below if one.kind != "force" or by_unit[one.key] != Numbers()
        ),
        tuple((line.key, by_line.get(line.key, Numbers())) for line in LINES),
    )


def numbers_by_unit(
    event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime
) -> dict[str, Numbers]:
    """Key of a unit and of each one level below it → its numbers; the first key counts all of them."""
    by_path = _numbers(event_id, unit_path, now, finding="owner__path", visit="site__unit__path")
    sums = {name: summed(by_path, attrgetter(name), unit_path, keys) for name in NAMES}
    return {key: Numbers(**{name: sums[name][key] for name in NAMES}) for key in keys}


def _numbers(
    event_id: UUID, unit_path: str, now: datetime, *, finding: str, visit: str
) -> dict[str, Numbers]:
    """Two queries, grouped by a column of findings and one of visits."""
    counted: dict[str, dict[str, int]] = {}
    for row in _findings(event_id, unit_path, finding, now):
        counted[str(row[finding])] = {name: row[f"n_{name}"] for name in NAMES if name != "visited"}
    for row in _visits(event_id, unit_path, visit, now):
        counted.setdefault(str(row[visit]), {})["visited"] = row["n"]
    return {key: Numbers(**numbers) for key, numbers in counted.items()}


def _findings(event_id: UUID, unit_path: str, by: str, now: datetime) -> Iterable[Mapping[str, Any]]:
    since = _repeats_since(event_id, now)
    closed_today = Q(state=State.CLOSED, closed_at__gt=now - DAY)
    is_open = ~Q(state=State.CLOSED)
    rows: Iterable[Mapping[str, Any]] = (
        Finding.objects.filter(event_id=event_id, owner__path__startswith=unit_path, state__in=STANDING)
        .values(by)
        .annotate(
            n_found=Count("id", filter=Q(found_at__gt=now - DAY)),
            n_fixed=Count("id", filter=closed_today),
            n_open=Count("id", filter=is_open),
            n_overdue=Count("id", filter=late_at(now)),
            n_in_time=Count("id", filter=closed_today & Q(closed_at__lte=F("found_at") + CLOSED_WITHIN)),
            n_due=Count("id", filter=closed_today | (is_open & Q(found_at__lte=now - CLOSED_WITHIN))),
            n_repeated=Count("id", filter=Q(found_at__gt=since, times__gt=1)),
            n_recent=Count("id", filter=Q(found_at__gt=since)),
        )
        .order_by()
    )
    return rows


def _visits(event_id: UUID, unit_path: str, by: str, now: datetime) -> Iterable[Mapping[str, Any]]:
    visits = Visit.objects.filter(
        event_id=event_id, site__unit__path__startswith=unit_path, withdrawn_at=None, at__gt=now - DAY
    )
    rows: Iterable[Mapping[str, Any]] = visits.values(by).annotate(n=Count("id")).order_by()
    return rows


def _repeats_since(event_id: UUID, now: datetime) -> datetime:
    """From when a finding counts as recent; now where there is no such event."""
    pack = Event.objects.filter(id=event_id).values_list("pack", flat=True).first()
    return now - repeats_within(pack_named(pack).rules["supervision"]) if pack else now
