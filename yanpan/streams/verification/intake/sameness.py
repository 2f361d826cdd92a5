"""What a decision on a pair does to the people, and how it is taken back."""

from datetime import datetime

from yanpan.base.gate import Actor
from yanpan.base.people.keeping import living, people_of_residents
from yanpan.base.people.models import Person
from yanpan.kernel.errors import Refused, Stale
from yanpan.streams.verification.intake.merging import join_tasks, part_tasks
from yanpan.streams.verification.intake.routing import Routing
from yanpan.streams.verification.models import Pair, VerificationTask
from yanpan.streams.verification.queries.opening import fields_of


def make_same(actor: Actor, pair: Pair, now: datetime) -> None:
    """The person of the row is the other one: take over the identity, or become one record with one task.

    pair: locked, with row, task and person; `merge` is set where two records became one. Raises
    Refused('cannot_merge_these') where both are known to be different residents.
    """
    task = pair.row.task
    assert task is not None
    person = _living(task.person)
    if pair.resident_id:
        other = people_of_residents(task.event_id, [pair.resident_id]).get(pair.resident_id)
        if person.resident_id not in (None, pair.resident_id):
            raise Refused("cannot_merge_these")  # another row of this person is that of another resident
        if other is None or other.id == person.id:
            _take_over(pair, person)
            return
    else:
        assert pair.person is not None
        other = _living(pair.person)
        if other.id == person.id:
            return  # another row of the same person has said so already
        if None not in (person.resident_id, other.resident_id):
            raise Refused("cannot_merge_these")
    kept, gone = (person, other) if person.resident_id and not other.resident_id else (other, person)
    _become_one(actor, pair, kept, gone, now)


def _living(person: Person) -> Person:
    return living([person])[person.id]


def _become_one(actor: Actor, pair: Pair, kept: Person, gone: Person, now: datetime) -> None:
    found = VerificationTask.objects.select_for_update(of=("self",)).filter(person__in=[kept, gone])
    tasks = {task.person_id: task for task in found.select_related("person").order_by("id")}
    made = join_tasks(actor, tasks[kept.id], tasks[gone.id], reason=pair.reason, now=now)
    pair.merge = made.merge_id


def _take_over(pair: Pair, person: Person) -> None:
    """The person is known now: at home in the resident's village, and sought there."""
    assert pair.resident is not None
    person.resident_id, person.home_id = pair.resident_id, pair.resident.village_id
    person.save(update_fields=["resident", "home"])
    task = VerificationTask.objects.select_for_update().filter(person=person, standing="in_hand").first()
    if task is not None and task.routed_by != "register":
        task.target_id, task.routed_by = pair.resident.village_id, "register"
        task.save(update_fields=["target", "routed_by"])


def take_back_same(pair: Pair, *, by: str, now: datetime) -> None:
    """Two persons after all: what the decision changed stands as before.

    Raises Stale('already_merged') while what it made was merged further: that comes first.
    """
    if pair.merge:
        _become_two(pair, by, now)
    elif pair.resident_id:
        _give_up_identity(pair, now)


def _become_two(pair: Pair, by: str, now: datetime) -> None:
    """The record lives again, unless another row of the same person holds the merge too: then it goes on there."""
    said_too = Pair.objects.filter(
        row__task=pair.row.task_id,
        resident=pair.resident,
        person=pair.person,
        answer="same",
        merge=None,
    )
    if heir := said_too.exclude(id=pair.id).first():
        heir.merge = pair.merge
        heir.save(update_fields=["merge"])
        return
    assert pair.merge is not None
    part_tasks(pair.merge, by=by, now=now)


def _give_up_identity(pair: Pair, now: datetime) -> None:
    """The person is not that resident after all, unless another row says so."""
    task = pair.row.task
    assert task is not None and pair.resident_id is not None
    person = people_of_residents(task.event_id, [pair.resident_id]).get(pair.resident_id)
    if person is None:
        return
    if Person.objects.filter(merged_into=person).exists():
        raise Stale("already_merged")
    others = Pair.objects.filter(row__task__event=task.event_id, resident_id=pair.resident_id, answer="same")
    if others.exclude(id=pair.id).exists():
        return
    person.resident_id = person.home_id = None
    person.save(update_fields=["resident", "home"])
    sought = VerificationTask.objects.select_for_update().filter(person=person, standing="in_hand").first()
    if sought is not None and sought.routed_by == "register":
        routing = Routing(pair.row.batch.unit_id, now)
        sought.target_id, sought.routed_by = routing.target_of(None, fields_of(pair.row))
        sought.save(update_fields=["target", "routed_by"])
