"""Work of the room in the background; each module registers its own."""

from yanpan.streams.verification.jobs import lists

__all__ = ["lists"]
