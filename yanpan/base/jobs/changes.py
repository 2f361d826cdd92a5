"""Whether anything changed since a board was drawn: one look at the end of the audit, however many boards are open."""

from datetime import datetime
from uuid import UUID

from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import OPERATIONS
from yanpan.base.jobs.models import Job

LINES_LOOKED_AT = 60


def change_token(event_id: UUID, now: datetime) -> str:
    """The same as long as no operation was done, no list grew and no minute passed (a clock may have ended).

    Two queries over primary keys. Looks are no change; among more than 60 looks a change may be taken for granted.
    """
    newest = list(AuditLine.objects.order_by("-id").values_list("id", "verb")[:LINES_LOOKED_AT])
    oldest_seen = newest[-1][0] if newest else 0
    line = next((number for number, verb in newest if verb in OPERATIONS), oldest_seen)
    jobs = Job.objects.filter(state="running").order_by("id").values_list("done", flat=True)[:20]
    return f"{event_id.hex[-8:]}-{line}-{sum(jobs)}-{int(now.timestamp()) // 60}"
