"""When the police may be asked: by hand-worked tries."""

from datetime import datetime

import pytest

from yanpan.streams.verification.rules.police import Lacking, Needed, Try, lacking

NEEDED = Needed(calls=3, hours_apart=1, visits=1)


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2021, 8, day, hour, minute)  # noqa: DTZ001 - the city's own time


def calls(*times: datetime, result: str = "off") -> list[Try]:
    return [Try("call", one, result) for one in times]


VISIT = Try("visit", at(12), "off")


@pytest.mark.parametrize(
    ("tries", "missing"),
    [
        ([], [Lacking.CALLS, Lacking.VISIT]),
        ([VISIT], [Lacking.CALLS]),
        (calls(at(9), at(11), at(15)), [Lacking.VISIT]),
        ([*calls(at(9), at(11), at(15)), VISIT], []),
        ([*calls(at(9), at(9, 10), at(9, 20)), VISIT], [Lacking.HOURS]),
        (
            [*calls(at(9, 50), at(10, 10), at(15)), VISIT],
            [Lacking.HOURS],
        ),  # two hours of the clock, 20 minutes apart
        ([*calls(at(9), at(10), at(11)), VISIT], []),  # exactly an hour apart
        ([*calls(at(9), at(9, day=6), at(9, day=7)), VISIT], [Lacking.HOURS]),  # the same hour on three days
        ([*calls(at(9), at(9, 5), at(11), at(11, 5), at(20)), VISIT], []),  # three of five do
        ([*calls(at(20), at(9), at(11)), VISIT], []),  # in whatever order they were noted
    ],
)
def test_three_calls_at_different_hours_and_a_visit_come_first(
    tries: list[Try], missing: list[Lacking]
) -> None:
    assert lacking(tries, NEEDED) == missing


def test_who_was_reached_and_lost_again_is_tried_anew() -> None:
    before = [*calls(at(9), at(11), at(15)), VISIT, *calls(at(16), result="reached")]
    assert lacking(before, NEEDED) == [Lacking.CALLS, Lacking.VISIT]
    after = [*before, *calls(at(17), at(19), at(21)), Try("visit", at(20), "refused")]
    assert lacking(after, NEEDED) == []


def test_another_pack_may_ask_for_more() -> None:
    tries = [*calls(at(9), at(11), at(15)), VISIT]
    assert lacking(tries, Needed(calls=4, hours_apart=1, visits=1)) == [Lacking.CALLS]
    assert lacking(tries, Needed(calls=3, hours_apart=3, visits=2)) == [Lacking.HOURS, Lacking.VISIT]
