"""Step three: one person, many lists, one task; routed to the unit that answers; the strictest clock wins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.events.models import Event
from yanpan.base.events.queries import EventView
from yanpan.base.gate.many_rows import insert_rows, update_rows
from yanpan.base.people.keeping import keep_people, seal_people
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.intake.arrivals import expect_arrivals
from yanpan.streams.verification.intake.asking import Question, ask_clerks
from yanpan.streams.verification.intake.following import Following
from yanpan.streams.verification.intake.seeking import Prepared, Seeking, find_people, prepare_tasks
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.rules import strictest
from yanpan.streams.verification.rules.outcomes import NOTHING_ANSWERED


def make_tasks(
    batch: ListBatch, *, event: EventView, now: datetime, limit: int, prepared: Prepared | None = None
) -> int:
    """Give decided waiting rows, at most `limit`, their person and task; returns how many were accepted.

    prepared: by `prepare_tasks` with the same arguments, before the transaction began; what no longer holds is
    prepared anew.
    """
    # Two lists worked on at once would each make a record of the same person: one waits for the other here.
    Event.objects.select_for_update().get(id=event.id)
    if prepared is None or not prepared.holds(batch, limit):
        prepared = prepare_tasks(batch, event=event, now=now, limit=limit)
    seekings = prepared.seekings
    find_people(seekings, event.id)
    _make_missing(prepared, event, now)
    _give_tasks(prepared, batch, event, now)
    expect_arrivals(batch, ((one.row, one.fields) for one in seekings), now=now)
    ask_clerks(event.id, _questions(seekings), now)
    return len(seekings)


def _make_missing(prepared: Prepared, event: EventView, now: datetime) -> None:
    """Rows of one list with equal keys are one person."""
    made, missing = {}, [one for one in prepared.seekings if one.person is None]
    for one in missing:
        if one.key not in made:
            ready = prepared.records.get(one.key)
            made[one.key] = ready or seal_people(event.id, [prepared.facts_of(one)], now=now)[0]
    keep_people(list(made.values()))
    for one in missing:
        one.person = made[one.key]


def _give_tasks(prepared: Prepared, batch: ListBatch, event: EventView, now: datetime) -> None:
    seekings = prepared.seekings
    people = {one.person.id: one for one in reversed(seekings) if one.person}
    tasks = {
        task.person_id: task
        for task in VerificationTask.objects.filter(event_id=event.id, person_id__in=list(people))
    }
    following = Following(batch, event)
    fresh = [
        _task(one, prepared.target_of(one), following, batch, event, now)
        for one in seekings
        if one.person and one.person.id not in tasks and people[one.person.id] is one
    ]
    insert_rows(fresh)
    tasks |= {task.person_id: task for task in fresh}
    started = {task.id for task in fresh}
    for one in seekings:
        assert one.person is not None
        task = tasks[one.person.id]
        one.row.task, one.row.state = task, "accepted"
        one.row.duplicate = task.id not in started
        started.discard(task.id)
    update_rows([one.row for one in seekings], ["task", "state", "duplicate"])
    _tighten(seekings, following, batch, event, now)


def _task(
    one: Seeking,
    target: tuple[int, str],
    following: Following,
    batch: ListBatch,
    event: EventView,
    now: datetime,
) -> VerificationTask:
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
        target_id=target[0],
        routed_by=target[1],
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
    update_rows(list(changed.values()), CHANGED)


CHANGED = (
    "find_by",
    "urgency",
    "topic",
    "standing",
    "lapses_at",
    "extensions",
    *NOTHING_ANSWERED,
    "version",
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
