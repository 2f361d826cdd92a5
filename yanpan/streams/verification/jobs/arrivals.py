"""Who was due and not met is rung about."""

from datetime import datetime, timedelta

from yanpan.base.events.queries import current_event, list_events
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.streams.verification.operations.arrivals import NOT_MET, call_for_arrivals
from yanpan.streams.verification.queries.arrivals import not_met


@every(timedelta(minutes=15), "verification.arrivals", rights=("verification.call_for_arrivals",))
def ring_for_arrivals(actor: Actor, now: datetime) -> None:
    """Two hours after the hour; whoever said what became of it leaves the list."""
    if all(event.closed_at is not None for event in list_events()):
        return
    is_listed = Notice.objects.filter(matter=NOT_MET, answered_at=None).exists()
    if is_listed or not_met(current_event().id, now).exists():
        call_for_arrivals(actor, now=now)
