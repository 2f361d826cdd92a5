"""The items of before as a cut-off keeps them: open, or struck off within the last day. No persons."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from yanpan.hq.models import Item
from yanpan.hq.rules.items import OUT, ItemState

DAY = timedelta(days=1)
_OUT = [one.value for one in OUT]


def items_of_before(event_id: UUID, unit_path: str, now: datetime) -> Iterator[Mapping[str, Any]]:
    """Items that a headquarters gave out: the late first, then by their hour. Two queries."""
    done = Q(state=ItemState.STRUCK_OFF.value, struck_off_at__gt=now - DAY)
    found = Item.objects.filter(Q(state__in=_OUT) | done, event_id=event_id, unit__path=unit_path)
    items = list(found.select_related("owner").prefetch_related("helpers").order_by("due_at", "id"))
    yield from (entry_of(one, now) for one in sorted(items, key=lambda item: not _is_late(item, now)))


def entry_of(item: Item, now: datetime) -> Mapping[str, Any]:
    """An item as it stands, in plain values; its owner and helpers loaded."""
    return {
        "owner": item.owner.key,
        "helpers": sorted(helper.key for helper in item.helpers.all()),
        "origin": item.origin,
        "code": item.code,
        "facts": item.facts,
        "matter": item.matter,
        "severity": item.severity,
        "indicator": item.indicator,
        "demand": item.demand,
        "due_at": item.due_at.isoformat(),
        "state": item.state,
        "late": _is_late(item, now),
        "again": item.reopened + item.redone,
    }


def _is_late(item: Item, now: datetime) -> bool:
    """Open past its hour, or struck off after it."""
    return item.due_at < ((item.struck_off_at or now) if item.state == ItemState.STRUCK_OFF.value else now)
