"""Reading what the lines report."""

from yanpan.hq.queries.line_reports import forms, line_now, matrix, reading

__all__ = ["forms", "line_now", "matrix", "reading"]
