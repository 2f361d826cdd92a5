"""Every write of the room."""

from yanpan.streams.verification.operations.answers import (
    add_document_number,
    add_test_result,
    enter_by_telephone,
    note_attempt,
    record_outcome,
    withdraw_attempt,
)
from yanpan.streams.verification.operations.calls import call_the_escalated, call_the_late, check_replies
from yanpan.streams.verification.operations.handing_out import hand_down, not_my_village, send_again
from yanpan.streams.verification.operations.lapsing import extend_search, lapse_tasks
from yanpan.streams.verification.operations.lists import (
    ColourSaid,
    Letter,
    LetterPerson,
    call_for_numbers,
    confirm_mapping,
    destroy_files,
    enter_letter_number,
    receive_list,
    release_list,
    release_rows,
    type_letter,
    void_list,
)
from yanpan.streams.verification.operations.pairs import decide_pair, undo_pair
from yanpan.streams.verification.operations.police import (
    ask_police,
    return_place,
    tend_police_queue,
    withdraw_search,
)

__all__ = [
    "ColourSaid",
    "Letter",
    "LetterPerson",
    "add_document_number",
    "add_test_result",
    "ask_police",
    "call_for_numbers",
    "call_the_escalated",
    "call_the_late",
    "check_replies",
    "confirm_mapping",
    "decide_pair",
    "destroy_files",
    "enter_by_telephone",
    "enter_letter_number",
    "extend_search",
    "hand_down",
    "lapse_tasks",
    "not_my_village",
    "note_attempt",
    "receive_list",
    "record_outcome",
    "release_list",
    "release_rows",
    "return_place",
    "send_again",
    "tend_police_queue",
    "type_letter",
    "undo_pair",
    "void_list",
    "withdraw_attempt",
    "withdraw_search",
]
