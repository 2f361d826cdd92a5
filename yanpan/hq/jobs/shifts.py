"""A shift nobody has signed for rings the duty chief."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.hq.jobs.call_list import says_already
from yanpan.hq.operations.shifts import NOT_TAKEN_OVER, call_for_shifts
from yanpan.hq.queries.shifts import shifts_not_taken_over


@every(timedelta(minutes=5), "hq.shifts", rights=("hq.call_for_shifts",))
def shifts_past_their_hour(keeper: Actor, now: datetime) -> None:
    """Only where the list does not say it yet."""
    if not says_already((one.unit_id for one in shifts_not_taken_over(now)), NOT_TAKEN_OVER):
        call_for_shifts(keeper, now=now)
