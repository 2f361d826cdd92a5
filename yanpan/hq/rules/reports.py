"""Where a report of a line stands against its clock. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReportState(StrEnum):
    """拟稿 → 已审定; a correction is a draft beside what was approved."""

    DRAFT = "draft"
    APPROVED = "approved"


class Timeliness(StrEnum):
    """One cell of the matrix: a unit and a line."""

    AWAITED = "awaited"  # nothing yet, the hour has not come
    DRAFT = "draft"  # filled, not approved, the hour has not come
    MISSING = "missing"  # the hour is over: nothing
    UNAPPROVED = "unapproved"  # the hour is over: filled, not approved
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is there of one due report. first_approved_at: of its first version."""

    filled: bool
    first_approved_at: datetime | None


NOTHING = Standing(False, None)
OUTSTANDING = frozenset({Timeliness.MISSING, Timeliness.UNAPPROVED})


def timeliness(standing: Standing, due_at: datetime, now: datetime) -> Timeliness:
    """Approval counts, not filling; a correction after the hour does not make a report late."""
    if standing.first_approved_at is not None:
        return Timeliness.IN_TIME if standing.first_approved_at <= due_at else Timeliness.LATE
    if now < due_at:
        return Timeliness.DRAFT if standing.filled else Timeliness.AWAITED
    return Timeliness.UNAPPROVED if standing.filled else Timeliness.MISSING
