"""Many answers of one unit at once, confirmed by a person: from a group chain, or from a paper roster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import UnitView, visible_unit
from yanpan.base.vault.masks import carries_identifier
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Roster, RosterLine, VerificationTask
from yanpan.streams.verification.operations.answers.given import Given, checked
from yanpan.streams.verification.operations.answers.recording import Entry, record_many

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line as a person confirmed it. number: as on the page or the paper; version: of the task as it was shown."""

    number: int
    task_id: UUID
    version: int
    given: Given


@operation("verification.confirm_chain", subject="unit_key", words=("told_by",))
def confirm_chain(
    actor: Actor, *, unit_key: str, lines: list[AnswerLine], now: datetime, told_by: str = ""
) -> list[VerificationTask]:
    """Keep the answers of a group chain, all of them or none. told_by: needed of whoever stands above the unit.

    Raises Refused('lines_refused', lines='3:code,code;7:code') with all problems of all lines at once.
    """
    unit = visible_unit(actor, unit_key)
    if unit.path not in actor.units and not told_by.strip():
        raise Refused("told_by_needed")
    return [one.task for one in _kept(actor, unit, lines, "chain", told_by, now)]


@operation("verification.enter_roster", subject="roster_id")
def enter_roster(
    actor: Actor, *, roster_id: UUID, lines: list[AnswerLine], now: datetime
) -> list[VerificationTask]:
    """Enter what a returned roster says, as far as it can be read; the other lines stay missing.

    Raises Stale('roster_not_returned') before its return is noted; else as `confirm_chain`.
    """
    roster = (
        Roster.objects.select_for_update(of=("self",)).select_related("unit").filter(id=roster_id).first()
    )
    if roster is None or not actor.covers(roster.unit.path):
        raise Missing("roster")
    if roster.returned_at is None:
        raise Stale("roster_not_returned")
    missing = {one.task_id: one for one in roster.lines.filter(outcome=None)}
    if not {one.task_id for one in lines} <= missing.keys():
        raise Stale("roster_line_is_entered")
    entries = _kept(actor, visible_unit(actor, roster.unit.key), lines, "roster", roster.returned_by, now)
    for one in entries:
        missing[one.task.id].outcome_id = one.id
    RosterLine.objects.bulk_update([missing[one.task.id] for one in entries], ["outcome"], batch_size=200)
    return [one.task for one in entries]


def _kept(
    actor: Actor, unit: UnitView, lines: Sequence[AnswerLine], way: str, told_by: str, now: datetime
) -> list[Entry]:
    if not lines:
        raise Refused("no_lines_marked")
    if len(lines) > MOST_LINES:
        raise Refused("too_many_lines", most=MOST_LINES)
    tasks = {
        task.id: task
        for task in VerificationTask.objects.select_for_update(of=("self",))
        .select_related("custody")
        .filter(id__in=[one.task_id for one in lines], custody_id=unit.id, merged_away=False)
        .order_by("id")
    }
    problems = {one.number: found for one in lines if (found := _problems(one, lines, tasks, now))}
    if problems:
        told = ";".join(f"{number}:{','.join(codes)}" for number, codes in sorted(problems.items()))
        raise Refused("lines_refused", lines=told)
    entries = [Entry(tasks[one.task_id], checked(one.given, now), fresh_id(now)) for one in lines]
    record_many(actor, entries, way=way, now=now, told_by=told_by)
    return entries


def _problems(
    line: AnswerLine, lines: Sequence[AnswerLine], tasks: dict[UUID, VerificationTask], now: datetime
) -> list[str]:
    """Codes of all that keeps one line from being entered."""
    task = tasks.get(line.task_id)
    if task is None:
        return ["person_not_here"]
    found = [one.value for one in line.given.problems(now)]
    found += ["person_twice"] if sum(one.task_id == line.task_id for one in lines) > 1 else []
    found += ["answered_meanwhile"] if task.version != line.version else []
    found += ["time_is_over"] if task.standing == "lapsed" else []
    in_clear = (line.given.deciding_body, line.given.document_number)
    return [*found, "identifier_in_clear"] if any(carries_identifier(one) for one in in_clear) else found
