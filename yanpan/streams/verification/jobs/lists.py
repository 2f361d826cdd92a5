"""The work behind a confirmed list: rows, matching, tasks; each in short steps that may run again."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.jobs.running import Step, work
from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.exchange import PersonRow
from yanpan.streams.verification.intake import make_tasks
from yanpan.streams.verification.intake.known import forget_people
from yanpan.streams.verification.intake.matching import decide_rows, keep_decisions
from yanpan.streams.verification.intake.rows import keep_rows, seal_rows
from yanpan.streams.verification.intake.seeking import Prepared, prepare_tasks
from yanpan.streams.verification.intake.withdrawing import withdraw
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.operations.lists.keeping import destroy_files, files_to_destroy
from yanpan.streams.verification.operations.lists.letters import call_for_numbers, to_call_for
from yanpan.streams.verification.queries.files import rows_of_file

PHASES = ("rows", "matching", "tasks")
# What one step takes: short enough that nobody waits long for SQLite's one writer (bench/intake.py measures it).
ROWS_PER_STEP = {"rows": 500, "matching": 1000, "tasks": 400}
# What was made ready for the very next step; nothing of a list stays in clear in the worker after it.
_ready: dict[tuple[UUID, str, int], Any] = {}


def make_ready(arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> None:
    """Reading, sealing and comparing take long and write nothing: done before the step, which holds the pen."""
    batch, phase, done = _where_at(arguments, cursor)
    _ready.clear()
    _ready[batch.id, phase, done] = _prepared(batch, phase, done, now)


def _where_at(arguments: dict[str, Any], cursor: dict[str, Any]) -> tuple[ListBatch, str, int]:
    batch = ListBatch.objects.defer("content", "row_keys").get(id=UUID(str(arguments["batch_id"])))
    return batch, str(cursor.get("phase", PHASES[0])), int(cursor.get("done", 0))


def _prepared(batch: ListBatch, phase: str, done: int, now: datetime) -> list[ListRow] | Prepared:
    limit = ROWS_PER_STEP[phase]
    if phase == "rows":
        rows = _rows_of(batch.id)[done : done + limit]
        return seal_rows(batch, rows, pack=event_view(batch.event_id).pack, now=now)
    if phase == "matching":
        return decide_rows(batch, day=now.astimezone(CITY_TIME).date(), limit=limit)
    return prepare_tasks(batch, event=event_view(batch.event_id), now=now, limit=limit)


@work("verification.take_in", before=make_ready)
def take_in(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
    """One slice of one phase a step; each finds by itself what is still to do."""
    batch, phase, before = _where_at(arguments, cursor)
    worked = _work_on(phase, before, batch, now)
    if worked == ROWS_PER_STEP[phase]:
        done = min(before + worked, batch.person_rows)
        return _step(batch, phase, done, {"phase": phase, "done": done})
    if phase == PHASES[-1] and (wrong := batch.replaces) and wrong.withdrawn_at is None:
        withdraw(actor, wrong, now=now)
    return _end_of_phase(batch, phase)


def _work_on(phase: str, done: int, batch: ListBatch, now: datetime) -> int:
    limit = ROWS_PER_STEP[phase]
    ready = _ready.pop((batch.id, phase, done), None)
    if ready is None:  # another worker has moved the job on meanwhile
        ready = _prepared(batch, phase, done, now)
    if phase == "rows":
        keep_rows(batch, ready)
        return len(ready)
    if phase == "matching":
        return keep_decisions(batch, ready, day=now.astimezone(CITY_TIME).date(), limit=limit)
    event = event_view(batch.event_id)
    return make_tasks(batch, event=event, now=now, limit=limit, prepared=ready)


def _end_of_phase(batch: ListBatch, phase: str) -> Step:
    _rows_of.cache_clear()  # nothing of a list stays in clear in the worker
    forget_people()
    if phase == PHASES[-1]:
        batch.state = "taken_in"
        batch.save(update_fields=["state"])
        return Step(3 * batch.person_rows, 3 * batch.person_rows, finished=True)
    return _step(batch, phase, batch.person_rows, {"phase": PHASES[PHASES.index(phase) + 1]})


def _step(batch: ListBatch, phase: str, done: int, cursor: dict[str, Any]) -> Step:
    passed = PHASES.index(phase) * batch.person_rows + done
    return Step(passed, len(PHASES) * batch.person_rows, finished=False, cursor=cursor)


@lru_cache(maxsize=1)
def _rows_of(batch_id: UUID) -> list[PersonRow]:
    batch = ListBatch.objects.get(id=batch_id)
    if batch.rows.count() >= batch.person_rows:
        return []  # released rows are there already
    if batch.content_gone_at:
        # The job stood still until its file was destroyed: rows would be lost unseen.
        raise Refused("file_gone")
    return rows_of_file(batch)


# Rounds: what the keeper looks after


@every(timedelta(minutes=10), "verification.letter_numbers", rights=("verification.call_for_numbers",))
def ring_for_numbers(actor: Actor, now: datetime) -> None:
    """The number of a letter by fax follows within 24 hours; else the desk is rung for it."""
    if to_call_for(now).exists():
        call_for_numbers(actor, now=now)


@every(timedelta(minutes=30), "verification.files_to_destroy", rights=("verification.destroy_files",))
def destroy_old_files(actor: Actor, now: datetime) -> None:
    """Files of lists go after 72 hours, or 7 days where a reply is due."""
    if files_to_destroy(now).exists():
        destroy_files(actor, now=now)
