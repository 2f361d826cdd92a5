"""Papers past their deadline."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.hq.operations.papers import OVERDUE, overdue, ring_about_papers


@every(timedelta(minutes=30), "hq.papers", rights=("hq.ring_about_papers",))
def papers_past_their_deadline(keeper: Actor, now: datetime) -> None:
    """Only where one is late, or was: a round that finds nothing leaves no line."""
    if overdue(now).exists() or Notice.objects.filter(matter=OVERDUE, answered_at=None).exists():
        ring_about_papers(keeper, now=now)
