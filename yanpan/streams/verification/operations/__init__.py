"""Every write of the room."""

from yanpan.streams.verification.operations.answers import enter_by_telephone, record_outcome
from yanpan.streams.verification.operations.calls import call_the_late
from yanpan.streams.verification.operations.handing_out import hand_down, not_my_village, send_again
from yanpan.streams.verification.operations.lists import (
    confirm_mapping,
    receive_list,
    release_list,
    release_rows,
    void_list,
)
from yanpan.streams.verification.operations.pairs import decide_pair, undo_pair

__all__ = [
    "call_the_late",
    "confirm_mapping",
    "decide_pair",
    "enter_by_telephone",
    "hand_down",
    "not_my_village",
    "receive_list",
    "record_outcome",
    "release_list",
    "release_rows",
    "send_again",
    "undo_pair",
    "void_list",
]
