"""交办单: the order sheet of an item, drafted → checked → signed → issued, by three people; many at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.keeping import check, draft, issue, locked, send_back, sign
from yanpan.base.documents.rules import State
from yanpan.base.gate import Actor, operation, under
from yanpan.hq.models import Item
from yanpan.hq.operations.items.chain import item_to_change
from yanpan.hq.operations.items.dispatching import send_to_owner
from yanpan.hq.operations.items.sheet_text import KIND, sheet_draft
from yanpan.hq.rules.items import OUT, ItemState
from yanpan.kernel.errors import Missing, Refused

MOST_AT_ONCE = 100
_LIVE = (ItemState.PROPOSED, *OUT)


@operation("hq.draft_sheets", records=("item_ids",))
def draft_sheets(actor: Actor, *, item_ids: Sequence[UUID], now: datetime) -> list[Item]:
    """拟稿: a sheet for each of these items that says what counts as done and has none yet. Returns them."""
    fresh = [one for one in _items(actor, item_ids) if one.sheet_id is None and one.demand]
    for item in fresh:
        item.sheet = draft(
            item.unit_id, KIND, sheet_draft(item), by=actor.name, drill=item.event.drill, now=now
        )
        item.save(update_fields=["sheet"])
    return fresh


@operation("hq.check_sheets", records=("item_ids",))
def check_sheets(actor: Actor, *, item_ids: Sequence[UUID], now: datetime) -> list[Item]:
    """核稿: by another than who drafted. Raises Refused('another_person_checks')."""
    ready = _with_sheet(actor, item_ids, State.DRAFTED)
    for item in ready:
        check(locked(_sheet(item)), by=actor.name, now=now)
    return ready


@operation("hq.sign_sheets", records=("item_ids",))
def sign_sheets(actor: Actor, *, item_ids: Sequence[UUID], now: datetime) -> list[Item]:
    """签发: a third person signs; each gets the next number. Raises Refused('a_third_person_signs')."""
    ready = _with_sheet(actor, item_ids, State.CHECKED)
    for item in ready:
        sign(locked(_sheet(item)), by=actor.name, now=now)
    return ready


@operation("hq.issue_sheets", records=("item_ids",))
def issue_sheets(actor: Actor, *, item_ids: Sequence[UUID], now: datetime) -> list[Item]:
    """印发: signed sheets go out; an item that did not go by word goes with its sheet, to be signed for."""
    ready = _with_sheet(actor, item_ids, State.SIGNED)
    for item in ready:
        issue(locked(_sheet(item)), channel="platform", by=actor.name, now=now)
        if item.state == ItemState.PROPOSED:
            send_to_owner(actor, item, now)
    return ready


@operation("hq.send_back_sheet", subject="item_id", words=("reason",))
def send_back_sheet(actor: Actor, *, item_id: UUID, reason: str, now: datetime) -> Item:
    """退回: to be written again, with what is wrong. Raises Stale once it is signed."""
    item = item_to_change(actor, item_id, "unit", *_LIVE)
    send_back(locked(_sheet(item)), reason=reason, by=actor.name)
    return item


def _items(actor: Actor, item_ids: Sequence[UUID]) -> list[Item]:
    """Locked, as the units of the actor gave them out. Missing where one of them is elsewhere."""
    if len(item_ids) > MOST_AT_ONCE:
        raise Refused("too_many_at_once", most=MOST_AT_ONCE)
    found = Item.objects.select_for_update(of=("self",)).filter(under("unit__path", actor), id__in=item_ids)
    items = list(found.select_related("unit", "owner", "event", "sheet").order_by("proposed_at", "id"))
    if len(items) != len(set(item_ids)):
        raise Missing("item")
    return [one for one in items if one.state in set(_LIVE)]


def _with_sheet(actor: Actor, item_ids: Sequence[UUID], state: State) -> list[Item]:
    return [one for one in _items(actor, item_ids) if one.sheet and one.sheet.state == state]


def _sheet(item: Item) -> UUID:
    if item.sheet_id is None:
        raise Missing("document")
    return item.sheet_id
