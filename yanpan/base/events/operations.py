"""Opening and closing events."""

from datetime import datetime
from uuid import UUID

from yanpan.base.events.models import Event
from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.rules import CITY_TIME, pack_named, pack_on
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale


@operation("events.open_event", subject="name", records=("disease", "document"))
def open_event(actor: Actor, *, name: str, disease: str, document: str, drill: bool, now: datetime) -> Event:
    """Open an event under a document, with the pack of its disease in force that day."""
    actor.must_cover(city_unit().path)  # an event is the whole city's
    if not document.strip():
        raise Refused("document_needed")
    pack = pack_on(disease, now.astimezone(CITY_TIME).date())
    return Event.objects.create(
        id=fresh_id(now),
        name=name,
        disease=disease,
        pack=pack.id,
        pack_digest=pack.digest,
        opened_at=now,
        opened_by=document,
        drill=drill,
    )


@operation("events.change_pack", subject="event_id", records=("pack_id",))
def change_pack(actor: Actor, *, event_id: UUID, pack_id: str, now: datetime) -> None:
    """Go over to another edition of the rules; due dates already set keep theirs and its name."""
    event = _open(actor, event_id)
    pack = pack_named(pack_id)
    if pack.disease != event.disease:
        raise Refused("pack_of_another_disease", pack=pack_id)
    event.pack, event.pack_digest = pack.id, pack.digest
    event.save(update_fields=["pack", "pack_digest"])


@operation("events.close_event", subject="event_id", records=("document",))
def close_event(actor: Actor, *, event_id: UUID, document: str, now: datetime) -> None:
    """Close an event under a document."""
    if not document.strip():
        raise Refused("document_needed")
    event = _open(actor, event_id)
    event.closed_at, event.closed_by = now, document
    event.save(update_fields=["closed_at", "closed_by"])


def _open(actor: Actor, event_id: UUID) -> Event:
    actor.must_cover(city_unit().path)
    event = Event.objects.select_for_update().filter(id=event_id).first()
    if event is None:
        raise Missing("event")
    if event.closed_at:
        raise Stale("event_is_closed")
    return event
