"""发文登记: every paper of the headquarters, where it stands and, for those who may read it, what it says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.documents.models import Document
from yanpan.base.documents.reading import DocumentView, says, view_document
from yanpan.base.documents.rules import ENDED, NUMBERED
from yanpan.base.gate import Actor, query, under
from yanpan.hq.models import BriefPaper, Circular, CircularReceiver, Item, Meeting
from yanpan.kernel.errors import Missing

STEPPED = ("minutes", "brief", "notice")
"""Kinds whose steps are all taken on the page of the paper."""
KINDS = (*STEPPED, "order_sheet")
OUT = ("issued", "acknowledged", *ENDED)
WANTED = {
    "": Q(),
    "unsigned": Q(state__in=("drafted", "checked")),
    "signed": Q(state__in=NUMBERED),
    "ended": Q(state__in=ENDED),
}
MOST = 300
_ANSWERED_BY = ("body", "corrects", "replaced_by")


@dataclass(frozen=True, slots=True)
class Signature:
    """A unit a notice went to; signed_at: None while it has not signed for it."""

    unit_key: str
    unit: str
    signed_at: datetime | None
    signed_by: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class OfficePaper:
    """meeting_id, cut_off_id, item_id, circular_id: what it is the paper of; is_own: of the reader's headquarters."""

    document: DocumentView
    kind: str
    is_own: bool
    meeting_id: UUID | None = None
    cut_off_id: UUID | None = None
    item_id: UUID | None = None
    circular_id: UUID | None = None
    text: dict[str, Any] | None = None
    receivers: tuple[Signature, ...] = ()


def of_the_office(actor: Actor) -> QuerySet[Document]:
    """Papers of the headquarters the actor sits in; those of the rooms are the rooms' own."""
    own = Document.objects.filter(body__path__in=actor.units, kind__in=KINDS)
    of_an_item = Exists(Item.objects.filter(sheet=OuterRef("pk")))
    return own.filter(~Q(kind="order_sheet") | of_an_item | Exists(_earlier_sheets()))


def _earlier_sheets() -> QuerySet[Document]:
    """A corrected sheet of an item leads to the one that took its place."""
    return Document.objects.filter(corrects=OuterRef("pk"), pk__in=Item.objects.values("sheet"))


def _readable(actor: Actor) -> QuerySet[Document]:
    """Beside the own ones: notices that went out to a unit of the actor's."""
    received = CircularReceiver.objects.filter(under("unit__path", actor)).values("circular__document")
    sent = Document.objects.filter(pk__in=received, state__in=OUT)
    return Document.objects.filter(Q(pk__in=of_the_office(actor).values("pk")) | Q(pk__in=sent.values("pk")))


@query("hq.list_documents", personal=False, records=("wanted", "kind"))
def list_documents(
    actor: Actor, *, now: datetime, wanted: str = "", kind: str = ""
) -> list[tuple[str, DocumentView]]:
    """Kind and standing, the newest first; at most 300."""
    found = _readable(actor).filter(WANTED.get(wanted, Q()))
    if kind in KINDS:
        found = found.filter(kind=kind)
    newest = found.select_related(*_ANSWERED_BY).order_by("-drafted_at", "-id")[:MOST]
    return [(one.kind, view_document(one)) for one in newest]


@query("hq.get_document", subject="document_id", personal=False)
def get_document(actor: Actor, *, document_id: UUID, now: datetime) -> OfficePaper:
    """One paper and what it says; text None once it was destroyed with its event. Missing elsewhere."""
    found = _readable(actor).filter(id=document_id).select_related(*_ANSWERED_BY).first()
    if found is None:
        raise Missing("document")
    circular = Circular.objects.filter(document=found).first()
    return OfficePaper(
        document=view_document(found),
        kind=found.kind,
        is_own=found.body.path in actor.units,
        meeting_id=Meeting.objects.filter(minutes=found).values_list("id", flat=True).first(),
        cut_off_id=BriefPaper.objects.filter(document=found).values_list("cut_off_id", flat=True).first(),
        item_id=Item.objects.filter(sheet=found).values_list("id", flat=True).first(),
        circular_id=circular.id if circular else None,
        text=says(found) if found.text else None,
        receivers=_signatures(actor, circular) if circular else (),
    )


def _signatures(actor: Actor, circular: Circular) -> tuple[Signature, ...]:
    receivers = circular.receivers.select_related("unit").order_by("unit__order", "unit_id")
    return tuple(
        Signature(
            one.unit.key, one.unit.name, one.signed_at, one.signed_by, one.unit.path in set(actor.units)
        )
        for one in receivers
    )


@query("hq.open_document_scan", subject="document_id", personal=False)
def open_document_scan(actor: Actor, *, document_id: UUID, now: datetime) -> CleanFile:
    """The stamped paper as it went out."""
    found = _readable(actor).filter(id=document_id).first()
    if found is None or found.scan_id is None:
        raise Missing("scan")
    return open_attachment(found.scan_id)
