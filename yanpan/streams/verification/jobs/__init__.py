"""Work of the room in the background; each module registers its own."""

from yanpan.streams.verification.jobs import clocks, homes, letters, lists, replies, spot_checks

__all__ = ["clocks", "homes", "letters", "lists", "replies", "spot_checks"]
