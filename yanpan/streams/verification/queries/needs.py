"""Needs: the late and the urgent first; who asked is masked in lists, in clear for whoever sees to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import ContactFacts, MaskedPerson, contact_facts, masked, unnamed
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Need, NeedStep
from yanpan.streams.verification.rules.homes import MET_WITHIN, TAKEN_WITHIN

PAGE = 20
_OPEN = Q(met_at=None, withdrawn_at=None)
_UNTAKEN = _OPEN & Q(urgent=True, taken_at=None)
WANTED = {
    "": Q(withdrawn_at=None),
    "open": _OPEN,
    "to_confirm": Q(met_at__isnull=False, confirmed_at=None, withdrawn_at=None),
    "met": Q(met_at__isnull=False, withdrawn_at=None),
}


@dataclass(frozen=True, slots=True)
class NeedView:
    """person: None for somebody on no list. untaken: an urgent one nobody is on; late: past 24 h or the promise."""

    id: UUID
    kind: str
    urgent: bool
    untaken: bool
    late: bool
    person: MaskedPerson | None
    unit: str
    unit_key: str
    asked_at: datetime
    due_at: datetime
    taken_at: datetime | None
    met_at: datetime | None
    confirmed_at: datetime | None
    reopened: int
    version: int


@query("verification.list_needs", records=("unit_path", "wanted", "page"))
def list_needs(
    actor: Actor, *, event_id: UUID, unit_path: str, wanted: str, page: int, now: datetime
) -> list[NeedView]:
    """A page of 20: urgent ones nobody took, then what is late, then by the clock; met ones last."""
    start = PAGE * max(0, page - 1)
    found = matching_needs(actor, event_id, unit_path, wanted, now)
    return needs_as_shown(actor, found[start : start + PAGE], now)


def matching_needs(
    actor: Actor, event_id: UUID, unit_path: str, wanted: str, now: datetime
) -> QuerySet[Need]:
    """The needs a view shows, in its order; Missing for a unit of others."""
    actor.must_cover(unit_path)
    found = Need.objects.filter(
        WANTED.get(wanted, WANTED[""]), event_id=event_id, unit__path__startswith=unit_path
    )
    ordered = found.annotate(rank=_rank(now)).order_by("rank", "promised_till", "id")
    return ordered.select_related("task__person", "unit")


def needs_as_shown(actor: Actor, found: QuerySet[Need], now: datetime) -> list[NeedView]:
    """Masked for those who may open a need; else the short code alone."""
    shown = masked if actor.may("verification.get_need") else unnamed
    return [_view(one, shown(one.task.person) if one.task else None, now) for one in found]


def _rank(now: datetime) -> Case:
    return Case(
        When(_UNTAKEN, then=Value(0)),
        When(_OPEN & Q(urgent=True), then=Value(1)),
        When(_OPEN & (Q(promised_till__lt=now) | Q(asked_at__lte=now - MET_WITHIN)), then=Value(2)),
        When(_OPEN, then=Value(3)),
        When(confirmed_at=None, then=Value(4)),
        default=Value(5),
    )


def _view(one: Need, person: MaskedPerson | None, now: datetime) -> NeedView:
    is_open = one.met_at is None and one.withdrawn_at is None
    untaken = is_open and one.urgent and one.taken_at is None
    due_at = one.asked_at + TAKEN_WITHIN if untaken else min(one.promised_till, one.asked_at + MET_WITHIN)
    return NeedView(
        one.id,
        one.kind,
        one.urgent,
        untaken,
        is_open and due_at < now,
        person,
        one.unit.name,
        one.unit.key,
        one.asked_at,
        due_at,
        one.taken_at,
        one.met_at,
        one.confirmed_at,
        one.reopened,
        one.version,
    )


@dataclass(frozen=True, slots=True)
class StepView:
    step: str
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """One need in clear. met_by_me: the actor reported it met, so another confirms."""

    need: NeedView
    what: str
    contact: ContactFacts | None
    promised_till: datetime
    met_by_me: bool
    steps: tuple[StepView, ...]


@query("verification.get_need", subject="need_id")
def get_need(actor: Actor, *, need_id: UUID, now: datetime) -> NeedFacts:
    """One need of the actor's own units: who asks, where, what, and what was done so far."""
    one = (
        Need.objects.filter(under("unit__path", actor), id=need_id, withdrawn_at=None)
        .select_related("task__person", "unit")
        .first()
    )
    if one is None:
        raise Missing("need")
    steps = tuple(_step(each) for each in one.steps.order_by("number"))
    person = one.task.person if one.task else None
    return NeedFacts(
        _view(one, masked(person) if person else None, now),
        unseal(one, "what"),
        contact_facts(person) if person else None,
        one.promised_till,
        one.met_by == actor.name,
        steps,
    )


def _step(one: NeedStep) -> StepView:
    return StepView(one.step, unseal(one, "note"), one.at, one.by)


@dataclass(frozen=True, slots=True)
class Urgent:
    """Urgent medical needs nobody has taken: how many, and since when."""

    count: int
    since: datetime | None

    def __bool__(self) -> bool:
        return self.count > 0


@query("verification.count_urgent", personal=False)
def count_urgent(actor: Actor, *, now: datetime) -> Urgent:
    """For the banner on the pages of a unit, until somebody takes them."""
    found = Need.objects.filter(_UNTAKEN, under("unit__path", actor))
    asked = list(found.values_list("asked_at", flat=True))
    return Urgent(len(asked), min(asked, default=None))


@dataclass(frozen=True, slots=True)
class NeedCounts:
    """open, late, urgent: now. met_in_time of counted: tickets met in the last day, or open past 24 hours."""

    open: int
    late: int
    urgent: int
    met_in_time: int
    counted: int


def counts_by_path(event_id: UUID, unit_path: str, now: datetime) -> dict[str, NeedCounts]:
    """Path of the unit that sees to them → its numbers. One query."""
    found = Need.objects.filter(event_id=event_id, unit__path__startswith=unit_path, withdrawn_at=None)
    return {str(row["unit__path"]): _counts(row) for row in _grouped(found, now)}


def _grouped(found: QuerySet[Need], now: datetime) -> Iterable[Mapping[str, Any]]:
    met_today = Q(met_at__gt=now - timedelta(days=1))
    overdue = _OPEN & Q(asked_at__lte=now - MET_WITHIN)
    return (
        found.values("unit__path")
        .annotate(
            open_now=Count("id", filter=_OPEN),
            late_now=Count("id", filter=overdue | (_OPEN & Q(promised_till__lt=now))),
            urgent_now=Count("id", filter=_UNTAKEN),
            in_time=Count("id", filter=met_today & Q(met_at__lte=F("asked_at") + MET_WITHIN)),
            counted=Count("id", filter=met_today | overdue),
        )
        .order_by()
    )


def _counts(row: Mapping[str, Any]) -> NeedCounts:
    names = ("open_now", "late_now", "urgent_now", "in_time", "counted")
    return NeedCounts(*(int(row[name]) for name in names))
