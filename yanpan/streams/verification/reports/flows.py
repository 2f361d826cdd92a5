"""Hand-overs from unit to unit in figures: one reading of the table for every number made of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q

from yanpan.base.places.queries import unit_paths
from yanpan.base.tasks.models import Handover


@dataclass(frozen=True, slots=True)
class Flow:
    """What one unit sent another for one purpose. in_time of due: signed for within the clock, of those it ended for.

    sent_at, signed_at, refused_at: the last one, None = never.
    """

    request: str
    sender: str  # path
    receiver: str  # path
    signed: int
    in_time: int
    due: int
    sent_at: datetime | None
    signed_at: datetime | None
    refused_at: datetime | None


def flows_of(event_id: UUID, now: datetime) -> list[Flow]:
    """Every pair of units that handed anything over, in two queries; of the whole city."""
    done = Q(acknowledged_at__isnull=False)
    overdue = Q(acknowledged_at=None, refused_at=None, recalled_at=None, acknowledge_by__lt=now)
    counted = (
        Handover.objects.filter(event_id=event_id)
        .values_list("request", "sender_id", "receiver_id")
        .annotate(
            signed=Count("id", filter=done),
            in_time=Count("id", filter=done & Q(acknowledged_at__lte=F("acknowledge_by"))),
            due=Count("id", filter=done | overdue),
            sent_at=Max("sent_at"),
            signed_at=Max("acknowledged_at"),
            refused_at=Max("refused_at"),
        )
        .order_by()
    )
    paths = unit_paths()
    return [
        Flow(request, paths[sender], paths[receiver], *numbers)
        for request, sender, receiver, *numbers in counted
    ]
