"""Channels and answers of notices. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum


class Channel(StrEnum):
    CALL = "call"  # somebody rings and notes the answer
    GROUP = "group"  # text to copy into the unit's chat group: no name, no ID, no number
    SLIP = "slip"  # paper


ANSWERS = ("reached", "promised", "no_answer", "wrong_number")
ENDING = ("reached", "promised")
SETTLED = "settled"  # nobody rang: what the call was about is over

_LEFT_IN_PEACE = timedelta(hours=1)


def quiet_until(answer: str, promised_until: datetime | None, now: datetime) -> datetime | None:
    """Until when a unit is not put on the list again by itself; None if it stays there."""
    if answer not in ENDING:
        return None
    return promised_until or now + _LEFT_IN_PEACE
