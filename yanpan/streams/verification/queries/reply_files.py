"""The sender's file, opened: to say how it is filled, and to give it out filled. Each read leaves its line."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.spreadsheets.filling import Filled
from yanpan.streams.verification.exchange.replies import columns_seen, drop_downs, filled_file, texts_of
from yanpan.streams.verification.models import ListBatch, Reply, ReplyPlan
from yanpan.streams.verification.queries.files import content_of_file, read_file
from yanpan.streams.verification.queries.opening import name_as_sent
from yanpan.streams.verification.queries.reply_facts import facts_of_rows
from yanpan.streams.verification.queries.sender_words import WordsView, words_for
from yanpan.streams.verification.rules.replies import Cover, Level, cover_of
from yanpan.streams.verification.rules.reply_columns import (
    Answer,
    Proposed,
    answers_by_title,
    carries_results,
    propose,
    vocabulary,
    words_in,
)


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """One sheet: its columns with what they could say, and the answers that would have to be added."""

    sheet: str
    columns: tuple[Proposed, ...]
    overwritten: frozenset[int]
    new: tuple[str, ...]
    drop_downs: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReplyProposal:
    """How a list would be answered. plan_version 0: nobody has confirmed it yet.

    words_found: our outcomes in the words of the sender's drop-down lists; words_missing: words of ours a drop-down
    list does not have.
    """

    batch_id: UUID
    file_name: str
    source: str
    sender: str
    unit_key: str
    sheets: tuple[SheetProposal, ...]
    level: str
    plan_version: int
    words: WordsView
    words_found: Mapping[str, str]
    words_missing: tuple[str, ...]
    format_changes: bool


@query("verification.get_reply_plan", subject="batch_id")
def get_reply_plan(actor: Actor, *, batch_id: UUID, now: datetime) -> ReplyProposal:
    """What the sender's columns ask for: as confirmed, else proposed; and the words of its drop-down lists.

    Missing elsewhere; Refused: a typed letter has no sheet, the file is gone.
    """
    batch = batch_with_file(actor, batch_id)
    plan = ReplyPlan.objects.filter(batch=batch).first()
    read = read_file(batch)
    lists = drop_downs(read.content, read)
    remembered = answers_by_title(plan.sheets) if plan else _last_time(batch)
    confirmed = {one["sheet"]: one for one in plan.sheets} if plan else {}
    sheets = tuple(
        _sheet(name, propose(columns, remembered), confirmed.get(name), lists.get(name, {}))
        for name, columns in columns_seen(read).items()
    )
    words = words_for(batch.unit_id, batch.source, batch.sender)
    found, missing = _of_drop_downs(sheets, words.words)
    return ReplyProposal(
        batch.id,
        batch.file_name,
        batch.source,
        batch.sender,
        batch.unit.key,
        sheets,
        plan.level if plan else Level.VILLAGE.value,
        plan.version if plan else 0,
        words,
        found,
        missing,
        read.kind not in ("xlsx", "ods", "csv", "tsv"),
    )


def batch_with_file(actor: Actor, batch_id: UUID) -> ListBatch:
    """A list of the actor's units that can be answered in its own sheet."""
    batch = ListBatch.objects.filter(under("unit__path", actor), id=batch_id).select_related("unit").first()
    if batch is None:
        raise Missing("batch")
    must_have_sheet(batch)
    return batch


def must_have_sheet(batch: ListBatch) -> None:
    """Refused: it was put away, is no file, is not taken in, or its file is gone."""
    if batch.kind == "typed":
        raise Refused("typed_letter_has_no_sheet")
    if batch.content_gone_at is not None:
        raise Refused("sender_file_gone", at=batch.content_gone_at.date().isoformat())
    if batch.state != "taken_in":
        raise Refused("list_not_taken_in")


def _last_time(batch: ListBatch) -> dict[str, str]:
    """What this sender's titles asked for in the list answered last."""
    before = ReplyPlan.objects.filter(
        batch__unit_id=batch.unit_id, batch__source=batch.source, batch__sender=batch.sender
    )
    last = before.order_by("-confirmed_at").first()
    return answers_by_title(last.sheets) if last else {}


def _sheet(
    name: str,
    columns: list[Proposed],
    plan: Mapping[str, Any] | None,
    lists: Mapping[int, tuple[str, ...]],
) -> SheetProposal:
    if plan is None:
        has_result = any(one.answer == Answer.RESULT for one in columns)
        new = () if has_result else (Answer.RESULT.value,)
        return SheetProposal(name, tuple(columns), frozenset(), new, lists)
    said = {one["index"]: one for one in plan["columns"]}
    confirmed = tuple(
        Proposed(one.index, one.title, one.empty, said[one.index]["answer"], 1.0)
        if one.index in said
        else one
        for one in columns
    )
    over = frozenset(index for index, one in said.items() if one["overwrite"])
    return SheetProposal(name, confirmed, over, tuple(plan["new"]), lists)


