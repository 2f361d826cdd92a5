"""What units report day by day: figures that must be nought, stock, absences, worked out by hand."""

from typing import Any

import pytest

from yanpan.science.weak_links import (
    Stock,
    StockMove,
    WeakLink,
    WeekdayCount,
    excess_counts,
    not_nought,
    stock_moved,
)

INFECTED, WAITING = "infection_control.staff_infected", "isolation.waiting_over_12h"


def test_one_is_too_many_and_nought_is_not() -> None:
    counts = {("乙县", WAITING): 7, ("甲县", INFECTED): 1, ("甲县", WAITING): 0}
    found = not_nought(counts, {INFECTED})
    assert [(one.unit, one.indicator, one.severity, one.facts["value"]) for one in found] == [
        ("乙县", WAITING, 2, 7),
        ("甲县", INFECTED, 3, 1),
    ]


def move(before: Stock, after: Stock) -> tuple[WeakLink, ...]:
    return stock_moved([StockMove("甲县", "supplies.n95_stock", before, after)])


@pytest.mark.parametrize(
    ("stock", "severity"),
    [
        (1000, None),  # not used at all
        (900, None),  # the day's use
        (780, None),  # 1000 - 2 × 100 used - 20 counted wrongly
        (779, 2),  # one more is gone
        (0, 3),  # all of it is gone
        (1320, None),  # all that was on the way came in, none was used
        (1321, 2),
        (2641, 3),  # more than twice what there can be
    ],
)
def test_stock_is_yesterdays_with_what_came_in_without_what_was_used(
    stock: int, severity: int | None
) -> None:
    found = move(Stock(1000, 100, 300), Stock(stock, 100, 300))
    assert [one.severity for one in found] == ([] if severity is None else [severity])
    if severity:
        facts = {"before": 1000, "after": stock, "least": 780, "most": 1320}
        assert dict(found[0].facts) == facts and found[0].indicator == "supplies.n95_stock"


def test_what_is_on_the_way_no_more_has_come_in() -> None:
    # 300 were on the way, 0 are: at least 1000 + 300 - 200 - 20 must be there.
    assert move(Stock(1000, 100, 300), Stock(1080, 100, 0)) == ()
    [link] = move(Stock(1000, 100, 300), Stock(1079, 100, 0))
    assert link.facts["least"] == 1080


def test_a_day_of_more_use_than_the_day_before_may_take_more() -> None:
    assert move(Stock(1000, 100, 0), Stock(600, 200, 0)) == ()


def absent(observed: int, base: int, *weeks: tuple[int, int]) -> tuple[WeakLink, ...]:
    return excess_counts([WeekdayCount("甲县", "schools.absence_excess", observed, base, weeks)])


def test_absences_are_held_against_the_same_weekday_of_four_weeks() -> None:
    usual = [(10, 1000)] * 4
    # 40 in 4,000 before: expected 10. P(X ≥ 24 of 64 | 1/5) = 0.00091; of 63, 23 or more: 0.0017.
    [link] = absent(24, 1000, *usual)
    assert (
        link.severity == 2
        and link.facts["expected"] == 10
        and link.facts["p"] == pytest.approx(0.00091, abs=0.00001)
    )
    assert absent(23, 1000, *usual) == ()
    assert absent(40, 1000, *usual)[0].severity == 3


def test_twice_the_pupils_may_be_absent_twice_as_often() -> None:
    assert absent(24, 2000, *[(10, 1000)] * 4) == ()


@pytest.mark.parametrize("weeks", [[], [(10, 1000)], [(10, 1000), (0, 0)]])
def test_fewer_than_two_weeks_say_nothing(weeks: Any) -> None:
    assert absent(400, 1000, *weeks) == ()


def test_nobody_enrolled_is_no_excess() -> None:
    assert absent(0, 0, (10, 1000), (10, 1000)) == ()
