"""What supervision does by itself: the day's order sheets after 16:00, calls about what is late."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.notices.models import Notice
from yanpan.streams.supervision.operations import call_the_late, draft_order_sheets
from yanpan.streams.supervision.operations.ordering import hour_of_orders, to_be_ordered
from yanpan.streams.supervision.operations.tending import MATTERS, late_by_matter, open_events


@every(timedelta(minutes=10), "supervision.order_sheets", rights=("supervision.draft_order_sheets",))
def draft_the_day(keeper: Actor, now: datetime) -> None:
    """After 16:00 nobody has to think of it: what was found until then is drafted, one sheet per owner."""
    for event in open_events()[:1]:
        until = hour_of_orders(event, now)
        if now < until:
            return
        waiting = to_be_ordered(event, until).values_list("body__key", flat=True)
        for body_key in sorted(set(waiting)):
            draft_order_sheets(keeper, body_key=body_key, now=now)


@every(timedelta(minutes=15), "supervision.late", rights=("supervision.call_the_late",))
def call_about_the_late(keeper: Actor, now: datetime) -> None:
    """A round that finds nothing leaves no line."""
    standing = Notice.objects.filter(matter__in=MATTERS, answered_at=None)
    late = any(any(late_by_matter(event, now).values()) for event in open_events())
    if late or standing.exists():
        call_the_late(keeper, now=now)
