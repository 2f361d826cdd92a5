"""Lists: received as they came, mapped by a person, taken in by a job, held where the rules say so."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.queries import current_event, event_view
from yanpan.base.gate import Actor, operation, under
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import enqueue
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.queries import get_unit, visible_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.streams.verification.exchange import ReadList, field_named, proposal_of
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.rules import (
    CHECK_OF_SOURCE,
    POCKET_OF_SOURCE,
    SUPERVISION,
    Source,
    needs_second_clerk,
)


@operation(
    "verification.receive_list",
    subject="source",
    records=("unit_key", "sender", "topic"),
    words=("place",),
)
def receive_list(
    actor: Actor,
    *,
    read: ReadList,
    unit_key: str,
    source: str,
    sender: str,
    topic: str,
    place: str,
    window_from: date | None,
    window_to: date | None,
    now: datetime,
) -> ListBatch:
    """Keep a list as it arrived, sealed, with the proposed mapping. Stale: the same file is here already.

    place and window stand for what the sheet does not say row by row.
    """
    if source not in set(Source):
        raise Refused("unknown_source", source=source[:40])
    if window_from and window_to and window_to < window_from:
        raise Refused("window_ends_before_it_starts")
    unit, event = visible_unit(actor, unit_key), current_event()
    living = ListBatch.objects.filter(event_id=event.id, file_digest=read.digest).exclude(state="void")
    same = living.defer("content").first()
    if same is not None:
        raise Stale("same_file_received", file=same.file_name, at=same.received_at.isoformat())
    batch_id = fresh_id(now)
    return ListBatch.objects.create(
        id=batch_id,
        event_id=event.id,
        unit_id=unit.id,
        source=source,
        sender=sender[:80],
        file_name=read.file_name[:255],
        file_digest=read.digest,
        content=Sealer(ListBatch, now).seal_bytes("content", batch_id, read.content),
        pocket=POCKET_OF_SOURCE.get(Source(source), 0),
        check_kind=CHECK_OF_SOURCE[Source(source)],
        topic=topic[:60],
        place=place[:80],
        window_from=window_from,
        window_to=window_to,
        received_at=now,
        received_by=actor.name,
        layout=[proposal_of(sheet) for sheet in read.sheets],
        person_rows=read.person_rows,
    )


def _batch(actor: Actor, batch_id: UUID) -> ListBatch:
    mine = ListBatch.objects.filter(under("unit__path", actor), id=batch_id)
    batch = mine.select_for_update(of=("self",)).defer("content").first()
    if batch is None:
        raise Missing("batch")
    return batch


@operation("verification.confirm_mapping", subject="batch_id", records=("version",))
def confirm_mapping(
    actor: Actor,
    *,
    batch_id: UUID,
    mapping: Mapping[str, Mapping[str, str]],
    version: int,
    now: datetime,
) -> ListBatch:
    """What each column means, as a person confirmed it; then the list is taken in by a job.

    mapping: sheet → column index → field; what is left out stays as proposed. A list of a source outside
    health with more rows than the pack allows is held for a second clerk (HC-19).
    """
    batch = _batch(actor, batch_id)
    if batch.state != "proposed" or batch.version != version:
        raise Stale("batch_changed", state=batch.state)
    batch.layout = _confirmed_layout(batch.layout, mapping)
    pack = event_view(batch.event_id).pack
    is_held = needs_second_clerk(batch.source, batch.person_rows, pack.second_clerk_above_rows)
    batch.state = "held" if is_held else "confirmed"
    batch.version += 1
    if not is_held:
        batch.job = enqueue(actor, "verification.take_in", now=now, batch_id=str(batch.id)).id
    else:
        _tell_supervision(batch, now)
    batch.save(update_fields=["layout", "state", "version", "job"])
    return batch


def _tell_supervision(batch: ListBatch, now: datetime) -> None:
    """A large list from outside health is stopped: the supervision force hears of it (HC-19)."""
    force = get_unit(SUPERVISION)
    make_calls([Call(force.id, "list_held", {"rows": batch.person_rows, "source": batch.source})], now=now)


def _confirmed_layout(
    layout: list[dict[str, object]], mapping: Mapping[str, Mapping[str, str]]
) -> list[dict[str, object]]:
    """Raises Refused: unknown sheet, column or field, a field given twice, nobody would be named."""
    if unknown := set(mapping) - {str(sheet["sheet"]) for sheet in layout}:
        raise Refused("no_such_sheet", sheets=", ".join(sorted(unknown)))
    return [_confirmed_sheet(sheet, mapping.get(str(sheet["sheet"]), {})) for sheet in layout]


_NAMING = frozenset({"name", "id_number", "phone", "passport"})
_MANY = frozenset({"unknown", "remark", "outcome", "address", "household_address", "reason"})


def _confirmed_sheet(sheet: dict[str, object], chosen: Mapping[str, str]) -> dict[str, object]:
    columns = sheet["columns"]
    assert isinstance(columns, list)
    known = {str(column["index"]) for column in columns}
    if unknown := sorted(set(chosen) - known):
        raise Refused("no_such_column", columns=", ".join(unknown))
    confirmed = [
        column | {"field": field_named(chosen[str(column["index"])]).value, "sure": True}
        if str(column["index"]) in chosen
        else column
        for column in columns
    ]
    fields = [column["field"] for column in confirmed]
    if twice := sorted({one for one in fields if one not in _MANY and fields.count(one) > 1}):
        raise Refused("field_given_twice", fields=", ".join(twice), sheet=str(sheet["sheet"]))
    if not _NAMING & set(fields):
        raise Refused("nobody_named_by_mapping", sheet=str(sheet["sheet"]))
    return sheet | {"columns": confirmed}


@operation("verification.void_list", subject="batch_id", records=("reason",))
def void_list(actor: Actor, *, batch_id: UUID, reason: str, now: datetime) -> None:
    """Put away a list that was uploaded by mistake, or whose job failed, before anything came of it."""
    batch = _batch(actor, batch_id)
    if not reason.strip():
        raise Refused("reason_needed")
    if batch.state not in ("proposed", "held") and not _came_to_nothing(batch):
        raise Stale("batch_changed", state=batch.state)
    batch.rows.all().delete()
    batch.state, batch.content, batch.content_gone_at = "void", b"", now
    batch.save(update_fields=["state", "content", "content_gone_at"])


def _came_to_nothing(batch: ListBatch) -> bool:
    """Confirmed, its job over for good, and no row has become a person to find."""
    if batch.state != "confirmed" or batch.job is None:
        return False
    is_over = Job.objects.filter(id=batch.job, state__in=["failed", "cancelled"]).exists()
    return is_over and not batch.rows.filter(state="accepted").exists()


@operation("verification.release_list", subject="batch_id", records=("reason",))
def release_list(actor: Actor, *, batch_id: UUID, reason: str, now: datetime) -> ListBatch:
    """A second clerk lets a held list in (HC-19); not the one who received it."""
    batch = _batch(actor, batch_id)
    if not reason.strip():
        raise Refused("reason_needed")
    if batch.state != "held":
        raise Stale("batch_changed", state=batch.state)
    if batch.received_by == actor.name:
        raise NotPermitted("verification.release_list")
    batch.state, batch.released_by, batch.released_at = "confirmed", actor.name, now
    batch.job = enqueue(actor, "verification.take_in", now=now, batch_id=str(batch.id)).id
    batch.save(update_fields=["state", "released_by", "released_at", "job"])
    return batch


@operation("verification.release_rows", subject="batch_id", records=("reason",))
def release_rows(actor: Actor, *, batch_id: UUID, reason: str, now: datetime) -> int:
    """An epidemiologist signs for the held rows of a list: they make tasks now (HC-19). Returns how many."""
    batch = _batch(actor, batch_id)
    if not reason.strip():
        raise Refused("reason_needed")
    if batch.state != "taken_in":
        raise Stale("batch_changed", state=batch.state)
    freed = batch.rows.filter(state="held").update(state="waiting")
    if not freed:
        raise Stale("no_rows_held")
    batch.state, batch.released_by, batch.released_at = "confirmed", actor.name, now
    batch.job = enqueue(actor, "verification.take_in", now=now, batch_id=str(batch.id)).id
    batch.save(update_fields=["state", "released_by", "released_at", "job"])
    return freed
