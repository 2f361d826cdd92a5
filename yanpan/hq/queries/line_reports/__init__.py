"""Reading what the lines report."""

from yanpan.hq.queries.line_reports import matrix, reading

__all__ = ["matrix", "reading"]
