"""Handing people out: down the responsibility tree, or to the unit that is right after a refusal."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView, get_unit, view_unit, visible_unit
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.queries import last_refused
from yanpan.base.tasks.sending import Parcel, send_many
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.queries.tasks import idle_tasks

MOST_AT_ONCE = 2000


@operation("verification.hand_down", subject="unit_key", records=("batch_id", "topic", "next_key"))
def hand_down(
    actor: Actor,
    *,
    unit_key: str,
    now: datetime,
    batch_id: UUID | None = None,
    topic: str = "",
    next_key: str = "",
) -> int:
    """Hand everything in this unit's custody to the next unit on each person's way. Returns how many went.

    Narrowed to one list, one topic or the way through one unit below. What was refused waits for `send_again`;
    what is at its village, or nobody's, stays.
    """
    unit, event = visible_unit(actor, unit_key), current_event()
    chosen = narrowed_to(batch_id, topic) & Q(custody_id=unit.id, event_id=event.id)
    waiting = idle_tasks(chosen).select_related("target")
    refused = last_refused(FindPerson.REQUEST, [task.id for task in waiting])
    children = _children_on_the_way(unit, next_key)
    parcels = [
        Parcel(task.id, unit, children[key], task.urgency, task.routed_by)
        for task in waiting
        if task.id not in refused and (key := next_hop(unit.path, task.target.path)) in children
    ]
    return len(send_many(actor, FindPerson.REQUEST, parcels, event=event, now=now))


def narrowed_to(batch_id: UUID | None, topic: str) -> Q:
    """People named by one list, or sought under one topic."""
    chosen = Q()
    if batch_id is not None:
        chosen &= Q(id__in=VerificationTask.objects.filter(rows__batch_id=batch_id).values("id"))
    if topic:
        chosen &= Q(id__in=VerificationTask.objects.filter(rows__batch__topic=topic).values("id"))
    return chosen


def next_hop(here: str, target: str) -> str:
    """Key of the unit just below `here` on the way to `target`; '' if the way does not lead down from here."""
    if not target.startswith(here) or target == here:
        return ""
    return target[len(here) :].split("/", 1)[0]


def _children_on_the_way(unit: UnitView, next_key: str) -> dict[str, UnitView]:
    children = Unit.objects.filter(parent_id=unit.id)
    if next_key:
        children = children.filter(key=next_key)
    return {child.key: view_unit(child) for child in children}


@operation("verification.send_again", records=("task_ids", "to_unit_key"))
def send_again(actor: Actor, *, task_ids: list[UUID], to_unit_key: str, now: datetime) -> int:
    """Send people of the own custody to a unit by hand: after a refusal, or because the office knows better.

    All or none, at most 2,000 at once.
    """
    receiver, event = get_unit(to_unit_key), current_event()
    if len(task_ids) > MOST_AT_ONCE:
        raise Refused("too_many_at_once", most=MOST_AT_ONCE)
    tasks = list(
        idle_tasks(Q(id__in=task_ids, event_id=event.id))
        .filter(under("custody__path", actor))
        .select_related("custody")
        .order_by("id")
    )
    if not task_ids or len(tasks) != len(set(task_ids)):
        raise Missing("task")
    VerificationTask.objects.filter(id__in=[task.id for task in tasks]).update(
        target_id=receiver.id, routed_by="by_hand"
    )
    stops = _first_stops({task.custody_id: view_unit(task.custody) for task in tasks}, receiver)
    parcels = [
        Parcel(task.id, view_unit(task.custody), stops[task.custody_id], task.urgency, "by_hand")
        for task in tasks
    ]
    return len(send_many(actor, FindPerson.REQUEST, parcels, event=event, now=now))


def _first_stops(senders: dict[int, UnitView], receiver: UnitView) -> dict[int, UnitView]:
    return {sender_id: first_stop(sender, receiver) for sender_id, sender in senders.items()}


def first_stop(sender: UnitView, receiver: UnitView) -> UnitView:
    """Down one step at a time; to another branch straight to the unit named."""
    key = next_hop(sender.path, receiver.path)
    return get_unit(key) if key else receiver


@operation("verification.not_my_village", subject="task_id", records=("right_unit_key", "reason"))
def not_my_village(actor: Actor, *, task_id: UUID, right_unit_key: str, reason: str, now: datetime) -> None:
    """The person is none of ours, though we took the row: it goes to the unit named, with the reason."""
    task = (
        idle_tasks(Q(id=task_id))
        .select_for_update(of=("self",))
        .filter(under("custody__path", actor))
        .select_related("custody")
        .first()
    )
    if task is None:
        raise Missing("task")
    if not reason.strip():
        raise Refused("reason_needed")
    there = get_unit(right_unit_key)
    if there.id == task.custody_id:
        raise Refused("name_another_unit")
    task.target_id, task.routed_by = there.id, "not_ours"
    task.save(update_fields=["target", "routed_by"])
    parcel = Parcel(task.id, view_unit(task.custody), there, task.urgency, "not_ours")
    send_many(actor, FindPerson.REQUEST, [parcel], event=current_event(), now=now)
