"""上级文件登记: received, answered by its deadline; an instruction (批示) becomes an item."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import IncomingPaper, Item
from yanpan.hq.operations.own_unit import covered_unit, own_headquarters
from yanpan.kernel.errors import Missing, Refused, Stale

OVERDUE = "papers_overdue"
KINDS = ("paper", "instruction")
UNANSWERED = Q(answered_at=None, void_at=None, due_at__isnull=False)


@operation(
    "hq.register_paper",
    subject="unit_key",
    records=("kind", "number", "source", "received_at", "due_at", "owner_key"),
    words=("title",),
)
def register_paper(
    actor: Actor,
    *,
    unit_key: str,
    kind: str,
    number: str,
    source: str,
    title: str,
    received_at: datetime,
    now: datetime,
    due_at: datetime | None = None,
    owner_key: str = "",
    scan: CleanFile | None = None,
) -> IncomingPaper:
    """A paper or an instruction as it came in. owner_key: who answers, '' = the headquarters itself.

    Raises Refused('paper_incomplete', problems=…) with everything that is wrong, Stale('paper_is_registered').
    """
    unit = own_headquarters(actor, unit_key)
    owner = covered_unit(actor, owner_key) if owner_key else unit
    problems = _problems(kind, number, source, title, received_at, due_at, now)
    if problems:
        raise Refused("paper_incomplete", problems=",".join(problems))
    event_id, said = current_event().id, {"number": number.strip()[:60], "source": source.strip()[:80]}
    if IncomingPaper.objects.filter(event_id=event_id, unit=unit, void_at=None, **said).exists():
        raise Stale("paper_is_registered")
    return IncomingPaper.objects.create(
        id=fresh_id(now),
        event_id=event_id,
        unit=unit,
        kind=kind,
        title=title.strip()[:200],
        received_at=received_at,
        due_at=due_at,
        owner=owner,
        registered_at=now,
        registered_by=actor.name,
        scan=keep_attachment(unit.pk, scan, by=actor.name, now=now) if scan else None,
        **said,
    )


def _problems(
    kind: str,
    number: str,
    source: str,
    title: str,
    received_at: datetime,
    due_at: datetime | None,
    now: datetime,
) -> list[str]:
    wrong = {
        "unknown_kind_of_paper": kind not in KINDS,
        "paper_number_missing": not number.strip(),
        "paper_source_missing": not source.strip(),
        "paper_title_missing": not title.strip(),
        "received_in_the_future": received_at > now,
        "due_before_it_came": due_at is not None and due_at <= received_at,
    }
    return [code for code, found in wrong.items() if found]


@operation("hq.answer_paper", subject="paper_id", records=("number", "version"))
def answer_paper(actor: Actor, *, paper_id: UUID, number: str, version: int, now: datetime) -> IncomingPaper:
    """Answered under this number, by the headquarters or by the unit that answers for it."""
    paper = _open(actor, paper_id, version, under("unit__path", actor) | under("owner__path", actor))
    if not number.strip():
        raise Refused("answer_number_needed")
    paper.answered_at, paper.answered_by, paper.answer_number = now, actor.name, number.strip()[:60]
    return _saved(paper, "answered_at", "answered_by", "answer_number")


@operation("hq.void_paper", subject="paper_id", records=("reason", "version"))
def void_paper(actor: Actor, *, paper_id: UUID, reason: str, version: int, now: datetime) -> IncomingPaper:
    """Registered by mistake: void with the reason; the right one is registered anew."""
    paper = _open(actor, paper_id, version, Q(unit__path__in=actor.units))
    if not reason.strip():
        raise Refused("reason_needed")
    paper.void_at, paper.void_reason = now, reason.strip()[:200]
    return _saved(paper, "void_at", "void_reason")


@operation("hq.link_paper_to_item", subject="paper_id", records=("item_id", "version"))
def link_paper_to_item(
    actor: Actor, *, paper_id: UUID, item_id: UUID, version: int, now: datetime
) -> IncomingPaper:
    """What it asks for has become an item; the register names it."""
    paper = _open(actor, paper_id, version, Q(unit__path__in=actor.units))
    item = Item.objects.filter(id=item_id, unit_id=paper.unit_id, event_id=paper.event_id).first()
    if item is None:
        raise Missing("item")
    if paper.item_id is not None:
        raise Stale("paper_has_an_item")
    paper.item = item
    return _saved(paper, "item")


def _open(actor: Actor, paper_id: UUID, version: int, mine: Q) -> IncomingPaper:
    """Locked. Missing: elsewhere; Stale: answered, void, or changed meanwhile."""
    paper = IncomingPaper.objects.select_for_update(of=("self",)).filter(mine, id=paper_id).first()
    if paper is None:
        raise Missing("paper")
    if paper.version != version or paper.answered_at or paper.void_at:
        raise Stale("paper_changed")
    return paper


def _saved(paper: IncomingPaper, *fields: str) -> IncomingPaper:
    paper.version += 1
    paper.save(update_fields=[*fields, "version"])
    return paper


@operation("hq.ring_about_papers")
def ring_about_papers(actor: Actor, *, now: datetime) -> int:
    """Units that owe an answer past its deadline go on the call list, with how many. Returns how many are new."""
    late = overdue(now).filter(under("owner__path", actor))
    counted = Counter(late.values_list("owner", flat=True))
    calls = [Call(unit_id, OVERDUE, {"papers": count}) for unit_id, count in sorted(counted.items())]
    return keep_calls(calls, matter=OVERDUE, under_path=actor.home, now=now)


def overdue(now: datetime) -> QuerySet[IncomingPaper]:
    """Past their deadline and not answered."""
    return IncomingPaper.objects.filter(UNANSWERED, due_at__lt=now, event__closed_at=None)
