"""How many are drawn, which, by whom called back, what contradicts: worked by hand."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.base.policy.rules import CITY_TIME
from yanpan.science.weak_links import rate_limits
from yanpan.streams.verification.rules.spot_checks import (
    CheckProblem,
    Difference,
    Found,
    Reported,
    call_back_by,
    check_problems,
    checker_of,
    differences,
    draw_size,
    drawn,
    largest_burst,
    last_draw_at,
)

CITY, COUNTY = "1/", "1/10/"
TOWNSHIPS = ["1/10/101/", "1/10/102/", "1/10/103/"]


@pytest.mark.parametrize(
    ("closed", "size"), [(0, 0), (3, 3), (5, 5), (6, 5), (166, 5), (167, 6), (200, 6), (201, 7), (1000, 30)]
)
def test_three_percent_rounded_up_or_five_or_all(closed: int, size: int) -> None:
    assert draw_size(closed, share_percent=3, least=5) == size


def ids(count: int) -> list[UUID]:
    return [UUID(int=one) for one in range(1, count + 1)]


def test_the_same_seed_draws_the_same_rows_in_any_order() -> None:
    first = drawn(ids(50), 5, "event|2021-08-05|411104")
    assert drawn(reversed(ids(50)), 5, "event|2021-08-05|411104") == first
    assert drawn(ids(50), 5, "event|2021-08-06|411104") != first
    assert len(set(first)) == 5


def test_every_row_is_drawn_alike() -> None:
    """Over 2,000 seeds each of 20 rows is drawn about 500 times when 5 are drawn; three deviations are 58."""
    times = dict.fromkeys(ids(20), 0)
    for seed in range(2000):
        for one in drawn(ids(20), 5, str(seed)):
            times[one] += 1
    assert sum(times.values()) == 10_000
    assert all(abs(count - 500) < 80 for count in times.values())


@given(st.sampled_from([*TOWNSHIPS, "1/10/101/v1/", "1/10/102/v2/", COUNTY]), st.text(max_size=8))
def test_nobody_calls_back_the_own_closure(closed_by: str, seed: str) -> None:
    checker = checker_of(closed_by, COUNTY, TOWNSHIPS, seed)
    assert checker in TOWNSHIPS
    assert not closed_by.startswith(checker)


def test_where_there_is_one_township_the_county_calls_back() -> None:
    assert checker_of("1/10/101/v1/", COUNTY, TOWNSHIPS[:1], "") == COUNTY
    assert checker_of("1/10/v9/", COUNTY, [], "") == COUNTY


def test_a_county_alone_cannot_call_back_itself() -> None:
    assert checker_of(COUNTY, COUNTY, [], "") == ""
    assert checker_of(COUNTY, COUNTY, TOWNSHIPS[:1], "") == TOWNSHIPS[0]


def test_the_work_is_spread_over_the_other_townships() -> None:
    chosen = {checker_of("1/10/101/v1/", COUNTY, TOWNSHIPS, str(seed)) for seed in range(40)}
    assert chosen == {"1/10/102/", "1/10/103/"}


@pytest.mark.parametrize(
    ("local", "drawn_at"),
    [
        ((5, 21, 59), (4, 22)),
        ((5, 22, 0), (5, 22)),
        ((5, 23, 59), (5, 22)),
        ((6, 6, 0), (5, 22)),  # a keeper that slept through the night draws in the morning for the same day
    ],
)
def test_the_day_of_a_draw_ends_at_ten_at_night(
    local: tuple[int, int, int], drawn_at: tuple[int, int]
) -> None:
    day, hour, minute = local
    found = last_draw_at(datetime(2021, 8, day, hour, minute, tzinfo=CITY_TIME))
    assert (found.day, found.hour, found.minute) == (*drawn_at, 0)


def test_call_backs_are_due_at_noon_of_the_next_day_across_the_month() -> None:
    due = call_back_by(datetime(2021, 8, 31, 22, 10, tzinfo=CITY_TIME))
    assert due == datetime(2021, 9, 1, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reported", "found", "against"),
    [
        (Reported("here", "cleared"), Found("here", "cleared"), []),
        (Reported("here", "cleared"), Found("here", "cleared", asked=False), [Difference.NOBODY_ASKED]),
        (Reported("here", "cleared"), Found("outside"), [Difference.WHERE]),
        (Reported("here", "at_home"), Found("here", "at_site"), []),  # moved on since: the course of things
        (Reported("here", "at_home"), Found("here", "cleared"), [Difference.MEASURE]),
        (Reported("here", "cleared"), Found("here", "in_hospital"), [Difference.MEASURE]),
        (
            Reported("not_found"),
            Found("here", "cleared", asked=False),
            [Difference.NOBODY_ASKED, Difference.WHERE],
        ),
        (Reported("deceased"), Found("deceased"), []),
        (Reported("outside"), Found("outside"), []),
    ],
)
def test_what_contradicts_a_closure(reported: Reported, found: Found, against: list[Difference]) -> None:
    assert differences(reported, found) == against


def test_a_call_back_says_where_and_how_looked_after() -> None:
    assert check_problems(Found("nowhere")) == [CheckProblem.WHERE_NEEDED]
    assert check_problems(Found("here", "well")) == [CheckProblem.MEASURE_NEEDED]
    assert check_problems(Found("outside")) == []


AT = datetime(2021, 8, 5, 6, 45, tzinfo=UTC)


def test_nine_rows_in_two_minutes_are_one_burst() -> None:
    times = [AT + timedelta(seconds=15 * one) for one in range(9)] + [AT + timedelta(minutes=30)]
    burst = largest_burst(times)
    assert burst is not None and (burst.count, burst.starts_at) == (9, AT)


def test_a_burst_is_counted_wherever_it_begins() -> None:
    slow = [AT + timedelta(minutes=4 * one) for one in range(5)]
    quick = [AT + timedelta(minutes=21, seconds=20 * one) for one in range(8)]
    burst = largest_burst(slow + quick)
    assert burst is not None and burst.count == 8 and burst.starts_at == quick[0]
    assert largest_burst([]) is None


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),  # tables of exact binomial limits
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (2, 41, 0.0060, 0.1653),  # two false of forty-one called back
    ],
)
def test_the_limits_are_those_of_the_tables(x: int, n: int, low: float, high: float) -> None:
    assert rate_limits(x, n) == pytest.approx((low, high), abs=6e-5)
