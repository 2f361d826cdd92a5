"""Filling, approving and correcting what the lines report."""

from yanpan.hq.operations.line_reports import approving, chasing, filling, villages, workbooks

__all__ = ["approving", "chasing", "filling", "villages", "workbooks"]
