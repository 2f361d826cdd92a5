"""Two tasks of one person become one, and two again: which answer counts, which clock, what is put back. Pure.

A state is a task's fields by name; times are datetimes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yanpan.streams.verification.rules import CLOSED, Standing, strictest
from yanpan.streams.verification.rules.outcomes import NOTHING_ANSWERED
from yanpan.streams.verification.rules.topics import first_topic

State = Mapping[str, Any]

SAID = tuple("answering_unit_id" if name == "answering_unit" else name for name in NOTHING_ANSWERED)
NOTHING_SAID: State = dict(zip(SAID, NOTHING_ANSWERED.values(), strict=True))
ANSWER = (*SAID, "standing")
SEARCH = ("lapses_at", "extensions")
CLOCK = ("find_by", "urgency", "topic")
FIELDS = (*ANSWER, *SEARCH, *CLOCK)
SOUGHT_AGAIN = frozenset({Standing.VERIFIED, Standing.HANDED_ON, Standing.NOT_FOUND, Standing.RETURNED})
"""Answered, but sought again where a graver reason comes later; nobody seeks the dead."""
_COMPARED = ("where", "contact", "measure", "deciding_body")


@dataclass(frozen=True, slots=True)
class Joined:
    """The one task of two. carried: the other's answer or search counts now; contradiction: two answers differ."""

    state: State
    carried: bool
    contradiction: bool


def joined(kept: State, gone: State, priorities: Mapping[str, int]) -> Joined:
    """Strictest clock and class, first topic, and of two answers the later one.

    An answer does not end a search that a graver class began; a search that ended by itself goes on with the
    other's. priorities: of the open topics.
    """
    takes, anew = _takes_other(kept, gone), _begins_anew(kept, gone)
    state = dict(kept)
    if takes:
        state |= {name: gone[name] for name in (*ANSWER, *SEARCH)}
    elif anew:
        state |= {**NOTHING_SAID, "standing": Standing.IN_HAND.value}
        state |= {name: gone[name] for name in SEARCH}
    state |= _clock(kept, gone, priorities, anew=anew)
    both = kept["standing"] in CLOSED and gone["standing"] in CLOSED
    return Joined(state, takes or anew, both and any(kept[name] != gone[name] for name in _COMPARED))


def _takes_other(kept: State, gone: State) -> bool:
    mine, other = kept["standing"], gone["standing"]
    if mine in CLOSED and other in CLOSED:
        return bool(gone["answered_at"] > kept["answered_at"])
    if other in CLOSED:
        graver = mine == Standing.IN_HAND and _is_graver(kept, gone)
        return not (graver and other in SOUGHT_AGAIN)
    if mine in CLOSED or other != Standing.IN_HAND:
        return False
    return mine == Standing.LAPSED or _later(gone["answered_at"], kept["answered_at"])


def _begins_anew(kept: State, gone: State) -> bool:
    return (
        gone["standing"] == Standing.IN_HAND and kept["standing"] in SOUGHT_AGAIN and _is_graver(gone, kept)
    )


def _is_graver(one: State, other: State) -> bool:
    both: str = strictest(one["urgency"], other["urgency"])
    return bool(both != other["urgency"])


def _later(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one > other)


def _clock(kept: State, gone: State, priorities: Mapping[str, int], *, anew: bool) -> State:
    """A search that is on has the strictest clock; one that begins again, the other's."""
    topic = kept["topic"]
    if gone["topic"] and gone["topic"] != topic:
        topic = first_topic(topic, gone["topic"], priorities)
    clock = {"find_by": kept["find_by"], "urgency": kept["urgency"], "topic": topic}
    if anew or kept["standing"] == Standing.LAPSED:
        clock["find_by"] = gone["find_by"]
    elif kept["standing"] == Standing.IN_HAND:
        clock["find_by"] = min(kept["find_by"], gone["find_by"])
    if anew or kept["standing"] in (Standing.IN_HAND, Standing.LAPSED):
        clock["urgency"] = strictest(kept["urgency"], gone["urgency"])
    return clock


@dataclass(frozen=True, slots=True)
class Step:
    """One merge into a task: the task before and after it, the other task as it stood; undone: taken back now."""

    before: State
    after: State
    gone: State
    undone: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """The task as it stands without the merges taken back; of each step before, after, and if the answer carried."""

    state: State
    steps: tuple[tuple[State, State, bool], ...]


def replayed(steps: Sequence[Step], current: State, priorities: Mapping[str, int]) -> Replayed:
    """The merges of one task in order, without those taken back; what happened to it in between stays."""
    state, before = dict(steps[0].before), steps[0].before
    written: list[tuple[State, State, bool]] = []
    for one in steps:
        state = _with_changes(state, before, one.before)
        start, carried = state, False
        if not one.undone:
            made = joined(state, one.gone, priorities)
            state, carried = dict(made.state), made.carried
        written.append((start, state, carried))
        before = one.after
    return Replayed(_with_changes(state, before, current), tuple(written))


def _with_changes(state: State, was: State, became: State) -> dict[str, Any]:
    """A state with what changed elsewhere from one moment to another: whole groups of fields."""
    new = dict(state)
    for group in (ANSWER, SEARCH):
        if any(was[name] != became[name] for name in group):
            new |= {name: became[name] for name in group}
    if was["find_by"] != became["find_by"]:
        earlier = became["find_by"] < was["find_by"]
        new["find_by"] = min(state["find_by"], became["find_by"]) if earlier else became["find_by"]
    for name in ("urgency", "topic"):
        if was[name] != became[name]:
            new[name] = became[name]
    return new


def as_json(state: State) -> dict[str, Any]:
    """A state as it is kept."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in state.items()
    }


_TIMES = frozenset(
    {"test_at", "found_at", "controlled_at", "paper_due_at", "answered_at", "lapses_at", "find_by"}
)


def from_json(kept: Mapping[str, Any]) -> State:
    """A kept state read back."""
    return {
        name: datetime.fromisoformat(value) if name in _TIMES and value else value
        for name, value in kept.items()
    }
