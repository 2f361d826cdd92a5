"""Every write of the room."""

from yanpan.streams.verification.operations.answers import (
    AnswerLine,
    Given,
    add_document_number,
    add_test_result,
    confirm_chain,
    enter_by_telephone,
    enter_roster,
    note_attempt,
    record_outcome,
    withdraw_attempt,
)
from yanpan.streams.verification.operations.arrivals import call_for_arrivals, record_arrival
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
from yanpan.streams.verification.operations.lists.correcting import (
    ask_to_withdraw_letter,
    correct_typed_letter,
    decide_letter_withdrawal,
)
from yanpan.streams.verification.operations.pairs import (
    decide_pair,
    decide_referred_pair,
    hold_pairs,
    undo_pair,
    withdraw_opinion,
)
from yanpan.streams.verification.operations.police import (
    ask_police,
    return_place,
    tend_police_queue,
    withdraw_search,
)
from yanpan.streams.verification.operations.replies import (
    check_reply,
    draft_reply,
    forget_replies,
    keep_sender_words,
    mark_reply_sent,
    plan_reply,
    withdraw_reply,
)
from yanpan.streams.verification.operations.rosters import note_roster_returned, print_roster
from yanpan.streams.verification.operations.topics import close_topic, open_topic

__all__ = [
    "AnswerLine",
    "ColourSaid",
    "Given",
    "Letter",
    "LetterPerson",
    "add_document_number",
    "add_test_result",
    "ask_police",
    "ask_to_withdraw_letter",
    "call_for_arrivals",
    "call_for_numbers",
    "call_the_escalated",
    "call_the_late",
    "check_replies",
    "check_reply",
    "close_topic",
    "confirm_chain",
    "confirm_mapping",
    "correct_typed_letter",
    "decide_letter_withdrawal",
    "decide_pair",
    "decide_referred_pair",
    "destroy_files",
    "draft_reply",
    "enter_by_telephone",
    "enter_letter_number",
    "enter_roster",
    "extend_search",
    "forget_replies",
    "hand_down",
    "hold_pairs",
    "keep_sender_words",
    "lapse_tasks",
    "mark_reply_sent",
    "not_my_village",
    "note_attempt",
    "note_roster_returned",
    "open_topic",
    "plan_reply",
    "print_roster",
    "receive_list",
    "record_arrival",
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
    "withdraw_opinion",
    "withdraw_reply",
    "withdraw_search",
]
