"""Work of the room in the background; each module registers its own."""

from yanpan.streams.verification.jobs import clocks, homes, lists, spot_checks

__all__ = ["clocks", "homes", "lists", "spot_checks"]
