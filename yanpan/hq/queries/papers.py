"""The register of papers from above: what is due first, then the newest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.gate import Actor, query, under
from yanpan.hq.models import IncomingPaper
from yanpan.kernel.errors import Missing

MOST = 300
_DUE = Q(answered_at=None, void_at=None, due_at__isnull=False)
WANTED = {
    "": Q(void_at=None),
    "due": _DUE,
    "answered": Q(answered_at__isnull=False),
    "void": Q(void_at__isnull=False),
    "all": Q(),
}


@dataclass(frozen=True, slots=True)
class PaperView:
    """owner: who answers; late: past its deadline; is_own: registered by the reader's own headquarters."""

    id: UUID
    kind: str
    number: str
    source: str
    title: str
    received_at: datetime
    due_at: datetime | None
    owner: str
    owner_key: str
    has_scan: bool
    answered_at: datetime | None
    answered_by: str
    answer_number: str
    item_id: UUID | None
    void_at: datetime | None
    void_reason: str
    late: bool
    is_own: bool
    version: int

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.void_at is None


@query("hq.list_papers", personal=False)
def list_papers(
    actor: Actor, *, event_id: UUID, now: datetime, wanted: str = "", text: str = ""
) -> list[PaperView]:
    """Papers the own headquarters registered, and those the own units answer; what is due first.

    text: only those whose number, title or issuing body holds it.
    """
    found = own_papers(actor).filter(WANTED.get(wanted, WANTED[""]), event_id=event_id)
    if text:
        named = Q(number__icontains=text) | Q(answer_number__icontains=text) | Q(title__icontains=text)
        found = found.filter(named | Q(source__icontains=text))
    newest = found.select_related("unit", "owner").order_by("-received_at", "-id")[:MOST]
    views = [_view(one, actor, now) for one in newest]
    due = sorted((one for one in views if one.is_open and one.due_at), key=lambda one: one.due_at or now)
    return due + [one for one in views if not (one.is_open and one.due_at)]


@query("hq.get_paper_scan", subject="paper_id")
def get_paper_scan(actor: Actor, *, paper_id: UUID, now: datetime) -> CleanFile:
    """The scan of a paper; Missing: elsewhere, or it has none."""
    paper = own_papers(actor).filter(id=paper_id, scan__isnull=False).first()
    if paper is None or paper.scan_id is None:
        raise Missing("paper")
    return open_attachment(paper.scan_id)


def own_papers(actor: Actor) -> QuerySet[IncomingPaper]:
    """What the own headquarters registered, and what the own units answer."""
    return IncomingPaper.objects.filter(Q(unit__path__in=actor.units) | under("owner__path", actor))


def _view(one: IncomingPaper, actor: Actor, now: datetime) -> PaperView:
    is_open = one.answered_at is None and one.void_at is None
    return PaperView(
        id=one.id,
        kind=one.kind,
        number=one.number,
        source=one.source,
        title=one.title,
        received_at=one.received_at,
        due_at=one.due_at,
        owner=one.owner.name,
        owner_key=one.owner.key,
        has_scan=one.scan_id is not None,
        answered_at=one.answered_at,
        answered_by=one.answered_by,
        answer_number=one.answer_number,
        item_id=one.item_id,
        void_at=one.void_at,
        void_reason=one.void_reason,
        late=is_open and one.due_at is not None and one.due_at < now,
        is_own=one.unit.path in actor.units,
        version=one.version,
    )
