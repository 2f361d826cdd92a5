"""Replies: what is due, what is on its way, what went out. Numbers only; the file itself is in `reply_files`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch, Reply
from yanpan.streams.verification.rules.replies import DUE_SOON
from yanpan.streams.verification.rules.reply_columns import carries_results

_FILE = ("batch__content", "batch__row_keys", "texts")


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One version. numbers: the cover line; next steps are those of its state."""

    id: UUID
    batch_id: UUID
    file_name: str
    received_at: datetime
    source: str
    sender: str
    reply_due_at: datetime | None
    file_gone: bool
    keep_until: datetime | None
    number: int
    kind: str
    state: str
    reason: str
    numbers: Mapping[str, int]
    words_version: int
    carries_results: bool
    drafted_at: datetime
    drafted_by: str
    checked_at: datetime | None
    checked_by: str
    sent_at: datetime | None
    sent_by: str
    channel: str
    sent_note: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_for: str
    version: int

    @property
    def is_open(self) -> bool:
        return self.state in ("drafted", "checked")

    @property
    def was_late(self) -> bool:
        return bool(self.sent_at and self.reply_due_at and self.sent_at > self.reply_due_at)


def view_of(reply: Reply) -> ReplyView:
    batch = reply.batch
    return ReplyView(
        reply.id,
        batch.id,
        batch.file_name,
        batch.received_at,
        batch.source,
        batch.sender,
        batch.reply_due_at,
        batch.content_gone_at is not None or reply.texts_gone_at is not None,
        batch.keep_until,
        reply.number,
        reply.kind,
        reply.state,
        reply.reason,
        reply.numbers,
        reply.words_version,
        carries_results(reply.sheets),
        reply.drafted_at,
        reply.drafted_by,
        reply.checked_at,
        reply.checked_by,
        reply.sent_at,
        reply.sent_by,
        reply.channel,
        reply.sent_note,
        reply.withdrawn_at,
        reply.withdrawn_by,
        reply.withdrawn_for,
        reply.version,
    )


@query("verification.get_reply", subject="reply_id", personal=False)
def get_reply(actor: Actor, *, reply_id: UUID, now: datetime) -> ReplyView:
    """One version with its cover line; Missing elsewhere."""
    mine = Reply.objects.filter(under("batch__unit__path", actor), id=reply_id)
    found = mine.select_related("batch").defer(*_FILE).first()
    if found is None:
        raise Missing("reply")
    return view_of(found)


@query("verification.list_reply_versions", subject="batch_id", personal=False)
def list_reply_versions(actor: Actor, *, batch_id: UUID, now: datetime) -> list[ReplyView]:
    """Every version of a list's reply, the newest first; nothing of a list elsewhere."""
    mine = Reply.objects.filter(under("batch__unit__path", actor), batch_id=batch_id)
    return [view_of(one) for one in mine.select_related("batch").defer(*_FILE).order_by("-number")]


@dataclass(frozen=True, slots=True)
class ReplyDesk:
    """One list that is to be answered, and how far its reply is. state: '' = nothing drafted yet."""

    batch_id: UUID
    file_name: str
    source: str
    sender: str
    unit_name: str
    unit_key: str
    rows: int
    due_at: datetime
    file_gone: bool
    batch_state: str
    reply_id: UUID | None
    kind: str
    state: str
    sent_at: datetime | None
    answered: int

    @property
    def waits(self) -> bool:
        """Nothing has gone out yet."""
        return self.sent_at is None

    @property
    def went_late(self) -> bool:
        return self.sent_at is not None and self.sent_at > self.due_at


@query("verification.list_replies", personal=False)
def list_replies(actor: Actor, *, event_id: UUID, now: datetime) -> list[ReplyDesk]:
    """The lists that are answered in the sender's sheet: those without a reply first, the nearest clock first."""
    mine = _to_answer().filter(under("unit__path", actor), event_id=event_id)
    batches = list(mine.select_related("unit").defer("content", "row_keys").order_by("reply_due_at")[:500])
    latest: dict[UUID, Reply] = {}
    first_sent: dict[UUID, Reply] = {}
    replies = Reply.objects.filter(batch__in=batches).exclude(state="withdrawn").defer("texts")
    for one in replies.order_by("number"):
        latest[one.batch_id] = one
        if one.state == "sent":
            first_sent.setdefault(one.batch_id, one)
    found = [_desk(batch, latest.get(batch.id), first_sent.get(batch.id)) for batch in batches]
    return sorted(found, key=lambda one: (not one.waits, one.due_at))


def _desk(batch: ListBatch, latest: Reply | None, first: Reply | None) -> ReplyDesk:
    assert batch.reply_due_at is not None
    return ReplyDesk(
        batch.id,
        batch.file_name,
        batch.source,
        batch.sender,
        batch.unit.name,
        batch.unit.key,
        batch.person_rows,
        batch.reply_due_at,
        batch.content_gone_at is not None,
        batch.state,
        latest.id if latest else None,
        latest.kind if latest else "",
        latest.state if latest else "",
        first.sent_at if first else None,
        latest.answered if latest else 0,
    )


def _to_answer() -> QuerySet[ListBatch]:
    return ListBatch.objects.filter(reply_due_at__isnull=False, kind="file").exclude(state="void")


@dataclass(frozen=True, slots=True)
class DueReply:
    """A list whose reply is due soon or late, and has not gone out. Numbers, no names."""

    batch_id: UUID
    unit_id: int
    due_at: datetime
    rows: int


def replies_due(now: datetime, within: timedelta = DUE_SOON) -> list[DueReply]:
    """The replies due by `now` + `within` of which no version has gone out, the latest first; open events only."""
    sent = Reply.objects.filter(batch_id=OuterRef("pk"), state="sent")
    due = _to_answer().filter(~Exists(sent), reply_due_at__lte=now + within, event__closed_at=None)
    facts = due.order_by("reply_due_at").values_list("id", "unit_id", "reply_due_at", "person_rows")
    return [DueReply(batch, unit, at, rows) for batch, unit, at, rows in facts if at is not None]
