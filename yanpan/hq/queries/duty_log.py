"""The duty log as its own headquarters reads it: struck lines stay, telephones are masked until one line is opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, query
from yanpan.base.vault.masks import mask_phone
from yanpan.base.vault.sealing import unseal
from yanpan.hq.models import DutyEntry
from yanpan.kernel.errors import Missing

MOST = 200
_LOOKED_BACK = timedelta(days=2)
OPEN = Q(closed_at=None, struck_at=None)
WANTED = {"": Q(), "open": OPEN, "struck": Q(struck_at__isnull=False)}


@dataclass(frozen=True, slots=True)
class EntryView:
    """One line. number: masked in the list; report_id: the rapid report it became, item_id: the item."""

    id: UUID
    at: datetime
    caller: str
    number: str
    matter: str
    entered_at: datetime
    entered_by: str
    passed_to: str
    passed_at: datetime | None
    answer: str
    answered_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    struck_at: datetime | None
    struck_by: str
    struck_reason: str
    item_id: UUID | None
    report_id: UUID | None
    version: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.struck_at is None


@query("hq.list_log", subject="unit_key", records=("wanted",))
def list_log(
    actor: Actor, *, event_id: UUID, unit_key: str, now: datetime, wanted: str = ""
) -> list[EntryView]:
    """The own log: everything open, and the last two days; the newest first. Missing: another headquarters' log."""
    if not any(path.endswith(f"/{unit_key}/") or path == f"{unit_key}/" for path in actor.units):
        raise Missing("unit")
    recent = Q(at__gte=now - _LOOKED_BACK) | OPEN
    found = _own(actor).filter(WANTED.get(wanted, WANTED[""]) & recent, event_id=event_id, unit__key=unit_key)
    return [_view(one, mask_phone(unseal(one, "number"))) for one in _joined(found)[:MOST]]


@query("hq.get_entry", subject="entry_id")
def get_entry(actor: Actor, *, entry_id: UUID, now: datetime) -> EntryView:
    """One line with the telephone to ring back; Missing if it is another headquarters'."""
    entry = _joined(_own(actor).filter(id=entry_id)).first()
    if entry is None:
        raise Missing("entry")
    return _view(entry, unseal(entry, "number"))


def _own(actor: Actor) -> QuerySet[DutyEntry]:
    return DutyEntry.objects.filter(unit__path__in=actor.units)


def _joined(found: QuerySet[DutyEntry]) -> QuerySet[DutyEntry]:
    return found.select_related("passed_to").prefetch_related("reports").order_by("-at", "-id")


def _view(one: DutyEntry, number: str) -> EntryView:
    report = next(iter(one.reports.all()), None)
    return EntryView(
        id=one.id,
        at=one.at,
        caller=unseal(one, "caller"),
        number=number,
        matter=unseal(one, "matter"),
        entered_at=one.entered_at,
        entered_by=one.entered_by,
        passed_to=one.passed_to.name if one.passed_to else "",
        passed_at=one.passed_at,
        answer=unseal(one, "answer"),
        answered_at=one.answered_at,
        closed_at=one.closed_at,
        closed_by=one.closed_by,
        struck_at=one.struck_at,
        struck_by=one.struck_by,
        struck_reason=one.struck_reason,
        item_id=one.item_id,
        report_id=report.id if report else None,
        version=one.version,
    )
