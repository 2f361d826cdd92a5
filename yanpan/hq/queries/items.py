"""Items as the units that gave them out and those that own them see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yanpan.base.gate import Actor, query, under
from yanpan.hq.models import Item


@dataclass(frozen=True, slots=True)
class ItemView:
    id: UUID
    owner: str
    owner_key: str
    code: str
    facts: dict[str, float]
    severity: int
    indicator: str
    demand: str
    due_at: datetime
    state: str
    late: bool
    evidence: str
    reported_by: str
    struck_off_by: str
    version: int


@query("hq.list_items", personal=False)
def list_items(actor: Actor, *, event_id: UUID, now: datetime) -> list[ItemView]:
    """Items the actor's units gave out or own; open ones first, the gravest first."""
    mine = under("owner__path", actor) | under("unit__path", actor)
    items = Item.objects.filter(mine, event_id=event_id).exclude(state="withdrawn").select_related("owner")
    ordered = sorted(
        items[:500], key=lambda one: (one.state == "struck_off", -one.severity, one.due_at, one.owner.order)
    )
    return [_view(one, now) for one in ordered]


def _view(item: Item, now: datetime) -> ItemView:
    is_open = item.state not in ("struck_off", "withdrawn", "proposed")
    return ItemView(
        item.id,
        item.owner.name,
        item.owner.key,
        item.code,
        item.facts,
        item.severity,
        item.indicator,
        item.demand,
        item.due_at,
        item.state,
        is_open and item.due_at < now,
        item.evidence,
        item.reported_by,
        item.struck_off_by,
        item.version,
    )


def open_items(event_id: UUID) -> Q:
    """Filter for items not yet struck off."""
    return Q(event_id=event_id) & ~Q(state__in=["struck_off", "withdrawn"])
