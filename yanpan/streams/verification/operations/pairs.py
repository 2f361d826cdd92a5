"""The clerk's pairs: same, different or unsure; remembered, and taken back where it was wrong."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.people.keeping import merge, people_of_residents, unmerge
from yanpan.base.people.models import Person
from yanpan.base.tasks.handovers import FindPerson, WriteToOtherCity
from yanpan.base.tasks.sending import call_back
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.intake.routing import Routing
from yanpan.streams.verification.models import Pair, VerificationTask
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.queries.topics import open_priorities
from yanpan.streams.verification.rules import standing_after, strictest
from yanpan.streams.verification.rules.topics import first_topic


@operation("verification.decide_pair", subject="pair_id", records=("answer", "reason"))
def decide_pair(actor: Actor, *, pair_id: UUID, answer: str, reason: str, now: datetime) -> Pair:
    """Same, different or unsure, with a reason. 'same' makes them one person with one task."""
    if answer not in ("same", "different", "unsure"):
        raise Refused("unknown_answer", answer=answer[:20])
    if not reason.strip():
        raise Refused("reason_needed")
    pair = _pair(actor, pair_id)
    if pair.answer in ("same", "different"):
        raise Stale("pair_is_decided", answer=pair.answer)
    pair.answer, pair.reason, pair.answered_at, pair.answered_by = answer, reason[:200], now, actor.name
    if answer == "same":
        _join(actor, pair, now)
    pair.save()
    return pair


def _pair(actor: Actor, pair_id: UUID) -> Pair:
    pair = (
        Pair.objects.select_for_update(of=("self",))
        .filter(under("row__batch__unit__path", actor), id=pair_id)
        .select_related("row__task__person", "row__batch", "resident")
        .defer("row__batch__content")
        .first()
    )
    if pair is None:
        raise Missing("pair")
    return pair


def _join(actor: Actor, pair: Pair, now: datetime) -> None:
    """The row's person is the resident: take over the identity, or merge into the record that has it."""
    task = pair.row.task
    assert task is not None
    person = task.person
    if person.resident_id not in (None, pair.resident_id):
        raise Refused("cannot_merge_these")  # another row of this person is that of another resident
    kept = people_of_residents(task.event_id, [pair.resident_id]).get(pair.resident_id)
    if kept is None or kept.id == person.id:
        person.resident_id, person.home_id = pair.resident_id, pair.resident.village_id
        person.save(update_fields=["resident", "home"])
        if task.standing == "in_hand" and task.routed_by != "register":
            task.target_id, task.routed_by = pair.resident.village_id, "register"
            task.save(update_fields=["target", "routed_by"])
        return
    if person.merged_into_id == kept.id:
        return  # another row of the same person has said so already
    made = merge(kept, person, reason=pair.reason, by=actor.name, now=now)
    for request in (FindPerson.REQUEST, WriteToOtherCity.REQUEST):
        call_back(actor, request, [task.id], now=now)
    pair.merge = made.id
    _tighten(VerificationTask.objects.select_for_update().get(person=kept), task)
    task.merged_away, task.standing = True, "duplicate"
    task.save(update_fields=["merged_away", "standing"])


def _tighten(kept: VerificationTask, gone: VerificationTask) -> None:
    """The strictest clock of the two holds, also if the decision is taken back later; so does the first topic."""
    if gone.topic and gone.topic != kept.topic:
        kept.topic = first_topic(kept.topic, gone.topic, open_priorities(kept.event_id))
        kept.save(update_fields=["topic"])
    if kept.standing == "in_hand" and gone.find_by < kept.find_by:
        kept.find_by, kept.urgency = gone.find_by, strictest(kept.urgency, gone.urgency)
        kept.save(update_fields=["find_by", "urgency"])


@operation("verification.undo_pair", subject="pair_id", records=("reason",))
def undo_pair(actor: Actor, *, pair_id: UUID, reason: str, now: datetime) -> Pair:
    """Take a decision back: the merge is undone and the task lives again as it was."""
    if not reason.strip():
        raise Refused("reason_needed")
    pair = _pair(actor, pair_id)
    if pair.answer not in ("same", "different"):
        raise Stale("pair_is_not_decided")
    task = pair.row.task
    assert task is not None
    if pair.merge:
        _unjoin(actor, pair, task, now)
    elif pair.answer == "same":
        _part(pair, task, now)
    pair.answer, pair.reason, pair.merge = "", f"{reason} ({actor.name})"[:200], None
    pair.answered_at, pair.answered_by = None, ""
    pair.save()
    return pair


def _unjoin(actor: Actor, pair: Pair, task: VerificationTask, now: datetime) -> None:
    """The record lives again, unless another row of the same person holds the merge too: then it goes on there."""
    same = Pair.objects.filter(row__task=task, resident_id=pair.resident_id, answer="same", merge=None)
    if heir := same.exclude(id=pair.id).first():
        heir.merge = pair.merge
        heir.save(update_fields=["merge"])
        return
    assert pair.merge is not None
    unmerge(pair.merge, by=actor.name, now=now)
    task.merged_away, task.standing = False, _standing_of(task)
    task.save(update_fields=["merged_away", "standing"])


def _part(pair: Pair, task: VerificationTask, now: datetime) -> None:
    """The person is not that resident after all, unless another row of the same person says so.

    Raises Stale('already_merged') while other records live in this one because of it: those come first.
    """
    if Person.objects.filter(merged_into=task.person).exists():
        raise Stale("already_merged")
    others = Pair.objects.filter(row__task=task, resident_id=pair.resident_id, answer="same")
    if others.exclude(id=pair.id).exists():
        return
    task.person.resident_id = task.person.home_id = None
    task.person.save(update_fields=["resident", "home"])
    if task.standing == "in_hand" and task.routed_by == "register":
        routing = Routing(pair.row.batch.unit_id, now)
        task.target_id, task.routed_by = routing.target_of(None, fields_of(pair.row))
        task.save(update_fields=["target", "routed_by"])


def _standing_of(task: VerificationTask) -> str:
    return standing_after(task.where, task.contact, task.measure).value if task.where else "in_hand"
