"""What the headquarters does when an item changes hands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.tasks.handovers import DoItem, Receiver, receive
from yanpan.hq.models import Item
from yanpan.hq.rules import ItemState


def item_taken(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """The owner has signed for it."""
    Item.objects.filter(id__in=subjects, state=ItemState.SENT).update(state=ItemState.IN_WORK)


def item_back(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """Refused or recalled: it is a proposal again, for another owner or another demand."""
    Item.objects.filter(id__in=subjects, state=ItemState.SENT).update(state=ItemState.PROPOSED, sent_at=None)


receive(Receiver(DoItem.REQUEST, acknowledged=item_taken, returned=item_back))
