"""Work of the room in the background; each module registers its own."""

from yanpan.streams.verification.jobs import (
    arrivals,
    clocks,
    homes,
    letters,
    lists,
    replies,
    retention,
    spot_checks,
    sweep,
)

__all__ = ["arrivals", "clocks", "homes", "letters", "lists", "replies", "retention", "spot_checks", "sweep"]
