"""Who is named as weak, by hand, against another implementation, and under chance alone."""

import random
from fractions import Fraction
from itertools import pairwise
from math import comb, exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from yanpan.science.weak_links import (
    Figure,
    UnitCount,
    UnitFigure,
    WeakRate,
    assess_rates,
    benjamini_hochberg,
    weak_rates,
)
from yanpan.science.weak_links.tails import (
    binomial_range,
    count_limits,
    hypergeometric_tail,
    poisson_range,
    rate_limits,
)


def verified(unit: str, done: int, of: int, *, target: float | None = None) -> UnitFigure:
    return UnitFigure(unit, "verification.done", done, of, higher_is_better=True, target=target)


def false_closed(unit: str, found: int, of: int) -> UnitFigure:
    return UnitFigure(unit, "verification.false", found, of, higher_is_better=False)


def of_unit(rates: tuple[WeakRate, ...], unit: str) -> WeakRate:
    return next(rate for rate in rates if rate.unit == unit)


# By hand


def test_a_small_rest_is_compared_by_fishers_test() -> None:
    # Wulong 1 of 4, the rest 5 of 6: P(X ≤ 1) = [C(6,0)·C(4,4) + C(6,1)·C(4,3)] / C(10,4) = 25/210.
    rate = of_unit(assess_rates([verified("乌龙", 1, 4), verified("大刘", 5, 6)]), "乌龙")
    assert rate.method == "fisher"
    assert rate.p == pytest.approx(25 / 210)
    assert rate.reference_rate == pytest.approx(5 / 6)
    assert rate.expected == pytest.approx(4 * 5 / 6)


def test_a_large_rest_is_taken_as_known() -> None:
    # 3 rows, none done, the rest exactly half of 60: P(X ≤ 0) = 1/8.
    rate = of_unit(assess_rates([verified("乌龙", 0, 3), verified("其他", 30, 60)]), "乌龙")
    assert rate.method == "binomial"
    assert rate.p == pytest.approx(1 / 8)


def test_lower_is_better_turns_the_test_around() -> None:
    # 2 of 2 false, the rest half of 40: P(X ≥ 2) = 1/4.
    rate = of_unit(assess_rates([false_closed("乌龙", 2, 2), false_closed("其他", 20, 40)]), "乌龙")
    assert rate.method == "binomial"
    assert rate.p == pytest.approx(1 / 4)


def test_counts_over_exposure_are_poisson_against_a_large_rest() -> None:
    # Rest 40 events on 40: one per unit of exposure. P(X ≥ 3 | mean 2) = 1 − e⁻²(1 + 2 + 2).
    counts = [UnitCount("乌龙", "late", 3, 2.0, False), UnitCount("其他", "late", 40, 40.0, False)]
    rate = of_unit(assess_rates(counts), "乌龙")
    assert (rate.method, rate.expected) == ("poisson", 2.0)
    assert rate.p == pytest.approx(1 - exp(-2) * 5)


def test_counts_against_a_small_rest_are_conditional_on_the_total() -> None:
    # 3 of 4 events fell on half of the exposure: P(X ≥ 3) = 5/16.
    counts = [UnitCount("乌龙", "late", 3, 1.0, False), UnitCount("大刘", "late", 1, 1.0, False)]
    rate = of_unit(assess_rates(counts), "乌龙")
    assert rate.method == "conditional"
    assert rate.p == pytest.approx(5 / 16)


def test_a_clearly_weak_township_is_named_and_the_others_are_not() -> None:
    figures = [verified(f"镇{n}", 95 + n % 4, 100) for n in range(20)] + [verified("北舞渡", 60, 100)]
    assert [rate.unit for rate in weak_rates(figures)] == ["北舞渡"]


def test_a_unit_of_five_rows_is_never_worst_by_chance() -> None:
    # 4 of 5 is 80 %, the lowest rate in the city, and nothing.
    figures = [verified(f"镇{n}", 95, 100) for n in range(20)] + [verified("五行村", 4, 5)]
    assert min(assess_rates(figures), key=lambda rate: rate.rate).unit == "五行村"
    assert weak_rates(figures) == ()


def test_one_missed_row_beside_a_perfect_city_is_not_impossible() -> None:
    # A known rate of exactly 100 % would give p = 0. Fisher: 10 of the 110 rows could be the missed one.
    rate = of_unit(assess_rates([verified("小村", 9, 10), verified("其他", 100, 100)]), "小村")
    assert rate.p == pytest.approx(10 / 110)


