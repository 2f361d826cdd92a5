"""What lies at a unit and can be handed down now: by the way it goes, by list, by topic. Figures, no person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from yanpan.base.gate import Actor, query, under
from yanpan.base.places.queries import list_children, visible_unit
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.operations import open_handovers
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.queries.tasks import idle_tasks


@dataclass(frozen=True, slots=True)
class WayDown:
    """The next unit on the way, and how many people go through it."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class OfList:
    """People of one list. No file name: what a list is called may say why somebody is on it."""

    batch_id: UUID
    source: str
    topic: str
    received_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class ToHandDown:
    """count: each person once; a person of two lists stands in both. stays: at their unit, or nobody's below."""

    count: int
    stays: int
    ways: tuple[WayDown, ...]
    lists: tuple[OfList, ...]
    topics: tuple[tuple[str, int], ...]


@query("verification.count_to_hand_down", personal=False)
def count_to_hand_down(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> ToHandDown:
    """What `hand_down` would take from a unit, each way, list and topic with its number."""
    unit = visible_unit(actor, unit_key)
    idle = idle_tasks(Q(event_id=event_id, custody_id=unit.id))
    going, staying = Q(target__path__startswith=unit.path) & ~Q(target_id=unit.id), 0
    by_way: dict[str, int] = defaultdict(int)
    for path, count in idle.filter(going).values_list("target__path").annotate(count=Count("id")).order_by():
        by_way[path[len(unit.path) :].split("/", 1)[0]] += count
    staying = idle.count() - sum(by_way.values())
    lists = _of_lists(idle.filter(going).values_list("id", flat=True))
    topics: dict[str, int] = defaultdict(int)
    for one in lists:
        if one.topic:
            topics[one.topic] += one.count
    names = {child.key: child.name for child in list_children(unit.key)}
    ways = [WayDown(key, names[key], by_way[key]) for key in names if by_way[key]]
    return ToHandDown(sum(by_way.values()), staying, tuple(ways), tuple(lists), tuple(sorted(topics.items())))


def lists_arriving(actor: Actor, unit_key: str) -> list[OfList]:
    """The lists whose people wait to be signed for at a unit of the actor. Figures, no person."""
    waiting = open_handovers().filter(
        under("receiver__path", actor), request=FindPerson.REQUEST, receiver__key=unit_key
    )
    return _of_lists(waiting.values_list("subject", flat=True))


def _of_lists(task_ids: Iterable[UUID]) -> list[OfList]:
    """Each list that names one of these, the oldest first."""
    counted = (
        VerificationTask.objects.filter(id__in=task_ids, rows__batch__isnull=False)
        .values_list("rows__batch_id")
        .annotate(count=Count("id", distinct=True))
        .order_by()
    )
    counts = dict(counted)
    batches = ListBatch.objects.filter(id__in=list(counts)).order_by("received_at", "id")
    facts = batches.values_list("id", "source", "topic", "received_at")
    return [OfList(key, source, topic, at, counts[key]) for key, source, topic, at in facts]
