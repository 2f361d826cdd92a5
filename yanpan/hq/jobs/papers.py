"""Papers past their deadline."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.hq.jobs.call_list import says_already
from yanpan.hq.operations.papers import OVERDUE, overdue, ring_about_papers


@every(timedelta(minutes=30), "hq.papers", rights=("hq.ring_about_papers",))
def papers_past_their_deadline(keeper: Actor, now: datetime) -> None:
    """Only where the list does not say it yet."""
    if not says_already(overdue(now).values_list("owner", flat=True), OVERDUE):
        ring_about_papers(keeper, now=now)