def test_a_unit_that_cannot_reach_significance_does_not_dilute_the_others() -> None:
    others = [verified(f"镇{n}", 95, 100) for n in range(5)] + [verified("北舞渡", 85, 100)]
    villages = [UnitFigure(f"村{n}", "other", 1, 1, True) for n in range(500)]
    alone, among = of_unit(assess_rates(others), "北舞渡"), of_unit(assess_rates(others + villages), "北舞渡")
    assert alone.q == among.q
    assert all(rate.q == 1 for rate in assess_rates(villages))


def test_a_weak_unit_that_meets_its_target_is_shown_but_not_named() -> None:
    figures = [verified(f"镇{n}", 1000, 1000) for n in range(20)] + [
        verified("北舞渡", 970, 1000, target=0.95)
    ]
    rate = of_unit(assess_rates(figures), "北舞渡")
    assert rate.q < 0.001 and rate.meets_target
    assert weak_rates(figures) == ()


def test_a_rate_over_one_is_neither_compared_nor_part_of_the_reference() -> None:
    figures = [verified("多报", 120, 100), verified("甲", 50, 100), verified("乙", 60, 100)]
    assert of_unit(assess_rates(figures), "甲").reference_rate == 0.6
    assert {rate.unit for rate in assess_rates(figures)} == {"甲", "乙"}


def test_empty_and_single_units_have_nothing_to_be_compared_with() -> None:
    assert assess_rates([]) == ()
    assert assess_rates([verified("甲", 5, 10)]) == ()
    assert assess_rates([verified("甲", 5, 10), verified("乙", 0, 0)]) == ()


def test_two_figures_of_one_unit_and_mixed_directions_are_refused() -> None:
    with pytest.raises(ValueError, match="two figures"):
        weak_rates([verified("甲", 1, 2), verified("甲", 1, 2)])
    with pytest.raises(ValueError, match="differ"):
        weak_rates([verified("甲", 1, 2), UnitFigure("乙", "verification.done", 1, 2, False)])


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="counts"):
        verified("甲", -1, 5)
    with pytest.raises(ValueError, match="no amount"):
        UnitCount("甲", "late", 1, float("nan"), False)


# Against other implementations


def exact_binomial(x: int, n: int, rate: Fraction, *, upper: bool) -> Fraction:
    counts = range(x, n + 1) if upper else range(x + 1)
    return sum((comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in counts), Fraction(0))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_p_is_scipys_and_the_fractions(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 60))
    x = data.draw(st.integers(0, n))
    rest = data.draw(st.integers(1, 3000))
    done = data.draw(st.integers(0, rest))
    upper = data.draw(st.booleans())
    figures = [UnitFigure("甲", "i", x, n, not upper), UnitFigure("乙", "i", done, rest, not upper)]
    rate = of_unit(assess_rates(figures), "甲")
    side = "greater" if upper else "less"
    if rate.method == "binomial":
        assert rate.p == pytest.approx(stats.binomtest(x, n, done / rest, alternative=side).pvalue, rel=1e-7)
        assert rate.p == pytest.approx(
            float(exact_binomial(x, n, Fraction(done, rest), upper=upper)), rel=1e-7
        )
    else:
        table = [[x, n - x], [done, rest - done]]
        assert rate.p == pytest.approx(stats.fisher_exact(table, alternative=side).pvalue, rel=1e-6)


@given(st.integers(1, 400), st.data())
@settings(max_examples=40, deadline=None)
def test_limits_are_clopper_and_pearsons(n: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, n))
    interval = stats.binomtest(x, n).proportion_ci(method="exact")
    assert rate_limits(x, n) == pytest.approx((interval.low, interval.high), rel=1e-9, abs=1e-12)


@given(st.integers(1, 5000), st.floats(0.001, 0.999))
@settings(max_examples=40, deadline=None)
def test_the_funnel_is_scipys_quantiles(n: int, rate: float) -> None:
    assert binomial_range(n, rate) == tuple(stats.binom.ppf([0.025, 0.975], n, rate))
    assert poisson_range(n * rate) == tuple(stats.poisson.ppf([0.025, 0.975], n * rate))


