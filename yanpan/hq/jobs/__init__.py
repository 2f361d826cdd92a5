"""Rounds of the headquarters' day; each module registers its own."""

from yanpan.hq.jobs import day, forgetting, items, line_reports, papers, rapid_reports, shifts

__all__ = ["day", "forgetting", "items", "line_reports", "papers", "rapid_reports", "shifts"]
