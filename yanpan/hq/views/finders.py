"""What the search box finds of the headquarters: items and papers from above."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yanpan.base.gate import Actor
from yanpan.hq.queries import list_items
from yanpan.hq.queries.papers import list_papers
from yanpan.hq.views.items import Shown, shown
from yanpan.shell.searching import Finder, Found, open_event, register_finder
from yanpan.shell.templatetags.shell_words import hour


def register_finders() -> None:
    register_finder(Finder("items", _("Items"), "hq.list_items", _items, 10))
    register_finder(Finder("papers", _("Papers from above"), "hq.list_papers", _papers, 20))


def _items(actor: Actor, text: str, now: datetime) -> list[Found]:
    """By what they are about, their owner or the number of their order sheet: half of them say it in words only."""
    event_id = open_event()
    listed = list_items(actor, event_id=event_id, now=now) if event_id else []
    wanted = text.casefold()
    return [_item(one) for one in map(shown, listed) if wanted in _said_of(one).casefold()]


def _said_of(one: Shown) -> str:
    return "\n".join((one.what, one.item.demand, one.item.owner, one.item.sheet_number))


def _item(one: Shown) -> Found:
    detail = " · ".join((one.item.owner, one.state_word, hour(one.item.due_at)))
    return Found(one.what, detail, reverse("hq:item", args=[one.item.id]))


def _papers(actor: Actor, text: str, now: datetime) -> list[Found]:
    event_id = open_event()
    if event_id is None:
        return []
    return [
        Found(
            f"{one.number} {one.title}",
            f"{one.source} · {hour(one.received_at)}",
            reverse("hq:paper", args=[one.id]),
        )
        for one in list_papers(actor, event_id=event_id, wanted="all", text=text, now=now)
    ]
