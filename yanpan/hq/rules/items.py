"""The way of an item, and when a proposed one is due. Pure."""

from enum import StrEnum


class ItemState(StrEnum):
    """拟办 → 待签收 → 办理中 → 申请销号 → 已销号; refused and withdrawn ones end beside the way."""

    PROPOSED = "proposed"
    SENT = "sent"
    IN_WORK = "in_work"
    REPORTED = "reported"
    STRUCK_OFF = "struck_off"
    WITHDRAWN = "withdrawn"


def hours_to_do(severity: int) -> int:
    """When a proposed item is due: the gravest by the evening's end, others next noon."""
    return {3: 4, 2: 12}.get(severity, 18)
