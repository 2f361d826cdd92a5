"""Household sweeps: opened with the source of their base, reported daily by the villages."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.queries import list_units, visible_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Sweep, SweepLine, SweepVillage
from yanpan.streams.verification.rules.sweep import MOST_PEOPLE, Base, Exempt, household_problems


@operation(
    "verification.open_sweep",
    subject="area_key",
    records=("base", "from_on", "to_on", "title", "base_source"),
    words=("title", "base_source"),
)
def open_sweep(
    actor: Actor,
    *,
    area_key: str,
    title: str,
    base: str,
    base_source: str,
    from_on: date,
    to_on: date,
    now: datetime,
) -> Sweep:
    """Open a sweep of an area: one line for each of its villages. base_source names where the households are counted.

    Raises Refused('sweep_incomplete'), ('sweep_ends_before_it_starts'), ('sweep_open_there').
    """
    area, event = visible_unit(actor, area_key), current_event()
    if base not in set(Base) or not title.strip() or not base_source.strip():
        raise Refused("sweep_incomplete")
    if to_on < from_on:
        raise Refused("sweep_ends_before_it_starts")
    open_ones = Sweep.objects.filter(event_id=event.id, closed_at=None).select_related("area")
    if any(area.path.startswith(one.area.path) or one.area.path.startswith(area.path) for one in open_ones):
        raise Refused("sweep_open_there")
    sweep = Sweep.objects.create(
        id=fresh_id(now),
        event_id=event.id,
        area_id=area.id,
        title=title.strip()[:80],
        base=base,
        base_source=base_source.strip()[:120],
        from_on=from_on,
        to_on=to_on,
        opened_at=now,
        opened_by=actor.name,
    )
    SweepVillage.objects.bulk_create(
        [
            SweepVillage(id=fresh_id(now), sweep=sweep, unit_id=village.id)
            for village in list_units(under=area.path, kinds=("village",))
        ],
        batch_size=400,
    )
    return sweep


@operation("verification.close_sweep", subject="sweep_id")
def close_sweep(actor: Actor, *, sweep_id: UUID, now: datetime) -> Sweep:
    """Nothing more is reported to it; its numbers stay."""
    found = Sweep.objects.select_for_update(of=("self",)).filter(under("area__path", actor), id=sweep_id)
    sweep = found.first()
    if sweep is None:
        raise Missing("sweep")
    if sweep.closed_at is not None:
        raise Stale("sweep_closed")
    sweep.closed_at, sweep.closed_by = now, actor.name
    sweep.save(update_fields=["closed_at", "closed_by"])
    return sweep


@operation(
    "verification.report_households",
    subject="village_id",
    records=("version", "registered", "reached", "refused", "reason"),
    words=("reason",),
)
def report_households(
    actor: Actor,
    *,
    village_id: UUID,
    version: int,
    registered: int,
    reached: int,
    refused: int,
    exempt_by: Mapping[str, int],
    now: datetime,
    reason: str = "",
) -> SweepVillage:
    """A village's households so far. village_id: its line in the sweep; exempt_by: reason code → households.

    Raises Refused('households_wrong', problems=…) with all that does not fit, Stale on another version or when the
    sweep is closed.
    """
    village = _village(actor, village_id, version)
    exempt = {code: count for code, count in exempt_by.items() if count}
    if set(exempt) - set(Exempt) or max(registered, reached, refused, *exempt.values(), 0) > MOST_PEOPLE:
        raise Refused("households_wrong", problems="households_negative")
    problems = household_problems(
        registered,
        (reached, refused, sum(exempt.values())),
        registered_before=village.registered,
        done_before=(village.reached, village.refused, village.exempt),
        reason=reason.strip(),
    )
    if min(exempt.values(), default=0) < 0 or problems:
        raise Refused("households_wrong", problems=",".join(one.value for one in problems))
    _say(actor, village, (registered, reached, refused), exempt, reason, now)
    return village


def _village(actor: Actor, village_id: UUID, version: int) -> SweepVillage:
    village = (
        SweepVillage.objects.select_for_update(of=("self",))
        .select_related("sweep", "unit")
        .filter(under("unit__path", actor), id=village_id)
        .first()
    )
    if village is None:
        raise Missing("sweep")
    if village.sweep.closed_at is not None:
        raise Stale("sweep_closed")
    if village.version != version:
        raise Stale("households_changed", version=village.version)
    return village


def _say(
    actor: Actor,
    village: SweepVillage,
    numbers: tuple[int, int, int],
    exempt: dict[str, int],
    reason: str,
    now: datetime,
) -> None:
    registered, reached, refused = numbers
    SweepLine.objects.create(
        id=fresh_id(now),
        village=village,
        number=village.version,
        registered=registered,
        reached=reached,
        refused=refused,
        exempt_by=exempt,
        reason=reason.strip()[:200],
        at=now,
        by=actor.name,
    )
    village.registered, village.reached, village.refused = numbers
    village.exempt, village.exempt_by = sum(exempt.values()), exempt
    village.said_at, village.said_by = now, actor.name
    village.version += 1
    village.save()
