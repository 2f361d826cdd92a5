"""Findings as a list: place, rule, owner, clock. No words of what was seen, no line in the audit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from yanpan.base.gate import Actor, query, under
from yanpan.streams.supervision.models import Finding
from yanpan.streams.supervision.rules.findings import IN_HAND, NOT_FIXED, State

PAGE = 20


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. late: not reported fixed by its hour; times: 2 = a second time at this place."""

    id: UUID
    place: str
    kind: str
    rule: str
    line: str
    severity: int
    times: int
    unit: str
    unit_key: str
    owner: str
    owner_key: str
    body: str
    state: str
    late: bool
    sent_back: int
    found_at: datetime
    due_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show; '' and False = all. state: one of State, or 'open' = not yet struck off; text: of
    the place or its owner."""

    line: str = ""
    state: str = ""
    late: bool = False
    again: bool = False
    text: str = ""

    def filter(self, now: datetime) -> Q:
        wanted = Q(line=self.line) if self.line else Q()
        if self.state == "open":
            wanted &= ~Q(state__in=[State.CLOSED, State.WITHDRAWN])
        elif self.state:
            wanted &= Q(state=self.state)
        if self.late:
            wanted &= late_at(now)
        if self.text:
            wanted &= Q(site__title__icontains=self.text) | Q(owner__name__icontains=self.text)
        return wanted & Q(times__gt=1) & ~Q(state=State.WITHDRAWN) if self.again else wanted


def late_at(now: datetime) -> Q:
    return Q(state__in=NOT_FIXED, due_at__lte=now)


def of_the_actor(actor: Actor, way: str = "") -> Q:
    """Findings the actor's units answer for, or that lie in them; way: the look-up that leads to the finding."""
    return under(f"{way}owner__path", actor) | under(f"{way}unit__path", actor)


def in_units(unit_path: str) -> Q:
    """Findings a unit, or one below it, answers for, or that lie in it."""
    return Q(owner__path__startswith=unit_path) | Q(unit__path__startswith=unit_path)


def view_finding(one: Finding, now: datetime) -> FindingView:
    """Its site, unit, owner and body should be loaded with it."""
    return FindingView(
        one.id,
        one.site.title,
        one.site.kind,
        one.rule,
        one.line,
        one.severity,
        one.times,
        one.unit.name,
        one.unit.key,
        one.owner.name,
        one.owner.key,
        one.body.name,
        one.state,
        one.state in NOT_FIXED and one.due_at <= now,
        one.sent_back,
        one.found_at,
        one.due_at,
        one.version,
    )


def _page(found: QuerySet[Finding], page: int, now: datetime) -> list[FindingView]:
    """Open ones by their hour, then those to be looked at, the newest of the rest last."""
    rank = Case(
        When(state__in=NOT_FIXED, then=Value(0)), When(state=State.REPORTED, then=Value(1)), default=Value(2)
    )
    ordered = found.annotate(rank=rank).order_by("rank", "due_at", "id")
    start = PAGE * max(0, page - 1)
    shown = ordered.select_related("site", "unit", "owner", "body")[start : start + PAGE]
    return [view_finding(one, now) for one in shown]


@query("supervision.list_findings", records=("unit_path", "page"), personal=False)
def list_findings(
    actor: Actor, *, event_id: UUID, unit_path: str, wanted: Wanted, page: int, now: datetime
) -> list[FindingView]:
    """A page of twenty of a unit and those below it."""
    actor.must_cover(unit_path)
    return _page(
        Finding.objects.filter(in_units(unit_path), wanted.filter(now), event_id=event_id), page, now
    )


@query("supervision.list_to_fix", records=("page",), personal=False)
def list_to_fix(actor: Actor, *, event_id: UUID, page: int, now: datetime) -> list[FindingView]:
    """What the actor's own units have to sign for or to put right, or have reported; the earliest hour first."""
    mine = Finding.objects.filter(under("owner__path", actor), event_id=event_id)
    return _page(mine.filter(state__in=[State.ORDERED, *IN_HAND, State.REPORTED]), page, now)
