"""What is looked after without anybody asking: records left over by a request that died, and long waits."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.base.sync.models import FieldRecord
from yanpan.base.sync.operations import overdue, show_overdue
from yanpan.base.sync.rules import LEFT_OVER_AFTER, MOST_RECORDS, State
from yanpan.base.sync.settling import settle_record


@every(timedelta(minutes=30), "sync.look_after_records", rights=("sync.show_overdue",))
def look_after_records(keeper: Actor, now: datetime) -> None:
    """Take up what was kept and never acted upon; show people what waited a day for an earlier record."""
    left = FieldRecord.objects.filter(state=State.WAITING.value, received_at__lte=now - LEFT_OVER_AFTER)
    for record_id in left.order_by("received_at", "id").values_list("id", flat=True)[:MOST_RECORDS]:
        settle_record(record_id, now=now)
    if overdue(now).exists():
        show_overdue(keeper, now=now)
