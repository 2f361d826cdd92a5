"""Replies in the sender's own sheet: planned, drafted, checked by another, sent; corrected by a further version."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.exchange.replies import texts_of
from yanpan.streams.verification.models import ListBatch, Reply, ReplyPlan, SenderWords
from yanpan.streams.verification.operations.lists.finding import batch_to_change
from yanpan.streams.verification.queries.reply_facts import facts_of_rows
from yanpan.streams.verification.queries.reply_files import must_have_sheet, plan_of
from yanpan.streams.verification.queries.sender_words import newest_words, words_for
from yanpan.streams.verification.rules import Source
from yanpan.streams.verification.rules.replies import Channel, Level, check_kind, cover_of
from yanpan.streams.verification.rules.reply_columns import check_plan, check_words


@operation("verification.plan_reply", subject="batch_id", records=("version", "level"))
def plan_reply(
    actor: Actor,
    *,
    batch_id: UUID,
    sheets: Sequence[Mapping[str, Any]],
    level: str,
    version: int,
    now: datetime,
) -> ReplyPlan:
    """Which columns of the sender's sheet are filled with what, and how exactly addresses are told.

    sheets: see ReplyPlan. version: of the plan that was looked at, 0 for none. Stale: somebody changed it meanwhile.
    """
    batch = batch_to_change(actor, batch_id)
    must_have_sheet(batch)
    if level not in set(Level):
        raise Refused("no_such_level", level=level[:20])
    known = {
        one["sheet"]: {column["index"]: column["field"] for column in one["columns"]} for one in batch.layout
    }
    check_plan(sheets, known)
    plan = ReplyPlan.objects.select_for_update().filter(batch=batch).first()
    if (plan.version if plan else 0) != version:
        raise Stale("reply_plan_changed")
    plan = plan or ReplyPlan(id=fresh_id(now), batch=batch, version=0)
    plan.sheets, plan.level = [_plain(one) for one in sheets], level
    plan.version, plan.confirmed_at, plan.confirmed_by = version + 1, now, actor.name
    plan.save()
    return plan


def _plain(sheet: Mapping[str, Any]) -> dict[str, Any]:
    columns = [
        {
            "index": int(one["index"]),
            "title": str(one["title"])[:120],
            "answer": str(one["answer"]),
            "overwrite": bool(one.get("overwrite")),
        }
        for one in sheet["columns"]
    ]
    return {"sheet": str(sheet["sheet"]), "columns": columns, "new": [str(one) for one in sheet["new"]]}


@operation("verification.draft_reply", subject="batch_id", records=("kind", "reason", "says_in_hand"))
def draft_reply(
    actor: Actor, *, batch_id: UUID, kind: str, reason: str, says_in_hand: bool, now: datetime
) -> Reply:
    """Freeze what is known of every row as a version of the reply; who drafts it is the reporter (填报人).

    says_in_hand: rows nobody has answered say so; else their cells stay blank. Stale: a version is on its way.
    Refused: what `check_kind` refuses, no plan, file gone, numbers that do not add up.
    """
    batch = batch_to_change(actor, batch_id)
    must_have_sheet(batch)
    plan = plan_of(batch)
    versions = Reply.objects.filter(batch=batch)
    if versions.filter(state__in=["drafted", "checked"]).exists():
        raise Stale("reply_on_its_way")
    rows = facts_of_rows(batch, Level(plan.level))
    cover = cover_of(batch.person_rows, [one.said for one in rows])
    sent = versions.filter(state="sent").order_by("number").values_list("kind", flat=True)
    check_kind(kind, cover, list(sent), reason)
    words = words_for(batch.unit_id, batch.source, batch.sender)
    texts = texts_of(plan.sheets, rows, words.words, says_in_hand=says_in_hand)
    reply_id = fresh_id(now)
    return Reply.objects.create(
        id=reply_id,
        batch=batch,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=kind,
        reason=reason.strip()[:200],
        sheets=plan.sheets,
        texts=Sealer(Reply, now).seal("texts", reply_id, json.dumps(texts, ensure_ascii=False)),
        words_version=words.version,
        numbers=asdict(cover),
        answered=cover.answered,
        drafted_at=now,
        drafted_by=actor.name,
    )


def _reply(actor: Actor, reply_id: UUID, version: int) -> Reply:
    mine = Reply.objects.filter(under("batch__unit__path", actor), id=reply_id)
    found = mine.select_for_update(of=("self",)).defer("texts").first()
    if found is None:
        raise Missing("reply")
    if found.version != version:
        raise Stale("reply_changed", state=found.state)
    return found


def _save(reply: Reply, *columns: str) -> Reply:
    reply.version += 1
    reply.save(update_fields=["state", "version", *columns])
    return reply


@operation("verification.check_reply", subject="reply_id", records=("version",))
def check_reply(actor: Actor, *, reply_id: UUID, version: int, now: datetime) -> Reply:
    """The checker (审核人) has read the cover line; another person than the reporter."""
    reply = _reply(actor, reply_id, version)
    if reply.state != "drafted":
        raise Stale("reply_changed", state=reply.state)
    if reply.drafted_by == actor.name:
        raise Refused("another_must_check_reply")
    _must_add_up(reply)
    reply.state, reply.checked_at, reply.checked_by = "checked", now, actor.name
    return _save(reply, "checked_at", "checked_by")


def _must_add_up(reply: Reply) -> None:
    parts = sum(count for name, count in reply.numbers.items() if name not in ("received", "unreachable"))
    received = ListBatch.objects.values_list("person_rows", flat=True).get(id=reply.batch_id)
    if not parts == reply.numbers["received"] == received:
        raise Refused("reply_does_not_add_up", received=received, answered=parts)


@operation("verification.withdraw_reply", subject="reply_id", records=("version", "reason"))
def withdraw_reply(actor: Actor, *, reply_id: UUID, version: int, reason: str, now: datetime) -> Reply:
    """Give a version back before it goes out, with a reason: it keeps its number, another is drafted."""
    reply = _reply(actor, reply_id, version)
    if not reason.strip():
        raise Refused("reason_needed")
    if reply.state not in ("drafted", "checked"):
        raise Stale("reply_changed", state=reply.state)
    reply.state, reply.withdrawn_at, reply.withdrawn_by = "withdrawn", now, actor.name
    reply.withdrawn_for = reason.strip()[:200]
    return _save(reply, "withdrawn_at", "withdrawn_by", "withdrawn_for")


@operation("verification.mark_reply_sent", subject="reply_id", records=("version", "channel", "note"))
def mark_reply_sent(
    actor: Actor, *, reply_id: UUID, version: int, channel: str, note: str, now: datetime
) -> Reply:
    """A checked version went out by this channel. note: receipt number or who took it, without a person's data."""
    reply = _reply(actor, reply_id, version)
    if channel not in set(Channel):
        raise Refused("no_such_channel", channel=channel[:20])
    if reply.state != "checked":
        raise Stale("reply_changed", state=reply.state)
    reply.state, reply.sent_at, reply.sent_by = "sent", now, actor.name
    reply.channel, reply.sent_note = channel, note.strip()[:80]
    return _save(reply, "sent_at", "sent_by", "channel", "sent_note")


