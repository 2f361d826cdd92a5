"""Answers from the ground: three taps, or by telephone. A correction is a later answer, never an erased one."""

from yanpan.streams.verification.operations.answers.attempts import note_attempt, withdraw_attempt
from yanpan.streams.verification.operations.answers.given import Given
from yanpan.streams.verification.operations.answers.later import add_document_number, add_test_result
from yanpan.streams.verification.operations.answers.lines import AnswerLine, confirm_chain, enter_roster
from yanpan.streams.verification.operations.answers.recording import record
from yanpan.streams.verification.operations.answers.reopening import reopen
from yanpan.streams.verification.operations.answers.reporting import enter_by_telephone, record_outcome

__all__ = [
    "AnswerLine",
    "Given",
    "add_document_number",
    "add_test_result",
    "confirm_chain",
    "enter_by_telephone",
    "enter_roster",
    "note_attempt",
    "record",
    "record_outcome",
    "reopen",
    "withdraw_attempt",
]
