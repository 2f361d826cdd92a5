"""A file as it arrived: sealed, with what it is taken to mean and what is known of its sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, open_bytes
from yanpan.kernel.errors import Refused, Stale
from yanpan.streams.verification.exchange import ReadList, proposal_of
from yanpan.streams.verification.exchange.naming import name_of_list
from yanpan.streams.verification.models import ListBatch, SourceLayout
from yanpan.streams.verification.operations.lists.remembering import layouts_of
from yanpan.streams.verification.queries.topics import open_topic_named
from yanpan.streams.verification.rules import CHECK_OF_SOURCE, POCKET_OF_SOURCE, Source
from yanpan.streams.verification.rules.layouts import Remembered, as_last_time, version_to_compare
from yanpan.streams.verification.rules.lists import (
    KEEP_FILE,
    KEEP_FOR_REPLY,
    Overlap,
    expects_reply,
    overlap_of,
    same_name,
)

COMPARED_LISTS = 20


@operation(
    "verification.receive_list",
    subject="source",
    records=("unit_key", "sender", "topic", "letter_number", "reply_due"),
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
    letter_number: str = "",
    reply_due: bool | None = None,
) -> ListBatch:
    """Keep a list as it arrived, sealed, with the proposed mapping: as last time where the sender is known.

    place and window stand for what the sheet does not say row by row. topic: the title of an open one, '' = none.
    reply_due: None = as usual for the source.
    Stale: the same file, or the same rows saved anew, are here already.
    """
    if source not in set(Source):
        raise Refused("unknown_source", source=source[:40])
    if window_from and window_to and window_to < window_from:
        raise Refused("window_ends_before_it_starts")
    unit, event, topic = visible_unit(actor, unit_key), current_event(), topic.strip()
    if topic and open_topic_named(event.id, topic) is None:
        raise Refused("no_such_topic")
    _must_be_new(event.id, read)
    batch_id, sender = fresh_id(now), sender.strip()[:80]
    sheets, colours = _proposed(read, layouts_of(unit.id, source, sender))
    known, overlap = _continued(event.id, unit.id, source, sender, read.row_keys)
    sealer = Sealer(ListBatch, now)
    return ListBatch.objects.create(
        id=batch_id,
        event_id=event.id,
        unit_id=unit.id,
        source=source,
        sender=sender,
        letter_number=letter_number.strip()[:60],
        file_name=name_of_list(Source(source), batch_id, now),
        name_as_sent=sealer.seal("name_as_sent", batch_id, read.file_name[:255]),
        file_digest=read.digest,
        rows_digest=read.rows_digest,
        row_keys=sealer.seal_bytes("row_keys", batch_id, read.row_keys),
        continues_id=known,
        rows_repeated=overlap.repeated,
        content=sealer.seal_bytes("content", batch_id, read.content),
        **kept_until(event, now, expects_reply(source) if reply_due is None else reply_due),
        pocket=POCKET_OF_SOURCE.get(Source(source), 0),
        check_kind=CHECK_OF_SOURCE[Source(source)],
        topic=topic,
        place=place[:80],
        window_from=window_from,
        window_to=window_to,
        received_at=now,
        received_by=actor.name,
        layout=sheets,
        colours=colours,
        warnings=list(read.warnings),
        person_rows=read.person_rows,
    )


def kept_until(event: EventView, now: datetime, reply_due: bool) -> dict[str, datetime | None]:
    """A reply is due within the pack's hours of ordinary rows; its file is kept for it (7 days), else 72 hours."""
    if not reply_due:
        return {"reply_due_at": None, "keep_until": now + KEEP_FILE}
    return {"reply_due_at": event.pack.find_by("other", now), "keep_until": now + KEEP_FOR_REPLY}


def _must_be_new(event_id: UUID, read: ReadList) -> None:
    living = (
        ListBatch.objects.filter(event_id=event_id).exclude(state="void").only("file_name", "received_at")
    )
    for code, found in (
        ("same_file_received", living.filter(file_digest=read.digest)),
        ("same_rows_received", living.filter(rows_digest=read.rows_digest)),
    ):
        if same := found.first():
            raise Stale(code, file=same.file_name, at=same.received_at.isoformat())


def _proposed(
    read: ReadList, known: Sequence[SourceLayout]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Sheets and colours as last time, or as read for the first time; colours are asked, never guessed."""
    sheets = [proposal_of(sheet) for sheet in read.sheets]
    memory = version_to_compare(sheets, [Remembered(one.version, one.sheets) for one in known])
    said = {one["colour"]: one for one in (known[0].colours if known else [])}
    colours = [
        {
            "colour": colour,
            "rows": rows,
            "meaning": said.get(colour, {}).get("meaning", ""),
            "note": said.get(colour, {}).get("note", ""),
            "legend": read.legends.get(colour, ""),
        }
        for colour, rows in read.colours.items()
    ]
    return (as_last_time(sheets, memory) if memory else sheets), colours


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    overlap: Overlap


def _continued(
    event_id: UUID, unit_id: int, source: str, sender: str, row_keys: bytes
) -> tuple[UUID | None, Overlap]:
    """The list of the same sender that shares most persons with this one, where that is 90 % of either."""
    before = ListBatch.objects.filter(event_id=event_id, unit_id=unit_id, source=source, content_gone_at=None)
    newest = before.exclude(state="void").only("sender", "row_keys").order_by("-received_at")
    same = [one for one in newest[: 5 * COMPARED_LISTS] if same_name(one.sender, sender)][:COMPARED_LISTS]
    compared = [_Known(one.id, overlap_of(_keys_of(one), row_keys)) for one in same]
    best = max(compared, key=lambda one: one.overlap.repeated, default=None)
    if best is None or not best.overlap.is_continuation:
        return None, Overlap(0, 0)
    return best.id, best.overlap


def _keys_of(batch: ListBatch) -> bytes:
    return open_bytes(ListBatch._meta.db_table, "row_keys", batch.id, batch.row_keys)
