"""What supervision counts at a cut-off: visited, found, fixed, overdue, repeated; and its two indicators."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import (
    Count,
    Figure,
    Indicator,
    Report,
    RoomReport,
    Words,
    define,
    report,
)
from yanpan.base.places.queries import get_unit, list_children
from yanpan.streams.supervision.queries.board import Numbers, numbers_by_unit

ROOM = "supervision"
FIXED, REPEATED = "supervision.fixed_24h", "supervision.repeat_rate"

define(
    Indicator(
        id=FIXED,
        name=_("Put right within 24 hours"),
        numerator=_("findings struck off by another's check within 24 hours"),
        denominator=_("findings struck off in the last day, or open for more than 24 hours"),
        source=_("findings entered by the inspectors of the headquarters"),
        higher_is_better=True,
        target="fixed_24h",
        rows_url="supervision:findings",
    )
)
define(
    Indicator(
        id=REPEATED,
        name=_("Found again"),
        numerator=_("findings of a rule broken at the same place again within 14 days"),
        denominator=_("findings of the last 14 days"),
        source=_("findings entered by the inspectors of the headquarters"),
        higher_is_better=False,
        target="repeat_rate",
        rows_url="supervision:findings",
        rows_filter="again",
    )
)

COUNTS: dict[str, Words] = {
    "visited": _("places visited in the last day"),
    "found": _("findings of the last day"),
    "fixed": _("struck off in the last day"),
    "open": _("findings not struck off"),
    "overdue": _("findings past their deadline"),
    "repeated": _("found again within 14 days"),
}


def make_report(event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
    """Counts and figures of a unit and of each unit one level below. Works on an empty city."""
    unit = get_unit(unit_path.rstrip("/").rpartition("/")[2])
    keys = (unit.key, *(one.key for one in list_children(unit.key) if one.kind != "force"))
    found = numbers_by_unit(event_id, unit_path, keys, now)
    return RoomReport(
        room=ROOM,
        counts=tuple(one for key in keys for one in _counts(key, found[key])),
        figures=tuple(one for key in keys for one in _figures(key, found[key])),
        checks={"repeated_within_found": all(one.repeated <= one.recent for one in found.values())},
    )


def _counts(key: str, numbers: Numbers) -> Iterator[Count]:
    yield from (Count(key, name, getattr(numbers, name)) for name in COUNTS)


def _figures(key: str, numbers: Numbers) -> Iterator[Figure]:
    yield Figure(key, FIXED, numbers.in_time, numbers.due)
    yield Figure(key, REPEATED, numbers.repeated, numbers.recent)


report(
    Report(
        room=ROOM,
        title=_("Supervision"),
        make=make_report,
        count_words=COUNTS,
        count_rows={
            "visited": "supervision:visits",
            "found": "supervision:findings?state=",
            "fixed": "supervision:findings?state=closed",
            "open": "supervision:findings",
            "overdue": "supervision:findings?late=on",
            "repeated": "supervision:findings?state=&again=on",
        },
    )
)
