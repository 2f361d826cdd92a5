"""Work and rounds of the own sweep."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import current_event, event_view, list_events
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.jobs.running import Step, work
from yanpan.base.notices.models import Notice
from yanpan.base.policy.rules import CITY_TIME
from yanpan.streams.verification.intake import make_tasks, match_rows
from yanpan.streams.verification.intake.matching import decide
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.operations.sweep import (
    late_holes,
    late_referrals,
    old_contacts,
    old_sheets,
    ring_about_silence,
    silent_sentinels,
    silent_villages,
    tend_sweep,
)
from yanpan.streams.verification.operations.sweep.found import settle_found
from yanpan.streams.verification.operations.sweep.silence import SENTINELS, VILLAGES
from yanpan.streams.verification.operations.sweep.tending import HOLES_LATE, REFERRALS_LATE

ROWS = 200


def make_ready(arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> None:
    """Decrypting a city's register takes seconds: before the step, which holds the pen."""
    decide([], now.astimezone(CITY_TIME).date())


@work("verification.take_in_found", before=make_ready)
def take_in_found(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
    """A person found: matched, given a task, and answered if the finder said how the person is looked after."""
    batch = ListBatch.objects.defer("content").get(id=UUID(str(arguments["batch_id"])))
    match_rows(batch, day=now.astimezone(CITY_TIME).date(), limit=ROWS)
    make_tasks(batch, event=event_view(batch.event_id), now=now, limit=ROWS)
    settle_found(actor, UUID(str(arguments["row_id"])), arguments.get("answer"), now)
    return Step(1, 1, finished=True)


@every(timedelta(minutes=10), "verification.sweep", rights=("verification.tend_sweep",))
def look_after_the_sweep(keeper: Actor, now: datetime) -> None:
    """What is past its hour rings; a round that finds nothing leaves no line."""
    standing = Notice.objects.filter(matter__in=(HOLES_LATE, REFERRALS_LATE), answered_at=None)
    if (
        late_holes(now).exists()
        or late_referrals(now).exists()
        or old_sheets(now).exists()
        or old_contacts(now).exists()
        or standing.exists()
    ):
        tend_sweep(keeper, now=now)


@every(timedelta(minutes=30), "verification.silence", rights=("verification.ring_about_silence",))
def ring_about_the_silent(keeper: Actor, now: datetime) -> None:
    """Villages of a sweep and sentinels without a word: the unit above is rung until they speak."""
    if all(event.closed_at is not None for event in list_events()):
        return
    event = current_event()
    standing = Notice.objects.filter(matter__in=(VILLAGES, SENTINELS), answered_at=None)
    if silent_villages(event, now).exists() or silent_sentinels(event, now).exists() or standing.exists():
        ring_about_silence(keeper, now=now)
