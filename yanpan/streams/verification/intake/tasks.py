"""Step three: one person, many lists, one task; routed to the unit that answers; the strictest clock wins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.events.models import Event
from yanpan.base.events.queries import EventView
from yanpan.base.people.keeping import (
    PersonFacts,
    living,
    make_people,
    people_of_residents,
    people_without_resident,
)
from yanpan.base.people.models import Person, Resident
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import unseal
from yanpan.science.record_matching import ListedPerson, Register, id_problems, match, normal_id, normal_phone
from yanpan.streams.verification.intake.arrivals import expect_arrivals
from yanpan.streams.verification.intake.asking import Question, ask_clerks
from yanpan.streams.verification.intake.following import Following
from yanpan.streams.verification.intake.routing import Routing
from yanpan.streams.verification.intake.writing import write_back
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.rules import strictest, urgency_of
from yanpan.streams.verification.rules.outcomes import NOTHING_ANSWERED


@dataclass(slots=True)
class Seeking:
    """One row on its way to a task."""

    row: ListRow
    fields: dict[str, str]
    urgency: str
    person: Person | None = None
    perhaps: UUID | None = None  # a person of an earlier list, for a clerk to compare
    likeness: float = 0.0

    @property
    def in_review(self) -> bool:
        return self.row.decision == "review" and self.row.resident_id is not None

    @property
    def facts(self) -> PersonFacts:
        number = self.fields.get("id_number", "")
        return PersonFacts(
            name=self.fields.get("name", "").strip(),
            id_number=normal_id(number) or number,
            phone=normal_phone(self.fields.get("phone", "")),
            address=self.fields.get("address", "") or self.fields.get("household_address", ""),
            sex=self.fields.get("sex", "")[:1],
            resident_id=self.row.resident_id if self.row.decision == "match" else None,
        )


def make_tasks(batch: ListBatch, *, event: EventView, now: datetime, limit: int) -> int:
    """Give decided waiting rows, at most `limit`, their person and task; returns how many were accepted."""
    # Two lists worked on at once would each make a record of the same person: one waits for the other here.
    Event.objects.select_for_update().get(id=event.id)
    rows = list(batch.rows.filter(state="waiting").exclude(decision="").order_by("sheet", "number")[:limit])
    seekings = [_seeking(batch, row) for row in rows]
    _find_by_resident(seekings, event)
    _find_by_lists(seekings, event)
    _make_missing(seekings, event, now)
    _give_tasks(seekings, batch, event, now)
    expect_arrivals(batch, ((one.row, one.fields) for one in seekings), now=now)
    ask_clerks(event.id, _questions(seekings), now)
    return len(seekings)


def _seeking(batch: ListBatch, row: ListRow) -> Seeking:
    fields = fields_of(row)
    return Seeking(row, fields, urgency_of(fields.get("reason", ""), topic=bool(batch.topic)))


def _find_by_resident(seekings: Sequence[Seeking], event: EventView) -> None:
    wanted = {one.row.resident_id for one in seekings if one.row.decision == "match" and one.row.resident_id}
    known = people_of_residents(event.id, wanted)
    for one in seekings:
        if one.row.decision == "match" and one.row.resident_id:
            one.person = known.get(one.row.resident_id)


def _find_by_lists(seekings: Sequence[Seeking], event: EventView) -> None:
    """Those the register does not know: compared with people built from earlier lists."""
    seeking = [one for one in seekings if one.row.decision != "match"]
    known = people_without_resident(event.id) if seeking else []
    if not known:
        return
    counting = living(known)
    register = Register.from_columns(
        resident_id=[str(person.id) for person in known],
        name=[unseal(person, "name") for person in known],
        id_number=[unseal(person, "id_number") for person in known],
        phone=[unseal(person, "phone") for person in known],
        sex=[person.sex for person in known],
        birth_date=["" for _ in known],
        village_code=["" for _ in known],
        address=[unseal(person, "address") for person in known],
    )
    listed = [_as_listed(one.fields) for one in seeking]
    for one, decision in zip(seeking, match(register, listed), strict=True):
        if decision.decision == "match":
            one.person = counting[UUID(decision.resident_id)]
        elif decision.decision == "review":
            one.perhaps = counting[UUID(decision.resident_id)].id
            one.likeness = round(decision.score, 4)


def _as_listed(fields: dict[str, str]) -> ListedPerson:
    return ListedPerson(
        name=fields.get("name", ""),
        id_number=fields.get("id_number", ""),
        phone=fields.get("phone", ""),
        sex=fields.get("sex", ""),
        address=fields.get("address", ""),
    )


def _same_person_key(one: Seeking) -> tuple[str, ...]:
    """Rows of one batch with equal keys are one person: the resident, the ID number, or name and telephone."""
    facts = one.facts
    if facts.resident_id:
        return ("resident", str(facts.resident_id))
    if facts.id_number and not id_problems(facts.id_number):
        return ("id", facts.id_number)
    if facts.name and facts.phone:
        return ("name and phone", facts.name, facts.phone)
    return ("row", str(one.row.id))


def _make_missing(seekings: Sequence[Seeking], event: EventView, now: datetime) -> None:
    first: dict[tuple[str, ...], Seeking] = {}
    for one in seekings:
        if one.person is None:
            first.setdefault(_same_person_key(one), one)
    homes = _homes([one.row.resident_id for one in first.values()])
    facts = [_with_home(one.facts, homes) for one in first.values()]
    made = dict(zip(first, make_people(event.id, facts, now=now), strict=True))
    for one in seekings:
        if one.person is None:
            one.person = made[_same_person_key(one)]


def _homes(residents: Sequence[UUID | None]) -> dict[UUID, int]:
    found = Resident.objects.filter(id__in=[one for one in residents if one]).values_list("id", "village_id")
    return dict(found)


def _with_home(facts: PersonFacts, homes: dict[UUID, int]) -> PersonFacts:
    home = homes.get(facts.resident_id) if facts.resident_id else None
    return PersonFacts(
        facts.name, facts.id_number, facts.phone, facts.address, facts.sex, facts.resident_id, home
    )


def _give_tasks(seekings: Sequence[Seeking], batch: ListBatch, event: EventView, now: datetime) -> None:
    people = {one.person.id: one for one in reversed(seekings) if one.person}
    tasks = {
        task.person_id: task
        for task in VerificationTask.objects.filter(event_id=event.id, person_id__in=list(people))
    }
    routing, following = Routing(batch.unit_id, now), Following(batch, event)
    fresh = [
        _task(one, routing, following, batch, event, now)
        for one in seekings
        if one.person and one.person.id not in tasks and people[one.person.id] is one
    ]
    VerificationTask.objects.bulk_create(fresh, batch_size=400)
    tasks |= {task.person_id: task for task in fresh}
    started = {task.id for task in fresh}
    for one in seekings:
        assert one.person is not None
        task = tasks[one.person.id]
        one.row.task, one.row.state = task, "accepted"
        one.row.duplicate = task.id not in started
        started.discard(task.id)
    write_back([one.row for one in seekings], ["task", "state", "duplicate"])
    _tighten(seekings, following, batch, event, now)


def _task(
    one: Seeking, routing: Routing, following: Following, batch: ListBatch, event: EventView, now: datetime
) -> VerificationTask:
    assert one.person is not None
    target, why = routing.target_of(one.person.home_id, one.fields)
    return VerificationTask(
        id=fresh_id(now),
        event_id=event.id,
        person=one.person,
        urgency=one.urgency,
        received_at=batch.received_at,
        find_by=following.find_by(one.urgency),
        topic=following.topic,
        pack=event.pack.id,
        custody_id=batch.unit_id,
        target_id=target,
        routed_by=why,
        lapses_at=event.pack.dies_at(_sought_from(one.row, batch, now)),
    )


def _sought_from(row: ListRow, batch: ListBatch, now: datetime) -> datetime:
    """From when the search may be counted: rows and lists that waited for a signature are not born dead (HC-19)."""
    return now if row.holds else batch.released_at or batch.received_at


def _tighten(
    seekings: Sequence[Seeking], following: Following, batch: ListBatch, event: EventView, now: datetime
) -> None:
    """A later list with a stricter class or topic shortens the clock of an open task, never lengthens it.

    Somebody already answered for is sought again when the later class is stricter: who was cleared as a
    visitor may since be a close contact. The earlier answers stay in their chain. A search that ended by itself
    begins anew with any later row that names the person (HC-19: a new row is a new reason).
    """
    changed: dict[UUID, VerificationTask] = {}
    for one in seekings:
        task = one.row.task
        assert task is not None
        find_by = following.find_by(one.urgency)
        urgency = strictest(task.urgency, one.urgency)
        if task.standing == "in_hand" and (find_by < task.find_by or urgency != task.urgency):
            task.find_by, task.urgency = min(find_by, task.find_by), urgency
            changed[task.id] = task
        elif task.standing == "lapsed" or (task.standing in SOUGHT_AGAIN and urgency != task.urgency):
            _seek_again(task, find_by, urgency, event.pack.dies_at(_sought_from(one.row, batch, now)))
            changed[task.id] = task
        if (topic := following.topic_of(task.topic)) != task.topic:
            task.topic = topic
            changed[task.id] = task
    VerificationTask.objects.bulk_update(
        changed.values(),
        ["find_by", "urgency", "topic", "standing", "lapses_at", "extensions", *NOTHING_ANSWERED, "version"],
        batch_size=400,
    )


SOUGHT_AGAIN = ("verified", "handed_on", "not_found", "returned")


def _seek_again(task: VerificationTask, find_by: datetime, urgency: str, lapses_at: datetime) -> None:
    task.find_by, task.urgency, task.standing = find_by, urgency, "in_hand"
    task.lapses_at, task.extensions = lapses_at, 0
    for name, nothing in NOTHING_ANSWERED.items():
        setattr(task, name, nothing)
    task.version += 1


def _questions(seekings: Sequence[Seeking]) -> list[Question]:
    """Rows that may be a resident, else those that may be a person of an earlier list."""
    return [
        Question(
            row=one.row,
            fields=one.fields,
            resident_id=one.row.resident_id if one.in_review else None,
            person_id=None if one.in_review else one.perhaps,
            score=one.row.score if one.in_review else one.likeness,
        )
        for one in seekings
        if one.in_review or one.perhaps
    ]
