"""一人两地: who is said to be at two places, by the rule and as the board counts and lists it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_people_sought, unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.queries import list_tasks
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.rules.two_places import Said, in_two_places
from yanpan.streams.verification.tests.lists import desk

HOUR = timedelta(hours=1)
HERE, THERE, WITHIN_HERE = "/4111/甲/", "/4111/乙/", "/4111/甲/镇/"


def said(path: str, measure: str, hours: float = 0, where: str = "here") -> Said:
    return Said(path, where, measure, NOW + hours * HOUR)


@pytest.mark.parametrize(
    ("answers", "contradict"),
    [
        ([said(HERE, "at_site"), said(THERE, "at_home", 3)], True),
        ([said(HERE, "at_home"), said(THERE, "at_home", 3)], True),  # in two villages
        ([said(HERE, "at_site"), said(THERE, "at_site", 3)], False),  # perhaps the same site
        ([said(HERE, "at_site"), said(THERE, "in_hospital", 3)], True),
        ([said(HERE, "at_site"), said(WITHIN_HERE, "at_home", 3)], False),  # its own township
        ([said(HERE, "at_site"), said(THERE, "at_home", 23.9)], True),
        ([said(HERE, "at_site"), said(THERE, "at_home", 24)], False),  # moved in the meantime
        ([said(HERE, "at_site"), said(HERE, "at_home", 3)], False),  # corrected
        ([said(HERE, "at_site"), said(THERE, "cleared", 3)], False),
        ([said(HERE, "at_site"), said(THERE, "at_home", 3), said(HERE, "", 4, "elsewhere")], False),
        ([said(HERE, "at_site")], False),
        ([], False),
    ],
)
def test_two_units_have_one_person(answers: list[Said], contradict: bool) -> None:
    assert in_two_places(answers) is contradict
    assert in_two_places(reversed(answers)) is contradict


def answer(task: VerificationTask, unit_key: str, measure: str, **given: Any) -> None:
    Outcome.objects.create(
        id=fresh_id(NOW),
        task=task,
        where="here",
        contact="met",
        measure=measure,
        note=b"",
        by="x",
        unit=unit(unit_key),
        **{"at": NOW, **given},
    )


@pytest.mark.django_db
def test_the_person_is_counted_where_the_task_lies_and_listed_there() -> None:
    both, one, moved = make_people_sought(3, at=COUNTY)
    for task, later in ((both, HOUR), (moved, 25 * HOUR)):
        answer(task, TOWNSHIP, "at_site")
        answer(task, OTHER_COUNTY, "at_home", at=NOW + later)
    answer(one, TOWNSHIP, "at_home")
    made = make_report(both.event_id, unit(CITY).path, NOW)
    found = {count.unit: count.value for count in made.counts if count.name == "in_two_places"}
    assert (found[CITY], found[COUNTY], found[OTHER_COUNTY]) == (1, 1, 0)
    listed = list_tasks(
        desk(CITY), event_id=both.event_id, unit_path=unit(CITY).path, wanted="two_places", page=1, now=NOW
    )
    assert [view.id for view in listed] == [both.id]
