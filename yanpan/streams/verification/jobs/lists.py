"""The work behind a confirmed list: rows, matching, tasks; each in short steps that may run again."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import EventView, event_view
from yanpan.base.gate import Actor
from yanpan.base.jobs.running import Step, work
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.sealing import open_bytes
from yanpan.streams.verification.exchange import PersonRow, person_rows, read_list
from yanpan.streams.verification.intake import make_tasks, match_rows, take_rows
from yanpan.streams.verification.intake.matching import decide
from yanpan.streams.verification.models import ListBatch

PHASES = ("rows", "matching", "tasks")
# What one step takes: short enough that nobody waits for SQLite's one writer.
ROWS_PER_STEP = {"rows": 2000, "matching": 4000, "tasks": 1000}


def make_ready(arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> None:
    """Reading a file and decrypting a whole city take seconds: done before the step that needs it begins."""
    phase = cursor.get("phase", PHASES[0])
    if phase == "rows":
        _rows_of(UUID(str(arguments["batch_id"])))
    elif phase == "matching":
        decide([], now.astimezone(CITY_TIME).date())


@work("verification.take_in", before=make_ready)
def take_in(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
    """One slice of one phase a step; each finds by itself what is still to do."""
    batch = ListBatch.objects.defer("content").get(id=UUID(str(arguments["batch_id"])))
    phase, before = str(cursor.get("phase", PHASES[0])), int(cursor.get("done", 0))
    worked = _work_on(phase, batch, event_view(batch.event_id), now)
    if worked == ROWS_PER_STEP[phase]:
        done = min(before + worked, batch.person_rows)
        return _step(batch, phase, done, {"phase": phase, "done": done})
    return _end_of_phase(batch, phase)


def _work_on(phase: str, batch: ListBatch, event: EventView, now: datetime) -> int:
    limit = ROWS_PER_STEP[phase]
    if phase == "rows":
        return take_rows(batch, _rows_of(batch.id), pack=event.pack, now=now, limit=limit)
    if phase == "matching":
        return match_rows(batch, day=now.astimezone(CITY_TIME).date(), limit=limit)
    return make_tasks(batch, event=event, now=now, limit=limit)


def _end_of_phase(batch: ListBatch, phase: str) -> Step:
    _rows_of.cache_clear()  # nothing of a list stays in clear in the worker
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
    if batch.content_gone_at:
        return []  # released rows are there already
    content = open_bytes(ListBatch._meta.db_table, "content", batch.id, batch.content)
    mapping = {one["sheet"]: {str(c["index"]): c["field"] for c in one["columns"]} for one in batch.layout}
    return person_rows(read_list(content, batch.file_name), mapping)
