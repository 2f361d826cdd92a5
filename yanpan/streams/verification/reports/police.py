"""What the police were asked and returned today: counts for the board and the brief, never persons."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.audit.models import AuditLine
from yanpan.base.indicators.registry import Count
from yanpan.base.indicators.sums import part_of
from yanpan.base.policy.rules import CITY_TIME
from yanpan.streams.verification.models import PoliceSearch
from yanpan.streams.verification.queries.police import LOOK, waiting_searches
from yanpan.streams.verification.reports.parts import Part


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count]:
    morning = now.astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    ours = PoliceSearch.objects.filter(task__event_id=event_id, unit__path__startswith=unit_path)
    ended = ours.filter(ended_at__gte=morning, state__in=("found", "not_found"))
    waiting = waiting_searches().filter(task__event_id=event_id, unit__path__startswith=unit_path)
    looks = AuditLine.objects.filter(verb=LOOK, at__gte=morning, at__lte=now, unit__startswith=unit_path)
    for name, paths in (
        ("police_waiting", waiting.values_list("unit__path", flat=True)),
        ("police_looks", looks.values_list("unit", flat=True)),
        ("police_returned", ended.values_list("unit__path", flat=True)),
        ("police_found", ended.filter(state="found").values_list("unit__path", flat=True)),
    ):
        yield from _counts(name, paths, unit_path, keys)


def _counts(name: str, paths: Iterable[str], unit_path: str, keys: tuple[str, ...]) -> Iterator[Count]:
    """The first key, the unit itself, counts all of them."""
    whole, *parts = keys
    counted = Counter(part_of(path, unit_path, keys) for path in paths)
    yield Count(whole, name, counted.total())
    yield from (Count(key, name, counted[key]) for key in parts)


PART = Part(
    make=_make,
    count_words={
        "police_waiting": _("with the police"),
        "police_looks": _("looks by police finders today"),
        "police_returned": _("returned by the police today"),
        "police_found": _("found by the police today"),
    },
    count_rows={
        "police_waiting": "verification:police",
        "police_returned": "verification:police",
        "police_found": "verification:police",
    },
)