def test_garwoods_limits_of_no_event_are_zero_and_three_point_seven() -> None:
    # −ln 0.025 = 3.689; for one event the upper limit solves e⁻ᵘ(1 + u) = 0.025.
    assert count_limits(0) == pytest.approx((0.0, 3.6889), abs=1e-4)
    upper = count_limits(1)[1]
    assert exp(-upper) * (1 + upper) == pytest.approx(0.025)


def test_the_hypergeometric_tail_is_whole_numbers_over_whole_numbers() -> None:
    for x in range(4):
        ways = sum(comb(7, k) * comb(13, 3 - k) for k in range(x, 4))
        expected = ways * factorial(3) * factorial(17) / factorial(20)
        assert hypergeometric_tail(x, 3, 7, 20, upper=True) == pytest.approx(expected)


def step_up(p_values: list[float], level: float) -> set[int]:
    """Benjamini and Hochberg's own words: the largest k with p(k) ≤ k·level/m; reject those up to it."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    passing = [k for k, i in enumerate(order, 1) if p_values[i] * len(order) / k <= level]
    return set(order[: max(passing, default=0)])


@given(st.lists(st.floats(0, 1), max_size=40), st.sampled_from([0.01, 0.05, 0.2]))
def test_q_values_reject_what_the_step_up_procedure_rejects(p_values: list[float], level: float) -> None:
    by_q = {i for i, q in enumerate(benjamini_hochberg(p_values)) if q <= level}
    assert by_q >= step_up(p_values, level)
    assert all(p_values[i] in {p_values[j] for j in step_up(p_values, level)} for i in by_q)


def test_benjamini_and_hochbergs_own_example_rejects_four() -> None:
    # 1995, section 3.2: fifteen p-values, at 5 % the first four.
    p_values = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    assert sum(q <= 0.05 for q in benjamini_hochberg(p_values)) == 4


# Properties

figures_of_a_city = st.lists(
    st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=15
)


@given(figures_of_a_city, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_figures_does_not_matter(
    rows: list[tuple[int, int]], shuffler: random.Random
) -> None:
    figures: list[Figure] = [verified(f"镇{i}", x, n) for i, (x, n) in enumerate(rows)]
    figures += [UnitCount(f"镇{i}", "late", x, n / 3, False) for i, (x, n) in enumerate(rows)]
    shuffled = figures.copy()
    shuffler.shuffle(shuffled)
    assert assess_rates(figures) == assess_rates(shuffled)


@given(figures_of_a_city)
@settings(max_examples=40, deadline=None)
def test_doing_better_never_makes_a_unit_look_worse(rows: list[tuple[int, int]]) -> None:
    (x, n), *others = rows
    rest = [verified(f"镇{i}", *row) for i, row in enumerate(others)]
    p_values = [of_unit(assess_rates([verified("甲", done, n), *rest]), "甲").p for done in range(x, n + 1)]
    assert all(worse <= better * (1 + 1e-9) for worse, better in pairwise(p_values))


def chance_city(chance: random.Random, sizes: list[int], rate: float) -> list[UnitFigure]:
    return [
        verified(f"镇{i}", sum(chance.random() < rate for _ in range(size)), size)
        for i, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(("rate", "seed"), [(0.9, 1), (0.5, 2), (0.99, 3)])
def test_chance_alone_names_a_unit_in_at_most_one_city_of_twenty(rate: float, seed: int) -> None:
    chance = random.Random(seed)
    sizes = [5, 8, 12, 20, 30, 45, 60, 80, 100, 150]
    cities = 400
    accused = sum(bool(weak_rates(chance_city(chance, sizes, rate))) for _ in range(cities))
    # All null: any naming is a false discovery. 5 % of 400 is 20; 2.6 standard deviations above is 31.
    assert accused <= 31


def test_among_named_units_few_are_falsely_named() -> None:
    chance = random.Random(4)
    false_shares = []
    for _ in range(150):
        good = chance_city(chance, [60] * 24, 0.95)
        bad = [verified(f"弱{i}", sum(chance.random() < 0.7 for _ in range(60)), 60) for i in range(3)]
        named = weak_rates([*good, *bad])
        false_shares.append(sum(not r.unit.startswith("弱") for r in named) / max(len(named), 1))
        assert sum(r.unit.startswith("弱") for r in named) >= 1
    assert sum(false_shares) / len(false_shares) <= 0.06
