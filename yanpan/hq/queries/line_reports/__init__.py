"""Reading what the lines report."""

from yanpan.hq.queries.line_reports import line_now, matrix, reading, villages, workbooks

__all__ = ["line_now", "matrix", "reading", "villages", "workbooks"]
