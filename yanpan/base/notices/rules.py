"""Channels and matters of notices. Pure."""

from enum import StrEnum


class Channel(StrEnum):
    CALL = "call"  # somebody rings and notes the answer
    GROUP = "group"  # text to copy into the unit's chat group: no name, no ID, no number
    SLIP = "slip"  # paper


ANSWERS = ("reached", "promised", "no_answer", "wrong_number")
