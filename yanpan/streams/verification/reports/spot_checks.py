"""False closures in figures: what random call backs of seven days contradict."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count, Figure, Indicator, define
from yanpan.base.indicators.sums import counted, shares
from yanpan.streams.verification.queries.spot_rates import counts_by_path
from yanpan.streams.verification.reports.parts import Part

FALSE_CLOSURES = "verification.false_closure_rate"

define(
    Indicator(
        id=FALSE_CLOSURES,
        name=_("False closures"),
        numerator=_("spot checks that contradict the closure"),
        denominator=_("spot checks made in 7 days"),
        source=_("rows drawn at random every night: 3 %, at least 5 a county"),
        higher_is_better=False,
        target="false_closure_rate",
        rows_url="verification:spot_rates",
    )
)
NUMBERS = {"call_backs_waiting": "waiting", "closures_contradicted": "open_findings"}


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count | Figure]:
    found = counts_by_path(event_id, unit_path, now)
    for name, column in NUMBERS.items():
        yield from counted(name, found, attrgetter(column), unit_path, keys)
    yield from shares(FALSE_CLOSURES, found, attrgetter("false"), attrgetter("made"), unit_path, keys)


PART = Part(
    make=_make,
    count_words={
        "call_backs_waiting": _("closed rows to be called back"),
        "closures_contradicted": _("closures contradicted, open"),
    },
    count_rows={
        "call_backs_waiting": "verification:spot_checks",
        "closures_contradicted": "verification:spot_findings",
    },
)
