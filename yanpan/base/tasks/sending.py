"""Sending: called inside a room's operation. The sender answers until the receiver acknowledges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import EventView
from yanpan.base.gate import Actor
from yanpan.base.places.kinds import LEVEL_OF_KIND
from yanpan.base.places.queries import UnitView
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.randomness import fresh_id


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to be handed over. reason: why to this unit (code of the routing rule)."""

    subject: UUID
    sender: UnitView
    receiver: UnitView
    urgency: str
    reason: str = ""


def send_many(
    actor: Actor, request: str, parcels: Sequence[Parcel], *, event: EventView, now: datetime
) -> list[Handover]:
    """Send each parcel with its clock. Subjects already on their way are left alone (nothing goes twice)."""
    on_the_way = set(
        Handover.objects.filter(
            request=request,
            subject__in=[one.subject for one in parcels],
            acknowledged_at=None,
            refused_at=None,
            recalled_at=None,
        ).values_list("subject", flat=True)
    )
    made = [
        _handover(actor, request, one, event, now)
        for one in parcels
        if one.subject not in on_the_way and one.sender.id != one.receiver.id
    ]
    return Handover.objects.bulk_create(made, batch_size=400)


def call_back(actor: Actor, request: str, subjects: Sequence[UUID], *, now: datetime) -> int:
    """Recall what is on its way of these, because its sender has settled the matter. Returns how many.

    What a receiver signs for at this very moment is left to it.
    """
    on_the_way = Handover.objects.filter(
        request=request, subject__in=subjects, acknowledged_at=None, refused_at=None, recalled_at=None
    )
    ids = list(on_the_way.select_for_update(skip_locked=True).values_list("id", flat=True))
    return Handover.objects.filter(id__in=ids).update(recalled_at=now, recalled_by=actor.name)


def _handover(actor: Actor, request: str, parcel: Parcel, event: EventView, now: datetime) -> Handover:
    level = LEVEL_OF_KIND[parcel.receiver.kind]
    return Handover(
        id=fresh_id(now),
        event_id=event.id,
        request=request,
        subject=parcel.subject,
        sender_id=parcel.sender.id,
        receiver_id=parcel.receiver.id,
        urgency=parcel.urgency,
        pack=event.pack.id,
        reason=parcel.reason,
        sent_at=now,
        sent_by=actor.name,
        acknowledge_by=event.pack.acknowledge_by(level, parcel.urgency, now),
    )
