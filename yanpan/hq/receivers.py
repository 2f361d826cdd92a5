"""What the headquarters does when an item changes hands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.keeping import acknowledge, locked
from yanpan.base.documents.rules import State
from yanpan.base.tasks.handovers import DoItem, Receiver, receive
from yanpan.hq.models import Item, ItemStep
from yanpan.hq.operations.items.chain import step_of
from yanpan.hq.rules.items import ItemState, Step


def item_taken(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """The owner has signed for it."""
    _moved_on(subjects, Step.TAKEN, now, {"state": ItemState.TAKEN.value})
    issued = Item.objects.filter(id__in=subjects, sheet__state=State.ISSUED.value)
    for sheet_id in issued.values_list("sheet_id", flat=True):
        acknowledge(locked(sheet_id), at=now)


def item_back(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """Refused or recalled: it is a proposal again, for another owner or another demand."""
    _moved_on(subjects, Step.RETURNED, now, {"state": ItemState.PROPOSED.value, "sent_at": None})


def _moved_on(subjects: Sequence[UUID], step: Step, now: datetime, fields: dict[str, object]) -> None:
    items = list(Item.objects.filter(id__in=subjects, state=ItemState.SENT).select_related("owner"))
    for item in items:
        item.version += 1
        for name, value in fields.items():
            setattr(item, name, value)
    Item.objects.bulk_update(items, [*fields, "version"], batch_size=400)
    steps = [step_of(item, step, item.owner.name, now) for item in items]
    ItemStep.objects.bulk_create(steps, batch_size=400)


receive(Receiver(DoItem.REQUEST, acknowledged=item_taken, returned=item_back))
