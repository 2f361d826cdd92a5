"""The closed lists, the standing of a row, what a list may start: worked out by hand."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOW
from yanpan.streams.verification.rules import (
    CHECK_OF_SOURCE,
    CLOSED,
    Contact,
    Measure,
    Obstacle,
    Source,
    Standing,
    Where,
    account_of,
    holds_of,
    needs_second_clerk,
    outcome_problems,
    place_in,
    standing_after,
    strictest,
    urgency_of,
)

OLDEST = timedelta(days=28)
ANY_WHERE = st.sampled_from([one.value for one in Where])
ANY_CONTACT = st.sampled_from(["", *[one.value for one in Contact]])
ANY_MEASURE = st.sampled_from(["", *[one.value for one in Measure]])


@pytest.mark.parametrize(
    ("where", "contact", "measure", "standing"),
    [
        ("here", "met", "cleared", "verified"),
        ("here", "own_phone", "at_site", "verified"),
        ("here", "family", "in_hospital", "verified"),
        ("here", "met", "", "in_hand"),  # seen, and nobody says what was done
        ("here", "not_reached", "", "in_hand"),
        ("elsewhere", "own_phone", "", "in_hand"),  # goes on to the other unit
        ("outside", "own_phone", "", "handed_on"),
        ("outside", "not_reached", "", "in_hand"),
        ("not_found", "", "", "not_found"),
        ("deceased", "", "", "deceased"),
    ],
)
def test_where_an_answer_puts_a_person(where: str, contact: str, measure: str, standing: str) -> None:
    assert standing_after(where, contact, measure) == standing


@given(ANY_WHERE, ANY_MEASURE)
def test_not_reached_never_closes(where: str, measure: str) -> None:
    assert standing_after(where, "not_reached", measure) not in CLOSED


@given(ANY_WHERE, ANY_CONTACT, ANY_MEASURE)
def test_an_answer_never_makes_a_row_returned_or_repeated(where: str, contact: str, measure: str) -> None:
    assert standing_after(where, contact, measure) not in (Standing.RETURNED, Standing.DUPLICATE)


@pytest.mark.parametrize(
    ("answer", "problems"),
    [
        (("", "", ""), {"outcome_where_needed"}),
        (("somewhere", "met", "cleared"), {"outcome_where_needed"}),
        (("here", "", ""), {"outcome_contact_needed", "outcome_measure_needed"}),
        (("here", "smoke_signal", "cleared"), {"outcome_contact_needed"}),
        (("here", "met", "arrested"), {"outcome_measure_needed"}),
        (("here", "not_reached", ""), {"outcome_obstacle_needed"}),
        (("elsewhere", "", ""), {"outcome_contact_needed", "outcome_unit_needed"}),
        (("outside", "", ""), {"outcome_contact_needed"}),
        (("here", "met", "at_home"), {"measure_needs_a_deciding_body"}),
        (("here", "met", "monitoring"), {"measure_needs_a_deciding_body"}),
        (("here", "met", "at_site"), {"measure_needs_a_deciding_body"}),
        (("here", "met", "cleared"), set()),
        (("here", "met", "in_hospital"), set()),
        (("not_found", "", ""), set()),
        (("deceased", "", ""), set()),
        (("outside", "family", ""), set()),
    ],
)
def test_all_that_is_missing_in_an_answer_at_once(answer: tuple[str, str, str], problems: set[str]) -> None:
    assert set(outcome_problems(*answer)) == problems


def test_what_belongs_to_an_answer_makes_it_whole() -> None:
    assert outcome_problems("here", "not_reached", "", obstacle="off") == []
    assert outcome_problems("elsewhere", "own_phone", "", other_unit="411122") == []
    assert outcome_problems("here", "met", "at_home", body="乡镇指挥部") == []
    assert set(Obstacle) == {"dead_number", "refused", "off"}


@given(st.lists(st.tuples(st.sampled_from([one.value for one in Standing]), st.integers(0, 50)), max_size=12))
def test_an_account_holds_exactly_if_the_parts_make_the_whole(parts: list[tuple[str, int]]) -> None:
    total = sum(count for _, count in parts)
    assert account_of(total, parts).holds
    assert not account_of(total + 1, parts).holds and not account_of(total - 1, parts).holds


def test_a_row_at_an_unknown_place_breaks_the_account() -> None:
    assert not account_of(3, [("verified", 2), ("lost", 1)]).holds


@pytest.mark.parametrize(
    ("place", "age", "holds"),
    [
        ("南京", timedelta(days=4), []),
        ("南京", OLDEST, []),  # exactly the pack's oldest
        ("南京", OLDEST + timedelta(seconds=1), ["too_old"]),
        ("", timedelta(days=4), ["no_place"]),
        ("南京", None, ["no_time"]),
        ("", None, ["no_place", "no_time"]),
        ("", timedelta(days=60), ["no_place", "too_old"]),
    ],
)
def test_what_makes_no_task_until_an_epidemiologist_signs(
    place: str, age: timedelta | None, holds: list[str]
) -> None:
    assert holds_of(place, NOW - age if age is not None else None, NOW, OLDEST) == holds


@pytest.mark.parametrize(
    ("source", "rows", "needed"),
    [
        ("other_office", 201, True),
        ("other_office", 200, False),
        ("big_data", 201, True),
        ("foreign_affairs", 201, True),
        ("closed_loop", 201, True),
        ("province", 10_000, False),
        ("medical_insurance", 201, False),
        ("other_city", 201, False),
        ("own_sweep", 201, False),
    ],
)
def test_a_long_list_from_outside_health_needs_a_second_clerk(source: str, rows: int, needed: bool) -> None:
    assert needs_second_clerk(source, rows, 200) is needed


def test_every_source_belongs_to_one_of_the_three_checks() -> None:
    assert set(CHECK_OF_SOURCE) == set(Source)
    assert set(CHECK_OF_SOURCE.values()) == {"verify", "assist", "sweep"}


@pytest.mark.parametrize(
    ("reason", "topic", "urgency"),
    [
        ("密接", False, "contact"),
        ("确诊病例密切接触者", True, "contact"),
        ("次密接", False, "other"),
        ("次密接", True, "topic"),
        ("郑州六院就诊", False, "topic"),
        ("郑州市第六人民医院陪护", False, "topic"),
        ("旅居史", False, "other"),
        ("", True, "topic"),
        ("", False, "other"),
    ],
)
def test_the_class_of_a_row_by_its_reason(reason: str, topic: bool, urgency: str) -> None:
    assert urgency_of(reason, topic=topic) == urgency


def test_the_stricter_of_two_classes() -> None:
    assert strictest("other", "contact") == strictest("contact", "topic") == "contact"
    assert strictest("other", "topic") == "topic" and strictest("other", "other") == "other"


@pytest.mark.parametrize(
    ("reason", "says"), [("南京禄口机场经停", True), ("密接", True), ("请核查", False), ("", False)]
)
def test_a_reason_may_itself_say_the_place(reason: str, says: bool) -> None:
    assert bool(place_in(reason)) is says
