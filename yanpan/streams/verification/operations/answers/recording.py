"""Keeping answers, many or one: the chain, the task as it stands, the attempts, and who must act next.

`record` and `record_many` are for operations of this room that have checked the right, locked the tasks and
seen to their versions themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor
from yanpan.base.gate.many_rows import update_rows
from yanpan.base.places.queries import UnitView, get_unit, view_unit
from yanpan.base.policy.rules import pack_named
from yanpan.base.tasks.handovers import FindPerson, WriteToOtherCity
from yanpan.base.tasks.sending import Parcel, call_back_all, send_many
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import Attempt, Outcome, VerificationTask
from yanpan.streams.verification.operations.answers.given import Answer, Given, checked
from yanpan.streams.verification.operations.answers.positives import ring_for_positives
from yanpan.streams.verification.operations.homes import follow_homes
from yanpan.streams.verification.rules import CLOSED, CO_INVESTIGATION, Standing, Where
from yanpan.streams.verification.rules.outcomes import (
    attempt_of,
    controlled_after,
    found_after,
    paper_due_after,
)

# Ways in which the unit itself, or an office for it, tells of its own calls and visits.
TRIED_THEMSELVES = frozenset({"taps", "telephone", "chain", "roster"})
SAID = ("where", "contact", "obstacle", "measure", "deciding_body", "document_number")
TESTED = ("told", "test_at", "test_result")
CLOCKS = ("found_at", "controlled_at", "paper_due_at")
ANSWERED = (
    "standing",
    "by_telephone",
    "answered_at",
    "answered_by",
    "answering_unit",
    "lapses_at",
    "version",
)
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer to be kept: a locked task with its custody loaded, and what is said of it."""

    task: VerificationTask
    answer: Answer
    id: UUID


def record(
    actor: Actor,
    task: VerificationTask,
    given: Given,
    *,
    way: str,
    now: datetime,
    told_by: str = "",
    answer_id: UUID | None = None,
    said_at: datetime | None = None,
) -> VerificationTask:
    """Keep one answer. way: a code of at most ten signs (taps, telephone, chain, roster, police, receipt, …).

    said_at: where it was said before it came here; the clocks of the answer run from then.

    Raises Refused('outcome_incomplete', problems=…), Refused('name_another_unit').
    """
    entry = Entry(task, checked(given, now), answer_id or fresh_id(now))
    record_many(actor, [entry], way=way, now=now, told_by=told_by, said_at=said_at)
    return task


def record_many(
    actor: Actor,
    entries: Sequence[Entry],
    *,
    way: str,
    now: datetime,
    told_by: str = "",
    said_at: datetime | None = None,
) -> None:
    """Keep answers on different people: bounded statements, whatever their number."""
    at = said_at or now
    parcels = _parcels(entries)
    _keep_outcomes(actor, entries, Sealer(Outcome, now), way, told_by, at)
    if way in TRIED_THEMSELVES:
        _keep_attempts(actor, entries, at)
    positive = [one.task for one in entries if _newly_positive(one)]
    for one in entries:
        _apply(actor, one.task, one.answer, by_telephone=bool(told_by), at=at, now=now)
    update_rows([one.task for one in entries], [*SAID, *TESTED, *CLOCKS, *ANSWERED, "target", "routed_by"])
    _call_back(actor, entries, now)
    _pass_on(actor, entries, parcels, now)
    follow_homes([one.task for one in entries], by=actor.name, now=now)
    ring_for_positives(positive, now)


def _newly_positive(one: Entry) -> bool:
    return one.answer.test_result == "positive" != one.task.test_result


def _keep_outcomes(
    actor: Actor, entries: Sequence[Entry], sealer: Sealer, way: str, told_by: str, at: datetime
) -> None:
    Outcome.objects.bulk_create(
        [
            Outcome(
                id=one.id,
                task=one.task,
                note=sealer.seal("note", one.id, one.answer.note),
                at=at,
                by=actor.name,
                unit_id=one.task.custody_id,
                by_telephone=bool(told_by),
                told_by=told_by[:60],
                way=way,
                **{name: getattr(one.answer, name) for name in (*SAID, *TESTED)},
            )
            for one in entries
        ],
        batch_size=_AT_ONCE,
    )


