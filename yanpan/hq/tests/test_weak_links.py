"""From fixed figures to weak links, by hand: silent, late, not confirmed, worse than the rest of the city."""

from typing import Any

import pytest

from tests.world import NOW
from yanpan.hq.rules import (
    Definition,
    hours_to_do,
    quiet_units,
    weak_links_of,
)
from yanpan.science.weak_links import WeakLink

RATE = "verification.screened_rate"
HIGH = {RATE: Definition(higher_is_better=True, target=1.0)}
CITY = "411100"


def figures(
    counts: dict[str, dict[str, int]] | None = None,
    rates: dict[str, tuple[int, int]] | None = None,
    missing: list[str] | None = None,
) -> dict[str, Any]:
    return {
        "unit": CITY,
        "rooms": {
            "verification": {
                "counts": [[unit, n, v] for unit, named in (counts or {}).items() for n, v in named.items()],
                "figures": [[unit, RATE, above, below] for unit, (above, below) in (rates or {}).items()],
                "checks": {"identity": True},
            }
        },
        "confirmed": {"given": [], "missing": missing or []},
    }


def links(*, definitions: dict[str, Definition] | None = None, **given: Any) -> tuple[WeakLink, ...]:
    return weak_links_of(figures(**given), HIGH if definitions is None else definitions, NOW)


def named(found: tuple[WeakLink, ...]) -> list[tuple[str, str, int]]:
    return [(one.code, one.unit, one.severity) for one in found]


def test_nothing_weak_is_nothing_named() -> None:
    assert links() == ()


@pytest.mark.parametrize(
    ("in_hand", "minutes", "severity"),
    [
        (3, 120, None),  # two hours are not yet too long
        (3, 121, 1),
        (3, 241, 2),
        (3, 481, 3),
        (3, None, 3),  # never heard of
        (0, None, None),  # nobody in hand: nothing to be said
        (0, 999, None),
    ],
)
def test_a_unit_with_people_in_hand_is_silent_after_two_hours(
    in_hand: int, minutes: int | None, severity: int | None
) -> None:
    counts = {"in_hand": in_hand} | ({} if minutes is None else {"silent_minutes": minutes})
    found = links(counts={"甲县": counts})
    assert named(found) == ([] if severity is None else [("unit_silent", "甲县", severity)])
    quiet = quiet_units({"甲县": counts}, ["甲县", "乙县"])
    assert bool(quiet) is (in_hand > 0 and (minutes is None or minutes >= 120))


@pytest.mark.parametrize(
    ("late", "received", "severity"),
    [
        (4, 10, None),  # four late rows are no weak link
        (5, 49, 2),
        (5, 50, None),  # exactly a tenth
        (6, 50, 2),
        (15, 50, 2),
        (16, 50, 3),  # more than three tenths
    ],
)
def test_a_unit_is_late_with_more_than_a_tenth_of_its_rows(
    late: int, received: int, severity: int | None
) -> None:
    found = links(counts={"甲县": {"late": late, "received": received}})
    assert named(found) == ([] if severity is None else [("rows_late", "甲县", severity)])
    if severity:
        assert dict(found[0].facts) == {"count": late, "received": received}


def test_the_city_itself_is_no_weak_link_of_its_own() -> None:
    rates = {CITY: (10, 300), "甲县": (90, 100), "乙县": (90, 100)}
    assert links(counts={CITY: {"late": 50, "received": 60, "in_hand": 50}}, rates=rates) == ()


def test_who_did_not_confirm_is_named() -> None:
    assert named(links(missing=["乙县", "甲县"])) == [
        ("figures_not_confirmed", "乙县", 2),
        ("figures_not_confirmed", "甲县", 2),
    ]


def test_a_rate_worse_than_the_rest_is_named_and_the_others_are_not() -> None:
    found = links(rates={"甲县": (20, 50), "乙县": (270, 300), "丙县": (272, 300)})
    assert [(one.code, one.unit, one.indicator) for one in found] == [("rate_worse_than_city", "甲县", RATE)]
    facts = found[0].facts
    assert (facts["observed"], facts["size"]) == (20, 50)
    assert facts["rate"] == 0.4 and facts["reference_rate"] == pytest.approx(542 / 600)


def test_a_unit_of_five_rows_is_not_worst_by_chance() -> None:
    # 60 %, the lowest rate of all: three of five where nine of ten are usual is what chance does.
    assert links(rates={"小镇": (3, 5), "乙县": (270, 300), "丙县": (272, 300)}) == ()


def test_low_is_good_where_low_is_good() -> None:
    low = {RATE: Definition(higher_is_better=False, target=0.01)}
    rates = {"甲县": (20, 50), "乙县": (10, 300), "丙县": (12, 300)}
    assert [one.unit for one in links(definitions=low, rates=rates)] == ["甲县"]


def test_who_meets_the_target_is_not_named_however_good_the_others_are() -> None:
    mild = {RATE: Definition(higher_is_better=True, target=0.3)}
    assert links(definitions=mild, rates={"甲县": (20, 50), "乙县": (290, 300), "丙县": (290, 300)}) == ()


def test_more_than_all_says_that_the_base_is_wrong() -> None:
    assert named(links(rates={"甲县": (61, 60), "乙县": (50, 60)})) == [
        ("numerator_over_denominator", "甲县", 2)
    ]


def test_an_indicator_nobody_defines_is_not_judged() -> None:
    assert links(definitions={}, rates={"甲县": (1, 500), "乙县": (500, 500)}) == ()


def test_the_gravest_come_first_then_by_unit() -> None:
    found = links(
        counts={
            "丁县": {"in_hand": 1},
            "丙县": {"in_hand": 1, "silent_minutes": 130},
            "乙县": {"late": 20, "received": 50},
        },
        missing=["甲县"],
    )
    assert [one.severity for one in found] == [3, 3, 2, 1]
    assert [one.unit for one in found] == [*sorted(["丁县", "乙县"]), "甲县", "丙县"]


def test_the_same_figures_give_the_same_links() -> None:
    given: dict[str, Any] = {
        "counts": {"甲县": {"in_hand": 3}},
        "rates": {"甲县": (1, 9)},
        "missing": ["乙县"],
    }
    assert links(**given) == links(**given)


@pytest.mark.parametrize(("severity", "hours"), [(3, 4), (2, 12), (1, 18)])
def test_the_gravest_are_due_first(severity: int, hours: int) -> None:
    assert hours_to_do(severity) == hours
