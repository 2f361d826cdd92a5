"""The register of key places, typed, and its visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.queries import visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.masks import carries_identifier, check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import KeyPlace, PlaceVisit
from yanpan.streams.verification.rules.sweep import PlaceKind, Visited, folded, next_visit, visit_problems


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """What is said of a place. contact and phone: of who answers there; kept sealed."""

    kind: str
    title: str
    street: str = ""
    contact: str = ""
    phone: str = ""


@operation("verification.add_place", subject="unit_key", records=())
def add_place(actor: Actor, *, unit_key: str, said: PlaceSaid, now: datetime) -> KeyPlace:
    """A place for the register of a village; due from today. Raises Refused('place_incomplete', 'place_known')."""
    unit = visible_unit(actor, unit_key)
    if unit.kind != "village":
        raise Refused("place_needs_a_village")
    _check(said)
    if _same(unit.id, said).exists():
        raise Refused("place_known")
    return KeyPlace.objects.create(**facts_of(actor, unit.id, said, Sealer(KeyPlace, now), now))


def facts_of(actor: Actor, unit_id: int, said: PlaceSaid, sealer: Sealer, now: datetime) -> dict[str, Any]:
    """The columns of a new entry."""
    place_id = fresh_id(now)
    return {
        "id": place_id,
        "unit_id": unit_id,
        "kind": said.kind,
        "title": said.title.strip()[:80],
        "folded": folded(said.title)[:80],
        "street": said.street.strip()[:120],
        "contact": sealer.seal("contact", place_id, said.contact.strip()[:40]),
        "contact_phone": sealer.seal("contact_phone", place_id, said.phone.strip()[:24]),
        "due_on": now.astimezone(CITY_TIME).date(),
        "added_at": now,
        "added_by": actor.name,
    }


def _check(said: PlaceSaid) -> None:
    if said.kind not in set(PlaceKind) or not folded(said.title):
        raise Refused("place_incomplete")
    if carries_identifier(said.title) or carries_identifier(said.street):
        raise Refused("identifier_in_free_text", field="place")
    check_written_out(said.contact, said.phone)


def _same(unit_id: int, said: PlaceSaid) -> QuerySet[KeyPlace]:
    return KeyPlace.objects.filter(
        unit_id=unit_id, kind=said.kind, folded=folded(said.title)[:80], removed_at=None
    )


@operation("verification.change_place", subject="place_id", records=("version",))
def change_place(actor: Actor, *, place_id: UUID, version: int, said: PlaceSaid, now: datetime) -> KeyPlace:
    """What the register says of a place, corrected. Raises Refused('place_incomplete', 'place_known'), Stale."""
    place = place_to_change(actor, place_id, version)
    _check(said)
    if _same(place.unit_id, said).exclude(id=place.id).exists():
        raise Refused("place_known")
    sealer = Sealer(KeyPlace, now)
    place.kind, place.title, place.folded = said.kind, said.title.strip()[:80], folded(said.title)[:80]
    place.street = said.street.strip()[:120]
    place.contact = sealer.seal("contact", place.id, said.contact.strip()[:40])
    place.contact_phone = sealer.seal("contact_phone", place.id, said.phone.strip()[:24])
    place.version += 1
    place.save(update_fields=["kind", "title", "folded", "street", "contact", "contact_phone", "version"])
    return place


@operation("verification.remove_place", subject="place_id", records=("version", "reason"), words=("reason",))
def remove_place(actor: Actor, *, place_id: UUID, version: int, reason: str, now: datetime) -> KeyPlace:
    """Off the register: gone, or entered by mistake. Its visits and holes stay."""
    place = place_to_change(actor, place_id, version)
    if not reason.strip():
        raise Refused("reason_needed")
    place.removed_at, place.removed_why = now, reason.strip()[:200]
    place.version += 1
    place.save(update_fields=["removed_at", "removed_why", "version"])
    return place


def place_to_change(actor: Actor, place_id: UUID, version: int) -> KeyPlace:
    """A place of the actor's units, locked. Missing elsewhere; Stale: somebody changed or visited it meanwhile."""
    place = place_of(actor, place_id)
    if place.version != version:
        raise Stale("place_changed", version=place.version)
    return place


def place_of(actor: Actor, place_id: UUID) -> KeyPlace:
    place = (
        KeyPlace.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(under("unit__path", actor), id=place_id, removed_at=None)
        .first()
    )
    if place is None:
        raise Missing("place")
    return place


@operation("verification.record_visit", subject="place_id", records=("version", "result", "broken"))
def record_visit(
    actor: Actor,
    *,
    place_id: UUID,
    version: int,
    result: str,
    broken: Sequence[str],
    now: datetime,
    note: str = "",
    photo: CleanFile | None = None,
) -> PlaceVisit:
    """A visit: open, closed or entry refused; which rules were broken. A later one stands beside it and counts.

    Raises Refused('visit_incomplete', problems=…), Stale on another version.
    """
    place = place_to_change(actor, place_id, version)
    if problems := visit_problems(place.kind, result, broken):
        raise Refused("visit_incomplete", problems=",".join(one.value for one in problems))
    check_written_out(note)
    event, today = current_event(), now.astimezone(CITY_TIME).date()
    visit_id = fresh_id(now)
    visit = PlaceVisit.objects.create(
        id=visit_id,
        event_id=event.id,
        place=place,
        number=place.visits.count() + 1,
        on=today,
        result=result,
        broken=sorted(set(broken)),
        note=Sealer(PlaceVisit, now).seal("note", visit_id, note.strip()[:500]),
        photo=keep_attachment(place.unit_id, photo, by=actor.name, now=now) if photo else None,
        at=now,
        by=actor.name,
    )
    place.last_result, place.last_visit_at, place.last_visit_by = result, now, actor.name
    place.is_open = result == Visited.OPEN if result != Visited.REFUSED else place.is_open
    place.due_on = next_visit(place.kind, result, today, event.pack.rules["sweep"])
    place.version += 1
    place.save(
        update_fields=["last_result", "last_visit_at", "last_visit_by", "is_open", "due_on", "version"]
    )
    return visit
