"""Who is rung about what: numbers of what is late, per unit, and the gravest class among them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from yanpan.streams.verification.rules import URGENCY_ORDER


@dataclass(slots=True)
class Reasons:
    """Why one unit is rung: numbers by name, the gravest class, the earliest clock."""

    facts: dict[str, int] = field(default_factory=dict)
    urgency: str = "other"
    due_at: datetime | None = None

    def add(self, name: str, count: int, urgency: str, due_at: datetime | None) -> None:
        """One more reason; counts of the same name add up."""
        self.facts[name] = self.facts.get(name, 0) + count
        self.urgency = gravest((self.urgency, urgency))
        if due_at is not None:
            self.due_at = due_at if self.due_at is None else min(self.due_at, due_at)


def gravest(urgencies: Iterable[str]) -> str:
    """The most urgent class; 'other' for none."""
    return min(urgencies, key=URGENCY_ORDER.index, default="other")


def only(reasons: Mapping[int, Reasons], unit_ids: Iterable[int]) -> dict[int, Reasons]:
    """The reasons of these units, those that have one."""
    return {one: reasons[one] for one in sorted(set(unit_ids)) if one in reasons}
