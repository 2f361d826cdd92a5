"""What exists behind the gate. It feeds permissions, documentation and tests; it is no dispatcher.

The few operations that records from phones may name stand on a shelf of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation or query. `name` = permission = audit verb = 'room.function'."""

    name: str
    kind: str  # 'operation' | 'query'
    function: Callable[..., object]
    records: tuple[str, ...]
    subject: str
    personal: bool

    @property
    def summary(self) -> str:
        return (self.function.__doc__ or "").strip().splitlines()[0] if self.function.__doc__ else ""


@dataclass(frozen=True, slots=True)
class FieldHead:
    """What stands on the envelope of a record made on a phone. recorded_at: the phone's own clock."""

    record_id: UUID
    base_version: int
    recorded_at: datetime


class FieldPayload(Protocol):
    """A strict struct (msgspec) of what a phone may say; `arguments` are those of the operation but `now`."""

    def arguments(self, head: FieldHead) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class FieldOperation:
    """An operation that records from phones may name; subject: the argument that names what it is about."""

    name: str
    payload: type[FieldPayload]
    door: Callable[..., object]
    subject: str


OPERATIONS: dict[str, Entry] = {}
QUERIES: dict[str, Entry] = {}
FIELD_OPERATIONS: dict[str, FieldOperation] = {}


def register(entry: Entry) -> None:
    """Raises ValueError if the name is taken."""
    shelf = OPERATIONS if entry.kind == "operation" else QUERIES
    if entry.name in OPERATIONS or entry.name in QUERIES:
        raise ValueError(f"{entry.name} is registered twice")
    shelf[entry.name] = entry


def open_to_the_field(operation: FieldOperation) -> None:
    """The one shelf names from outside are looked up in: nothing else can be called by a record."""
    FIELD_OPERATIONS[operation.name] = operation


def every_right() -> frozenset[str]:
    """All names a role may hold."""
    return frozenset(OPERATIONS) | frozenset(QUERIES)
