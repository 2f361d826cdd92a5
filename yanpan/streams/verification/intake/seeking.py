"""Rows on their way to a task: opened, compared with the people known so far, their records sealed ahead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.events.queries import EventView
from yanpan.base.people.keeping import (
    Mark,
    PersonFacts,
    living,
    mark_of_people,
    people_of_residents,
    seal_people,
)
from yanpan.base.people.models import Person, Resident
from yanpan.science.record_matching import id_problems, normal_id, normal_phone, read_date
from yanpan.streams.verification.intake.known import find_known
from yanpan.streams.verification.intake.matching import listed_person
from yanpan.streams.verification.intake.routing import Routing
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.rules import urgency_of

Key = tuple[str, ...]


@dataclass(slots=True)
class Seeking:
    """One row on its way to a task. key: rows of one list with equal keys are one person."""

    row: ListRow
    fields: dict[str, str]
    urgency: str
    facts: PersonFacts
    key: Key
    like: UUID | None = None  # a person of an earlier list: the same
    perhaps: UUID | None = None  # a person of an earlier list, for a clerk to compare
    likeness: float = 0.0
    person: Person | None = None
    elsewhere: tuple[int, str] | None = None  # whom it goes to if the register does not say

    @property
    def in_review(self) -> bool:
        return self.row.decision == "review" and self.row.resident_id is not None


@dataclass(slots=True)
class Prepared:
    """What takes long, done before the transaction begins. mark: who was known from lists then."""

    seekings: list[Seeking]
    routing: Routing
    mark: Mark
    homes: dict[UUID, int]
    records: dict[Key, Person]

    def holds(self, batch: ListBatch, limit: int) -> bool:
        """Whether the same rows wait and the same people are known as then."""
        rows = list(_decided(batch).values_list("id", flat=True)[:limit])
        return rows == [one.row.id for one in self.seekings] and self.mark == mark_of_people(batch.event_id)

    def facts_of(self, one: Seeking) -> PersonFacts:
        """With the home the register gives."""
        home = self.homes.get(one.facts.resident_id) if one.facts.resident_id else None
        return replace(one.facts, home_id=home)

    def target_of(self, one: Seeking) -> tuple[int, str]:
        """(unit id, which rule decided)."""
        assert one.person is not None
        if one.person.home_id is None and one.elsewhere is not None:
            return one.elsewhere
        return self.routing.target_of(one.person.home_id, one.fields)


def prepare_tasks(batch: ListBatch, *, event: EventView, now: datetime, limit: int) -> Prepared:
    """The next decided waiting rows, at most `limit`, as `make_tasks` takes them. Nothing is written yet."""
    mark = mark_of_people(event.id)
    seekings = [_seeking(batch, row) for row in _decided(batch)[:limit]]
    _compare(seekings, event.id)
    find_people(seekings, event.id)
    routing = Routing(batch.unit_id, now)
    for one in seekings:
        if one.facts.resident_id is None:
            one.elsewhere = routing.target_of(None, one.fields)
    prepared = Prepared(seekings, routing, mark, _homes(seekings), {})
    first = {one.key: one for one in reversed(seekings) if one.person is None}
    facts = [prepared.facts_of(one) for one in first.values()]
    prepared.records = dict(zip(first, seal_people(event.id, facts, now=now), strict=True))
    return prepared


def _decided(batch: ListBatch) -> QuerySet[ListRow]:
    return batch.rows.filter(state="waiting").exclude(decision="").order_by("sheet", "number")


def _seeking(batch: ListBatch, row: ListRow) -> Seeking:
    fields = fields_of(row)
    facts = _facts(row, fields)
    urgency = urgency_of(fields.get("reason", ""), topic=bool(batch.topic))
    return Seeking(row, fields, urgency, facts, _same_person_key(row, facts))


def _facts(row: ListRow, fields: dict[str, str]) -> PersonFacts:
    number = fields.get("id_number", "")
    return PersonFacts(
        name=fields.get("name", "").strip(),
        id_number=normal_id(number) or number,
        phone=normal_phone(fields.get("phone", "")),
        address=fields.get("address", "") or fields.get("household_address", ""),
        sex=fields.get("sex", "")[:1],
        resident_id=row.resident_id if row.decision == "match" else None,
        birth_date=_whole_day(fields.get("birth_date", "")),
    )


def _whole_day(text: str) -> str:
    """yyyy-mm-dd; '' where year, month or day is missing."""
    year, month, day = read_date(text)
    return f"{year:04}-{month:02}-{day:02}" if year and month and day else ""


def _same_person_key(row: ListRow, facts: PersonFacts) -> Key:
    """The resident, the ID number, or name and telephone; else the row stands alone."""
    if facts.resident_id:
        return ("resident", str(facts.resident_id))
    if facts.id_number and not id_problems(facts.id_number):
        return ("id", facts.id_number)
    if facts.name and facts.phone:
        return ("name and phone", facts.name, facts.phone)
    return ("row", str(row.id))


def _compare(seekings: Sequence[Seeking], event_id: UUID) -> None:
    """Those the register does not know: compared with people built from earlier lists."""
    seeking = [one for one in seekings if one.row.decision != "match"]
    known = find_known(event_id, [listed_person(one.fields) for one in seeking])
    for one, found in zip(seeking, known, strict=True):
        if found is None:
            continue
        if found.sure:
            one.like = found.person.id
        else:
            one.perhaps, one.likeness = found.person.id, found.likeness


def find_people(seekings: Sequence[Seeking], event_id: UUID) -> None:
    """The living record of each that has one: of the resident, or of the person a row was found to be like."""
    residents = people_of_residents(
        event_id, {resident for s in seekings if (resident := s.facts.resident_id)}
    )
    alike = _living({likeness for s in seekings for likeness in (s.like, s.perhaps) if likeness})
    for one in seekings:
        if one.facts.resident_id:
            one.person = residents.get(one.facts.resident_id)
        elif one.like:
            one.person = alike[one.like]
        elif one.perhaps:
            one.perhaps = alike[one.perhaps].id


def _living(ids: Iterable[UUID]) -> dict[UUID, Person]:
    return living(list(Person.objects.filter(id__in=list(ids)).order_by("id")))


def _homes(seekings: Sequence[Seeking]) -> dict[UUID, int]:
    wanted = [one.facts.resident_id for one in seekings if one.facts.resident_id]
    return dict(Resident.objects.filter(id__in=wanted).values_list("id", "village_id"))
