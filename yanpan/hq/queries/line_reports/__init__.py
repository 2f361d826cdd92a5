"""Reading what the lines report."""

from yanpan.hq.queries.line_reports import reading

__all__ = ["reading"]
