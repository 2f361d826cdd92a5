"""The gate: who acts, and the two doors every write and every read of personal data passes."""

from yanpan.base.gate.actor import NOBODY, Actor
from yanpan.base.gate.doors import operation, query, seen_mark
from yanpan.base.gate.registry import FIELD_OPERATIONS, OPERATIONS, QUERIES, FieldHead, every_right
from yanpan.base.gate.scope import under

__all__ = [
    "FIELD_OPERATIONS",
    "NOBODY",
    "OPERATIONS",
    "QUERIES",
    "Actor",
    "FieldHead",
    "every_right",
    "operation",
    "query",
    "seen_mark",
    "under",
]
