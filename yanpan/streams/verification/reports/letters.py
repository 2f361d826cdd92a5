"""Letters in figures: out, late, answered in time."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yanpan.base.documents.rules import ENDED
from yanpan.base.indicators.registry import Count, Figure, Indicator, define
from yanpan.base.indicators.sums import part_of
from yanpan.streams.verification.models import Letter
from yanpan.streams.verification.queries.letters.cards import OUT
from yanpan.streams.verification.reports.parts import Part

RECEIPTS = "verification.receipt_rate"

define(
    Indicator(
        id=RECEIPTS,
        name=_("Receipts in time"),
        numerator=_("letters out with a receipt in time"),
        denominator=_("letters out whose clock has ended or that were answered"),
        source=_("letters sent to other cities, without those taken back or corrected"),
        higher_is_better=True,
        target="receipt_rate",
        rows_url="verification:letters",
        rows_filter="late",
    )
)


def make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterable[Count | Figure]:
    """One query. A letter belongs to the city's force, so counties have none of their own."""
    sums = {key: [0, 0, 0, 0] for key in keys}
    for path, *numbers in _counted(event_id, unit_path, now):
        for key in {keys[0], part_of(path, unit_path, keys)}:
            sums[key] = [before + number for before, number in zip(sums[key], numbers, strict=True)]
    for key, (out, late, in_time, due) in sums.items():
        yield Count(key, "letters_out", out)
        yield Count(key, "letters_late", late)
        yield Figure(key, RECEIPTS, in_time, due)


def _counted(event_id: UUID, unit_path: str, now: datetime) -> list[tuple[str, int, int, int, int]]:
    sent = Letter.objects.filter(event_id=event_id, unit__path__startswith=unit_path, answer_by__isnull=False)
    answered = Q(answered_at__isnull=False)
    rows = (
        sent.exclude(document__state__in=ENDED)
        .values_list("unit__path")
        .annotate(
            out=Number("id", filter=OUT),
            late=Number("id", filter=OUT & Q(answer_by__lt=now)),
            in_time=Number("id", filter=answered & Q(answered_at__lte=F("answer_by"))),
            due=Number("id", filter=answered | Q(answer_by__lt=now)),
        )
        .order_by()
    )
    return [(path, out, late, in_time, due) for path, out, late, in_time, due in rows]


PART = Part(
    make=make,
    count_words={"letters_out": _("letters out"), "letters_late": _("letters without a receipt, late")},
    count_rows={
        "letters_out": "verification:letters?wanted=out",
        "letters_late": "verification:letters?wanted=late",
    },
)
