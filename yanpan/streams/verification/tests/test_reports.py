"""What the room says at a cut-off, worked out by hand over two counties."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_event, make_list, make_pairs, unit
from yanpan.base.indicators.registry import Count, Figure, RoomReport
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import hand_down, record_outcome
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.reports.account import (
    ACKNOWLEDGED,
    DUPLICATES,
    FOUND,
    ON_TIME,
    SCREENED,
    UNREACHABLE,
)
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db


def answer(task: VerificationTask, where: str, contact: str, measure: str, *, hours: float) -> None:
    record_outcome(
        desk(),
        task_id=task.id,
        version=1,
        where=where,
        contact=contact,
        measure=measure,
        obstacle="off" if contact == "not_reached" else "",
        now=NOW + timedelta(hours=hours),
    )


@pytest.fixture
def city() -> RoomReport:
    """Ten people of one list. County one has eight: two met in time, one not found but late, one outside in time,
    one not reached, three untouched. County two has two, untouched. One row more repeats a person. Looked at after
    25 hours; the clock was 24.
    """
    batch = make_list(11)
    rows = list(batch.rows.order_by("number").select_related("task"))
    tasks = [row.task for row in rows if row.task]
    rows[10].task, rows[10].duplicate = tasks[0], True
    rows[10].save()
    tasks.pop().delete()
    for task in tasks[:8]:
        task.target = unit(COUNTY)
    for task in tasks[8:]:
        task.target = unit(OTHER_COUNTY)
    VerificationTask.objects.bulk_update(tasks, ["target"])
    hand_down(desk(), unit_key=CITY, now=NOW)
    for key, minutes in ((COUNTY, 60), (OTHER_COUNTY, 61)):  # one to the minute, one too late
        ids = list(Handover.objects.filter(receiver__key=key).values_list("id", flat=True))
        acknowledge_handovers(desk(key), handover_ids=ids, now=NOW + timedelta(minutes=minutes))
    answer(tasks[0], "here", "met", "cleared", hours=2)
    answer(tasks[1], "here", "met", "cleared", hours=24)
    answer(tasks[2], "not_found", "", "", hours=24.5)
    answer(tasks[3], "outside", "own_phone", "", hours=3)
    answer(tasks[4], "here", "not_reached", "", hours=4)
    return make_report(batch.event_id, unit(CITY).path, NOW + timedelta(hours=25))


def figure(report: RoomReport, key: str, indicator: str) -> tuple[int, int]:
    one: Figure = next(one for one in report.figures if (one.unit, one.indicator) == (key, indicator))
    return one.numerator, one.denominator


def counts(report: RoomReport, key: str) -> dict[str, int]:
    found: list[Count] = [one for one in report.counts if one.unit == key]
    return {one.name: one.value for one in found}


@pytest.mark.parametrize(
    ("indicator", "whole", "first", "second"),
    [
        (SCREENED, (4, 10), (4, 8), (0, 2)),
        (ON_TIME, (3, 10), (3, 8), (0, 2)),  # all clocks have ended
        (FOUND, (3, 4), (3, 4), (0, 0)),
        (ACKNOWLEDGED, (8, 10), (8, 8), (0, 2)),
        (UNREACHABLE, (1, 5), (1, 5), (0, 0)),
        (DUPLICATES, (1, 11), (1, 9), (0, 2)),
    ],
)
def test_every_rate_by_hand(
    city: RoomReport,
    indicator: str,
    whole: tuple[int, int],
    first: tuple[int, int],
    second: tuple[int, int],
) -> None:
    assert figure(city, CITY, indicator) == whole
    assert figure(city, COUNTY, indicator) == first
    assert figure(city, OTHER_COUNTY, indicator) == second


def test_every_count_by_hand(city: RoomReport) -> None:
    first = counts(city, COUNTY)
    assert {
        name: first[name] for name in ("received", "verified", "not_found", "handed_on", "duplicate")
    } == {
        "received": 9,
        "verified": 2,
        "not_found": 1,
        "handed_on": 1,
        "duplicate": 1,
    }
    assert (first["in_hand"], first["late"]) == (4, 4)
    assert (counts(city, CITY)["received"], counts(city, CITY)["own_in_hand"]) == (11, 0)
    assert city.checks == {"identity": True}


def test_a_unit_is_silent_since_its_last_answer_or_signature(city: RoomReport) -> None:
    # County one answered half an hour ago, county two signed 23 hours 59 minutes ago, the others never.
    assert counts(city, COUNTY)["silent_minutes"] == 30
    assert counts(city, OTHER_COUNTY)["silent_minutes"] == 23 * 60 + 59
    assert "silent_minutes" not in counts(city, "411121")


def test_what_waits_for_the_offices_own_people_is_counted() -> None:
    make_pairs(2)
    make_list(3, state="proposed", row_state="")
    make_list(2, row_state="held")
    event = ListBatch.objects.all()[0].event_id
    report = counts(make_report(event, unit(CITY).path, NOW), CITY)
    assert (report["untouched_lists"], report["pairs_waiting"]) == (1, 2)
    assert (report["unread"], report["held"]) == (3, 2)
    assert (report["own_in_hand"], report["received"]) == (7, 7)


def test_an_empty_city_reports_zeros_and_holds() -> None:
    report = make_report(make_event().id, unit(CITY).path, NOW)
    assert report.checks == {"identity": True}
    assert {one.value for one in report.counts} == {0}
    assert {(one.numerator, one.denominator) for one in report.figures} == {(0, 0)}
