"""Order sheets: which items have one, where it stands, and what it says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from yanpan.base.documents.reading import DocumentView, says, view_document
from yanpan.base.gate import Actor, query, under
from yanpan.hq.models import Item
from yanpan.hq.queries.items import ItemView, seen_items, views_of
from yanpan.hq.rules.items import OUT, PAPER_AFTER_WORD, ItemState
from yanpan.kernel.errors import Missing

_LIVE = [one.value for one in (ItemState.PROPOSED, *OUT)]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """An item given out here with its sheet, None where there is none. overdue: out by word, the paper is late."""

    item: ItemView
    sheet: DocumentView | None
    overdue: bool


@query("hq.list_sheets", personal=False)
def list_sheets(actor: Actor, *, event_id: UUID, now: datetime) -> list[SheetLine]:
    """Live items the actor's units give out, the gravest first, with the state of their sheets."""
    found = Item.objects.filter(under("unit__path", actor), event_id=event_id, state__in=_LIVE)
    loaded = list(
        found.select_related("owner", "sheet__body", "sheet__corrects", "sheet__replaced_by")
        .prefetch_related("helpers")
        .order_by("-severity", "due_at", "id")[:200]
    )
    return [
        SheetLine(view, view_document(item.sheet) if item.sheet else None, _is_overdue(item, now))
        for item, view in zip(loaded, views_of(loaded, now), strict=True)
    ]


def _is_overdue(item: Item, now: datetime) -> bool:
    if not item.by_word or item.sent_at is None or (item.sheet and item.sheet.issued_at):
        return False
    return item.sent_at + PAPER_AFTER_WORD < now


class SheetSaid(NamedTuple):
    """A sheet and what it says."""

    document: DocumentView
    text: dict[str, Any]


@query("hq.get_sheet", subject="item_id", personal=False)
def get_sheet(actor: Actor, *, item_id: UUID, now: datetime) -> SheetSaid:
    """The sheet of an item and what it says; Missing where there is none, or the item is elsewhere."""
    item = (
        seen_items(actor)
        .filter(id=item_id)
        .select_related("sheet__body", "sheet__corrects", "sheet__replaced_by")
        .first()
    )
    if item is None or item.sheet is None:
        raise Missing("document")
    return SheetSaid(view_document(item.sheet), says(item.sheet))
