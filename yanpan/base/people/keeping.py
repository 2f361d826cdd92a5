"""Keeping people: called inside operations of the rooms, never alone. Blind indexes over canonical values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate.many_rows import insert_rows
from yanpan.base.people.models import Merge, Person
from yanpan.base.vault.blind_index import blind_index
from yanpan.base.vault.randomness import fresh_id, fresh_short_code
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale

FAMILY = "people"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a list says of a person, in canonical form ('' = not said); birth_date yyyy-mm-dd, whole or not at all."""

    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""
    sex: str = ""
    resident_id: UUID | None = None
    home_id: int | None = None
    birth_date: str = ""


def id_index(id_number: str) -> bytes | None:
    return blind_index(FAMILY, "id_number", id_number)


def phone_index(phone: str) -> bytes | None:
    return blind_index(FAMILY, "phone", phone)


def make_people(event_id: UUID, facts: Sequence[PersonFacts], *, now: datetime) -> list[Person]:
    """New records, in the order given."""
    people = seal_people(event_id, facts, now=now)
    keep_people(people)
    return people


def seal_people(event_id: UUID, facts: Sequence[PersonFacts], *, now: datetime) -> list[Person]:
    """New records for `keep_people`, in the order given; nothing is written yet."""
    sealer = Sealer(Person, now)
    return [_person(sealer, event_id, one, now) for one in facts]


def keep_people(people: Sequence[Person]) -> None:
    """Insert records made by `seal_people`, inside the running transaction."""
    insert_rows(people)


def _person(sealer: Sealer, event_id: UUID, facts: PersonFacts, now: datetime) -> Person:
    person_id = fresh_id(now)
    return Person(
        id=person_id,
        event_id=event_id,
        short_code=fresh_short_code(),
        name=sealer.seal("name", person_id, facts.name),
        phone=sealer.seal("phone", person_id, facts.phone),
        address=sealer.seal("address", person_id, facts.address),
        id_number=sealer.seal("id_number", person_id, facts.id_number),
        birth_date=sealer.seal("birth_date", person_id, facts.birth_date),
        id_index=id_index(facts.id_number),
        phone_index=phone_index(facts.phone),
        sex=facts.sex,
        home_id=facts.home_id,
        resident_id=facts.resident_id,
        made_at=now,
    )


def people_of_residents(event_id: UUID, residents: Iterable[UUID]) -> dict[UUID, Person]:
    """Resident id → the living record (not merged away) of the event."""
    found = Person.objects.filter(event_id=event_id, resident_id__in=list(residents), merged_into=None)
    return {person.resident_id: person for person in found if person.resident_id}


Mark = tuple[int, UUID | None]


def mark_of_people(event_id: UUID) -> Mark:
    """Changes when somebody joins or leaves those built from lists alone: how many, and the latest."""
    people = Person.objects.filter(event_id=event_id, resident=None)
    return people.count(), people.order_by("-id").values_list("id", flat=True).first()


def living(people: Sequence[Person]) -> dict[UUID, Person]:
    """Id → the record that counts for it: itself, or the one it was merged into, however often."""
    known = {person.id: person for person in people}
    while missing := {one.merged_into_id for one in known.values() if one.merged_into_id} - set(known):
        known |= Person.objects.in_bulk(missing)
    return {person.id: _last(person, known) for person in people}


def _last(person: Person, known: dict[UUID, Person]) -> Person:
    while person.merged_into_id:
        person = known[person.merged_into_id]
    return person


def merge(kept: Person, gone: Person, *, reason: str, by: str, now: datetime) -> Merge:
    """gone was kept all along. Stale if either is merged already; nothing is deleted."""
    if not reason.strip():
        raise Refused("reason_needed")
    if kept.merged_into_id or gone.merged_into_id:
        raise Stale("already_merged")
    if kept.event_id != gone.event_id or kept.id == gone.id:
        raise Refused("cannot_merge_these")
    gone.merged_into = kept
    gone.version += 1
    gone.save(update_fields=["merged_into", "version"])
    return Merge.objects.create(id=fresh_id(now), kept=kept, gone=gone, reason=reason, by=by, at=now)


def unmerge(merge_id: UUID, *, by: str, now: datetime) -> Merge:
    """Take a merge back: the record lives again as it was."""
    made = Merge.objects.select_for_update().select_related("gone", "kept").filter(id=merge_id).first()
    if made is None:
        raise Missing("merge")
    if made.undone_at:
        raise Stale("merge_already_undone")
    made.undone_at, made.undone_by = now, by
    made.save(update_fields=["undone_at", "undone_by"])
    made.gone.merged_into = None
    made.gone.version += 1
    made.gone.save(update_fields=["merged_into", "version"])
    return made
