"""The way of an item, when a proposed one is due, and whether what it was to move has moved. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from yanpan.kernel.quantities import Share


class ItemState(StrEnum):
    """待交办 → 已交办 → 已签收 → 办理中 → 申请销号 → 核验中 → 已销号; withdrawn ones end beside the way."""

    PROPOSED = "proposed"
    SENT = "sent"
    TAKEN = "taken"
    IN_WORK = "in_work"
    REPORTED = "reported"
    CHECKING = "checking"
    STRUCK_OFF = "struck_off"
    WITHDRAWN = "withdrawn"


OUT = (ItemState.SENT, ItemState.TAKEN, ItemState.IN_WORK, ItemState.REPORTED, ItemState.CHECKING)
"""Dispatched and not yet struck off."""


class Origin(StrEnum):
    """来源: whose demand an item is."""

    ASSESSMENT = "assessment"
    MEETING = "meeting"
    SECRETARY = "secretary"
    MAYOR = "mayor"
    INSTRUCTION = "instruction"
    SUPERVISION = "supervision"
    DUTY = "duty"
    PAPER = "paper"


class Step(StrEnum):
    """One line of an item's chain."""

    DECIDED = "decided"
    SENT = "sent"
    TAKEN = "taken"
    RETURNED = "returned"
    PROGRESS = "progress"
    REPORTED = "reported"
    CHECKING = "checking"
    REDO = "redo"
    STRUCK_OFF = "struck_off"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    WITHDRAWN = "withdrawn"


MOST_HELPERS = 12
FORGOTTEN = timedelta(days=3)
"""An item nobody has written a line about for so long has been forgotten (DOMAIN 5.2)."""
PAPER_AFTER_WORD = timedelta(hours=2)
MOVED_WITHIN = timedelta(days=3)


def hours_to_do(severity: int) -> int:
    """When a proposed item is due: the gravest by the evening's end, others next noon."""
    return {3: 4, 2: 12}.get(severity, 18)


class Moved(StrEnum):
    """见效: what the indicator an item was to move has done since it was dispatched."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


def moved(
    before: Sequence[int] | None, after: Sequence[int] | None, *, higher_is_better: bool
) -> Moved | None:
    """None where either figure is missing, has no base, or exceeds it: no rate, no judgement."""
    if before is None or after is None:
        return None
    earlier, later = Share(*before), Share(*after)
    if not all(one.denominator and one.numerator <= one.denominator for one in (earlier, later)):
        return None
    gain = later.numerator * earlier.denominator - earlier.numerator * later.denominator
    if gain == 0:
        return Moved.SAME
    return Moved.BETTER if (gain > 0) == higher_is_better else Moved.WORSE
