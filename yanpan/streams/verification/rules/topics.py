"""Topics: what is wrong with one, which clock holds, which goes first. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_HOURS = 72


class TopicProblem(StrEnum):
    TITLE = "topic_title_needed"
    PLACE = "topic_place_needed"
    WINDOW = "topic_window_needed"
    ORDER = "topic_window_ends_before_it_starts"
    HOURS = "topic_hours_out_of_range"
    PRIORITY = "topic_priority_out_of_range"


def topic_problems(
    title: str, place: str, window_from: date | None, window_to: date | None, find_hours: int, priority: int
) -> list[TopicProblem]:
    """All that is wrong with a topic, at once. It is a place and a window, never a kind of people."""
    problems = [] if title.strip() else [TopicProblem.TITLE]
    if not place.strip():
        problems.append(TopicProblem.PLACE)
    if window_from is None or window_to is None:
        problems.append(TopicProblem.WINDOW)
    elif window_to < window_from:
        problems.append(TopicProblem.ORDER)
    if not 1 <= find_hours <= LONGEST_HOURS:
        problems.append(TopicProblem.HOURS)
    if not 1 <= priority <= 9:
        problems.append(TopicProblem.PRIORITY)
    return problems


def strictest_clock(of_class: datetime, received_at: datetime, find_hours: int | None) -> datetime:
    """The earlier of the clock of the class and the topic's own (None: no open topic)."""
    return of_class if find_hours is None else min(of_class, received_at + timedelta(hours=find_hours))


def first_topic(left: str, right: str, priorities: Mapping[str, int]) -> str:
    """Of two topics the one with the first place in the queue, the left one of equals; '' = none.

    priorities: of the open topics. A closed topic gives way to an open one.
    """
    known = [title for title in (left, right) if title in priorities]
    return min(known, key=lambda title: priorities[title], default=left or right)
