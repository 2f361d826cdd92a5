"""Rising counts and units that stay among the worst, by hand."""

import pytest

from yanpan.science.weak_links import lowest_two_days, rising_counts, trend_of

QUIET = [4, 6, 5, 4, 6, 5, 5]  # mean 5, standard deviation 0.816, below half the root of five: 1.118


def test_nine_days_are_no_history() -> None:
    assert trend_of([5] * 9) is None


def test_the_baseline_is_the_week_that_ends_two_days_before_the_day_looked_at() -> None:
    trend = trend_of([99, *QUIET, 50, 60, 9])
    assert trend is not None
    assert trend.mean == 5 and trend.spread == pytest.approx(1.118, abs=0.001)
    assert trend.c2 == pytest.approx(4 / 1.118, abs=0.01)


def test_a_jump_of_one_day_rings_by_c2() -> None:
    trend = trend_of([*QUIET, 5, 5, 9])
    assert trend is not None and trend.c2 > 3 and trend.rises


def test_three_days_a_little_above_ring_by_cusum_though_no_day_rings_by_itself() -> None:
    trend = trend_of([*QUIET, 8, 8, 8])
    assert trend is not None
    # Each day (8 - 5) / 1.118 - 0.5 = 2.183; three of them 6.55.
    assert trend.c2 < 3 and trend.cusum == pytest.approx(6.55, abs=0.01) and trend.rises


def test_a_fall_never_rings() -> None:
    trend = trend_of([*QUIET, 5, 5, 0])
    assert trend is not None and not trend.rises and trend.cusum == 0


def test_from_nothing_to_two_is_no_rise_and_to_three_is_one() -> None:
    assert rising_counts({("411121", "fever"): [0] * 9 + [2]}) == ()
    [link] = rising_counts({("411121", "fever"): [0] * 9 + [3]})
    assert (link.code, link.unit, link.indicator, link.severity) == ("count_rising", "411121", "fever", 2)
    [grave] = rising_counts({("411121", "fever"): [0] * 9 + [4]})
    assert grave.severity == 3


def _goods(worst: dict[str, float]) -> list[tuple[str, str, float]]:
    return [(f"u{one:02}", "rate", worst.get(f"u{one:02}", 0.9)) for one in range(20)]


def test_among_the_worst_tenth_on_two_days_running() -> None:
    today, before = _goods({"u03": 0.2, "u07": 0.3}), _goods({"u03": 0.5, "u08": 0.1})
    assert [(one.unit, one.indicator) for one in lowest_two_days(today, before)] == [("u03", "rate")]


def test_equal_to_the_rest_is_not_among_the_worst() -> None:
    assert lowest_two_days(_goods({"u03": 0.2}), _goods({})) == ()


def test_nine_units_have_no_tenth() -> None:
    nine = _goods({"u03": 0.1})[:9]
    assert lowest_two_days(nine, nine) == ()
