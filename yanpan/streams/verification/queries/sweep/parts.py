"""Numbers by unit path, summed for a unit and each unit one level below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from yanpan.base.places.queries import UnitView, list_children

Counts = TypeVar("Counts")


@dataclass(frozen=True, slots=True)
class Board(Generic[Counts]):
    """whole: everything below the unit; parts: each unit one level below, in the order of the books."""

    unit: UnitView
    whole: Counts
    parts: tuple[tuple[UnitView, Counts], ...]


def board_of(unit: UnitView, found: Mapping[str, Counts], nothing: Counts) -> Board[Counts]:
    """found: path of a unit → its numbers; numbers add up by `+`."""
    whole, below = nothing, {part.path: nothing for part in list_children(unit.key)}
    for path, counts in found.items():
        whole = whole + counts  # type: ignore[operator]
        part = path[: path.find("/", len(unit.path)) + 1]
        if part in below:
            below[part] = below[part] + counts  # type: ignore[operator]
    parts = tuple((part, below[part.path]) for part in list_children(unit.key) if part.kind != "force")
    return Board(unit, whole, parts)
