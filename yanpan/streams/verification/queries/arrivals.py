"""Who is due by closed-loop transfer, for the units that meet them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yanpan.base.gate import Actor, query
from yanpan.base.people.queries import MaskedPerson, masked, unnamed
from yanpan.base.vault.sealing import unseal
from yanpan.streams.verification.models import Arrival
from yanpan.streams.verification.rules.arrivals import GRACE, ArrivalState

MOST = 500
SHOWN_AFTERWARDS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """One person who is due. overdue: two hours past the hour, and nobody said anything."""

    id: UUID
    task_id: UUID
    person: MaskedPerson
    pocket: int
    unit: str
    unit_key: str
    expected_at: datetime
    overdue: bool
    transport: str
    state: str
    said_at: datetime | None
    said_by: str
    handed_by: str
    condition: str
    note: str
    version: int


@query("verification.list_arrivals", records=("unit_path",))
def list_arrivals(actor: Actor, *, event_id: UUID, unit_path: str, now: datetime) -> list[ArrivalView]:
    """Those to be met by a unit and the units below it: due and not met first; what was said stays for a day.

    At most 500. Masked; without name where the actor may not open a door.
    """
    actor.must_cover(unit_path)
    recent = Q(state=ArrivalState.EXPECTED) | Q(said_at__gt=now - SHOWN_AFTERWARDS)
    found = Arrival.objects.filter(recent, event_id=event_id, unit__path__startswith=unit_path)
    ordered = found.select_related("task__person", "unit").order_by("expected_at", "id")[:MOST]
    shown = masked if actor.may("verification.get_door") else unnamed
    views = [_view(one, shown(one.task.person), now) for one in ordered]
    return sorted(views, key=lambda one: one.state != ArrivalState.EXPECTED)


def _view(one: Arrival, person: MaskedPerson, now: datetime) -> ArrivalView:
    return ArrivalView(
        id=one.id,
        task_id=one.task_id,
        person=person,
        pocket=one.pocket,
        unit=one.unit.name,
        unit_key=one.unit.key,
        expected_at=one.expected_at,
        overdue=one.state == ArrivalState.EXPECTED and one.expected_at < now - GRACE,
        transport=unseal(one, "transport"),
        state=one.state,
        said_at=one.said_at,
        said_by=one.said_by,
        handed_by=one.handed_by,
        condition=one.condition,
        note=unseal(one, "note"),
        version=one.version,
    )


def not_met(event_id: UUID, now: datetime) -> QuerySet[Arrival]:
    """Due two hours ago, and nobody said anything; or said not to have come."""
    overdue = Q(state=ArrivalState.EXPECTED, expected_at__lt=now - GRACE)
    return Arrival.objects.filter(overdue | Q(state=ArrivalState.NOT_ARRIVED), event_id=event_id)


def missing_by_pocket(event_id: UUID, unit_path: str, now: datetime) -> dict[int, int]:
    """Pocket → arrivals not met: whoever may have come past it."""
    missing = not_met(event_id, now).filter(unit__path__startswith=unit_path)
    return dict(missing.values_list("pocket").annotate(count=Count("id")).order_by())
