"""What the order sheet of an item says, in words; its layout is the house's one order sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import override

from yanpan.hq.exchange.words import describe, indicator_name, item_origin_name
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers.order_sheet import Ordered, OrderSheet


def sheet_of_item(text: Mapping[str, Any]) -> OrderSheet:
    """text: as the document of an item keeps it."""
    with override("zh-hans"):
        ordered = Ordered(
            matter=matter_of(text),
            origin=item_origin_name(text["origin"]),
            demand=text["demand"],
            indicator=indicator_name(text["indicator"]) if text["indicator"] else "",
            due_at=datetime.fromisoformat(text["due_at"]),
            by_word_at=datetime.fromisoformat(text["by_word_at"]) if text["by_word_at"] else None,
        )
    return OrderSheet(
        owner=text["owner"],
        responsible=text.get("responsible", ""),
        helpers=tuple(text["helpers"]),
        orders=(ordered,),
    )


def matter_of(text: Mapping[str, Any]) -> str:
    """What was decided, or the weak link in words; text: of a sheet, or a line of minutes."""
    if text["matter"]:
        return str(text["matter"])
    return describe(
        WeakLink(text["code"], text["owner_key"], text["severity"], text["facts"], text["indicator"] or None)
    )
