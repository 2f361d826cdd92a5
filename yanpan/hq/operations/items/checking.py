"""核验: another person looks, strikes off or sends back; what comes undone is opened again; what is late goes up."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.documents.attachments import CleanFile
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, make_calls
from yanpan.hq.models import Item, ItemStep
from yanpan.hq.operations.items.chain import changed, item_to_change, step_of
from yanpan.hq.rules.items import OUT, ItemState, Step
from yanpan.kernel.errors import NotPermitted, Refused

_TO_CHECK = (ItemState.REPORTED, ItemState.CHECKING)


@operation("hq.take_check", subject="item_id", records=("version",))
def take_check(actor: Actor, *, item_id: UUID, now: datetime, version: int | None = None) -> Item:
    """核验中: somebody else than who reported it done goes and looks."""
    item = item_to_change(actor, item_id, "unit", ItemState.REPORTED, version=version)
    _another(actor, item, "hq.take_check")
    item.state, item.checked_by = ItemState.CHECKING.value, actor.name
    return changed(actor, item, Step.CHECKING, now, "state", "checked_by")


@operation("hq.strike_off_item", subject="item_id", records=("accepted", "version"), words=("reason",))
def strike_off_item(
    actor: Actor,
    *,
    item_id: UUID,
    accepted: bool,
    now: datetime,
    reason: str = "",
    version: int | None = None,
    files: Sequence[CleanFile] = (),
) -> Item:
    """Struck off, or 退回重办 with the reason. Whoever reported it done does not check it."""
    item = item_to_change(actor, item_id, "unit", *_TO_CHECK, version=version)
    _another(actor, item, "hq.strike_off_item")
    if not accepted and not reason.strip():
        raise Refused("reason_needed")
    item.checked_by = actor.name
    if accepted:
        item.state, item.struck_off_at, item.struck_off_by = ItemState.STRUCK_OFF.value, now, actor.name
    else:
        item.state, item.redone = ItemState.IN_WORK.value, item.redone + 1
    fields = ("state", "struck_off_at", "struck_off_by", "checked_by", "redone")
    step = Step.STRUCK_OFF if accepted else Step.REDO
    return changed(actor, item, step, now, *fields, note=reason, files=files)


def _another(actor: Actor, item: Item, right: str) -> None:
    if item.reported_by == actor.name:
        raise NotPermitted(right)


@operation("hq.reopen_item", subject="item_id", records=("due_at", "version"), words=("reason",))
def reopen_item(
    actor: Actor,
    *,
    item_id: UUID,
    reason: str,
    due_at: datetime,
    now: datetime,
    version: int | None = None,
) -> Item:
    """A struck-off item that a later look contradicts is in work again; it is counted as reopened."""
    if not reason.strip():
        raise Refused("reason_needed")
    if due_at <= now:
        raise Refused("due_time_is_past")
    item = item_to_change(actor, item_id, "unit", ItemState.STRUCK_OFF, version=version)
    item.state, item.due_at, item.reopened = ItemState.IN_WORK.value, due_at, item.reopened + 1
    item.struck_off_at, item.struck_off_by, item.checked_by = None, "", ""
    item.reported_at, item.reported_by = None, ""
    fields = ("state", "due_at", "reopened", "struck_off_at", "struck_off_by", "checked_by")
    return changed(actor, item, Step.REOPENED, now, *fields, "reported_at", "reported_by", note=reason)


@operation("hq.escalate_item", subject="item_id", records=("version",), words=("reason",))
def escalate_item(
    actor: Actor, *, item_id: UUID, reason: str, now: datetime, version: int | None = None
) -> Item:
    """提级督办: the owner's leader is rung, and the item stands first until it is struck off."""
    if not reason.strip():
        raise Refused("reason_needed")
    item = item_to_change(actor, item_id, "unit", *OUT, version=version)
    item.escalated_at, item.severity = now, 3
    changed(actor, item, Step.ESCALATED, now, "escalated_at", "severity", note=reason)
    make_calls([_call(item.owner_id, 1)], now=now)
    return item


def late_items(actor: Actor, now: datetime) -> QuerySet[Item]:
    """Dispatched by the actor's units, past their hour, not escalated yet."""
    out = Item.objects.filter(under("unit__path", actor), state__in=[one.value for one in OUT])
    return out.filter(due_at__lt=now, escalated_at=None)


@operation("hq.escalate_late_items")
def escalate_late_items(actor: Actor, *, now: datetime) -> int:
    """Items past their hour go up by themselves, each once; their owners' leaders are rung. Returns how many."""
    late = list(late_items(actor, now).select_for_update(of=("self",)).order_by("id"))
    for item in late:
        item.escalated_at, item.version = now, item.version + 1
    Item.objects.bulk_update(late, ["escalated_at", "version"], batch_size=400)
    steps = [step_of(item, Step.ESCALATED, actor.name, now) for item in late]
    ItemStep.objects.bulk_create(steps, batch_size=400)
    owners = sorted({item.owner_id for item in late})
    counts = {owner: sum(item.owner_id == owner for item in late) for owner in owners}
    make_calls([_call(owner, count) for owner, count in counts.items()], now=now)
    return len(late)


def _call(owner_id: int, count: int) -> Call:
    return Call(unit_id=owner_id, matter="items_late", facts={"count": count})
