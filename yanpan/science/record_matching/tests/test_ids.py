"""ID numbers as lists damage them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.science.record_matching.ids import (
    check_character,
    expand_15,
    has_right_check,
    id_problems,
    normal_id,
    read_id,
    repairs,
)

SOUND = "411122196204268331"

seventeen_digits = st.integers(10**16, 10**17 - 1).map(str)


def test_the_check_character_of_the_standards_example_is_x() -> None:
    assert check_character("11010519491231002") == "X"  # GB 11643-1999, example


def test_fifteen_digits_get_century_and_check() -> None:
    assert expand_15("411123760117011") == "41112319760117011X"
    assert normal_id("411123760117011") == "41112319760117011X"
    assert id_problems("411123760117011") == ("old_15",)


@pytest.mark.parametrize(
    "typed",
    [
        "４１１１２２１９６２０４２６８３３１",
        "411122196204268331\t",
        "'411122196204268331",
        "411122 19620426 8331",
        "411122-19620426-8331",
        "身份证411122196204268331",
        "4lll22l96204268331",
    ],
)
def test_a_number_is_read_through_its_writing(typed: str) -> None:
    assert normal_id(typed) == SOUND
    assert id_problems(typed) == ()


def test_a_small_x_and_a_times_sign_are_the_check_character() -> None:
    assert normal_id("41112319501109762x") == "41112319501109762X"
    assert normal_id("41112319501109762×") == "41112319501109762X"


@pytest.mark.parametrize(
    ("typed", "pattern"),
    [
        ("411121********2141", "411121********2141"),
        ("411121XXXXXXXX2141", "411121********2141"),
        ("411121****2141", "411121********2141"),
        ("41112220010813430", "41112220010813430*"),
        ("4.1112319820226e+17", "411123198202260***"),
        ("411123198202260000", "411123198202260***"),
        ("4.11123E+17", "41112*************"),
        ("411123000000000000", "41112*************"),  # the same, saved once more as a number
        ("411123199010100000", "411123199010100***"),
    ],
)
def test_what_is_left_of_a_number_is_known_by_position(typed: str, pattern: str) -> None:
    assert read_id(typed).pattern == pattern


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ("", ("absent",)),
        ("无", ("absent",)),
        ("411122196204268332", ("check_digit",)),
        ("411122196213268331", ("birth_date", "check_digit")),
        ("411121********2141", ("masked",)),
        ("411123198202260000", ("truncated",)),
        ("41112319820226", ("truncated",)),
        ("411123198202", ("truncated",)),
        ("41112319820231", ("characters",)),
        ("E55176970", ("characters",)),
        ("4111221962042683311", ("length",)),
        (SOUND, ()),
    ],
)
def test_problems_are_named(typed: str, problems: tuple[str, ...]) -> None:
    assert id_problems(typed) == problems


@given(seventeen_digits, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_among_the_repairs(seventeen: str, place: int, step: int) -> None:
    number = seventeen + check_character(seventeen)
    wrong_digit = str((int(number[place]) + step) % 10)
    wrong = number[:place] + wrong_digit + number[place + 1 :]
    reading = read_id(wrong)
    if reading.kind == "failed_check":
        assert int(seventeen) in repairs(reading)
    else:
        assert reading.kind == "truncated"  # looks rounded by a spreadsheet


@given(seventeen_digits, st.integers(0, 15))
def test_two_swapped_neighbours_are_among_the_repairs(seventeen: str, place: int) -> None:
    number = seventeen + check_character(seventeen)
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    reading = read_id(wrong)
    if wrong != number and reading.kind == "failed_check":
        assert int(seventeen) in repairs(reading)


@given(seventeen_digits, st.integers(0, 17))
def test_a_lost_digit_is_among_the_repairs(seventeen: str, place: int) -> None:
    number = seventeen + check_character(seventeen)
    reading = read_id(number[:place] + number[place + 1 :])
    if reading.kind in ("short", "truncated"):
        assert int(seventeen) in repairs(reading)


@given(st.text(max_size=25))
def test_any_text_is_read_without_an_error(text: str) -> None:
    reading = read_id(text)
    assert len(reading.pattern) in (0, 18)
    assert has_right_check(reading.pattern) == (reading.kind == "complete")
    assert repairs(reading) == sorted(set(repairs(reading)))
    assert isinstance(id_problems(text), tuple)


@given(st.text(alphabet="0123456789Xx*E+. ", max_size=20))
def test_texts_of_digits_and_marks_are_read_without_an_error(text: str) -> None:
    assert len(read_id(text).pattern) in (0, 18)
    assert isinstance(normal_id(text), str)
    assert isinstance(id_problems(text), tuple)
