"""From the file to tasks, in batches: rows → matching → people and tasks. Idempotent: every step may run again."""

from yanpan.streams.verification.intake.matching import match_rows
from yanpan.streams.verification.intake.rows import take_rows
from yanpan.streams.verification.intake.tasks import make_tasks

__all__ = ["make_tasks", "match_rows", "take_rows"]
