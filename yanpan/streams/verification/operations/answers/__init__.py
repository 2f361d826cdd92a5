"""Answers from the ground: three taps, or by telephone. A correction is a later answer, never an erased one."""

from yanpan.streams.verification.operations.answers.given import Given
from yanpan.streams.verification.operations.answers.recording import record
from yanpan.streams.verification.operations.answers.reopening import reopen
from yanpan.streams.verification.operations.answers.reporting import enter_by_telephone, record_outcome

__all__ = ["Given", "enter_by_telephone", "record", "record_outcome", "reopen"]
