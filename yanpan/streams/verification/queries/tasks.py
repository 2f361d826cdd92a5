"""People to be found, masked for offices; the village at the door has `door`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import MaskedPerson, masked, unnamed
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.operations import open_handovers
from yanpan.streams.verification.models import ListRow, VerificationTask
from yanpan.streams.verification.queries.boards import tasks_of
from yanpan.streams.verification.queries.topics import QUEUE_PLACE
from yanpan.streams.verification.queries.two_places import tasks_in_two_places

PAGE = 50


@dataclass(frozen=True, slots=True)
class TaskView:
    """One person to be found, as an office sees it."""

    id: UUID
    person: MaskedPerson
    urgency: str
    find_by: datetime
    late: bool
    custody: str
    custody_key: str
    target: str
    routed_by: str
    standing: str
    where: str
    contact: str
    measure: str
    answered_at: datetime | None
    by_telephone: bool
    version: int


FILTERS = {
    "": Q(),
    "late": Q(standing="in_hand"),
    "in_hand": Q(standing="in_hand"),
    "unreachable": Q(standing="in_hand", contact="not_reached"),
    "verified": Q(standing="verified"),
    "handed_on": Q(standing="handed_on"),
    "not_found": Q(standing="not_found"),
    "deceased": Q(standing="deceased"),
    "lapsed": Q(standing="lapsed"),
    "duplicate": Q(id__in=ListRow.objects.filter(duplicate=True).values("task_id")),
}


def undocumented(now: datetime) -> Q:
    """无文书管控: a measure said by word of mouth whose paper is not there in time."""
    return Q(standing="verified", document_number="", paper_due_at__lt=now) & ~Q(deciding_body="")


@query("verification.list_tasks", records=("unit_path", "wanted", "of", "page"))
def list_tasks(
    actor: Actor, *, event_id: UUID, unit_path: str, wanted: str, page: int, now: datetime, of: str = ""
) -> list[TaskView]:
    """A page of 50 people in the custody of a unit and those below it: the queue's order, then the nearest clock.

    of: 'list:id', 'topic:title', 'pocket:3' or 'check:assist', as the boards count them; '' = all.
    Masked for those who may open a row of their own units; for the duty desk the short code alone.
    """
    start = PAGE * max(0, page - 1)
    tasks = matching_tasks(actor, event_id, unit_path, wanted, of, now)
    return tasks_as_shown(actor, tasks[start : start + PAGE], now)


def matching_tasks(
    actor: Actor, event_id: UUID, unit_path: str, wanted: str, of: str, now: datetime
) -> QuerySet[VerificationTask]:
    """The people a view shows, in the order of the queue; Missing for a unit of others."""
    actor.must_cover(unit_path)
    tasks = VerificationTask.objects.filter(
        FILTERS.get(wanted, Q()), event_id=event_id, custody__path__startswith=unit_path, merged_away=False
    )
    if wanted == "late":
        tasks = tasks.filter(find_by__lt=now)
    if wanted == "undocumented":
        tasks = tasks.filter(undocumented(now))
    if wanted == "two_places":
        tasks = tasks.filter(id__in=tasks_in_two_places(event_id, unit_path))
    if of:
        tasks = tasks.filter(id__in=tasks_of(event_id, of))
    return tasks.select_related("person", "custody", "target").order_by(QUEUE_PLACE, "find_by", "id")


def tasks_as_shown(actor: Actor, tasks: QuerySet[VerificationTask], now: datetime) -> list[TaskView]:
    """Masked for those who may open a row of their own units; for the duty desk the short code alone."""
    shown = masked if actor.may("verification.get_door") else unnamed
    return [_view(task, shown(task.person), now) for task in tasks]


def _view(task: VerificationTask, person: MaskedPerson, now: datetime) -> TaskView:
    return TaskView(
        task.id,
        person,
        task.urgency,
        task.find_by,
        task.standing == "in_hand" and task.find_by < now,
        task.custody.name,
        task.custody.key,
        task.target.name,
        task.routed_by,
        task.standing,
        task.where,
        task.contact,
        task.measure,
        task.answered_at,
        task.by_telephone,
        task.version,
    )


def idle_tasks(where: Q) -> QuerySet[VerificationTask]:
    """In hand, and not on the way to another unit."""
    on_the_way = open_handovers().filter(request=FindPerson.REQUEST).values("subject")
    return VerificationTask.objects.filter(where, standing="in_hand", merged_away=False).exclude(
        id__in=on_the_way
    )


def idle_among(task_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these can be sent on now. Ids only, no person."""
    return set(idle_tasks(Q(id__in=task_ids)).values_list("id", flat=True))


@query("verification.count_waiting", personal=False)
def count_waiting(actor: Actor, *, unit_key: str, now: datetime) -> int:
    """How many people are on their way to a unit and not yet signed for."""
    waiting = open_handovers().filter(request=FindPerson.REQUEST, receiver__key=unit_key)
    return waiting.filter(under("receiver__path", actor)).count()
