"""How long it takes: sent → signed for, list → found → under control. Minutes, of the last 24 hours."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, F
from django.db.models import Count as Number
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count
from yanpan.base.indicators.sums import part_of
from yanpan.base.places.queries import unit_paths
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.models import Handover
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.reports.parts import Part
from yanpan.streams.verification.rules.timing import quantile

DAY = timedelta(hours=24)
MINUTE = len("2021-08-05 15:40")

# Count → (what is measured, the share of rows that took no longer).
MEASURED = {
    "ack_minutes_p50": ("signed", 0.5),
    "ack_minutes_p90": ("signed", 0.9),
    "push_to_found_minutes": ("found", 0.5),
    "found_to_controlled_minutes": ("controlled", 0.5),
}
BASES = {"signed_today": "signed", "found_today": "found", "controlled_today": "controlled"}
Minutes = Counter[int]


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count]:
    """Four queries. What did not happen in the last 24 hours has no time, and its number says so."""
    paths = unit_paths(under=unit_path)
    took = {
        "signed": _signed(event_id, now),
        "found": _between(event_id, "received_at", "found_at", now),
        "controlled": _between(event_id, "found_at", "controlled_at", now),
    }
    summed = {name: _by_key(one, paths, unit_path, keys) for name, one in took.items()}
    for key in keys:
        for name, matter in BASES.items():
            yield Count(key, name, summed[matter][key].total())
        for name, (matter, share) in MEASURED.items():
            if (minutes := quantile(summed[matter][key], share)) is not None:
                yield Count(key, name, minutes)


def _by_key(
    took: Mapping[int, Minutes], paths: Mapping[int, str], unit_path: str, keys: tuple[str, ...]
) -> dict[str, Minutes]:
    sums: dict[str, Minutes] = {key: Counter() for key in keys}
    for unit_id, minutes in took.items():
        if path := paths.get(unit_id):
            for key in {keys[0], part_of(path, unit_path, keys)}:
                sums[key] += minutes
    return sums


def _signed(event_id: UUID, now: datetime) -> dict[int, Minutes]:
    """Receiver → minutes from sent to signed for → hand-overs. Signed for in bulk, they are few groups."""
    rows = (
        Handover.objects.filter(event_id=event_id, request=FindPerson.REQUEST)
        .filter(acknowledged_at__gt=now - DAY, acknowledged_at__lte=now)
        .annotate(begun=_minute("sent_at"), ended=_minute("acknowledged_at"))
        .values_list("receiver_id", "begun", "ended")
        .annotate(count=Number("id"))
        .order_by()
    )
    return _minutes(rows)


def _between(event_id: UUID, begun: str, ended: str, now: datetime) -> dict[int, Minutes]:
    """Custody → minutes between two moments of a person → persons, for those whose second moment was today."""
    today = {f"{ended}__gt": now - DAY, f"{ended}__lte": now, f"{begun}__isnull": False}
    rows = (
        VerificationTask.objects.filter(event_id=event_id, merged_away=False, **today)
        .annotate(begun=_minute(begun), ended=_minute(ended))
        .values_list("custody_id", "begun", "ended")
        .annotate(count=Number("id"))
        .order_by()
    )
    return _minutes(rows)


def _minute(field: str) -> Substr:
    """As text, to the minute: reading a hundred thousand moments as dates takes longer than counting them."""
    return Substr(Cast(F(field), CharField()), 1, MINUTE)


def _minutes(rows: Iterable[tuple[Any, ...]]) -> dict[int, Minutes]:
    took: dict[int, Minutes] = defaultdict(Counter)
    for unit_id, begun, ended, count in rows:
        took[unit_id][max(0, _number(ended) - _number(begun))] += count
    return took


@cache
def _number(minute: str) -> int:
    return int(datetime.fromisoformat(f"{minute}+00:00").timestamp()) // 60


PART = Part(
    make=_make,
    count_words={
        "signed_today": _("hand-overs signed for in 24 hours"),
        "ack_minutes_p50": _("minutes until signed for, median"),
        "ack_minutes_p90": _("minutes until signed for, nine of ten"),
        "found_today": _("found in 24 hours"),
        "push_to_found_minutes": _("minutes from the list to found, median"),
        "controlled_today": _("under control in 24 hours"),
        "found_to_controlled_minutes": _("minutes from found to under control, median"),
    },
)
