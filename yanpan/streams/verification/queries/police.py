"""The police queue: the finder sees name, ID number and telephone, and nothing else; offices see what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from yanpan.base.audit.models import AuditLine
from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import MaskedPerson, masked, unnamed
from yanpan.base.policy.rules import CITY_TIME, Pack
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import Attempt, PoliceSearch, VerificationTask
from yanpan.streams.verification.queries.tasks import idle_tasks
from yanpan.streams.verification.queries.topics import QUEUE_PLACE
from yanpan.streams.verification.rules.police import Lacking, Needed, Try, lacking

LOOK = "verification.open_police_row"
PAGE = 50
_WAITING_FIRST = Case(When(state="waiting", then=Value(0)), default=Value(1))
MOST = 200
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def waiting_searches() -> QuerySet[PoliceSearch]:
    """Asked, not returned, and the person still sought: who was found otherwise is nobody the police look for."""
    return PoliceSearch.objects.filter(state="waiting", task__standing="in_hand", task__merged_away=False)


# The finder's side


@dataclass(frozen=True, slots=True)
class QueuedRow:
    """A row to be opened; whom it is about is seen by opening it."""

    id: UUID
    asked_at: datetime


@query("verification.list_police_queue", personal=False)
def list_police_queue(actor: Actor, *, now: datetime) -> list[QueuedRow]:
    """Rows that wait for the police in the actor's units, the oldest first. No name, no class, no list."""
    found = waiting_searches().filter(under("unit__path", actor)).order_by("asked_at", "id")
    return [QueuedRow(*one) for one in found.values_list("id", "asked_at")[:MOST]]


@dataclass(frozen=True, slots=True)
class FinderRow:
    """What the finder searches by. Not why: no class, no list, no place of exposure."""

    id: UUID
    name: str
    id_number: str
    phone: str


@query(LOOK, subject="search_id")
def open_police_row(actor: Actor, *, search_id: UUID, now: datetime) -> FinderRow:
    """One look at one waiting row: one line in the audit. Missing once it was returned; Refused('too_many_looks')."""
    search = (
        waiting_searches().filter(under("unit__path", actor), id=search_id).select_related("task__person")
    )
    found = search.first()
    if found is None:
        raise Missing("police_search")
    pack = event_view(found.task.event_id).pack
    if _looks_of(actor.name, now - timedelta(hours=1)) >= pack.police["looks_per_hour"]:
        raise Refused("too_many_looks", most=pack.police["looks_per_hour"])
    person = found.task.person
    return FinderRow(found.id, unseal(person, "name"), unseal(person, "id_number"), unseal(person, "phone"))


def _looks_of(name: str, since: datetime) -> int:
    return AuditLine.objects.filter(verb=LOOK, actor=name, at__gt=since).count()


# The offices' side


@dataclass(frozen=True, slots=True)
class SearchView:
    """One search as an office sees it. place: '' for those who may not open the row."""

    id: UUID
    task_id: UUID
    person: MaskedPerson
    unit: str
    custody: str
    asked_at: datetime
    asked_by: str
    state: str
    ended_at: datetime | None
    place: str
    routed_to: str
    overdue: bool


@query("verification.list_police_searches", records=("event_id",))
def list_police_searches(actor: Actor, *, event_id: UUID, now: datetime) -> list[SearchView]:
    """What the police were asked in the actor's units: waiting first, then the newest; at most 200.

    Masked, and the place in clear, for those who may open a row of their own units; for the duty desk the code.
    """
    found = PoliceSearch.objects.filter(under("unit__path", actor), task__event_id=event_id)
    found = found.select_related("task__person", "task__custody", "unit", "routed_to")
    opens = actor.may("verification.get_door")
    wait = event_view(event_id).pack.police_wait
    ordered = found.order_by(_WAITING_FIRST, "-asked_at", "id")[:MOST]
    return [_search_view(one, opens, one.asked_at + wait < now) for one in ordered]


def _search_view(one: PoliceSearch, opens: bool, is_over: bool) -> SearchView:
    person = one.task.person
    return SearchView(
        one.id,
        one.task_id,
        masked(person) if opens else unnamed(person),
        one.unit.name,
        one.task.custody.name,
        one.asked_at,
        one.asked_by,
        one.state,
        one.ended_at,
        unseal(one, "place") if opens else "",
        one.routed_to.name if one.routed_to else "",
        one.state == "waiting" and is_over,
    )


