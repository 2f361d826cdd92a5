"""The work behind a confirmed list, in steps: rows, matching, tasks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor
from yanpan.base.jobs.running import Step, work
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.sealing import open_bytes
from yanpan.streams.verification.exchange import person_rows, read_list
from yanpan.streams.verification.intake import make_tasks, match_rows, take_rows
from yanpan.streams.verification.intake.matching import decide
from yanpan.streams.verification.models import ListBatch

PHASES = ("rows", "matching", "tasks")


def open_register(cursor: dict[str, Any], now: datetime) -> None:
    """Decrypting a whole city takes seconds to a minute: it is done before the step that needs it begins."""
    if cursor.get("phase") == "matching":
        decide([], now.astimezone(CITY_TIME).date())


@work("verification.take_in", before=open_register)
def take_in(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
    """One phase a step; each finds by itself what is still to do, so that it may run again."""
    batch = ListBatch.objects.defer("content").get(id=UUID(str(arguments["batch_id"])))
    phase = str(cursor.get("phase", PHASES[0]))
    event = event_view(batch.event_id)
    if phase == "rows":
        take_rows(batch, _rows_of(batch), pack=event.pack, now=now)
    elif phase == "matching":
        match_rows(batch, day=now.astimezone(CITY_TIME).date())
    else:
        make_tasks(batch, event=event, now=now)
        batch.state = "taken_in"
        batch.save(update_fields=["state"])
    return _next(phase)


def _rows_of(batch: ListBatch) -> "list[Any]":
    if batch.content_gone_at:
        return []  # released rows are there already
    content = open_bytes(ListBatch._meta.db_table, "content", batch.id, batch.content)
    mapping = {one["sheet"]: {str(c["index"]): c["field"] for c in one["columns"]} for one in batch.layout}
    return person_rows(read_list(content, batch.file_name), mapping)


def _next(phase: str) -> Step:
    done = PHASES.index(phase) + 1
    finished = done == len(PHASES)
    return Step(done, len(PHASES), finished, {} if finished else {"phase": PHASES[done]})
