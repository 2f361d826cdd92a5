"""What fell due at an hour of the day and was not done."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.hq.jobs.call_list import says_already
from yanpan.hq.operations.day import MATTERS, call_for_hours, wanted_calls


@every(timedelta(minutes=10), "hq.hours", rights=("hq.call_for_hours",))
def hours_missed(keeper: Actor, now: datetime) -> None:
    """Only where the list does not say it yet."""
    wanted = wanted_calls(keeper, now)
    if not all(
        says_already((one.unit_id for one in wanted if one.matter == matter), matter) for matter in MATTERS
    ):
        call_for_hours(keeper, now=now)
