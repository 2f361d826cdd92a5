"""反馈率: rows answered in the sender's own sheet, in time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count, Figure, Indicator, define
from yanpan.base.indicators.sums import part_of
from yanpan.streams.verification.models import ListBatch, Reply
from yanpan.streams.verification.reports.parts import Part

REPLIED = "verification.replied_rate"
WINDOW = timedelta(hours=24)

define(
    Indicator(
        id=REPLIED,
        name=_("Replied"),
        numerator=_("rows answered in the sender's sheet in time"),
        denominator=_("rows due for reply"),
        source=_("rows of the lists whose reply was due in the last 24 hours"),
        higher_is_better=True,
        target="replied_rate",
        rows_url="verification:replies",
    )
)


def make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count | Figure]:
    """Two queries. A row counts where the last version sent by the clock answers it."""
    due = ListBatch.objects.filter(
        event_id=event_id,
        unit__path__startswith=unit_path,
        kind="file",
        reply_due_at__gt=now - WINDOW,
        reply_due_at__lte=now,
    ).exclude(state="void")
    sent = Reply.objects.filter(batch__in=due, state="sent", sent_at__lte=F("batch__reply_due_at"))
    answered = dict(sent.order_by("number").values_list("batch_id", "answered"))
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for batch_id, path, rows in due.values_list("id", "unit__path", "person_rows"):
        for key in {keys[0], part_of(path, unit_path, keys)}:
            sums[key][0] += min(answered.get(batch_id, 0), rows)
            sums[key][1] += rows
    for key in keys:
        yield Figure(key, REPLIED, *sums[key])
    late = _waiting(event_id, unit_path, now)
    yield Count(keys[0], "replies_late", late)


def _waiting(event_id: UUID, unit_path: str, now: datetime) -> int:
    """Lists past their clock of which nothing has gone out."""
    due = ListBatch.objects.filter(event_id=event_id, unit__path__startswith=unit_path, kind="file")
    gone_out = Reply.objects.filter(state="sent").values("batch_id")
    return due.filter(reply_due_at__lt=now).exclude(state="void").exclude(id__in=gone_out).count()


PART = Part(
    make=make,
    count_words={"replies_late": _("replies to senders overdue")},
    count_rows={"replies_late": "verification:replies"},
)
