"""Every read of the headquarters' day, one file a matter."""

from yanpan.hq.queries.brief import Brief, definitions_under, get_brief, links_of
from yanpan.hq.queries.desk import Desk, RoomNow, get_desk
from yanpan.hq.queries.items import ItemView, list_items, open_items

__all__ = [
    "Brief",
    "Desk",
    "ItemView",
    "RoomNow",
    "definitions_under",
    "get_brief",
    "get_desk",
    "links_of",
    "list_items",
    "open_items",
]
