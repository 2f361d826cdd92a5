"""Topics: a place and a window, all that is wrong at once, for the city alone."""

from datetime import date
from typing import Any

import pytest

from tests.world import COUNTY, NOW, make_actor, make_event
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.operations import close_topic, open_topic
from yanpan.streams.verification.queries.topics import open_topic_named, topics_of
from yanpan.streams.verification.rules.topics import strictest_clock, topic_problems

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
