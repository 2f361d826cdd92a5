"""What exists behind the gate. It feeds permissions, documentation and tests; it is no dispatcher."""

from collections.abc import Callable
from dataclasses import dataclass


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


OPERATIONS: dict[str, Entry] = {}
QUERIES: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Raises ValueError if the name is taken."""
    shelf = OPERATIONS if entry.kind == "operation" else QUERIES
    if entry.name in OPERATIONS or entry.name in QUERIES:
        raise ValueError(f"{entry.name} is registered twice")
    shelf[entry.name] = entry


def every_right() -> frozenset[str]:
    """All names a role may hold."""
    return frozenset(OPERATIONS) | frozenset(QUERIES)