@operation("verification.keep_sender_words", subject="source", records=("unit_key", "sender", "words"))
def keep_sender_words(
    actor: Actor,
    *,
    unit_key: str,
    source: str,
    sender: str,
    words: Mapping[str, str],
    version: int,
    now: datetime,
) -> SenderWords:
    """The sender's words for our outcomes: a new version, or the newest one if it says the same.

    version: of the words that were looked at, 0 for those that are shipped. words: code → word; what is left out
    is as shipped.
    """
    if source not in set(Source):
        raise Refused("unknown_source", source=source[:40])
    unit = visible_unit(actor, unit_key)
    kept = check_words(words)
    Unit.objects.select_for_update().get(id=unit.id)  # two versions of one sender at once
    newest = newest_words(unit.id, source, sender)
    if (newest.version if newest else 0) != version:
        raise Stale("sender_words_changed")
    if newest and newest.words == kept:
        return newest
    return SenderWords.objects.create(
        id=fresh_id(now),
        unit_id=unit.id,
        source=source,
        sender=newest.sender if newest else sender.strip()[:80],
        version=version + 1,
        words=kept,
        made_at=now,
        made_by=actor.name,
    )


def replies_to_forget() -> QuerySet[Reply]:
    """Versions whose list has no file any more: they can never be made again."""
    return Reply.objects.filter(texts_gone_at=None, batch__content_gone_at__isnull=False)


@operation("verification.forget_replies")
def forget_replies(actor: Actor, *, now: datetime) -> int:
    """What was written into sheets goes with the sender's file; numbers and dates of each version stay."""
    due = replies_to_forget().filter(under("batch__unit__path", actor))
    return Reply.objects.filter(id__in=list(due.values_list("id", flat=True))).update(
        texts=b"", texts_gone_at=now
    )
