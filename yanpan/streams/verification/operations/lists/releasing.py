"""What is held is let in by a second person, or put away (HC-19)."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import enqueue
from yanpan.kernel.errors import NotPermitted, Refused, Stale
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.operations.lists.finding import batch_to_change
from yanpan.streams.verification.operations.lists.keeping import without_file


@operation("verification.void_list", subject="batch_id", records=("reason",))
def void_list(actor: Actor, *, batch_id: UUID, reason: str, now: datetime) -> None:
    """Put away a list that was uploaded by mistake, or whose job failed, before anything came of it."""
    batch = batch_to_change(actor, batch_id)
    if not reason.strip():
        raise Refused("reason_needed")
    if batch.state not in ("proposed", "held") and not _came_to_nothing(batch):
        raise Stale("batch_changed", state=batch.state)
    batch.rows.all().delete()
    batch.state = "void"
    batch.save(update_fields=["state"])
    without_file([batch.id], now=now)


def _came_to_nothing(batch: ListBatch) -> bool:
    """Confirmed, its job over for good, and no row has become a person to find."""
    if batch.state != "confirmed" or batch.job is None:
        return False
    is_over = Job.objects.filter(id=batch.job, state__in=["failed", "cancelled"]).exists()
    return is_over and not batch.rows.filter(state="accepted").exists()


@operation("verification.release_list", subject="batch_id", records=("reason",))
def release_list(actor: Actor, *, batch_id: UUID, reason: str, now: datetime) -> ListBatch:
    """A second clerk lets a held list in (HC-19); not the one who received it."""
    batch = batch_to_change(actor, batch_id)
    if not reason.strip():
        raise Refused("reason_needed")
    if batch.state != "held":
        raise Stale("batch_changed", state=batch.state)
    if batch.received_by == actor.name:
        raise NotPermitted("verification.release_list")
    if batch.content_gone_at:
        raise Stale("file_gone")
    batch.state, batch.released_by, batch.released_at = "confirmed", actor.name, now
    batch.job = enqueue(actor, "verification.take_in", now=now, batch_id=str(batch.id)).id
    batch.save(update_fields=["state", "released_by", "released_at", "job"])
    return batch


@operation("verification.release_rows", subject="batch_id", records=("reason",))
def release_rows(actor: Actor, *, batch_id: UUID, reason: str, now: datetime) -> int:
    """An epidemiologist signs for the held rows of a list: they make tasks now (HC-19). Returns how many."""
    batch = batch_to_change(actor, batch_id)
    if not reason.strip():
        raise Refused("reason_needed")
    if batch.state != "taken_in":
        raise Stale("batch_changed", state=batch.state)
    freed = batch.rows.filter(state="held").update(state="waiting")
    if not freed:
        raise Stale("no_rows_held")
    batch.state, batch.released_by, batch.released_at = "confirmed", actor.name, now
    batch.job = enqueue(actor, "verification.take_in", now=now, batch_id=str(batch.id)).id
    batch.save(update_fields=["state", "released_by", "released_at", "job"])
    return freed
