"""Rounds of the headquarters' day; each module registers its own."""

from yanpan.hq.jobs import items, rapid_reports, shifts

__all__ = ["items", "rapid_reports", "shifts"]
