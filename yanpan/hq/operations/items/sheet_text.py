"""What the order sheet of an item says, and how it follows the item."""

from datetime import datetime
from typing import Any

from yanpan.base.documents.keeping import Draft, correct, locked, redraft, void
from yanpan.base.documents.rules import ENDED, NUMBERED
from yanpan.base.gate import Actor
from yanpan.hq.models import Item

KIND = "order_sheet"
_URGENCIES = {3: "most_urgent", 2: "urgent"}


def sheet_draft(item: Item) -> Draft:
    """Codes, names of units, who leads the owner by its duty list, and the words that were decided."""
    text: dict[str, Any] = {
        "matter": item.matter,
        "code": item.code,
        "facts": item.facts,
        "indicator": item.indicator,
        "origin": item.origin,
        "severity": item.severity,
        "owner": item.owner.name,
        "owner_key": item.owner.key,
        "responsible": item.owner.leader or item.owner.deputy,
        "helpers": [unit.name for unit in item.helpers.all()],
        "demand": item.demand,
        "due_at": item.due_at.isoformat(),
        "by_word_at": item.sent_at.isoformat() if item.by_word and item.sent_at else "",
    }
    return Draft(f"交办单（{item.owner.name}）"[:120], text, _URGENCIES.get(item.severity, ""))


def rewrite_sheet(actor: Actor, item: Item, now: datetime) -> None:
    """The item says something else now, and so does its draft; a signed sheet is corrected by a later number."""
    if item.sheet_id is None:
        return
    sheet = locked(item.sheet_id)
    if sheet.state in NUMBERED:
        item.sheet = correct(sheet, sheet_draft(item), by=actor.name, now=now)
        item.save(update_fields=["sheet"])
    elif sheet.state not in ENDED:
        redraft(sheet, sheet_draft(item), by=actor.name, now=now)


def void_sheet(actor: Actor, item: Item, reason: str, now: datetime) -> None:
    """作废: nothing is to be done any more."""
    if item.sheet_id is None:
        return
    sheet = locked(item.sheet_id)
    if sheet.state not in ENDED:
        void(sheet, reason=reason, by=actor.name, now=now)
