"""Rounds of the headquarters' day; each module registers its own."""

from yanpan.hq.jobs import day, items, line_reports, papers, rapid_reports, shifts

__all__ = ["day", "items", "line_reports", "papers", "rapid_reports", "shifts"]
