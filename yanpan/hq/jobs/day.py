"""What fell due at an hour of the day and was not done."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.hq.operations.day import CALLS, UNSIGNED, call_for_hours
from yanpan.hq.queries.days import missed_hours


@every(timedelta(minutes=10), "hq.hours", rights=("hq.call_for_hours",))
def hours_missed(keeper: Actor, now: datetime) -> None:
    """Only where something is missed, or was: a round that finds nothing leaves no line."""
    rung = Notice.objects.filter(matter__in=(*CALLS.values(), UNSIGNED), answered_at=None)
    if missed_hours(now) or rung.exists():
        call_for_hours(keeper, now=now)
