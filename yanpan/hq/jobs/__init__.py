"""Rounds of the headquarters' day; each module registers its own."""

from yanpan.hq.jobs import items, shifts

__all__ = ["items", "shifts"]
