"""管控率, papers missing and how long it takes, worked out by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_people_sought, send, unit
from yanpan.base.indicators.registry import Count, Figure
from yanpan.base.tasks.models import Handover
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.queries import list_tasks
from yanpan.streams.verification.reports import measures, timing
from yanpan.streams.verification.rules.timing import quantile
from yanpan.streams.verification.tests.lists import desk

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
KEYS = (CITY, COUNTY, OTHER_COUNTY)


def test_a_quantile_is_a_value_that_was_there() -> None:
    assert quantile({}, 0.5) is None
    assert quantile({7: 1}, 0.9) == 7
    assert quantile({10: 1, 20: 1, 30: 1, 40: 1}, 0.5) == 20
    assert quantile({10: 9, 90: 1}, 0.9) == 10
    assert quantile({10: 8, 90: 2}, 0.9) == 90


def said(task: VerificationTask, **answer: Any) -> None:
    known = {"standing": "verified", "where": "here", "contact": "met", "answered_at": NOW}
    VerificationTask.objects.filter(id=task.id).update(**known | answer)


def numbers(made: Any, key: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in made:
        if one.unit == key and isinstance(one, Count):
            found[one.name] = one.value
        elif one.unit == key and isinstance(one, Figure):
            found[one.indicator] = (one.numerator, one.denominator)
    return found


@pytest.mark.django_db
def test_under_control_is_a_measure_with_its_body_and_paper() -> None:
    """Seven: paper there; word of mouth 25 h and 1 h ago; in hospital; cleared; of another class; in hand."""
    contacts = make_people_sought(7, at=COUNTY)
    VerificationTask.objects.update(urgency="contact")
    said(contacts[0], measure="at_site", deciding_body="county", document_number="召指〔2021〕5号")
    said(contacts[1], measure="at_home", deciding_body="township", paper_due_at=NOW - HOUR)
    said(contacts[2], measure="at_home", deciding_body="township", paper_due_at=NOW + 23 * HOUR)
    said(contacts[3], measure="in_hospital")
    said(contacts[4], measure="cleared")
    said(contacts[5], measure="cleared", urgency="other")
    event_id, path = contacts[0].event_id, unit(CITY).path
    county = numbers(measures.PART.make(event_id, path, KEYS, NOW), COUNTY)
    assert county[measures.CONTROLLED] == (2, 4)
    assert (county["undocumented"], county["cleared_though_asked"]) == (1, 1)
    assert numbers(measures.PART.make(event_id, path, KEYS, NOW), CITY)[measures.CONTROLLED] == (2, 4)
    other = numbers(measures.PART.make(event_id, path, KEYS, NOW), OTHER_COUNTY)
    assert other == {measures.CONTROLLED: (0, 0), "undocumented": 0, "cleared_though_asked": 0}
    shown = list_tasks(
        desk(COUNTY),
        event_id=event_id,
        unit_path=unit(COUNTY).path,
        wanted="undocumented",
        page=1,
        now=NOW,
    )
    assert [one.id for one in shown] == [contacts[1].id]  # the row behind the number


def acknowledged(tasks: list[VerificationTask], to: str, minutes: list[int], sent: datetime) -> None:
    for one, took in zip(send(tasks, to=to), minutes, strict=True):
        Handover.objects.filter(id=one.id).update(sent_at=sent, acknowledged_at=sent + took * MINUTE)


@pytest.mark.django_db
def test_times_of_the_last_day_by_hand() -> None:
    tasks = make_people_sought(8, at=CITY)
    acknowledged(tasks[:4], COUNTY, [5, 10, 20, 200], NOW - 10 * HOUR)
    acknowledged(tasks[4:5], OTHER_COUNTY, [7], NOW - 30 * HOUR)  # the day before
    here = VerificationTask.objects.filter(id__in=[one.id for one in tasks[:3]])
    here.update(custody=unit(COUNTY), received_at=NOW - 8 * HOUR)
    for task, hours, controlled in zip(tasks[:3], (6, 5, 2), (90, None, 30), strict=True):
        found = NOW - hours * HOUR
        ended = found + controlled * MINUTE if controlled else None
        VerificationTask.objects.filter(id=task.id).update(found_at=found, controlled_at=ended)
    made = list(timing.PART.make(tasks[0].event_id, unit(CITY).path, KEYS, NOW))
    county = numbers(made, COUNTY)
    assert (county["signed_today"], county["ack_minutes_p50"], county["ack_minutes_p90"]) == (4, 10, 200)
    assert (county["found_today"], county["push_to_found_minutes"]) == (3, 180)
    assert (county["controlled_today"], county["found_to_controlled_minutes"]) == (2, 30)
    assert numbers(made, OTHER_COUNTY) == {"signed_today": 0, "found_today": 0, "controlled_today": 0}
    assert numbers(made, CITY)["push_to_found_minutes"] == 180
