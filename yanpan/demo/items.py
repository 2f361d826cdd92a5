"""What becomes of the items in the drill: owners write how it goes and report done; supervisors look for themselves."""

from datetime import datetime

from django.db.models import QuerySet

from yanpan.base.places.queries import view_unit
from yanpan.demo.behaviour import SLOW_TO_SIGN
from yanpan.demo.cast import city_actor, county_actor, office_actor
from yanpan.demo.lines.reporting import HANDING_COUNTY, OWN_DAY
from yanpan.demo.story import next_day
from yanpan.hq.models import Item
from yanpan.hq.operations import (
    note_progress,
    reopen_item,
    report_item_done,
    strike_off_item,
    take_check,
)

DONE_BY_MORNING = 6


def note_how_it_goes(now: datetime) -> None:
    """In the evening each owner writes a line about what it has signed for."""
    for item in _of("taken"):
        note_progress(
            office_actor(view_unit(item.owner)),
            item_id=item.id,
            note="已部署到位，专人负责，正在办理",
            now=now,
        )


def report_done(now: datetime) -> None:
    """By the morning the first ones are done, says who owns them."""
    for item in _of("taken", "in_work").exclude(owner__key__in=SLOW_TO_SIGN)[:DONE_BY_MORNING]:
        report_item_done(
            office_actor(view_unit(item.owner)),
            item_id=item.id,
            evidence="已按要求办结，清单与照片备查",
            now=now,
        )


def _of(*states: str, unit: str = "city") -> QuerySet[Item]:
    found = Item.objects.filter(unit__kind=unit, state__in=states).select_related("owner")
    return found.order_by("-severity", "proposed_at", "owner__order", "id")


# Another looks


def check(now: datetime) -> None:
    for item in _of("reported"):
        take_check(city_actor("supervisor"), item_id=item.id, now=now)


def strike_off(now: datetime) -> None:
    """What was seen on the spot is struck off; the last one is not done, and goes back."""
    looked_at = list(_of("checking"))
    for number, item in enumerate(looked_at, start=1):
        accepted = number < DONE_BY_MORNING
        reason = "现场核对清单，属实" if accepted else "佐证照片与点位不符，重新办理"
        strike_off_item(city_actor("supervisor"), item_id=item.id, accepted=accepted, reason=reason, now=now)


def reopen(now: datetime) -> None:
    """A spot check at dawn contradicts one of them."""
    struck = _of("struck_off").exclude(owner__key=HANDING_COUNTY).first()
    if struck is not None and struck.reopened == 0:
        reopen_item(
            city_actor("supervisor", 1),
            item_id=struck.id,
            reason="抽查：两处点位仍未落实",
            due_at=next_day(18),
            now=now,
        )


# The county's


def done_in_the_township(now: datetime) -> None:
    for item in _of("taken", "in_work", unit="county"):
        report_item_done(
            office_actor(view_unit(item.owner)), item_id=item.id, evidence="各村登记表已核对报送", now=now
        )


def struck_off_in_the_county(now: datetime) -> None:
    for item in _of("reported", unit="county"):
        strike_off_item(
            county_actor("chief", OWN_DAY), item_id=item.id, accepted=True, reason="登记表齐全", now=now
        )
