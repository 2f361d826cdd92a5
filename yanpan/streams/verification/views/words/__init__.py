"""Refusals, rights, matters and works of this room in words, one module per matter."""

from yanpan.shell.words import register_right_words, register_words
from yanpan.shell.words.kinds import ACTS, MATTERS, WORKS
from yanpan.streams.verification.views.words import (
    answers,
    boards,
    exports,
    extracts,
    homes,
    letters,
    lists,
    pairs,
    police,
    replies,
    retention,
    room,
    searching,
    spot_checks,
    sweep,
)

# A module names what it has of REFUSALS, RIGHTS, MATTER_WORDS, MATTER_ACTS and WORK_WORDS.
MODULES = (
    *(room, boards, replies, answers, police, homes, spot_checks),
    *(lists, letters, sweep, pairs, retention, extracts, exports, searching),
)


def register_room_words() -> None:
    """Called once, when the room is ready."""
    for module in MODULES:
        register_words(getattr(module, "REFUSALS", {}))
        register_right_words(getattr(module, "RIGHTS", {}))
        MATTERS.update(getattr(module, "MATTER_WORDS", {}))
        ACTS.update(getattr(module, "MATTER_ACTS", {}))
        WORKS.update(getattr(module, "WORK_WORDS", {}))
