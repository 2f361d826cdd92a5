"""Records from phones: where one stands, what the phone is told, how long one waits. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

MOST_RECORDS = 200  # in one request
LONGEST_PAYLOAD = 16_384  # bytes of one record's content
LONGEST_WAIT = timedelta(hours=24)  # for an earlier record; then people look at it
CLOCKS_APART = timedelta(minutes=5)  # by which a phone may be wrong and still be believed
LEFT_OVER_AFTER = timedelta(minutes=2)  # a record whose request died is taken up again by a round


class State(StrEnum):
    """Where a record stands. Every record that was understood is kept, whatever becomes of it."""

    WAITING = "waiting"  # kept, not yet acted upon
    ACCEPTED = "accepted"
    REFUSED = "refused"  # the rules said no: people look at it
    HELD = "held"  # waits for an earlier record of the same phone
    CONFLICT = "conflict"  # somebody else was first: people look at it
    PUT_AWAY = "put_away"  # looked at; does not count, with a reason


UNSETTLED = frozenset({State.WAITING, State.HELD})
FOR_PEOPLE = frozenset({State.REFUSED, State.CONFLICT})


class Told(StrEnum):
    """What the phone is told of one record. All but `unreadable` mean: it is kept here, clear it there."""

    CREATED = "created"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    HELD = "held"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"  # not kept: the phone keeps it


_TOLD = {
    State.WAITING: Told.HELD,
    State.HELD: Told.HELD,
    State.REFUSED: Told.REFUSED,
    State.CONFLICT: Told.CONFLICT,
}


def told_of(state: str, *, new: bool) -> Told:
    """new: this very request brought or settled it."""
    found = State(state)
    return _TOLD.get(found) or (Told.CREATED if new and found == State.ACCEPTED else Told.DUPLICATE)


class Earlier(StrEnum):
    """How an earlier record stands in the way of the one that builds on it."""

    GOES_ON = "goes_on"
    WAITS = "waits"
    ENDED = "ended"


def earlier_one(state: str | None) -> Earlier:
    """state: of the earlier record; None where it has not arrived."""
    if state == State.ACCEPTED:
        return Earlier.GOES_ON
    return Earlier.ENDED if state == State.PUT_AWAY else Earlier.WAITS


def missing_records(announced: int, received: int) -> int:
    """How many records a phone has made that never arrived."""
    return max(0, announced - received)


def believed_hour(recorded_at: datetime, *, not_before: datetime, now: datetime) -> datetime:
    """When a record counts: at the phone's own hour where that can be, else at its receipt.

    not_before: when the phone's unit was first given what the record is about.
    """
    if not not_before - CLOCKS_APART <= recorded_at <= now + CLOCKS_APART:
        return now
    return min(max(recorded_at, not_before), now)
