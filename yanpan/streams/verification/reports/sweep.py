"""The own sweep in figures: households reached, holes past their hour, places, sentinels."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count, Figure, Indicator, define
from yanpan.base.indicators.sums import counted, shares
from yanpan.streams.verification.queries.sweep.holes import holes_by_path
from yanpan.streams.verification.queries.sweep.places import places_by_path
from yanpan.streams.verification.queries.sweep.sentinels import fever_by_path, open_referrals_by_path
from yanpan.streams.verification.queries.sweep.sweeps import households_by_path
from yanpan.streams.verification.reports.parts import Part

REACHED = "verification.sweep_reach"
HOLES = "verification.holes_open"

define(
    Indicator(
        id=REACHED,
        name=_("Households reached by the sweep"),
        numerator=_("households reached"),
        denominator=_("registered households of the grid"),
        source=_("census, roster or register, as named by each sweep"),
        higher_is_better=True,
        target="sweep_reach",
        rows_url="verification:sweeps",
    )
)
define(
    Indicator(
        id=HOLES,
        name=_("Holes not repaired in time"),
        numerator=_("holes past their deadline"),
        denominator=_("holes not closed"),
        source=_("holes in the defence reported by the units"),
        higher_is_better=False,
        target="holes_open",
        rows_url="verification:holes",
        rows_filter="late",
    )
)


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count | Figure]:
    places = places_by_path(unit_path, now)
    holes = holes_by_path(event_id, unit_path, now)
    households = households_by_path(event_id, unit_path, now)
    for name, column in PLACE_NUMBERS.items():
        yield from counted(name, places, attrgetter(column), unit_path, keys)
    for name, column in HOLE_NUMBERS.items():
        yield from counted(name, holes, attrgetter(column), unit_path, keys)
    fever = fever_by_path(event_id, unit_path, now)
    yield from counted("fever_seen", fever, int, unit_path, keys)
    waiting = open_referrals_by_path(event_id, unit_path)
    yield from counted("referrals_open", waiting, int, unit_path, keys)
    yield from shares(REACHED, households, attrgetter("reached"), attrgetter("registered"), unit_path, keys)
    yield from shares(HOLES, holes, attrgetter("late"), attrgetter("not_closed"), unit_path, keys)


PLACE_NUMBERS = {
    "places_due": "due",
    "places_visited": "visited",
    "places_refused": "refused",
    "places_closed": "closed",
}
HOLE_NUMBERS = {"holes_not_closed": "not_closed", "holes_late": "late"}

PART = Part(
    make=_make,
    count_words={
        "places_due": _("key places due for a visit"),
        "places_visited": _("key places visited today"),
        "places_refused": _("key places that refused entry"),
        "places_closed": _("key places closed"),
        "holes_not_closed": _("holes in the defence not closed"),
        "holes_late": _("holes past their deadline"),
        "fever_seen": _("with fever at fever clinics today"),
        "referrals_open": _("referrals not signed for"),
    },
    count_rows={
        "places_due": "verification:places?wanted=due",
        "places_visited": "verification:places?wanted=visited",
        "places_refused": "verification:places?wanted=refused",
        "places_closed": "verification:places?wanted=closed",
        "holes_not_closed": "verification:holes",
        "holes_late": "verification:holes?wanted=late",
        "fever_seen": "verification:sentinels",
        "referrals_open": "verification:referrals?wanted=open",
    },
)
