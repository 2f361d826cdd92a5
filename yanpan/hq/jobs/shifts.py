"""A shift nobody has signed for rings the duty chief."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.hq.operations.shifts import NOT_TAKEN_OVER, call_for_shifts
from yanpan.hq.queries.shifts import shifts_not_taken_over


@every(timedelta(minutes=5), "hq.shifts", rights=("hq.call_for_shifts",))
def shifts_past_their_hour(keeper: Actor, now: datetime) -> None:
    """Only where a shift is late, or was: a round that finds nothing leaves no line."""
    if shifts_not_taken_over(now) or Notice.objects.filter(matter=NOT_TAKEN_OVER, answered_at=None).exists():
        call_for_shifts(keeper, now=now)
