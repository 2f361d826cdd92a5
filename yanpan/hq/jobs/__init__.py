"""Rounds of the headquarters' day; each module registers its own."""

from yanpan.hq.jobs import items, papers, rapid_reports, shifts

__all__ = ["items", "papers", "rapid_reports", "shifts"]
