"""The headquarters' own figures by responsible unit: items and hand-overs. Three queries, whatever the size."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from yanpan.base.tasks.operations import late_handovers
from yanpan.hq.models import Item
from yanpan.hq.queries.items import views_of
from yanpan.hq.rules.items import FORGOTTEN, MOVED_WITHIN, OUT, ItemState, Moved

DAY, WEEK = timedelta(days=1), timedelta(days=7)
_OUT = [one.value for one in OUT]


@dataclass
class Numbers:
    """Of one unit. out: dispatched and open; doubled: its open matter is another owner's too; due, on_time: of a day.

    weighed: struck off three to ten days ago, with an indicator to move that has a rate now and had one then;
    moved: of these, as wanted. handovers_late: to be signed for and past the clock.
    """

    out: int = 0
    late: int = 0
    forgotten: int = 0
    doubled: int = 0
    reopened: int = 0
    due: int = 0
    on_time: int = 0
    weighed: int = 0
    moved: int = 0
    handovers_late: int = 0


def numbers_by_path(event_id: UUID, unit_path: str, now: datetime) -> Mapping[str, Numbers]:
    """Path of the owner (of the receiver) → its numbers, of units below a path."""
    found: dict[str, Numbers] = defaultdict(Numbers)
    items = Item.objects.filter(event_id=event_id, owner__path__startswith=unit_path)
    _count_open(items, found, now)
    _count_due(items, found, now)
    _count_moved(items, found, now)
    late = late_handovers(now).filter(event_id=event_id, receiver__path__startswith=unit_path)
    for path, count in Counter(late.values_list("receiver__path", flat=True)).items():
        found[path].handovers_late = count
    return found


def _count_open(items: QuerySet[Item], found: dict[str, Numbers], now: datetime) -> None:
    out = items.filter(state__in=_OUT).annotate(touched_at=Max("steps__at"))
    rows = list(out.values_list("owner__path", "due_at", "touched_at", "sent_at", "matter", "reopened"))
    owners: dict[str, set[str]] = defaultdict(set)
    for path, _due, _touched, _sent, matter, _reopened in rows:
        owners[_folded(matter)].add(path)
    for path, due_at, touched_at, sent_at, matter, reopened in rows:
        numbers = found[path]
        numbers.out += 1
        numbers.late += due_at < now
        numbers.forgotten += (touched_at or sent_at or due_at) < now - FORGOTTEN
        numbers.doubled += bool(matter) and len(owners[_folded(matter)]) > 1
        numbers.reopened += reopened > 0


def _folded(matter: str) -> str:
    return "".join(matter.split()).rstrip("。.；;")


def _count_due(items: QuerySet[Item], found: dict[str, Numbers], now: datetime) -> None:
    """交办事项按期办结率: of those whose hour fell into the last day."""
    due = items.filter(due_at__gt=now - DAY, due_at__lte=now, sent_at__isnull=False)
    for path, due_at, struck_off_at in due.values_list("owner__path", "due_at", "struck_off_at"):
        found[path].due += 1
        found[path].on_time += struck_off_at is not None and struck_off_at <= due_at


def _count_moved(items: QuerySet[Item], found: dict[str, Numbers], now: datetime) -> None:
    """措施见效率: of those struck off long enough ago for their indicator to have moved."""
    done = items.filter(
        ~Q(indicator=""),
        state=ItemState.STRUCK_OFF.value,
        struck_off_at__lte=now - MOVED_WITHIN,
        struck_off_at__gt=now - MOVED_WITHIN - WEEK,
    )
    loaded = list(done.select_related("owner", "sheet").prefetch_related("helpers"))
    for item, view in zip(loaded, views_of(loaded, now), strict=True):
        if view.moved:
            found[item.owner.path].weighed += 1
            found[item.owner.path].moved += view.moved == Moved.BETTER