def _of_drop_downs(
    sheets: Sequence[SheetProposal], words: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Words found in the lists of our columns, and our words such a list does not allow."""
    found: dict[str, str] = {}
    missing: list[str] = []
    for sheet in sheets:
        answers = {one.index: one.answer for one in sheet.columns}
        for column, allowed in sheet.drop_downs.items():
            if codes := _CODES_OF.get(answers.get(column, "")):
                said = words_in(allowed)
                found |= {code: word for code, word in said.items() if code in codes}
                missing += [words[code] for code in codes if words[code] not in allowed]
    return found, tuple(dict.fromkeys(missing))


def _codes(prefix: str) -> tuple[str, ...]:
    return tuple(code for code in vocabulary().words if code.startswith(prefix))


_CODES_OF = {
    "": (),
    Answer.RESULT.value: tuple(code for code in vocabulary().words if "." not in code),
    Answer.IN_CITY.value: _codes("in_city."),
    Answer.MEASURE.value: _codes("measure."),
    Answer.TEST_RESULT.value: _codes("test."),
}


@dataclass(frozen=True, slots=True)
class ReplyTrial:
    """The reply as it would be drafted now: its numbers; format_is_new: it goes back as an .xlsx."""

    cover: Cover
    format_is_new: bool


@query("verification.try_reply", subject="batch_id")
def try_reply(actor: Actor, *, batch_id: UUID, now: datetime) -> ReplyTrial:
    """Fill the sheet to see that it can be filled, and count. FileRefused; Refused: no plan, numbers do not add up."""
    batch = batch_with_file(actor, batch_id)
    plan = plan_of(batch)
    rows = facts_of_rows(batch, Level(plan.level))
    words = words_for(batch.unit_id, batch.source, batch.sender).words
    texts = texts_of(plan.sheets, rows, words, says_in_hand=True)
    filled = filled_file(content_of_file(batch), batch.file_name, texts, with_results=True)
    return ReplyTrial(cover_of(batch.person_rows, [one.said for one in rows]), filled.format_is_new)


def plan_of(batch: ListBatch) -> ReplyPlan:
    """Refused('no_reply_plan'): nobody has said yet which columns are filled."""
    plan = ReplyPlan.objects.filter(batch=batch).first()
    if plan is None:
        raise Refused("no_reply_plan")
    return plan


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """A copy that left. id: the digest of its bytes, so that the audit line names this very copy."""

    id: str
    name: str
    data: bytes
    format_is_new: bool


@query("verification.download_reply", subject="batch_id", records=("reply_id",))
def download_reply(actor: Actor, *, batch_id: UUID, reply_id: UUID, now: datetime) -> ReplyFile:
    """The sender's sheet as this version fills it, without results of tests where it has any.

    The same version always gives the same bytes. Refused('sender_file_gone') once the file's time is over.
    """
    return _file(actor, batch_id, reply_id, with_results=False)


@query("verification.download_reply_with_results", subject="batch_id", records=("reply_id",))
def download_reply_with_results(actor: Actor, *, batch_id: UUID, reply_id: UUID, now: datetime) -> ReplyFile:
    """The same with the results of tests: for those who may see results."""
    return _file(actor, batch_id, reply_id, with_results=True)


def _file(actor: Actor, batch_id: UUID, reply_id: UUID, *, with_results: bool) -> ReplyFile:
    mine = Reply.objects.filter(under("batch__unit__path", actor), id=reply_id, batch_id=batch_id)
    reply = mine.select_related("batch").first()
    if reply is None:
        raise Missing("reply")
    if reply.texts_gone_at is not None or reply.batch.content_gone_at is not None:
        gone = reply.texts_gone_at or reply.batch.content_gone_at
        raise Refused("sender_file_gone", at=gone.date().isoformat() if gone else "")
    texts = json.loads(unseal(reply, "texts"))
    filled = filled_file(
        content_of_file(reply.batch), name_as_sent(reply.batch), texts, with_results=with_results
    )
    lacks = carries_results(reply.sheets) and not with_results
    digest = hashlib.sha256(filled.data).hexdigest()
    return ReplyFile(digest, _name(reply, filled, lacks), filled.data, filled.format_is_new)


def _name(reply: Reply, filled: Filled, lacks_results: bool) -> str:
    """The sender's name of the file with the kind of version; a draft, and a copy without results, say so."""
    phrases = vocabulary().phrases
    stem, _, ending = filled.name.rpartition(".")
    again = str(reply.number) if reply.kind == "correction" else ""
    name = phrases["file"].format(name=stem or filled.name, kind=phrases[reply.kind], number=again)
    name += phrases["draft"] if reply.state == "drafted" else ""
    name += phrases["without_results"] if lacks_results else ""
    return f"{name}.{ending}" if stem else name
