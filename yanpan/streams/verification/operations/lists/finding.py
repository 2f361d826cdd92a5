"""One list of the actor's units, locked for a change."""

from uuid import UUID

from yanpan.base.gate import Actor, under
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch


def batch_to_change(actor: Actor, batch_id: UUID) -> ListBatch:
    """Missing: it is elsewhere. Without its file, which is large."""
    mine = ListBatch.objects.filter(under("unit__path", actor), id=batch_id)
    batch = mine.select_for_update(of=("self",)).defer("content", "row_keys").first()
    if batch is None:
        raise Missing("batch")
    return batch
