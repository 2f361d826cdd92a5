"""Items: proposed from weak links, dispatched, reported done, struck off by somebody else."""

from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation, under
from yanpan.base.indicators.queries import get_cut_off
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import view_unit
from yanpan.base.tasks.handovers import DoItem
from yanpan.base.tasks.sending import Parcel, send_many
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Item
from yanpan.hq.queries import links_of, open_items
from yanpan.hq.rules import ItemState, hours_to_do
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.science.weak_links import WeakLink


@operation("hq.propose_items", subject="cut_off_id")
def propose_items(actor: Actor, *, cut_off_id: UUID, now: datetime) -> list[Item]:
    """One proposed item for every weak link of a cut-off whose owner has none open for it. Returns the new ones."""
    cut_off = get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    there = {
        (one.owner.key, one.code, one.indicator)
        for one in Item.objects.filter(open_items(cut_off.event_id)).select_related("owner")
    }
    units = {unit.key: unit for unit in Unit.objects.filter(kind__in=["city", "county", "township"])}
    fresh = [
        one
        for one in links_of(cut_off)
        if one.unit in units and (one.unit, one.code, one.indicator or "") not in there
    ]
    issuing = units[cut_off.unit_key]
    return Item.objects.bulk_create(
        [_item(one, cut_off.event_id, cut_off_id, issuing, units[one.unit], now) for one in fresh],
        batch_size=400,
    )


def _item(
    link: WeakLink, event_id: UUID, cut_off_id: UUID, issuing: Unit, owner: Unit, now: datetime
) -> Item:
    return Item(
        id=fresh_id(now),
        event_id=event_id,
        unit=issuing,
        cut_off_id=cut_off_id,
        owner=owner,
        code=link.code,
        facts=dict(link.facts),
        severity=link.severity,
        indicator=link.indicator or "",
        due_at=now + timedelta(hours=hours_to_do(link.severity)),
        proposed_at=now,
    )


def _item_of(actor: Actor, item_id: UUID, side: str, *states: ItemState) -> Item:
    item = Item.objects.select_for_update(of=("self",)).filter(under(f"{side}__path", actor), id=item_id)
    found = item.select_related("owner", "unit").first()
    if found is None:
        raise Missing("item")
    if found.state not in states:
        raise Stale("item_moved_on", state=found.state)
    return found


@operation("hq.dispatch_item", subject="item_id", records=("due_at",), words=("demand",))
def dispatch_item(actor: Actor, *, item_id: UUID, demand: str, due_at: datetime, now: datetime) -> Item:
    """交办: to its owner, with what counts as done and until when; the owner signs for it."""
    item = _item_of(actor, item_id, "unit", ItemState.PROPOSED)
    if not demand.strip():
        raise Refused("acceptance_test_needed")
    if due_at <= now:
        raise Refused("due_time_is_past")
    item.demand, item.due_at, item.state, item.sent_at = demand[:300], due_at, ItemState.SENT.value, now
    item.version += 1
    item.save(update_fields=["demand", "due_at", "state", "sent_at", "version"])
    parcel = Parcel(item.id, view_unit(item.unit), view_unit(item.owner), "other", item.code)
    send_many(actor, DoItem.REQUEST, [parcel], event=event_view(item.event_id), now=now)
    return item


@operation("hq.withdraw_item", subject="item_id", records=("reason",))
def withdraw_item(actor: Actor, *, item_id: UUID, reason: str, now: datetime) -> None:
    """A proposal the meeting does not follow; the reason is kept."""
    if not reason.strip():
        raise Refused("reason_needed")
    item = _item_of(actor, item_id, "unit", ItemState.PROPOSED)
    item.state, item.evidence = ItemState.WITHDRAWN.value, reason[:300]
    item.save(update_fields=["state", "evidence"])


@operation("hq.report_item_done", subject="item_id", words=("evidence",))
def report_item_done(actor: Actor, *, item_id: UUID, evidence: str, now: datetime) -> Item:
    """申请销号: the owner says it is done, with the evidence."""
    if not evidence.strip():
        raise Refused("evidence_needed")
    item = _item_of(actor, item_id, "owner", ItemState.IN_WORK)
    item.state, item.evidence, item.reported_at, item.reported_by = (
        ItemState.REPORTED.value,
        evidence[:300],
        now,
        actor.name,
    )
    item.save(update_fields=["state", "evidence", "reported_at", "reported_by"])
    return item


@operation("hq.strike_off_item", subject="item_id", records=("accepted",))
def strike_off_item(actor: Actor, *, item_id: UUID, accepted: bool, now: datetime) -> Item:
    """核验: struck off, or back into work. Whoever reported it done does not check it."""
    item = _item_of(actor, item_id, "unit", ItemState.REPORTED)
    if item.reported_by == actor.name:
        raise NotPermitted("hq.strike_off_item")
    if accepted:
        item.state, item.struck_off_at, item.struck_off_by = ItemState.STRUCK_OFF.value, now, actor.name
    else:
        item.state = ItemState.IN_WORK.value
    item.save(update_fields=["state", "struck_off_at", "struck_off_by"])
    return item
