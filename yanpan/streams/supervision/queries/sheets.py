"""Order sheets: where each stands, and for those who may read it what it says."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.documents.reading import DocumentView, says, view_document
from yanpan.base.documents.rules import ENDED
from yanpan.base.gate import Actor, query, under
from yanpan.kernel.errors import Missing
from yanpan.streams.supervision.models import OrderSheet
from yanpan.streams.supervision.queries.findings import PAGE
from yanpan.streams.supervision.rules.findings import State
from yanpan.streams.supervision.rules.sheets import SheetText, sheet_text

STEPS: dict[str, Q] = {
    "to_check": Q(document__state="drafted"),
    "to_sign": Q(document__state="checked"),
    "to_issue": Q(document__state="signed"),
    "out": Q(document__state="issued"),
    "acknowledged": Q(document__state="acknowledged"),
    "ended": Q(document__state__in=ENDED),
    "": Q(),
}


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One sheet (C1). findings: on it now; signed_for, closed: of them; paper_late: ordered by word, paper overdue."""

    id: UUID
    document: DocumentView
    body: str
    owner: str
    owner_key: str
    on: date
    by_word_at: datetime | None
    paper_by: datetime | None
    paper_late: bool
    findings: int
    signed_for: int
    closed: int
    follows: UUID | None

    @property
    def is_ended(self) -> bool:
        return self.document.state in ENDED


@dataclass(frozen=True, slots=True)
class SheetView:
    card: SheetCard
    text: SheetText


def _of_the_actor(actor: Actor) -> Q:
    """Of the actor's headquarters at every step; of who is ordered once it has gone out."""
    return under("body__path", actor) | (under("owner__path", actor) & Q(document__issued_at__isnull=False))


def _sheets(actor: Actor) -> QuerySet[OrderSheet]:
    standing, waiting = Q(lines__ended_at=None), Q(lines__finding__state__in=[State.FOUND, State.ORDERED])
    return (
        OrderSheet.objects.filter(_of_the_actor(actor))
        .select_related("body", "owner", "document__body", "document__corrects", "document__replaced_by")
        .annotate(
            standing=Count("lines", filter=standing),
            signed=Count("lines", filter=standing & ~waiting),
            done=Count("lines", filter=standing & Q(lines__finding__state=State.CLOSED)),
        )
    )


def _card(sheet: OrderSheet, now: datetime) -> SheetCard:
    document = view_document(sheet.document)
    is_out = document.issued_at is not None or document.state in ENDED
    return SheetCard(
        id=sheet.id,
        document=document,
        body=sheet.body.name,
        owner=sheet.owner.name,
        owner_key=sheet.owner.key,
        on=sheet.on,
        by_word_at=sheet.by_word_at,
        paper_by=sheet.paper_by,
        paper_late=sheet.paper_by is not None and sheet.paper_by <= now and not is_out,
        findings=getattr(sheet, "standing"),  # noqa: B009
        signed_for=getattr(sheet, "signed"),  # noqa: B009
        closed=getattr(sheet, "done"),  # noqa: B009
        follows=sheet.follows_id,
    )


def _one(actor: Actor, sheet_id: UUID) -> OrderSheet:
    found = _sheets(actor).filter(id=sheet_id).first()
    if found is None:
        raise Missing("order_sheet")
    return found


@query("supervision.list_order_sheets", records=("wanted", "page"), personal=False)
def list_order_sheets(
    actor: Actor, *, event_id: UUID, wanted: str, page: int, now: datetime, text: str = ""
) -> list[SheetCard]:
    """A page of twenty at a step, the newest first; papers that are late before the rest.

    text: only those whose number or owner holds it.
    """
    start = PAGE * max(0, page - 1)
    found = _sheets(actor).filter(STEPS.get(wanted, Q()), event_id=event_id)
    if text:
        found = found.filter(Q(document__number__icontains=text) | Q(owner__name__icontains=text))
    return [_card(one, now) for one in found.order_by("-document__drafted_at", "id")[start : start + PAGE]]


@query("supervision.get_order_sheet_card", subject="sheet_id", personal=False)
def get_order_sheet_card(actor: Actor, *, sheet_id: UUID, now: datetime) -> SheetCard:
    """One sheet without what it says; Missing elsewhere."""
    return _card(_one(actor, sheet_id), now)


@query("supervision.get_order_sheet", subject="sheet_id")
def get_order_sheet(actor: Actor, *, sheet_id: UUID, now: datetime) -> SheetView:
    """What a sheet says."""
    return _view(actor, sheet_id, now)


@query("supervision.get_order_sheet_paper", subject="sheet_id")
def get_order_sheet_paper(actor: Actor, *, sheet_id: UUID, now: datetime) -> SheetView:
    """The same, to be set as a paper: a look of its own in the audit."""
    return _view(actor, sheet_id, now)


def _view(actor: Actor, sheet_id: UUID, now: datetime) -> SheetView:
    sheet = _one(actor, sheet_id)
    return SheetView(_card(sheet, now), sheet_text(says(sheet.document)))


@query("supervision.open_order_sheet_scan", subject="sheet_id")
def open_order_sheet_scan(actor: Actor, *, sheet_id: UUID, now: datetime) -> CleanFile:
    """The stamped paper as it went out."""
    sheet = _one(actor, sheet_id)
    if sheet.document.scan_id is None:
        raise Missing("scan")
    return open_attachment(sheet.document.scan_id)
