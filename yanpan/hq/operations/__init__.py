"""Writes of the headquarters' day, one file a matter."""

from yanpan.hq.operations.items import (
    dispatch_item,
    propose_items,
    report_item_done,
    strike_off_item,
    withdraw_item,
)

__all__ = ["dispatch_item", "propose_items", "report_item_done", "strike_off_item", "withdraw_item"]
