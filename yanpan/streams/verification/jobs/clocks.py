"""What the headquarters' clocks do by themselves: ring, look at replies, end searches, mind the police queue."""

from datetime import datetime, timedelta

from yanpan.base.events.queries import current_event, list_events
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.base.tasks.operations import escalate_late, late_handovers
from yanpan.streams.verification.operations.calls import (
    BELOW,
    LATE,
    REPLY,
    call_the_escalated,
    check_replies,
    is_any_reply_near,
)
from yanpan.streams.verification.operations.lapsing import ending_by, lapse_tasks
from yanpan.streams.verification.operations.police import WAITING, moot_searches, tend_police_queue
from yanpan.streams.verification.queries.police import waiting_searches


def _is_quiet() -> bool:
    """No event is open: nobody is sought and nobody is rung."""
    return all(event.closed_at is not None for event in list_events())


def _stands_on_the_list(*matters: str) -> bool:
    return Notice.objects.filter(matter__in=matters, answered_at=None).exists()


@every(
    timedelta(minutes=5),
    "verification.clocks",
    rights=("tasks.escalate_late", "verification.call_the_escalated"),
)
def ring_the_late(actor: Actor, now: datetime) -> None:
    """Late hand-overs get a name, and the name stands on the call list until they are signed for."""
    if _is_quiet():
        return
    is_late = late_handovers(now).exists()
    if is_late:
        escalate_late(actor, now=now)
    if is_late or _stands_on_the_list(LATE, BELOW):
        call_the_escalated(actor, now=now)


@every(timedelta(minutes=15), "verification.reply_check", rights=("verification.check_replies",))
def look_at_replies(actor: Actor, now: datetime) -> None:
    """At hour 22 of a list the reply is checked."""
    if not _is_quiet() and (_stands_on_the_list(REPLY) or is_any_reply_near(now)):
        check_replies(actor, now=now)


@every(timedelta(minutes=15), "verification.lapse", rights=("verification.lapse_tasks",))
def end_searches(actor: Actor, now: datetime) -> None:
    """HC-19: verification ends by itself."""
    if not _is_quiet() and ending_by(current_event(), now).exists():
        lapse_tasks(actor, now=now)


@every(timedelta(minutes=15), "verification.police_queue", rights=("verification.tend_police_queue",))
def mind_the_police_queue(actor: Actor, now: datetime) -> None:
    """Nobody who was found stays with the police, and nobody waits there unnoticed."""
    if _is_quiet():
        return
    old = waiting_searches().filter(asked_at__lt=now - current_event().pack.police_wait)
    if old.exists() or moot_searches().exists() or _stands_on_the_list(WAITING):
        tend_police_queue(actor, now=now)
