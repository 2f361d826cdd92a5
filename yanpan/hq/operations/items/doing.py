"""What the owner of an item writes: how it goes, and that it is done."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile
from yanpan.base.gate import Actor, operation
from yanpan.hq.models import Item
from yanpan.hq.operations.items.chain import changed, item_to_change, written
from yanpan.hq.rules.items import ItemState, Step
from yanpan.kernel.errors import Refused

MOST_FILES = 6
_AT_WORK = (ItemState.TAKEN, ItemState.IN_WORK)


@operation("hq.note_progress", subject="item_id", records=("version",), words=("note",))
def note_progress(
    actor: Actor,
    *,
    item_id: UUID,
    note: str,
    now: datetime,
    version: int | None = None,
    files: Sequence[CleanFile] = (),
) -> Item:
    """办理进展: one line of the owner; with the first one the item is in work."""
    if not note.strip():
        raise Refused("note_needed")
    _few(files)
    item = item_to_change(actor, item_id, "owner", *_AT_WORK, version=version)
    item.state = ItemState.IN_WORK.value
    return changed(actor, item, Step.PROGRESS, now, "state", note=note, files=files)


@operation("hq.report_item_done", subject="item_id", records=("version",), words=("evidence",))
def report_item_done(
    actor: Actor,
    *,
    item_id: UUID,
    evidence: str,
    now: datetime,
    version: int | None = None,
    files: Sequence[CleanFile] = (),
) -> Item:
    """申请销号: the owner says it is done, with the evidence, in words and as photos or papers."""
    if not evidence.strip():
        raise Refused("evidence_needed")
    _few(files)
    item = item_to_change(actor, item_id, "owner", *_AT_WORK, version=version)
    item.evidence = written(evidence, "evidence", 300)
    item.state, item.reported_at, item.reported_by = ItemState.REPORTED.value, now, actor.name
    fields = ("state", "evidence", "reported_at", "reported_by")
    return changed(actor, item, Step.REPORTED, now, *fields, note=evidence, files=files)


def _few(files: Sequence[CleanFile]) -> None:
    if len(files) > MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
