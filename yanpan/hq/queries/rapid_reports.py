"""Rapid reports: lists without what was said, one report opened, and how many urgent needs nobody has rung back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.vault.masks import mask_phone
from yanpan.base.vault.sealing import unseal
from yanpan.hq.models import RapidReport, RapidStep, RapidUpdate
from yanpan.hq.rules.rapid_reports import MEDICAL, PROVINCE, goes_further, next_level
from yanpan.kernel.errors import Missing

MOST = 200
_OPEN = Q(closed_at=None, withdrawn_at=None)
WANTED = {"": Q(withdrawn_at=None), "open": _OPEN, "closed": Q(closed_at__isnull=False), "all": Q()}
_URGENT = _OPEN & Q(kind=MEDICAL, called_back_at=None)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list: numbers, units and hours. step_late: the level that has it is past its two hours."""

    id: UUID
    kind: str
    unit: str
    unit_key: str
    people: int | None
    happened_at: datetime
    reported_at: datetime
    by_telephone: bool
    told_emergency_at: datetime | None
    call_back_by: datetime
    called_back_at: datetime | None
    holder: str
    due_at: datetime | None
    step_late: bool
    call_late: bool
    closed_at: datetime | None
    withdrawn_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.withdrawn_at is None

    @property
    def is_urgent(self) -> bool:
        return self.kind == MEDICAL and self.is_open and self.called_back_at is None


@dataclass(frozen=True, slots=True)
class StepView:
    """One pass upwards; to_name: '' for the province; late: after its two hours."""

    sender: str
    to_name: str
    at: datetime
    by: str
    way: str
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class UpdateView:
    number: int
    is_final: bool
    what: str
    done: str
    needed: str
    people: int | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything of one report. passes_to: the next level ('province' above the city), '' once the province has it;
    must_pass: the law or the rule asks for that step."""

    line: ReportLine
    place: str
    what: str
    seen_by: str
    done: str
    needed: str
    number: str
    call_answer: str
    called_back_by: str
    reported_by: str
    withdrawn_reason: str
    entry_id: UUID | None
    holder_path: str
    passes_to: str
    must_pass: bool
    steps: tuple[StepView, ...]
    updates: tuple[UpdateView, ...]


@dataclass(frozen=True, slots=True)
class Urgent:
    """Urgent medical needs nobody has rung back; untold: of these, 120 has not been told."""

    count: int
    since: datetime
    untold: int


@query("hq.list_rapid_reports", personal=False)
def list_rapid_reports(actor: Actor, *, event_id: UUID, now: datetime, wanted: str = "") -> list[ReportLine]:
    """Reports of the own units and those below: urgent medical needs first, then the newest."""
    found = _mine(actor).filter(WANTED.get(wanted, WANTED[""]), event_id=event_id)
    newest = found.select_related("unit", "holder").order_by("-reported_at", "-id")[:MOST]
    return sorted((_line(one, now) for one in newest), key=lambda one: not one.is_urgent)


@query("hq.get_rapid_report", subject="report_id")
def get_rapid_report(actor: Actor, *, report_id: UUID, now: datetime) -> ReportPage:
    """One report with what was said, its way upwards and what came later; Missing if it is elsewhere."""
    found = _mine(actor).select_related("unit", "holder").filter(id=report_id)
    one = found.prefetch_related("steps__sender", "updates").first()
    if one is None:
        raise Missing("report")
    steps = sorted(one.steps.all(), key=lambda step: step.number)
    # A step goes to the unit that sends the next one, the last to the holder.
    names = {step.sender.key: step.sender.name for step in steps} | {one.holder.key: one.holder.name}
    passes_to = "" if any(step.to_key == PROVINCE for step in steps) else next_level(one.holder.kind)
    return ReportPage(
        line=_line(one, now),
        place=unseal(one, "place"),
        what=unseal(one, "what"),
        seen_by=unseal(one, "seen_by"),
        done=unseal(one, "done"),
        needed=unseal(one, "needed"),
        number=unseal(one, "number") if actor.may("hq.note_call_back") else mask_phone(unseal(one, "number")),
        call_answer=unseal(one, "call_answer"),
        called_back_by=one.called_back_by,
        reported_by=one.reported_by,
        withdrawn_reason=one.withdrawn_reason,
        entry_id=one.entry_id,
        holder_path=one.holder.path,
        passes_to=passes_to,
        must_pass=bool(passes_to) and goes_further(one.kind, one.holder.kind),
        steps=tuple(_step(step, names) for step in steps),
        updates=tuple(_update(update) for update in sorted(one.updates.all(), key=lambda one: one.number)),
    )


@query("hq.count_urgent_reports", personal=False)
def count_urgent_reports(actor: Actor, *, now: datetime) -> Urgent | None:
    """For the banner of every duty page; None if there is nothing."""
    urgent = list(_mine(actor).filter(_URGENT).values_list("reported_at", "told_emergency_at"))
    if not urgent:
        return None
    reported, told = zip(*urgent, strict=True)
    return Urgent(len(urgent), min(reported), told.count(None))


def _mine(actor: Actor) -> QuerySet[RapidReport]:
    return RapidReport.objects.filter(under("unit__path", actor))


def _line(one: RapidReport, now: datetime) -> ReportLine:
    is_open = one.closed_at is None and one.withdrawn_at is None
    return ReportLine(
        id=one.id,
        kind=one.kind,
        unit=one.unit.name,
        unit_key=one.unit.key,
        people=one.people,
        happened_at=one.happened_at,
        reported_at=one.reported_at,
        by_telephone=one.by_telephone,
        told_emergency_at=one.told_emergency_at,
        call_back_by=one.call_back_by,
        called_back_at=one.called_back_at,
        holder=one.holder.name,
        due_at=one.due_at,
        step_late=is_open and one.due_at is not None and one.due_at < now,
        call_late=is_open and one.called_back_at is None and one.call_back_by < now,
        closed_at=one.closed_at,
        withdrawn_at=one.withdrawn_at,
        version=one.version,
    )


def _step(one: RapidStep, names: Mapping[str, str]) -> StepView:
    return StepView(
        sender=one.sender.name,
        to_name=names.get(one.to_key, ""),
        at=one.at,
        by=one.by,
        way=one.way,
        due_at=one.due_at,
        late=one.due_at is not None and one.at > one.due_at,
    )


def _update(one: RapidUpdate) -> UpdateView:
    return UpdateView(
        one.number,
        one.is_final,
        unseal(one, "what"),
        unseal(one, "done"),
        unseal(one, "needed"),
        one.people,
        one.at,
        one.by,
    )
