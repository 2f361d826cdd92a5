"""交办: an item goes to its owner, with its sheet or by word first."""

from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.indicators.models import CutOff
from yanpan.base.places.queries import view_unit
from yanpan.base.tasks.handovers import DoItem
from yanpan.base.tasks.sending import Parcel, send_many
from yanpan.hq.models import Item
from yanpan.hq.operations.items.chain import changed, item_to_change, written
from yanpan.hq.operations.items.sheet_text import rewrite_sheet, void_sheet
from yanpan.hq.rules.items import ItemState, Step
from yanpan.hq.rules.weak_links import figure_of
from yanpan.kernel.errors import Refused


@operation("hq.dispatch_item", subject="item_id", records=("due_at", "version"), words=("demand",))
def dispatch_item(
    actor: Actor, *, item_id: UUID, demand: str, due_at: datetime, now: datetime, version: int | None = None
) -> Item:
    """By word first: to its owner, with what counts as done and until when; its paper follows within two hours."""
    item = item_to_change(actor, item_id, "unit", ItemState.PROPOSED, version=version)
    if not demand.strip():
        raise Refused("acceptance_test_needed")
    if due_at <= now:
        raise Refused("due_time_is_past")
    item.demand, item.due_at = written(demand, "demand", 300), due_at
    item.by_word = True
    send_to_owner(actor, item, now)
    rewrite_sheet(actor, item, now)
    return item


def send_to_owner(actor: Actor, item: Item, now: datetime) -> Item:
    """On its way; the owner signs for it. The indicator it must move is kept as it stands at this moment."""
    item.state, item.sent_at, item.baseline = ItemState.SENT.value, now, _figure_now(item)
    changed(actor, item, Step.SENT, now, "demand", "due_at", "state", "sent_at", "by_word", "baseline")
    parcel = Parcel(item.id, view_unit(item.unit), view_unit(item.owner), "other", item.code or "decided")
    send_many(actor, DoItem.REQUEST, [parcel], event=event_view(item.event_id), now=now)
    return item


def _figure_now(item: Item) -> list[int] | None:
    """Numerator and denominator of the owner in the newest cut-off of who gives the item out."""
    if not item.indicator:
        return None
    newest = CutOff.objects.filter(event_id=item.event_id, unit_id=item.unit_id).order_by("-fixed_at").first()
    return figure_of(newest.figures, item.indicator, item.owner.key) if newest else None


@operation("hq.withdraw_item", subject="item_id", records=("reason",))
def withdraw_item(actor: Actor, *, item_id: UUID, reason: str, now: datetime) -> None:
    """A proposal the meeting does not follow; the reason is kept."""
    if not reason.strip():
        raise Refused("reason_needed")
    item = item_to_change(actor, item_id, "unit", ItemState.PROPOSED)
    item.state = ItemState.WITHDRAWN.value
    changed(actor, item, Step.WITHDRAWN, now, "state", note=reason)
    void_sheet(actor, item, reason, now)
