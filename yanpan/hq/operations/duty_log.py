"""值班日志: entered on one line, passed on, answered, closed; struck through with a reason, never deleted."""

from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.hq.models import DutyEntry, Item
from yanpan.hq.operations.own_unit import covered_unit, own_headquarters
from yanpan.kernel.errors import Missing, Refused, Stale

LONGEST_SAID = 1000


@operation("hq.enter_in_log", subject="unit_key", records=("at",), words=("matter", "caller"))
def enter_in_log(
    actor: Actor,
    *,
    unit_key: str,
    matter: str,
    now: datetime,
    at: datetime | None = None,
    caller: str = "",
    number: str = "",
    passed_to_key: str = "",
) -> DutyEntry:
    """One line: who rang at what hour about what, and who was told. at: None = now.

    Raises Refused('matter_needed'), Refused('entry_lies_in_the_future').
    """
    unit = own_headquarters(actor, unit_key)
    if not matter.strip():
        raise Refused("matter_needed")
    check_written_out(matter, caller, number)
    if at is not None and at > now:
        raise Refused("entry_lies_in_the_future")
    entry = DutyEntry(
        id=fresh_id(now),
        event_id=current_event().id,
        unit=unit,
        at=at or now,
        entered_at=now,
        entered_by=actor.name,
    )
    sealer = Sealer(DutyEntry, now)
    entry.caller = sealer.seal("caller", entry.id, caller.strip()[:60])
    entry.number = sealer.seal("number", entry.id, number.strip()[:30])
    entry.matter = sealer.seal("matter", entry.id, matter.strip()[:LONGEST_SAID])
    if passed_to_key:
        entry.passed_to, entry.passed_at = covered_unit(actor, passed_to_key), now
    entry.save(force_insert=True)
    return entry


@operation("hq.pass_on_entry", subject="entry_id", records=("to_unit_key", "version"))
def pass_on_entry(
    actor: Actor, *, entry_id: UUID, to_unit_key: str, version: int, now: datetime
) -> DutyEntry:
    """Told to a unit of the own tree; passed on again, the last one answers."""
    entry = open_entry(actor, entry_id, version)
    entry.passed_to, entry.passed_at = covered_unit(actor, to_unit_key), now
    save_entry(entry, "passed_to", "passed_at")
    return entry


@operation("hq.answer_entry", subject="entry_id", records=("version", "closed"), words=("answer",))
def answer_entry(
    actor: Actor, *, entry_id: UUID, answer: str, version: int, now: datetime, closed: bool = True
) -> DutyEntry:
    """What came of it; as a rule that closes it. Raises Refused('answer_needed')."""
    entry = open_entry(actor, entry_id, version)
    if not answer.strip():
        raise Refused("answer_needed")
    check_written_out(answer)
    sealer = Sealer(DutyEntry, now)
    entry.answer = sealer.seal("answer", entry.id, answer.strip()[:LONGEST_SAID])
    entry.answered_at = now
    if closed:
        entry.closed_at, entry.closed_by = now, actor.name
    save_entry(entry, "answer", "answered_at", "closed_at", "closed_by")
    return entry


@operation("hq.strike_entry", subject="entry_id", records=("reason", "version"))
def strike_entry(actor: Actor, *, entry_id: UUID, reason: str, version: int, now: datetime) -> DutyEntry:
    """Written by mistake: struck through with the reason, still to be read. The right one is a new line."""
    entry = _locked(actor, entry_id, version)
    if not reason.strip():
        raise Refused("reason_needed")
    entry.struck_at, entry.struck_by, entry.struck_reason = now, actor.name, reason.strip()[:200]
    save_entry(entry, "struck_at", "struck_by", "struck_reason")
    return entry


def open_entry(actor: Actor, entry_id: UUID, version: int) -> DutyEntry:
    """Locked for a step. Missing: of another headquarters; Stale: closed, or changed meanwhile."""
    entry = _locked(actor, entry_id, version)
    if entry.closed_at is not None:
        raise Stale("entry_is_closed")
    return entry


def _locked(actor: Actor, entry_id: UUID, version: int) -> DutyEntry:
    found = DutyEntry.objects.select_for_update(of=("self",)).select_related("unit")
    entry = found.filter(id=entry_id, unit__path__in=actor.units).first()
    if entry is None:
        raise Missing("entry")
    if entry.version != version or entry.struck_at is not None:
        raise Stale("entry_changed")
    return entry


def save_entry(entry: DutyEntry, *fields: str) -> None:
    entry.version += 1
    entry.save(update_fields=[*fields, "version"])


@operation("hq.link_entry_to_item", subject="entry_id", records=("item_id", "version"))
def link_entry_to_item(
    actor: Actor, *, entry_id: UUID, item_id: UUID, version: int, now: datetime
) -> DutyEntry:
    """The call has become an item: the line names it, and is answered by it."""
    entry = open_entry(actor, entry_id, version)
    item = Item.objects.filter(id=item_id, unit_id=entry.unit_id, event_id=entry.event_id).first()
    if item is None:
        raise Missing("item")
    if entry.item_id is not None:
        raise Stale("entry_has_an_item")
    entry.item, entry.passed_to_id, entry.passed_at = item, item.owner_id, now
    save_entry(entry, "item", "passed_to", "passed_at")
    return entry
