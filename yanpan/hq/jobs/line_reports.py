"""At the hour of the reminders, and then until they are in: late reports go onto the call list."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.hq.operations.line_reports.chasing import anybody_to_ring, call_late_reports


@every(timedelta(minutes=10), "hq.late_reports", rights=("hq.call_late_reports",))
def ring_late_reports(actor: Actor, now: datetime) -> None:
    """Only where something is late: a round that finds nothing writes no line."""
    if anybody_to_ring(actor, now):
        call_late_reports(actor, now=now)
