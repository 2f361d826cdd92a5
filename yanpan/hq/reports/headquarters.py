"""What the headquarters counts of itself: items given out, hand-overs not signed for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import (
    Figure,
    Indicator,
    Report,
    RoomReport,
    Words,
    define,
    report,
)
from yanpan.base.indicators.sums import counted, shares
from yanpan.base.places.queries import get_unit, list_children
from yanpan.hq.queries.ledger import items_of_before
from yanpan.hq.queries.numbers import Numbers, numbers_by_path

ROOM = "headquarters"
ON_TIME, MOVED = "hq.items_on_time", "hq.items_moved"

define(
    Indicator(
        id=ON_TIME,
        name=_("Items struck off in time"),
        numerator=_("items struck off by their hour, after another's check"),
        denominator=_("items whose hour fell into the last day"),
        source=_("ledger of items"),
        higher_is_better=True,
        target="items_on_time",
        rows_url="hq:items",
    )
)
define(
    Indicator(
        id=MOVED,
        name=_("Measures that took effect"),
        numerator=_("items whose indicator has moved as wanted"),
        denominator=_("items with an indicator, struck off 3 to 10 days ago"),
        source=_("ledger of items; the owner's indicator at dispatch and at the newest cut-off"),
        higher_is_better=True,
        rows_url="hq:items",
    )
)
COUNTS: dict[str, Words] = {
    "items_out": _("items open"),
    "items_late": _("items past their hour"),
    "items_forgotten": _("items nobody wrote about for 3 days"),
    "items_doubled": _("items given to two owners"),
    "items_reopened": _("items opened again"),
    "handovers_late": _("hand-overs not signed for in time"),
}
_FIELDS: dict[str, Callable[[Numbers], int]] = {
    name: attrgetter(name.removeprefix("items_")) for name in COUNTS
}


def make_report(event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
    """Counts and figures of a unit and of each unit one level below. Works on an empty city."""
    unit = get_unit(unit_path.rstrip("/").rpartition("/")[2])
    keys = (unit.key, *(one.key for one in list_children(unit.key)))
    found = numbers_by_path(event_id, unit_path, now)
    counts = (one for name, field in _FIELDS.items() for one in counted(name, found, field, unit_path, keys))
    return RoomReport(
        room=ROOM,
        counts=tuple(counts),
        figures=tuple(_figures(found, unit_path, keys)),
        checks={"late_within_open": all(one.late <= one.out for one in found.values())},
        entries=tuple(items_of_before(event_id, unit_path, now)),
    )


def _figures(found: Mapping[str, Numbers], unit_path: str, keys: tuple[str, ...]) -> Iterator[Figure]:
    yield from shares(ON_TIME, found, attrgetter("on_time"), attrgetter("due"), unit_path, keys)
    yield from shares(MOVED, found, attrgetter("moved"), attrgetter("weighed"), unit_path, keys)


report(
    Report(
        room=ROOM,
        title=_("Items and hand-overs"),
        make=make_report,
        count_words=COUNTS,
        count_rows={"items_out": "hq:items", "items_late": "hq:items?state=late"},
    )
)
