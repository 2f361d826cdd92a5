"""One topic by itself: its account, each unit below, how fast its people are found. Numbers, no person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import UnitView, get_unit, list_children
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Topic, VerificationTask
from yanpan.streams.verification.queries.account import ROW_STANDING, rows_of
from yanpan.streams.verification.queries.topics import TopicView, topics_of
from yanpan.streams.verification.rules import Account, account_of
from yanpan.streams.verification.rules.timing import quantile


@dataclass(frozen=True, slots=True)
class TopicUnit:
    """Rows by the custody of their persons. late, unreachable: persons in hand under the topic's name."""

    unit: UnitView
    account: Account
    late: int
    unreachable: int


@dataclass(frozen=True, slots=True)
class TopicBoard:
    """units: one level below, then what lies at the level itself, then all. minutes_*: medians, None without any."""

    topic: TopicView
    units: tuple[TopicUnit, ...]
    own: TopicUnit
    whole: TopicUnit
    found: int
    minutes_to_found: int | None
    controlled: int
    minutes_to_controlled: int | None


@query("verification.get_topic_board", subject="topic_id", personal=False)
def get_topic_board(actor: Actor, *, topic_id: UUID, unit_path: str, now: datetime) -> TopicBoard:
    """One topic in a unit and each unit below; seven queries. Missing for no topic."""
    actor.must_cover(unit_path)
    topic = Topic.objects.filter(id=topic_id).first()
    if topic is None:
        raise Missing("topic")
    view = next(one for one in topics_of(topic.event_id) if one.id == topic_id)
    top = get_unit(unit_path.rstrip("/").rpartition("/")[2])
    below = tuple(one for one in list_children(top.key) if one.kind != "force")
    keys = {one.key for one in below}
    standings = _standings(view, topic.event_id, unit_path, keys)
    late = _late(view, topic.event_id, unit_path, keys, now)

    def line(unit: UnitView, *parts: str) -> TopicUnit:
        counted = [item for part in parts for item in standings[part].items()]
        account = account_of(sum(count for _standing, count in counted), counted)
        return TopicUnit(
            unit, account, sum(late[part][0] for part in parts), sum(late[part][1] for part in parts)
        )

    found, to_found = _median(view, topic.event_id, unit_path, "received_at", "found_at")
    controlled, to_controlled = _median(view, topic.event_id, unit_path, "found_at", "controlled_at")
    return TopicBoard(
        view,
        tuple(line(one, one.key) for one in below),
        line(top, ""),
        line(top, "", *keys),
        found,
        to_found,
        controlled,
        to_controlled,
    )


def _part(path: str | None, unit_path: str, keys: set[str]) -> str:
    key = (path or "")[len(unit_path) :].split("/", 1)[0]
    return key if key in keys else ""


def _standings(topic: TopicView, event_id: UUID, unit_path: str, keys: set[str]) -> dict[str, dict[str, int]]:
    counted = (
        rows_of(event_id, unit_path)
        .filter(batch__topic=topic.title)
        .annotate(stands=ROW_STANDING)
        .values_list("task__custody__path", "stands")
        .annotate(count=Count("id"))
        .order_by()
    )
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path, standing, count in counted:
        sums[_part(path, unit_path, keys)][standing] += count
    return sums


def _late(
    topic: TopicView, event_id: UUID, unit_path: str, keys: set[str], now: datetime
) -> dict[str, tuple[int, int]]:
    in_hand = VerificationTask.objects.filter(
        event_id=event_id, topic=topic.title, standing="in_hand", merged_away=False
    )
    counted = (
        in_hand.filter(custody__path__startswith=unit_path)
        .values_list("custody__path")
        .annotate(
            late=Count("id", filter=Q(find_by__lt=now)),
            unreachable=Count("id", filter=Q(contact="not_reached")),
        )
        .order_by()
    )
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for path, late, unreachable in counted:
        key = _part(path, unit_path, keys)
        sums[key] = (sums[key][0] + late, sums[key][1] + unreachable)
    return sums


def _median(
    topic: TopicView, event_id: UUID, unit_path: str, begun: str, ended: str
) -> tuple[int, int | None]:
    """How many of the topic's persons have both moments, and the median of the minutes between them."""
    moments = VerificationTask.objects.filter(
        event_id=event_id, topic=topic.title, merged_away=False, custody__path__startswith=unit_path
    ).exclude(Q(**{begun: None}) | Q(**{ended: None}))
    counted: dict[int, int] = defaultdict(int)
    for first, last in moments.values_list(begun, ended):
        counted[max(0, int((last - first).total_seconds()) // 60)] += 1
    return sum(counted.values()), quantile(counted, 0.5)
