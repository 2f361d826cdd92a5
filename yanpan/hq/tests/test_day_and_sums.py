"""Which day a cut-off belongs to; and columns of the brief that add up to their total."""

from datetime import date, datetime

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_list
from yanpan.base.gate import Actor
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.indicators.queries import view_cut_off
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.exchange.brief import brief_paper
from yanpan.hq.queries import get_brief
from yanpan.hq.rules import working_day
from yanpan.shell.papers import Paragraph, Table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "hour", "minute", "belongs_to"),
    [(5, 8, 0, 5), (5, 18, 0, 5), (5, 23, 59, 5), (6, 0, 30, 5), (6, 7, 59, 5), (6, 8, 0, 6), (1, 3, 0, 31)],
)
def test_a_correction_at_night_belongs_to_the_day_before(
    day: int, hour: int, minute: int, belongs_to: int
) -> None:
    local = datetime(2021, 8, day, hour, minute, tzinfo=CITY_TIME)
    assert working_day(local).day == belongs_to


def test_every_column_of_the_account_adds_up_to_its_total() -> None:
    """Four rows at a county; three at the city itself, of which one is answered there."""
    make_list(4, at=COUNTY)
    mine = make_list(3, at=CITY)
    task = mine.rows.order_by("number")[0].task
    assert task is not None
    task.standing, task.where, task.answered_at = "handed_on", "outside", NOW
    task.save(update_fields=["standing", "where", "answered_at"])
    chief = _chief()
    made = fix_cut_off(
        chief, event_id=mine.event_id, unit_key=CITY, name="18:00", on=date(2021, 8, 5), reason="", now=NOW
    )
    brief = get_brief(chief, cut_off_id=made.id, now=NOW)
    paper = brief_paper(view_cut_off(made), brief.links, dict(brief.unit_names), language="en")
    account = "The account of rows, by responsible unit"
    table = next(block for block in paper.blocks if isinstance(block, Table) and block.title == account)
    *parts, total = table.rows
    assert parts[-1][0] == "at this level itself" and parts[-1][1] == 3
    for column in range(1, len(total)):
        assert sum(int(str(row[column])) for row in parts) == int(str(total[column]))
    assert total[1] == 7
    said = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert any("late 0. The account holds to the row." in one for one in said)


def _chief() -> Actor:
    return actor_with("indicators.fix_cut_off", "indicators.get_cut_off", "hq.get_brief")
