"""A letter that was typed wrongly: whom nothing else names is sought no more; who was answered for stays answered."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from yanpan.base.gate import Actor
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.sending import call_back
from yanpan.streams.verification.models import (
    ListBatch,
    ListRow,
    PoliceSearch,
    TaskMerge,
    VerificationTask,
)


def withdraw(actor: Actor, batch: ListBatch, *, now: datetime) -> int:
    """Mark the letter withdrawn and end the searches it alone began. Returns how many ended."""
    batch.withdrawn_by, batch.withdrawn_at = actor.name, now
    batch.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_reason", "withdrawal_asked_by"])
    ids = _named_by_nothing_else(batch)
    call_back(actor, FindPerson.REQUEST, ids, now=now)
    PoliceSearch.objects.filter(task_id__in=ids, state="waiting").update(
        state="withdrawn", ended_at=now, ended_by=actor.name
    )
    VerificationTask.objects.filter(id__in=ids).update(
        standing="lapsed", lapses_at=now, version=F("version") + 1
    )
    return len(ids)


def _named_by_nothing_else(batch: ListBatch) -> list[UUID]:
    """Still sought, in no row of another list that holds, and no other record was taken for the same person."""
    rows = ListRow.objects.filter(batch=batch, task__isnull=False)
    others = ListRow.objects.filter(task=OuterRef("pk"), batch__withdrawn_at=None).exclude(batch=batch)
    merged = TaskMerge.objects.filter(kept=OuterRef("pk"), undone_at=None)
    sought = VerificationTask.objects.select_for_update(of=("self",)).filter(
        ~Exists(others), ~Exists(merged), id__in=rows.values("task"), standing="in_hand", merged_away=False
    )
    return list(sought.order_by("id").values_list("id", flat=True))
