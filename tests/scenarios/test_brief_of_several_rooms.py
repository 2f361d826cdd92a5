"""The brief hears every room that reports, in the order of the lines."""

import re

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_list
from tests.world_supervision import DAY, FOUR, found
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.indicators.registry import REPORTS, in_order
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.exchange.brief import brief_paper
from yanpan.hq.queries import get_brief
from yanpan.shell.papers import to_html

pytestmark = pytest.mark.django_db


def test_the_brief_hears_verification_first_and_supervision_with_its_own_table() -> None:
    rooms = in_order(REPORTS)
    assert rooms.index("verification") < rooms.index("supervision")
    make_list(3, at=COUNTY)
    first = found(now=NOW - 2 * DAY)
    found()
    actor = actor_with("indicators.fix_cut_off", "hq.get_brief", "indicators.get_cut_off")
    cut_off = fix_cut_off(
        actor,
        event_id=first.event_id,
        unit_key=CITY,
        name="18:00",
        on=NOW.astimezone(CITY_TIME).date(),
        reason="",
        now=FOUR,
    )
    brief = get_brief(actor, cut_off_id=cut_off.id, now=FOUR)
    page = to_html(brief_paper(brief.cut_off, brief.links, dict(brief.unit_names), language="en"))
    _before, told, annex = page.split(" Supervision<", 2)
    told, annex = (re.split("<h[23]>", one)[0] for one in (told, annex))
    assert "found again within 14 days 1" in told and "1/2" in told
    assert "Counts, by responsible unit" in annex and "(1/2)" in annex
    assert "Received = verified" not in told + annex and "Received = verified" in page
