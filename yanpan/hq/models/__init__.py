"""The tables of the headquarters' day, one file a matter."""

from yanpan.hq.models.items import Item

__all__ = ["Item"]
