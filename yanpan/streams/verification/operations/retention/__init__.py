"""Retention: what is due, who agrees that it goes, what stops it."""

from yanpan.streams.verification.operations.retention.again import purge_again
from yanpan.streams.verification.operations.retention.keeping_longer import ask_to_keep, decide_to_keep
from yanpan.streams.verification.operations.retention.purging import (
    propose_purge,
    withdraw_purge,
    witness_purge,
)
from yanpan.streams.verification.operations.retention.rounds import (
    destroy_idle_keys,
    forget_register,
    say_what_is_due,
)

__all__ = [
    "ask_to_keep",
    "decide_to_keep",
    "destroy_idle_keys",
    "forget_register",
    "propose_purge",
    "purge_again",
    "say_what_is_due",
    "withdraw_purge",
    "witness_purge",
]
