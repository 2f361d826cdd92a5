"""What is past its hour goes up by itself."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.hq.operations.items.checking import escalate_late_items, late_items


@every(timedelta(minutes=10), "hq.late_items", rights=("hq.escalate_late_items",))
def escalate_late(actor: Actor, now: datetime) -> None:
    """Only where something is late: a round that finds nothing writes no line."""
    if late_items(actor, now).exists():
        escalate_late_items(actor, now=now)
