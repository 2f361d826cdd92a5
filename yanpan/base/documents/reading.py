"""What a paper says and where it stands. Called inside queries and operations of the rooms."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.documents.models import Document
from yanpan.base.documents.rules import body_of, urgency_mark
from yanpan.base.documents.wording import Wording, worded
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.canonical import digest
from yanpan.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Where a paper stands: internal facts (C1), nothing of what it says. replaced_by, corrects: numbers."""

    id: UUID
    title: str
    urgency: str
    urgency_mark: str
    organ: str
    drill: bool
    state: str
    number: str
    drafted_by: str
    drafted_at: datetime
    checked_by: str
    checked_at: datetime | None
    sent_back: str
    signed_by: str
    signed_at: datetime | None
    issued_by: str
    issued_at: datetime | None
    channel: str
    acknowledged_at: datetime | None
    ended_by: str
    ended_at: datetime | None
    reason: str
    corrects: str
    replaced_by: str
    has_scan: bool
    version: int
    wording: Wording


def view_document(document: Document) -> DocumentView:
    """The document's `body`, `corrects` and `replaced_by` should be loaded with it."""
    return DocumentView(
        id=document.id,
        title=document.title,
        urgency=document.urgency,
        urgency_mark=urgency_mark(document.urgency),
        organ=body_of(document.body.key, document.body.name).organ,
        drill=document.drill,
        state=document.state,
        number=document.number,
        drafted_by=document.drafted_by,
        drafted_at=document.drafted_at,
        checked_by=document.checked_by,
        checked_at=document.checked_at,
        sent_back=document.sent_back,
        signed_by=document.signed_by,
        signed_at=document.signed_at,
        issued_by=document.issued_by,
        issued_at=document.issued_at,
        channel=document.channel,
        acknowledged_at=document.acknowledged_at,
        ended_by=document.ended_by,
        ended_at=document.ended_at,
        reason=document.reason,
        corrects=document.corrects.number if document.corrects else "",
        replaced_by=document.replaced_by.number if document.replaced_by else "",
        has_scan=document.scan_id is not None,
        version=document.version,
        wording=worded(document.kind, document.wording_version, document.wording),
    )


def says(document: Document) -> dict[str, Any]:
    """What a paper says. Refused('document_was_changed') where a signed text is not the one that was signed.

    Refused('document_text_destroyed'): what is kept of it are number, dates and digest.
    """
    if not document.text:
        raise Refused("document_text_destroyed", number=document.number)
    said: dict[str, Any] = json.loads(unseal(document, "text"))
    if document.text_digest and fixed_by(document, said) != document.text_digest:
        raise Refused("document_was_changed", number=document.number)
    return said


def fixed_by(document: Document, said: dict[str, Any]) -> str:
    """The digest of what it says, and of the office's wording it says it with."""
    return digest({**said, "wording": document.wording} if document.wording else said)
