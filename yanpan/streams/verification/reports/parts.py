"""What one matter of the room adds to its report."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from yanpan.base.indicators.registry import Count, Figure, Words


@dataclass(frozen=True, slots=True)
class Part:
    """make: (event id, unit path, keys of the unit and of each unit one level below, now) -> counts and figures.

    The first key is the unit itself. Bounded queries; zeros, not silence, for a unit without anything.
    """

    make: Callable[[UUID, str, tuple[str, ...], datetime], Iterable[Count | Figure]]
    count_words: Mapping[str, Words] = field(default_factory=dict)
    count_rows: Mapping[str, str] = field(default_factory=dict)
