"""Codes → words, at the edge. Rooms add the words of their own codes with `register_words`."""

from yanpan.shell.words.doers import doer_word, forget_labels
from yanpan.shell.words.kinds import (
    act_word,
    answer_word,
    fact_word,
    job_state_word,
    kind_word,
    matter_word,
    request_word,
    role_word,
    urgency_word,
    work_word,
)
from yanpan.shell.words.refusals import explain, explain_status, register_words
from yanpan.shell.words.rights import register_right_words, right_word

__all__ = [
    "act_word",
    "answer_word",
    "doer_word",
    "explain",
    "explain_status",
    "fact_word",
    "forget_labels",
    "job_state_word",
    "kind_word",
    "matter_word",
    "register_right_words",
    "register_words",
    "request_word",
    "right_word",
    "role_word",
    "urgency_word",
    "work_word",
]
