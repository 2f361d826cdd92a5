"""Rapid reports have their clocks at night too."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.hq.models import RapidReport
from yanpan.hq.operations.rapid_reports import (
    CALL_BACK_LATE,
    STEP_LATE,
    not_called_back,
    not_passed_on,
    ring_about_reports,
)


@every(timedelta(minutes=1), "hq.rapid_reports", rights=("hq.ring_about_reports",))
def reports_past_their_clock(keeper: Actor, now: datetime) -> None:
    """Only where a clock has run out and nobody is on the list about it yet."""
    if _unrung(not_called_back(now), CALL_BACK_LATE) or _unrung(not_passed_on(now), STEP_LATE):
        ring_about_reports(keeper, now=now)


def _unrung(late: QuerySet[RapidReport], matter: str) -> bool:
    rung = Notice.objects.filter(matter=matter, answered_at=None).values("unit")
    return late.exclude(holder__in=rung).exists()
