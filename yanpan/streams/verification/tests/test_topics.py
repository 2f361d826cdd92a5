"""Topics: a place and a window, all that is wrong at once, for the city alone."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.world import CITY, COUNTY, NOW, make_actor, make_event, unit
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import close_topic, open_topic
from yanpan.streams.verification.queries import list_tasks
from yanpan.streams.verification.queries.topic_board import get_topic_board
from yanpan.streams.verification.queries.topics import open_topic_named, topics_of
from yanpan.streams.verification.rules.topics import first_topic, strictest_clock, topic_problems
from yanpan.streams.verification.tests.lists import (
    desk,
    opened_topic,
    people,
    received,
    rows_of,
    taken_in,
    task_of,
)

SIXTH: dict[str, Any] = {
    "title": "郑州六院",
    "place": "郑州市第六人民医院",
    "window_from": date(2021, 7, 5),
    "window_to": date(2021, 7, 31),
    "find_hours": 12,
    "priority": 1,
}


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = topic_problems("", " ", date(2021, 8, 1), date(2021, 7, 1), 0, 12)
    assert [one.value for one in wrong] == [
        "topic_title_needed",
        "topic_place_needed",
        "topic_window_ends_before_it_starts",
        "topic_hours_out_of_range",
        "topic_priority_out_of_range",
    ]
    assert topic_problems(**SIXTH) == []


def test_the_stricter_clock_holds() -> None:
    in_a_day, at_noon = NOW.replace(day=6), NOW.replace(hour=12)
    assert strictest_clock(in_a_day, NOW, 12) < in_a_day
    assert strictest_clock(at_noon, NOW, 12) == at_noon
    assert strictest_clock(in_a_day, NOW, None) == in_a_day


@pytest.mark.django_db
def test_a_topic_is_opened_once_and_closed_once() -> None:
    event, chief = make_event(), make_actor("duty_chief")
    topic = open_topic(chief, **SIXTH, now=NOW)
    with pytest.raises(Stale):
        open_topic(chief, **SIXTH, now=NOW)
    assert open_topic_named(event.id, "郑州六院") is not None
    close_topic(chief, topic_id=topic.id, now=NOW)
    assert open_topic_named(event.id, "郑州六院") is None
    assert [one.is_open for one in topics_of(event.id)] == [False]
    with pytest.raises(Stale):
        close_topic(chief, topic_id=topic.id, now=NOW)


@pytest.mark.django_db
def test_a_county_opens_no_topic_and_nothing_is_kept_of_a_refused_one() -> None:
    event = make_event()
    with pytest.raises(Missing):
        open_topic(make_actor("duty_chief", COUNTY), **SIXTH, now=NOW)
    with pytest.raises(Refused):
        open_topic(make_actor("duty_chief"), **SIXTH | {"find_hours": 200}, now=NOW)
    assert topics_of(event.id) == []


def test_of_two_topics_the_first_in_the_queue_holds() -> None:
    priorities = {"六院": 1, "二七区": 2, "南京": 2}
    assert first_topic("二七区", "六院", priorities) == "六院"
    assert first_topic("二七区", "南京", priorities) == "二七区"
    assert first_topic("", "南京", priorities) == "南京"
    assert first_topic("关闭的", "", priorities) == "关闭的"
    assert first_topic("关闭的", "南京", priorities) == "南京"


@pytest.mark.django_db
def test_a_list_names_an_open_topic_or_none() -> None:
    opened_topic("六院")
    with pytest.raises(Refused) as refused:
        received(people(1), topic="七院")
    assert refused.value.code == "no_such_topic"
    assert not ListBatch.objects.exists()
    assert received(people(1), topic="六院").topic == "六院"


@pytest.mark.django_db
def test_the_topics_own_clock_shortens_a_search_and_never_lengthens_one() -> None:
    opened_topic("六院", find_hours=6)
    opened_topic("二七区", find_hours=30, priority=2)
    first = task_of(rows_of(taken_in(people(2), topic="六院", name="一.csv"))[0])
    second = task_of(rows_of(taken_in(people(2, first=5), topic="二七区", name="二.csv"))[0])
    assert (first.topic, first.find_by) == ("六院", NOW + timedelta(hours=6))
    assert (second.topic, second.find_by) == ("二七区", NOW + timedelta(hours=12))  # of the class


@pytest.mark.django_db
def test_a_later_list_of_a_topic_takes_its_people_along() -> None:
    opened_topic("六院", find_hours=6)
    opened_topic("二七区", find_hours=3, priority=2)
    task = task_of(rows_of(taken_in(people(1), name="先.csv"))[0])
    assert task.topic == ""
    taken_in(people(2), topic="二七区", name="中.csv")
    taken_in(people(3), topic="六院", name="后.csv")
    task.refresh_from_db()
    assert (task.topic, task.urgency) == ("六院", "topic")
    assert task.find_by == NOW + timedelta(hours=3)  # the strictest of all three lists


@pytest.mark.django_db
def test_close_contacts_go_first_then_the_topics_then_the_clock() -> None:
    opened_topic("二七区", find_hours=1, priority=2)
    opened_topic("六院", find_hours=12)
    other = task_of(rows_of(taken_in(people(1), name="a.csv", at=NOW - timedelta(hours=24)))[0])
    second = task_of(rows_of(taken_in(people(1, first=1), topic="二七区", name="b.csv"))[0])
    first = task_of(rows_of(taken_in(people(1, first=2), topic="六院", name="c.csv"))[0])
    contact = task_of(rows_of(taken_in([replace(people(4)[3], reason="密接")], name="d.csv"))[0])
    asked = {"event_id": other.event_id, "unit_path": unit(CITY).path, "wanted": "in_hand", "page": 1}
    found = [one.id for one in list_tasks(desk(), **asked, now=NOW)]  # type: ignore[arg-type]
    assert found == [contact.id, first.id, second.id, other.id]


@pytest.mark.django_db
def test_who_uploads_a_list_chooses_among_the_open_topics() -> None:
    opened_topic("六院")
    closed = opened_topic("旧专题")
    close_topic(make_actor("duty_chief"), topic_id=closed.id, now=NOW)
    client = sit_down("list_clerk")
    page = client.get(reverse("verification:upload")).content.decode()
    assert '<option value="六院">' in page and "旧专题" not in page


@pytest.mark.django_db
def test_a_topic_has_its_own_page_with_its_account_and_its_times() -> None:
    topic = opened_topic("六院")
    batch = taken_in(people(3), topic="六院")
    first = task_of(rows_of(batch)[0])
    VerificationTask.objects.filter(id=first.id).update(
        custody=unit(COUNTY), found_at=NOW + timedelta(hours=2), standing="verified", answered_at=NOW
    )
    later = NOW + timedelta(hours=13)
    board = get_topic_board(desk(), topic_id=topic.id, unit_path=unit(CITY).path, now=later)
    county = next(one for one in board.units if one.unit.key == COUNTY)
    assert (county.account.received, county.account.standings["verified"], county.late) == (1, 1, 0)
    assert (board.whole.account.received, board.own.account.standings["in_hand"], board.whole.late) == (
        3,
        2,
        2,
    )
    assert (board.found, board.minutes_to_found, board.minutes_to_controlled) == (1, 120, None)
    assert board.whole.account.holds
    page = sit_down("county_liaison", COUNTY).get(reverse("verification:topic", args=[topic.id]))
    assert page.status_code == 200 and page.context["board"].whole.account.received == 1