@dataclass(frozen=True, slots=True)
class UnreachedView:
    """Somebody nobody reached, with what was tried. lacking: what is still to be done before the police are asked."""

    id: UUID
    person: MaskedPerson
    custody: str
    urgency: str
    find_by: datetime
    calls: int
    visits: int
    lacking: tuple[Lacking, ...]


@query("verification.list_unreached", records=("event_id", "page"))
def list_unreached(actor: Actor, *, event_id: UUID, page: int, now: datetime) -> list[UnreachedView]:
    """A page of 50 people nobody reached, neither with the police nor on the way elsewhere; the nearest clock first."""
    start = PAGE * max(0, page - 1)
    return unreached_as_shown(actor, event_id, matching_unreached(actor, event_id)[start : start + PAGE])


def matching_unreached(actor: Actor, event_id: UUID) -> QuerySet[VerificationTask]:
    """Those nobody reached, in the order of the queue."""
    tried = Attempt.objects.filter(task=OuterRef("id"), withdrawn_at=None, at__gte=OuterRef("tried_anew_at"))
    with_police = PoliceSearch.objects.filter(task=OuterRef("id"), state="waiting")
    tasks = with_tries(idle_tasks(Q(event_id=event_id))).filter(
        Q(contact="not_reached") | Exists(tried), ~Exists(with_police), under("custody__path", actor)
    )
    return tasks.select_related("person", "custody").order_by(QUEUE_PLACE, "find_by", "id")


def unreached_as_shown(
    actor: Actor, event_id: UUID, tasks: QuerySet[VerificationTask]
) -> list[UnreachedView]:
    """Masked for those who may open a row of their own units; for the duty desk the short code alone."""
    pack = event_view(event_id).pack
    shown = masked if actor.may("verification.get_door") else unnamed
    return [_unreached(one, shown(one.person), pack) for one in tasks]


def with_tries(tasks: QuerySet[VerificationTask]) -> QuerySet[VerificationTask]:
    """Each with its attempts that stand, in one further query; `tried_anew_at`: since when they count.

    The unit that has the person now starts anew: tries before it was given the person, or before the police
    last returned a place, were tries to find somebody somewhere else.
    """
    returned = PoliceSearch.objects.filter(task=OuterRef("id"), state="found").order_by("-ended_at")
    given = Handover.objects.filter(
        subject=OuterRef("id"), receiver=OuterRef("custody"), acknowledged_at__isnull=False
    ).order_by("-sent_at")
    never = Value(_NEVER)
    anew = Greatest(
        Coalesce(Subquery(returned.values("ended_at")[:1]), never),
        Coalesce(Subquery(given.values("sent_at")[:1]), never),
        output_field=DateTimeField(),
    )
    standing = Attempt.objects.filter(withdrawn_at=None).order_by("at", "id")
    return tasks.annotate(tried_anew_at=anew).prefetch_related(
        Prefetch("attempts", standing, to_attr="tries")
    )


def lacks(task: VerificationTask, pack: Pack) -> list[Lacking]:
    """What is still to be done for a task that came `with_tries`."""
    rules = pack.police
    needed = Needed(rules["calls"], rules["hours_apart"], rules["visits"])
    return lacking((Try(one.kind, one.at.astimezone(CITY_TIME), one.result) for one in _tries(task)), needed)


def _tries(task: VerificationTask) -> list[Attempt]:
    """Those that count for the police."""
    tries: list[Attempt] = task.tries  # type: ignore[attr-defined]
    since: datetime = task.tried_anew_at  # type: ignore[attr-defined]
    return [one for one in tries if one.at >= since]


def _unreached(task: VerificationTask, person: MaskedPerson, pack: Pack) -> UnreachedView:
    kinds = [one.kind for one in _tries(task)]
    return UnreachedView(
        task.id,
        person,
        task.custody.name,
        task.urgency,
        task.find_by,
        kinds.count("call"),
        kinds.count("visit"),
        tuple(lacks(task, pack)),
    )


def places_from_police(task_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The newest place the police returned for each task, in clear; call it inside a `@query` only."""
    wanted = set(task_ids)
    if not wanted:
        return {}
    found = PoliceSearch.objects.filter(task_id__in=wanted, state="found").order_by("ended_at", "id")
    return {one.task_id: unseal(one, "place") for one in found}
