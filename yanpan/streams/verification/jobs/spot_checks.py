"""Rounds about call backs: the draw of the night, and who is late with calling back."""

from datetime import datetime, timedelta

from yanpan.base.events.queries import current_event, list_events
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.streams.verification.operations.spot_checks import (
    LATE,
    counties_to_draw,
    draw_spot_checks,
    late_call_backs,
    ring_about_spot_checks,
)


@every(timedelta(minutes=10), "verification.spot_checks", rights=("verification.draw_spot_checks",))
def draw_of_the_night(keeper: Actor, now: datetime) -> None:
    """Once per event, county and night: a second walk finds the draw there."""
    is_any_open = any(event.closed_at is None for event in list_events())
    if is_any_open and counties_to_draw(current_event(), now).exists():
        draw_spot_checks(keeper, now=now)


@every(timedelta(minutes=30), "verification.late_call_backs", rights=("verification.ring_about_spot_checks",))
def ring_the_late(keeper: Actor, now: datetime) -> None:
    if late_call_backs(now).exists() or Notice.objects.filter(matter=LATE, answered_at=None).exists():
        ring_about_spot_checks(keeper, now=now)
