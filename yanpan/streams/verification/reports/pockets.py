"""口袋失控漏管: who was found first by other means than the lists of the pocket they came through."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Figure, Indicator, define
from yanpan.base.indicators.sums import part_of
from yanpan.streams.verification.queries.pockets import found_by_path, leaks_of
from yanpan.streams.verification.reports.parts import Part

LEAKED = "verification.pocket_leak"

define(
    Indicator(
        id=LEAKED,
        name=_("Came past a pocket"),
        numerator=_("found first by an own sweep, a hospital or another office"),
        denominator=_("found persons of the pockets' lists, and those who came past them"),
        source=_("rows of the lists of the four pockets, and of the lists that found people otherwise"),
        higher_is_better=False,
        target="pocket_leak",
        rows_url="verification:pockets",
    )
)


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Figure]:
    """Two queries. Since the opening of the event: a leak is not gone with its day."""
    past = leaks_of(event_id, unit_path)
    leaks = _by_key(Counter(one.custody for one in past), unit_path, keys)
    unlisted = _by_key(Counter(one.custody for one in past if not one.listed), unit_path, keys)
    found = _by_key(found_by_path(event_id, unit_path), unit_path, keys)
    for key in keys:
        yield Figure(key, LEAKED, leaks[key], found[key] + unlisted[key])


def _by_key(counted: Counter[str], unit_path: str, keys: tuple[str, ...]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for path, count in counted.items():
        for key in {keys[0], part_of(path, unit_path, keys)}:
            sums[key] += count
    return sums


PART = Part(make=_make)
