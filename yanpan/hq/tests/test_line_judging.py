"""What was typed, judged: everything that is wrong at once, each kind of problem by a worked example."""

from datetime import date

import pytest

from yanpan.hq.rules.lines import CUT_OFF, Field, Said, definitions
from yanpan.hq.rules.lines.judging import (
    LONGEST_TEXT,
    NotAValue,
    broken_checks,
    changed_bases,
    computed_of,
    is_zero_report,
    open_questions,
    read_figures,
    read_value,
    sums_of,
    zeros,
)

TODAY = date(2021, 8, 5)
TESTING = definitions()["mass_testing"]
ASKED = TESTING.asked_of("county", CUT_OFF)
FULL = {
    "round": 1, "census": 1000, "roster": 980, "registered": 950, "sampled": 940, "received": 900, "tested": 500,
    "reported": 450, "positive_tubes": 1, "persons_in_positive": 10, "retested_in_6h": 8, "unreconciled": 0,
    "villages_due": 20, "villages_without_point": 1,
}  # fmt: skip


def count(name: str = "n") -> Field:
    return Field(name, Said("数", "number"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,234", 1234), ("１２", 12), (" 7 ", 7), ("0", 0), ("", None), (None, None), (5, 5), ("3.0", 3)],
)
def test_a_number_is_read_as_people_type_it(typed: object, value: int | None) -> None:
    assert read_value(count(), typed, TODAY) == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "number_negative"),
        ("2.5", "not_whole"),
        ("many", "not_a_number"),
        ("nan", "number_too_large"),
        ("1e12", "number_too_large"),
        ("inf", "number_too_large"),
        ("9" * 5000, "text_too_long"),
    ],
)
def test_what_is_no_count_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(NotAValue, match=code):
        read_value(count(), typed, TODAY)


def test_decimals_choices_and_days() -> None:
    assert read_value(Field("t", Said("", ""), kind="decimal"), "12.346", TODAY) == 12.35
    choice = Field("c", Said("", ""), kind="choice", choices=(("yes", Said("是", "yes")),))
    assert read_value(choice, "yes", TODAY) == "yes"
    with pytest.raises(NotAValue, match="not_a_choice"):
        read_value(choice, "maybe", TODAY)
    day = Field("d", Said("", ""), kind="date")
    assert read_value(day, "2021-08-05", TODAY) == "2021-08-05"
    with pytest.raises(NotAValue, match="day_in_future"):
        read_value(day, "2021-08-06", TODAY)
    with pytest.raises(NotAValue, match="not_a_day"):
        read_value(day, "5. August", TODAY)


def test_a_text_of_ten_megabytes_is_refused_unread() -> None:
    field = Field("t", Said("", ""), kind="text")
    with pytest.raises(NotAValue) as refused:
        read_value(field, "字" * 10_000_000, TODAY)
    assert refused.value.facts == {"length": 10_000_000, "most": LONGEST_TEXT}


def test_everything_wrong_is_said_at_once() -> None:
    typed = {"sampled": "-3", "tested": "x", "census": "1.5", "nobody_asked": "1"}
    figures, problems = read_figures(ASKED, typed, TODAY)
    assert figures == {}
    assert sorted((one.code, one.figure) for one in problems) == [
        ("not_a_number", "tested"),
        ("not_whole", "census"),
        ("number_negative", "sampled"),
        ("unknown_figures", ""),
    ]


def test_a_thousand_more_figures_are_one_problem() -> None:
    _figures, problems = read_figures(ASKED, {f"x{one}": 1 for one in range(1000)}, TODAY)
    assert [one.code for one in problems] == ["too_many_figures"]


def test_possible_figures_pass() -> None:
    assert broken_checks(TESTING, FULL, {}) == []


def test_more_sampled_than_registered_is_impossible_and_no_reason_helps() -> None:
    figures = FULL | {"sampled": 951}
    [problem] = broken_checks(TESTING, figures, {"sampled_within_registered": "登记机坏了"})
    assert (problem.code, problem.key) == ("impossible", "")
    assert problem.facts["figures"] == {"registered": 950, "sampled": 951}


def test_more_registered_than_the_roster_is_asked_about_until_a_reason_is_given() -> None:
    figures = FULL | {"registered": 990}
    [problem] = broken_checks(TESTING, figures, {})
    assert (problem.code, problem.key) == ("implausible", "registered_within_roster")
    assert broken_checks(TESTING, figures, {"registered_within_roster": " "}) == [problem]
    assert broken_checks(TESTING, figures, {"registered_within_roster": "外来务工人员"}) == []


@pytest.mark.parametrize(("after", "asked"), [(1020, 0), (980, 0), (1021, 1), (979, 1)])
def test_a_base_that_moves_by_more_than_two_in_a_hundred_needs_a_reason(after: int, asked: int) -> None:
    before = {"census": 1000, "roster": 980, "villages_due": 20, "sampled": 1}
    problems = changed_bases(ASKED, FULL | {"census": after}, before, {})
    assert len(problems) == asked
    assert all((one.figure, one.key) == ("census", "base_changed:census") for one in problems)
    assert changed_bases(ASKED, FULL | {"census": after}, before, {"base_changed:census": "更正"}) == []


def test_a_zero_report_keeps_what_is_there_and_says_that_nothing_happened() -> None:
    isolation = definitions()["isolation"]
    asked = isolation.asked_of("county", CUT_OFF)
    before = {"rooms_usable": 40, "rooms_occupied": 3, "arrivals": 9, "people_isolated": 3, "sites": 1}
    figures = zeros(asked, before)
    assert figures["rooms_usable"] == 40 and figures["rooms_occupied"] == 3 and figures["arrivals"] == 0
    assert is_zero_report(asked, figures) and not is_zero_report(asked, figures | {"arrivals": 1})
    assert not is_zero_report(asked, {})


def test_blank_figures_keep_a_report_open() -> None:
    questions = open_questions(TESTING, ASKED, {"sampled": 5}, {}, {})
    assert len(questions) == len([one for one in ASKED if not one.optional]) - 1
    assert {one.code for one in questions} == {"figure_missing"}
    assert open_questions(TESTING, ASKED, FULL, {}, {}) == []


def test_sums_leave_out_what_does_not_add_up() -> None:
    sums = sums_of(TESTING, [FULL | {"sample_to_lab_p90": 90.0}, FULL | {"sample_to_lab_p90": 200.0}])
    assert sums["sampled"] == 1880 and "sample_to_lab_p90" not in sums and "round" not in sums


def test_backlogs_and_cover_are_computed_and_never_promise_too_much() -> None:
    assert computed_of(TESTING, FULL) == {"to_sample": 40, "to_receive": 40, "to_test": 400, "to_report": 50}
    vaccination = definitions()["vaccination"]
    assert computed_of(vaccination, {"stock": 100, "doses_7_days": 70}) == {"days_of_stock": 10}
    assert computed_of(vaccination, {"stock": 109, "doses_7_days": 70}) == {"days_of_stock": 10}
    assert computed_of(vaccination, {"stock": 109, "doses_7_days": 0}) == {}
