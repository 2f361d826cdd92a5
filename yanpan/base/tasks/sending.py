"""Sending: called inside a room's operation. The sender answers until the receiver acknowledges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from yanpan.base.events.queries import EventView
from yanpan.base.gate import Actor
from yanpan.base.gate.many_rows import insert_rows
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
    insert_rows(made)
    return made


def call_back(actor: Actor, request: str, subjects: Sequence[UUID], *, now: datetime) -> int:
    """Recall what is on its way of these, because its sender has settled the matter. Returns how many.

    What a receiver signs for at this very moment is left to it.
    """
    return call_back_all(actor, {request: subjects}, now=now)


def call_back_all(actor: Actor, settled: Mapping[str, Sequence[UUID]], *, now: datetime) -> int:
    """The same for several requests at once. settled: request → subjects."""
    if not any(settled.values()):
        return 0
    chosen = reduce(or_, (Q(request=one, subject__in=subjects) for one, subjects in settled.items()))
    on_the_way = Handover.objects.filter(chosen, acknowledged_at=None, refused_at=None, recalled_at=None)
    ids = list(on_the_way.select_for_update(skip_locked=True).values_list("id", flat=True))
    if not ids:
        return 0
    return Handover.objects.filter(id__in=ids).update(recalled_at=now, recalled_by=actor.name)


def put_back(handover_ids: Sequence[UUID], senders: Mapping[UUID, int]) -> int:
    """What was called back in error is on its way again with the clock it had. Returns how many.

    senders: subject → the unit that answers for it now. Left alone: what another unit answers for meanwhile, and
    what is on its way already.
    """
    called_back = Handover.objects.filter(
        id__in=handover_ids, acknowledged_at=None, refused_at=None, recalled_at__isnull=False
    )
    again = [
        one.id
        for one in called_back
        if senders.get(one.subject) == one.sender_id and not _is_on_its_way(one.request, one.subject)
    ]
    return Handover.objects.filter(id__in=again).update(recalled_at=None, recalled_by="")


def readdress(
    request: str, before: UUID, after: UUID, handover_ids: Sequence[UUID] | None = None
) -> list[UUID]:
    """What is on its way or signed for is about another record from now on; of these hand-overs, None = all."""
    found = Handover.objects.filter(request=request, subject=before, refused_at=None, recalled_at=None)
    if handover_ids is not None:
        found = found.filter(id__in=handover_ids)
    ids = list(found.values_list("id", flat=True))
    if not _is_on_its_way(request, after):
        Handover.objects.filter(id__in=ids).update(subject=after)
        return ids
    return []


def _is_on_its_way(request: str, subject: UUID) -> bool:
    return Handover.objects.filter(
        request=request, subject=subject, acknowledged_at=None, refused_at=None, recalled_at=None
    ).exists()


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
