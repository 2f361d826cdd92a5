"""一人两地: how many persons two units have at two places, at whoever has them in hand."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count
from yanpan.base.indicators.sums import counted
from yanpan.streams.verification.queries.two_places import tasks_in_two_places
from yanpan.streams.verification.reports.parts import Part

NAME = "in_two_places"


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count]:
    found = Counter(tasks_in_two_places(event_id, unit_path).values())
    yield from counted(NAME, found, int, unit_path, keys)


PART = Part(
    make=_make,
    count_words={NAME: _("persons two units have at two places")},
    count_rows={NAME: "verification:tasks?wanted=two_places"},
)
