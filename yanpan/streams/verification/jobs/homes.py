"""Rounds about people at home: periods kept in step with answers and calendar; who is rung, and when.

A round that finds nothing to do leaves no line in the audit.
"""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.base.policy.rules import CITY_TIME
from yanpan.streams.verification.operations.homes import (
    MISSED,
    is_any_home_to_change,
    missed_on,
    open_homes,
    ring_about_homes,
)
from yanpan.streams.verification.operations.needs import LATE, late_needs, ring_about_needs, untaken_needs
from yanpan.streams.verification.rules.homes import CALLING_HOURS, day_asked_about


def _stands_on_the_list(matter: str) -> bool:
    return Notice.objects.filter(matter=matter, answered_at=None).exists()


@every(timedelta(minutes=10), "verification.homes", rights=("verification.open_homes",))
def keep_homes(keeper: Actor, now: datetime) -> None:
    if is_any_home_to_change(now):
        open_homes(keeper, now=now)


@every(timedelta(minutes=10), "verification.missed_follow_ups", rights=("verification.ring_about_homes",))
def missed_follow_ups(keeper: Actor, now: datetime) -> None:
    local = now.astimezone(CITY_TIME)
    if local.hour in CALLING_HOURS and (
        missed_on(day_asked_about(local)).exists() or _stands_on_the_list(MISSED)
    ):
        ring_about_homes(keeper, now=now)


@every(timedelta(minutes=1), "verification.needs", rights=("verification.ring_about_needs",))
def needs_past_their_clock(keeper: Actor, now: datetime) -> None:
    if untaken_needs(now).exists() or late_needs(now).exists() or _stands_on_the_list(LATE):
        ring_about_needs(keeper, now=now)
