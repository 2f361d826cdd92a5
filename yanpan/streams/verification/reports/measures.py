"""管控率: whether verified reasons that ask for a measure have one, with the body that decided and its paper."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yanpan.base.events.models import Event
from yanpan.base.events.queries import event_view
from yanpan.base.indicators.registry import Count, Figure, Indicator, define
from yanpan.base.indicators.sums import part_of
from yanpan.streams.verification.queries.account import tasks_below
from yanpan.streams.verification.queries.tasks import undocumented
from yanpan.streams.verification.reports.parts import Part
from yanpan.streams.verification.rules.outcomes import DECIDED, Measure

CONTROLLED = "verification.controlled_rate"

define(
    Indicator(
        id=CONTROLLED,
        name=_("Under control"),
        numerator=_("measure with the body that decided and the number of its paper, or in hospital"),
        denominator=_(
            "verified rows of the classes for which the rules ask for a measure, without those cleared"
        ),
        source=_("persons verified, by the class of their reason; those cleared are called back at random"),
        higher_is_better=True,
        target="controlled_rate",
        rows_url="verification:tasks",
        rows_filter="undocumented",
    )
)
_BY_PAPER = Q(measure__in=[one.value for one in DECIDED]) & ~Q(deciding_body="") & ~Q(document_number="")
_CONTROLLED = _BY_PAPER | Q(measure=Measure.IN_HOSPITAL.value)
_CLEARED = Q(measure=Measure.CLEARED.value)
NAMES = ("undocumented", "cleared_though_asked")


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count | Figure]:
    sums = {key: [0, 0, 0, 0] for key in keys}
    for path, *numbers in _counted(event_id, unit_path, now):
        for key in {keys[0], part_of(path, unit_path, keys)}:
            sums[key] = [before + number for before, number in zip(sums[key], numbers, strict=True)]
    for key, (controlled, asked, undocumented_rows, cleared) in sums.items():
        yield Figure(key, CONTROLLED, controlled, asked)
        yield Count(key, "undocumented", undocumented_rows)
        yield Count(key, "cleared_though_asked", cleared)


def _counted(event_id: UUID, unit_path: str, now: datetime) -> list[tuple[str, int, int, int, int]]:
    """Custody path → controlled, asked for a measure, measures without paper, cleared though asked."""
    if not Event.objects.filter(id=event_id).exists():
        return []
    asked = Q(standing="verified", urgency__in=event_view(event_id).pack.measures_asked_of)
    rows = (
        tasks_below(event_id, unit_path)
        .filter(standing="verified", merged_away=False)
        .values_list("custody__path")
        .annotate(
            controlled=Number("id", filter=asked & _CONTROLLED),
            asked=Number("id", filter=asked & ~_CLEARED),
            undocumented=Number("id", filter=undocumented(now)),
            cleared=Number("id", filter=asked & _CLEARED),
        )
        .order_by()
    )
    return [(path, *numbers) for path, *numbers in rows]


PART = Part(
    make=_make,
    count_words={
        "undocumented": _("measures without paper 24 hours after the word"),
        "cleared_though_asked": _("cleared, of classes that ask for a measure"),
    },
    count_rows={"undocumented": "verification:tasks?wanted=undocumented"},
)
