"""People at home and what they need, in figures."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count, Figure, Indicator, define
from yanpan.base.indicators.sums import counted, shares
from yanpan.streams.verification.queries import homes, needs
from yanpan.streams.verification.reports.parts import Part

One = TypeVar("One")

FOLLOWED = "verification.followup_done"
NEEDS_MET = "verification.needs_met_24h"

define(
    Indicator(
        id=FOLLOWED,
        name=_("Follow-ups done"),
        numerator=_("follow-ups done"),
        denominator=_("follow-ups due today"),
        source=_("people monitored at home today, as units reported them"),
        higher_is_better=True,
        target="followup_done",
        rows_url="verification:homes",
    )
)
define(
    Indicator(
        id=NEEDS_MET,
        name=_("Needs met within 24 hours"),
        numerator=_("tickets met within 24 hours"),
        denominator=_("tickets met in the last day, or open past 24 hours"),
        source=_("tickets of needs entered by the units"),
        higher_is_better=True,
        target="needs_met_24h",
        rows_url="verification:needs",
        rows_filter="met",
    )
)


def _make(event_id: UUID, unit_path: str, keys: tuple[str, ...], now: datetime) -> Iterator[Count | Figure]:
    at_home = homes.counts_by_path(event_id, unit_path, now)
    asked = needs.counts_by_path(event_id, unit_path, now)
    for name, column in HOME_NUMBERS.items():
        yield from counted(name, at_home, attrgetter(column), unit_path, keys)
    for name, column in NEED_NUMBERS.items():
        yield from counted(name, asked, attrgetter(column), unit_path, keys)
    yield from shares(FOLLOWED, at_home, attrgetter("done"), attrgetter("due"), unit_path, keys)
    yield from shares(NEEDS_MET, asked, attrgetter("met_in_time"), attrgetter("counted"), unit_path, keys)


HOME_NUMBERS = {"at_home": "at_home", "follow_ups_missed": "missed_yesterday"}
NEED_NUMBERS = {"needs_open": "open", "needs_late": "late", "needs_urgent": "urgent"}


PART = Part(
    make=_make,
    count_words={
        "at_home": _("followed up at home"),
        "follow_ups_missed": _("follow-ups missed since yesterday"),
        "needs_open": _("needs to be met"),
        "needs_late": _("needs past their hour"),
        "needs_urgent": _("urgent needs not taken"),
    },
    count_rows={
        "at_home": "verification:homes",
        "follow_ups_missed": "verification:homes",
        "needs_open": "verification:needs?wanted=open",
        "needs_late": "verification:needs?wanted=open",
        "needs_urgent": "verification:needs?wanted=open",
    },
)
