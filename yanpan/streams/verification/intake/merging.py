"""Making one task of two, and two of one again: the answers, the clocks, what is on its way, who is at home."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor
from yanpan.base.people.keeping import merge, unmerge
from yanpan.base.tasks.handovers import FindPerson, WriteToOtherCity
from yanpan.base.tasks.operations import open_handovers
from yanpan.base.tasks.sending import call_back, put_back, readdress
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Stale
from yanpan.streams.verification.intake.following import Following
from yanpan.streams.verification.models import HomeMonitoring, ListRow, TaskMerge, VerificationTask
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.queries.topics import open_priorities
from yanpan.streams.verification.rules import CLOSED, Standing, strictest, urgency_of
from yanpan.streams.verification.rules.homes import Ending
from yanpan.streams.verification.rules.merging import (
    ANSWER,
    FIELDS,
    State,
    Step,
    as_json,
    from_json,
    joined,
    replayed,
)

_REQUESTS = (FindPerson.REQUEST, WriteToOtherCity.REQUEST)


def state_of(task: VerificationTask) -> dict[str, Any]:
    return {name: getattr(task, name) for name in FIELDS}


def join_tasks(
    actor: Actor, kept: VerificationTask, gone: VerificationTask, *, reason: str, now: datetime
) -> TaskMerge:
    """One person, one task: the kept one goes on with the strictest clock and the answer that counts.

    Both tasks locked by the caller, with their persons. Raises Stale('already_merged').
    """
    made = merge(kept.person, gone.person, reason=reason, by=actor.name, now=now)
    before, other = state_of(kept), state_of(gone)
    one = joined(before, other, open_priorities(kept.event_id))
    at_home = HomeMonitoring.objects.filter(task__in=[kept.id, gone.id], ended_at=None)
    journal = TaskMerge(
        id=fresh_id(now),
        merge=made,
        kept=kept,
        gone=gone,
        before=as_json(before),
        after=as_json(one.state),
        gone_standing=gone.standing,
        handovers={},
        monitorings={str(key): str(task) for key, task in at_home.values_list("id", "task_id")},
        rows=[str(key) for key in kept.rows.values_list("id", flat=True)],
        contradiction=one.contradiction,
        at=now,
    )
    gone.merged_away, gone.standing = True, Standing.DUPLICATE.value
    gone.save(update_fields=["merged_away", "standing"])
    _write(kept, one.state)
    journal.handovers = _settle_ways(actor, kept, gone, carried=one.carried, now=now)
    if one.carried:
        _take_home(journal)
    journal.save()
    return journal


def _write(task: VerificationTask, state: State) -> None:
    """The state into the task; who had the page open is told that it changed where the answer did."""
    if any(getattr(task, name) != state[name] for name in ANSWER):
        task.version += 1
    for name in FIELDS:
        setattr(task, name, state[name])
    task.save(update_fields=[*FIELDS, "version"])


def _settle_ways(
    actor: Actor, kept: VerificationTask, gone: VerificationTask, *, carried: bool, now: datetime
) -> dict[str, list[str]]:
    """The other record goes nowhere any more, nor the kept one if its answer is here; a letter follows its answer."""
    moved: list[UUID] = []
    if carried and kept.standing == Standing.HANDED_ON:
        moved = readdress(WriteToOtherCity.REQUEST, gone.id, kept.id)
    settled = [gone.id, kept.id] if carried and kept.standing in CLOSED else [gone.id]
    on_the_way = open_handovers().filter(request__in=_REQUESTS, subject__in=settled).exclude(id__in=moved)
    ids = list(on_the_way.order_by("id").values_list("id", flat=True))
    call_back(actor, FindPerson.REQUEST, settled, now=now)
    call_back(actor, WriteToOtherCity.REQUEST, [gone.id], now=now)
    return {"called_back": [str(one) for one in ids], "moved": [str(one) for one in moved]}


def _take_home(journal: TaskMerge) -> None:
    """Who is followed up at home goes on being followed up, on the task that counts."""
    if str(journal.kept_id) not in journal.monitorings.values():
        HomeMonitoring.objects.filter(id__in=list(journal.monitorings)).update(task_id=journal.kept_id)


def part_tasks(merge_id: UUID, *, by: str, now: datetime) -> TaskMerge:
    """Two persons after all: both tasks stand as if they had never been one.

    What was done with the kept task meanwhile stays with it. Raises Stale('already_merged') while the kept one
    itself lives in another.
    """
    journal = TaskMerge.objects.select_for_update().filter(merge_id=merge_id, undone_at=None).first()
    if journal is None:
        raise Missing("merge")
    tasks = VerificationTask.objects.select_for_update().in_bulk([journal.kept_id, journal.gone_id])
    kept, gone = tasks[journal.kept_id], tasks[journal.gone_id]
    if kept.merged_away:
        raise Stale("already_merged")
    unmerge(merge_id, by=by, now=now)
    journals = list(
        TaskMerge.objects.filter(kept=kept, undone_at=None).select_related("gone").order_by("at", "id")
    )
    before = state_of(kept)
    state, carried = _without(journal, journals, kept)
    _write(kept, state)
    gone.merged_away, gone.standing = False, journal.gone_standing
    gone.save(update_fields=["merged_away", "standing"])
    journal.undone_at = now
    journal.save(update_fields=["undone_at"])
    _send_on(journal, journals, kept, gone)
    if any(before[name] != getattr(kept, name) for name in ANSWER):
        _end_what_followed(journal, journals, by, now)
    _bring_home(journal, journals, carried)
    return journal


def _without(
    journal: TaskMerge, journals: Sequence[TaskMerge], kept: VerificationTask
) -> tuple[State, dict[UUID, bool]]:
    """The kept task without this merge, with the others, and with what its own later rows say.

    The journals of the others are written as if this one had never been; by journal, if its answer counts.
    """
    steps = [
        Step(
            from_json(one.before),
            from_json(one.after),
            state_of(one.gone) | {"standing": one.gone_standing},
            undone=one.id == journal.id,
        )
        for one in journals
    ]
    priorities = open_priorities(kept.event_id)
    found = replayed(steps, state_of(kept), priorities)
    for one, (before, after, _) in zip(journals, found.steps, strict=True):
        one.before, one.after = as_json(before), as_json(after)
    TaskMerge.objects.bulk_update(journals, ["before", "after"])
    carried = {one.id: carried for one, (_, _, carried) in zip(journals, found.steps, strict=True)}
    return _with_rows(found.state, kept, journals[0].rows), carried


def _with_rows(state: State, kept: VerificationTask, before: Sequence[str]) -> State:
    """Later lists that name the kept person tighten its clock as if nothing had been merged."""
    if state["standing"] != Standing.IN_HAND:
        return state
    rows = ListRow.objects.filter(task=kept).exclude(id__in=before)
    new, event = dict(state), event_view(kept.event_id)
    for row in rows.select_related("batch").defer("batch__content", "batch__row_keys"):
        following = Following(row.batch, event)
        urgency = urgency_of(fields_of(row).get("reason", ""), topic=bool(row.batch.topic))
        new["find_by"] = min(new["find_by"], following.find_by(urgency))
        new["urgency"] = strictest(new["urgency"], urgency)
        new["topic"] = following.topic_of(new["topic"])
    return new


def _send_on(
    journal: TaskMerge, journals: Sequence[TaskMerge], kept: VerificationTask, gone: VerificationTask
) -> None:
    """What the merge called back or moved is on its way again as it was, where its sender still answers for it.

    While the answer of another merge ends the kept one's search, what this one called back waits with that merge.
    """
    if journal.handovers["moved"]:
        readdress(
            WriteToOtherCity.REQUEST, kept.id, gone.id, [UUID(one) for one in journal.handovers["moved"]]
        )
    senders = {gone.id: gone.custody_id}
    if kept.standing not in CLOSED:
        senders[kept.id] = kept.custody_id
    called_back = journal.handovers["called_back"]
    put_back([UUID(one) for one in called_back], senders)
    heir = next((one for one in journals if one.id != journal.id), None)
    if heir is not None and kept.standing in CLOSED:
        heir.handovers["called_back"] += called_back
        heir.save(update_fields=["handovers"])


def _end_what_followed(journal: TaskMerge, journals: Sequence[TaskMerge], by: str, now: datetime) -> None:
    """Periods at home begun of the merged answer end, those it ended go on."""
    both = HomeMonitoring.objects.filter(task__in=[journal.kept_id, journal.gone_id])
    before = {key for one in journals for key in one.monitorings}
    both.filter(ended_at=None).exclude(id__in=before).update(
        ended_at=now, ended_by=by, ended_why=Ending.CORRECTED.value
    )
    both.filter(
        id__in=list(journal.monitorings), ended_why=Ending.CORRECTED.value, ended_at__gte=journal.at
    ).update(ended_at=None, ended_by="", ended_why="")


def _bring_home(journal: TaskMerge, journals: Sequence[TaskMerge], carried: Mapping[UUID, bool]) -> None:
    """Every period is with the task it was begun for, or with the kept one where another merge still takes it."""
    kept, where = str(journal.kept_id), dict[str, str]()
    for one in journals:
        where = one.monitorings | where
    for one in journals:
        if one.id == journal.id:
            continue
        at_hand = {key: where[key] for key in one.monitorings if where[key] in (kept, str(one.gone_id))}
        one.monitorings = at_hand
        if carried[one.id] and kept not in at_hand.values():
            where |= dict.fromkeys(at_hand, kept)
    TaskMerge.objects.bulk_update(journals, ["monitorings"])
    for key, task in where.items():
        HomeMonitoring.objects.filter(id=key).update(task_id=task)
