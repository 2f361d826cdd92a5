"""What a meeting looks at: the brief of its cut-off, the items of before, what it has decided so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate import Actor, query
from yanpan.hq.models import Item, LinkNote
from yanpan.hq.queries.brief import Brief, get_brief
from yanpan.hq.queries.items import ItemView, views_of
from yanpan.hq.queries.ledger import entry_of
from yanpan.hq.rules.items import OUT, ItemState

_EARLIER = [one.value for one in (*OUT, ItemState.STRUCK_OFF)]


@dataclass(frozen=True, slots=True)
class NoteView:
    """mine: the one who looks wrote it and may take it back."""

    id: UUID
    unit: str
    unit_key: str
    kind: str
    code: str
    indicator: str
    text: str
    by: str
    mine: bool


@dataclass(frozen=True, slots=True)
class MeetingRoom:
    """before: items given out before the cut-off was fixed, open or struck off; decided: under it.

    plan: what was decided, and what is carried over, each in plain values as the ledger keeps them.
    """

    brief: Brief
    before: tuple[ItemView, ...]
    decided: tuple[ItemView, ...]
    notes: tuple[NoteView, ...]
    plan: tuple[tuple[Mapping[str, Any], ...], tuple[Mapping[str, Any], ...]]


@query("hq.get_meeting", subject="cut_off_id", personal=False)
def get_meeting(actor: Actor, *, cut_off_id: UUID, now: datetime) -> MeetingRoom:
    """Everything the projector shows; Missing where the cut-off is elsewhere."""
    brief = get_brief(actor, cut_off_id=cut_off_id, now=now)
    cut_off = brief.cut_off
    own = Item.objects.filter(event_id=cut_off.event_id, unit__key=cut_off.unit_key)
    before = own.filter(proposed_at__lt=cut_off.fixed_at, state__in=_EARLIER)
    decided = own.filter(cut_off_id=cut_off_id).exclude(state=ItemState.WITHDRAWN.value).exclude(demand="")
    earlier = _loaded(before.order_by("state", "due_at", "id"))
    own_decided = _loaded(decided.order_by("proposed_at", "id"))
    carried = [one for one in earlier if one.state != ItemState.STRUCK_OFF.value]
    return MeetingRoom(
        brief,
        tuple(views_of(earlier, now)),
        tuple(views_of(own_decided, now)),
        tuple(_notes(actor, cut_off_id)),
        (tuple(entry_of(one, now) for one in own_decided), tuple(entry_of(one, now) for one in carried)),
    )


def _loaded(items: QuerySet[Item]) -> list[Item]:
    return list(items.select_related("owner", "sheet").prefetch_related("helpers")[:200])


def _notes(actor: Actor, cut_off_id: UUID) -> list[NoteView]:
    found = LinkNote.objects.filter(cut_off_id=cut_off_id, withdrawn_at=None).select_related("unit")
    return [
        NoteView(
            one.id,
            one.unit.name,
            one.unit.key,
            one.kind,
            one.code,
            one.indicator,
            one.text,
            one.by,
            one.by == actor.name,
        )
        for one in found.order_by("at", "id")
    ]
