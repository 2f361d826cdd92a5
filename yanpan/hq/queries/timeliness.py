"""7-1-7 of an event: the dates that exist, from where each is known, and the three intervals."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.queries import EventView, event_view
from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.models import Milestone, RapidReport, RapidStep
from yanpan.hq.rules.rapid_reports import PROVINCE
from yanpan.hq.rules.timeliness import CODES, Interval, intervals

KINDS = ("fever", "positive", "gathering")
"""Rapid reports that tell of a disease."""


@dataclass(frozen=True, slots=True)
class DateView:
    """on: None where not recorded. kept: 'entered', 'rapid_report', 'passed_up', 'event' or ''; source: if entered."""

    code: str
    on: date | None
    kept: str = ""
    source: str = ""
    noted_at: datetime | None = None
    noted_by: str = ""


@dataclass(frozen=True, slots=True)
class Timeliness:
    event: EventView
    dates: tuple[DateView, ...]
    intervals: tuple[Interval, ...]


@query("hq.get_timeliness", subject="event_id", personal=False)
def get_timeliness(actor: Actor, *, event_id: UUID, now: datetime) -> Timeliness:
    """What somebody entered counts before what the house knows by itself. Missing: no such event, or not the city's."""
    actor.must_cover(city_unit().path)
    event = event_view(event_id)
    known = _known(event) | _entered(event_id)
    dates = tuple(known.get(code, DateView(code, None)) for code in CODES)
    return Timeliness(event, dates, intervals({one.code: one.on for one in dates if one.on}))


def _known(event: EventView) -> dict[str, DateView]:
    """Detected with the first report of the disease, notified when the province got it, coordinated since opened."""
    found = RapidReport.objects.filter(event_id=event.id, kind__in=KINDS, withdrawn_at=None)
    first = found.order_by("reported_at").values_list("reported_at", flat=True).first()
    steps = RapidStep.objects.filter(report__in=found, to_key=PROVINCE).order_by("at")
    told = steps.values_list("at", flat=True).first()
    moments = {
        "detected": (first, "rapid_report"),
        "notified": (told, "passed_up"),
        "coordinated": (event.opened_at, "event"),
    }
    return {
        code: DateView(code, at.astimezone(CITY_TIME).date(), kept)
        for code, (at, kept) in moments.items()
        if at is not None
    }


def _entered(event_id: UUID) -> dict[str, DateView]:
    found = Milestone.objects.filter(event_id=event_id).order_by("noted_at", "id")
    return {
        one.code: DateView(one.code, one.on, "entered", one.source, one.noted_at, one.noted_by)
        for one in found
    }
