"""At the door: whom a village finds, in clear; nothing of why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import ContactFacts, contact_facts
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.queries.attempts import AttemptView, attempts_of
from yanpan.streams.verification.queries.police import places_from_police
from yanpan.streams.verification.queries.topics import QUEUE_PLACE

_CLOSED_LAST = Case(When(standing="in_hand", then=0), default=1)
NOT_LOOKED_FOR: Mapping[UUID, Sequence[AttemptView]] = {}
READ_BACK = timedelta(hours=24)  # a village reads its own answers for a day, then no more
_OFFICES = ("city", "county", "township")


def readable(actor: Actor, now: datetime) -> Q:
    """Which tasks are open to reading: in hand, answered within a day, and those an office answers for.

    A village or a task force reads its own answers for a day; whoever stands above it at any time.
    """
    lasting = ~Q(custody__path__in=actor.units) | Q(custody__kind__in=_OFFICES)
    return Q(standing="in_hand") | Q(answered_at__gt=now - READ_BACK) | (lasting & ~Q(standing="lapsed"))


@dataclass(frozen=True, slots=True)
class DoorView:
    """What a village worker needs at the door; nothing of why (no trajectory, no diagnosis)."""

    id: UUID
    person: ContactFacts
    urgency: str
    pack: str
    find_by: datetime
    late: bool
    standing: str
    where: str
    contact: str
    obstacle: str
    measure: str
    deciding_body: str
    document_number: str
    paper_due_at: datetime | None
    told: bool | None
    test_at: datetime | None
    test_result: str
    version: int
    custody_key: str
    attempts: tuple[AttemptView, ...]  # of one person; a list leaves them out
    police_place: str = ""  # what the police returned, for those who go there

    @property
    def waits_for_paper(self) -> bool:
        """A measure with a body whose paper's number is not entered."""
        return bool(self.deciding_body) and not self.document_number and self.paper_due_at is not None

    @property
    def waits_for_result(self) -> bool:
        """Reached, and no result of a test yet."""
        return self.contact in ("met", "own_phone", "family") and self.test_result in ("", "pending")


def _at_door(
    tasks: QuerySet[VerificationTask],
    now: datetime,
    tried: Mapping[UUID, Sequence[AttemptView]] = NOT_LOOKED_FOR,
) -> list[DoorView]:
    found = list(tasks.select_related("person", "custody"))
    places = places_from_police(task.id for task in found if task.routed_by == "police")
    return [_view(task, tuple(tried.get(task.id, ())), places.get(task.id, ""), now) for task in found]


def _view(
    task: VerificationTask, attempts: tuple[AttemptView, ...], police_place: str, now: datetime
) -> DoorView:
    return DoorView(
        id=task.id,
        person=contact_facts(task.person),
        urgency=task.urgency,
        pack=task.pack,
        find_by=task.find_by,
        late=task.standing == "in_hand" and task.find_by < now,
        standing=task.standing,
        where=task.where,
        contact=task.contact,
        obstacle=task.obstacle,
        measure=task.measure,
        deciding_body=task.deciding_body,
        document_number=task.document_number,
        paper_due_at=task.paper_due_at,
        told=task.told,
        test_at=task.test_at,
        test_result=task.test_result,
        version=task.version,
        custody_key=task.custody.key,
        attempts=attempts,
        police_place=police_place,
    )


@query("verification.list_village", records=("unit_key",))
def list_village(actor: Actor, *, unit_key: str, now: datetime) -> list[DoorView]:
    """The people of an open event a village answers for: in hand, or answered within a day; at most 200."""
    shown = Q(standing="in_hand") | Q(answered_at__gt=now - READ_BACK)
    tasks = VerificationTask.objects.filter(
        shown, under("custody__path", actor), custody__key=unit_key, merged_away=False, event__closed_at=None
    )
    # In hand first, so that a day of answers never pushes somebody still to be found off the page.
    return _at_door(tasks.order_by(_CLOSED_LAST, QUEUE_PLACE, "find_by", "id")[:200], now)


@query("verification.get_door", subject="task_id")
def get_door(actor: Actor, *, task_id: UUID, now: datetime) -> DoorView:
    """One person of the actor's own units, in clear; Missing elsewhere or when read-back is over."""
    tasks = VerificationTask.objects.filter(
        readable(actor, now), under("custody__path", actor), id=task_id, merged_away=False
    )
    found = _at_door(tasks, now, attempts_of([task_id]))
    if not found:
        raise Missing("task")
    return found[0]
