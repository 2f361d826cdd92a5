"""发文: minutes, briefs, notices and the scans of order sheets, one chain of steps for all of them.

Who drafts what is in the module of the matter; from the check on every paper of the headquarters goes the same way.
"""

from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.keeping import check, issue, keep_scan, locked, send_back, sign, void
from yanpan.base.documents.models import Document
from yanpan.base.gate import Actor, operation
from yanpan.hq.queries.office_papers import STEPPED, of_the_office
from yanpan.kernel.errors import Missing, Stale


def document_to_change(
    actor: Actor, document_id: UUID, version: int, kinds: tuple[str, ...] = STEPPED
) -> Document:
    """Of the own headquarters, locked. Missing elsewhere; Stale if it is not as it was seen."""
    if not of_the_office(actor).filter(id=document_id, kind__in=kinds).exists():
        raise Missing("document")
    document = locked(document_id)
    if document.version != version:
        raise Stale("document_moved_on", state=document.state)
    return document


@operation("hq.check_document", subject="document_id", records=("version",))
def check_document(actor: Actor, *, document_id: UUID, version: int, now: datetime) -> Document:
    """核稿: by another than who drafted it. Refused('another_person_checks')."""
    document = document_to_change(actor, document_id, version)
    check(document, by=actor.name, now=now)
    return document


@operation("hq.send_back_document", subject="document_id", records=("version",), words=("reason",))
def send_back_document(
    actor: Actor, *, document_id: UUID, version: int, reason: str, now: datetime
) -> Document:
    """退回: to be written again, with what is wrong."""
    document = document_to_change(actor, document_id, version)
    send_back(document, reason=reason, by=actor.name)
    return document


@operation("hq.sign_document", subject="document_id", records=("version",))
def sign_document(actor: Actor, *, document_id: UUID, version: int, now: datetime) -> Document:
    """签发: by a third person; it gets its number, and what it says is fixed. Refused('a_third_person_signs')."""
    document = document_to_change(actor, document_id, version)
    sign(document, by=actor.name, now=now)
    return document


@operation("hq.issue_document", subject="document_id", records=("version", "channel"))
def issue_document(actor: Actor, *, document_id: UUID, version: int, channel: str, now: datetime) -> Document:
    """印发: it has gone out. Refused('unknown_channel')."""
    document = document_to_change(actor, document_id, version)
    issue(document, channel=channel, by=actor.name, now=now)
    return document


@operation("hq.void_document", subject="document_id", records=("version",), words=("reason",))
def void_document(actor: Actor, *, document_id: UUID, version: int, reason: str, now: datetime) -> Document:
    """作废: it keeps its number and says why. Refused('reason_needed')."""
    document = document_to_change(actor, document_id, version)
    void(document, reason=reason, by=actor.name, now=now)
    return document


@operation("hq.keep_document_scan", subject="document_id", records=("version",))
def keep_document_scan(
    actor: Actor, *, document_id: UUID, version: int, scan: CleanFile, now: datetime
) -> Document:
    """Keep the stamped paper as it went out: of order sheets too, which take their steps with their items."""
    document = document_to_change(actor, document_id, version, (*STEPPED, "order_sheet"))
    keep_scan(document, keep_attachment(document.body_id, scan, by=actor.name, now=now))
    return document
