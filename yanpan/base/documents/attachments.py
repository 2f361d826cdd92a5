"""Keeping scans and photos: called inside operations of the rooms, never alone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.models import Attachment
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, open_bytes
from yanpan.kernel.errors import Missing


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A picture made anew from its pixels, or a PDF looked over; `yanpan.shell.attachments` makes it."""

    media_type: str
    content: bytes


def keep_attachment(unit_id: int, file: CleanFile, *, by: str, now: datetime) -> Attachment:
    """Seal a cleaned file. Whoever may see it is decided by the record that points to it."""
    attachment_id = fresh_id(now)
    return Attachment.objects.create(
        id=attachment_id,
        unit_id=unit_id,
        content=Sealer(Attachment, now).seal_bytes("content", attachment_id, file.content),
        media_type=file.media_type,
        byte_count=len(file.content),
        digest=hashlib.sha256(file.content).hexdigest(),
        made_at=now,
        made_by=by,
    )


def open_attachment(attachment_id: UUID) -> CleanFile:
    """Called inside a `@query` of the room whose record points to it. Missing: never there, or destroyed."""
    kept = Attachment.objects.filter(id=attachment_id, gone_at=None).first()
    if kept is None:
        raise Missing("attachment")
    return CleanFile(kept.media_type, open_bytes(Attachment._meta.db_table, "content", kept.id, kept.content))


def destroy_attachments(ids: list[UUID], *, now: datetime) -> int:
    """The content goes, the line with its digest stays."""
    return Attachment.objects.filter(id__in=ids, gone_at=None).update(content=b"", gone_at=now)