def _keep_attempts(actor: Actor, entries: Sequence[Entry], at: datetime) -> None:
    tried = [
        (one.task, how)
        for one in entries
        if (how := attempt_of(one.answer.contact, one.answer.obstacle, one.answer.tried))
    ]
    Attempt.objects.bulk_create(
        [
            Attempt(
                id=fresh_id(at),
                task=task,
                at=at,
                by=actor.name,
                unit_id=task.custody_id,
                kind=how.kind,
                result=how.result,
            )
            for task, how in tried
        ],
        batch_size=_AT_ONCE,
    )


def _apply(
    actor: Actor, task: VerificationTask, answer: Answer, *, by_telephone: bool, at: datetime, now: datetime
) -> None:
    said_by_word = task.paper_due_at if task.measure == answer.measure else None
    for name in (*SAID, *TESTED):
        setattr(task, name, getattr(answer, name))
    task.found_at = found_after(task.found_at, answer.where, answer.contact, at)
    task.controlled_at = controlled_after(task.controlled_at, answer.measure, answer.deciding_body, at)
    task.paper_due_at = paper_due_after(
        said_by_word, answer.measure, answer.deciding_body, answer.document_number, at
    )
    if task.standing in CLOSED and answer.standing == Standing.IN_HAND:
        task.lapses_at = pack_named(task.pack).dies_at(now)  # sought again: the search lives anew (HC-19)
    task.standing, task.by_telephone = answer.standing.value, by_telephone
    task.answered_at, task.answered_by, task.answering_unit_id = at, actor.name, task.custody_id
    task.version += 1


def _call_back(actor: Actor, entries: Sequence[Entry], now: datetime) -> None:
    """Nobody is asked any more to find who is found, or to write about who is no longer outside."""
    answered = [(one.task.id, one.answer) for one in entries]
    found = [
        key for key, said in answered if said.standing != Standing.IN_HAND or said.where == Where.ELSEWHERE
    ]
    home = [key for key, said in answered if said.standing != Standing.HANDED_ON]
    call_back_all(actor, {FindPerson.REQUEST: found, WriteToOtherCity.REQUEST: home}, now=now)


def _parcels(entries: Iterable[Entry]) -> dict[str, list[tuple[Entry, UnitView]]]:
    """Elsewhere in the city: to that unit. Outside: the task force writes to the other city."""
    going: dict[str, list[tuple[Entry, UnitView]]] = {FindPerson.REQUEST: [], WriteToOtherCity.REQUEST: []}
    units: dict[str, UnitView] = {}
    for one in entries:
        elsewhere = one.answer.where == Where.ELSEWHERE
        if not elsewhere and one.answer.standing != Standing.HANDED_ON:
            continue
        key = one.answer.other_unit_key if elsewhere else CO_INVESTIGATION
        there = units[key] if key in units else units.setdefault(key, get_unit(key))
        if elsewhere:
            if there.id == one.task.custody_id:
                raise Refused("name_another_unit")
            one.task.target_id, one.task.routed_by = there.id, "elsewhere"
        request = FindPerson.REQUEST if elsewhere else WriteToOtherCity.REQUEST
        going[request].append((one, there))
    return going


def _pass_on(
    actor: Actor,
    entries: Sequence[Entry],
    going: dict[str, list[tuple[Entry, UnitView]]],
    now: datetime,
) -> None:
    for event_id in dict.fromkeys(one.task.event_id for one in entries):
        for request, group in going.items():
            parcels = [
                Parcel(one.task.id, view_unit(one.task.custody), there, one.task.urgency, one.answer.where)
                for one, there in group
                if one.task.event_id == event_id
            ]
            if parcels:
                send_many(actor, request, parcels, event=event_view(event_id), now=now)
