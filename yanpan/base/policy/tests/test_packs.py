"""Which rules hold on which day, and what their clocks say, by the hour."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.base.policy.rules import CITY_TIME, URGENCIES, Pack, all_packs, pack_named, pack_on
from yanpan.kernel.errors import Refused

EIGHTH = pack_named("covid19-8")
CLASS_B = pack_named("covid19-b")


def local(hour: int, minute: int = 0, *, day: int = 5) -> datetime:
    """An hour of the city, as the database keeps it."""
    return datetime(2021, 8, day, hour, minute, tzinfo=CITY_TIME).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "pack"),
    [
        (date(2021, 5, 11), "covid19-8"),  # the first day of the 8th edition
        (date(2021, 8, 5), "covid19-8"),
        (date(2022, 6, 27), "covid19-8"),  # its last
        (date(2022, 6, 28), "covid19-9"),
        (date(2023, 1, 7), "covid19-9"),
        (date(2023, 1, 8), "covid19-b"),
        (date(2030, 1, 1), "covid19-b"),
    ],
)
def test_the_pack_in_force_on_a_day(day: date, pack: str) -> None:
    assert pack_on("covid19", day).id == pack


def test_before_the_first_edition_no_pack_is_in_force() -> None:
    with pytest.raises(Refused, match="no_pack_in_force"):
        pack_on("covid19", date(2021, 5, 10))


def test_another_disease_has_no_pack() -> None:
    with pytest.raises(Refused, match="no_pack_in_force"):
        pack_on("cholera", date(2021, 8, 5))


def test_an_unknown_pack_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"unknown_pack .*covid19-7"):
        pack_named("covid19-7")


def test_packs_of_a_disease_follow_each_other_without_gap_or_overlap() -> None:
    packs = all_packs()
    assert [pack.id for pack in packs] == ["covid19-8", "covid19-9", "covid19-b"]
    assert all(one.valid_to == next_one.valid_from for one, next_one in pairwise(packs))
    assert packs[-1].valid_to is None


def test_every_pack_has_its_own_digest_and_every_clock() -> None:
    assert len({pack.digest for pack in all_packs()}) == len(all_packs())
    for pack in all_packs():
        assert set(pack.rules["clocks"]) == set(URGENCIES)


@pytest.mark.parametrize(("urgency", "hours"), [("contact", 2), ("topic", 12), ("other", 24)])
def test_a_person_is_found_within_the_hours_of_the_class(urgency: str, hours: int) -> None:
    assert EIGHTH.find_by(urgency, local(8, 20)) == local(8, 20) + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("level", "minutes"), [("county", 60), ("township", 60), ("village", 120), ("city", 60)]
)
def test_by_day_each_level_has_its_own_time_to_sign(level: str, minutes: int) -> None:
    assert EIGHTH.acknowledge_by(level, "other", local(15, 40)) == local(15, 40) + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (local(21, 59), local(22, 59)),  # still day
        (local(22, 0), local(7, 0, day=6)),  # night begins: an hour after 06:00
        (local(23, 30), local(7, 0, day=6)),
        (local(0, 0), local(7, 0)),
        (local(5, 59), local(7, 0)),
        (local(6, 0), local(7, 0)),  # morning: the clock runs at once
    ],
)
def test_at_night_other_classes_wait_for_the_morning(sent: datetime, due: datetime) -> None:
    assert EIGHTH.acknowledge_by("county", "other", sent) == due
    assert EIGHTH.acknowledge_by("county", "topic", sent) == due


def test_the_first_class_rings_at_night() -> None:
    assert EIGHTH.rings_at("contact", local(5, 10)) and not EIGHTH.rings_at("topic", local(5, 10))
    assert EIGHTH.acknowledge_by("village", "contact", local(5, 10)) == local(7, 10)


def test_managed_as_class_b_nothing_rings_at_night_and_the_night_is_longer() -> None:
    assert not CLASS_B.rings_at("contact", local(20, 0)) and not CLASS_B.rings_at("contact", local(7, 59))
    assert CLASS_B.rings_at("contact", local(8, 0))
    assert CLASS_B.acknowledge_by("county", "contact", local(20, 0)) == local(10, 0, day=6)


@given(
    st.sampled_from(all_packs()),
    st.sampled_from(URGENCIES),
    st.sampled_from(["county", "township", "village"]),
    st.integers(0, 3 * 365 * 24 * 60),
)
def test_the_time_to_sign_is_never_shorter_than_by_day_and_never_ends_at_night(
    pack: Pack, urgency: str, level: str, minute: int
) -> None:
    sent = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    due = pack.acknowledge_by(level, urgency, sent)
    minutes = timedelta(minutes=pack.rules["acknowledge"][level])
    assert minutes <= due - sent <= minutes + timedelta(hours=12)
    if not pack.rings_at(urgency, sent):
        assert (due - minutes).astimezone(CITY_TIME).hour == pack.rules["acknowledge"]["night_to"]


@pytest.mark.parametrize(("hour", "others"), [(0, False), (7, False), (8, True), (21, True), (22, False)])
def test_others_are_rung_about_by_day_and_close_contacts_at_any_hour(hour: int, others: bool) -> None:
    assert EIGHTH.may_call("contact", local(hour))
    assert EIGHTH.may_call("topic", local(hour)) is EIGHTH.may_call("other", local(hour)) is others


def test_a_search_ends_after_three_days_and_a_reply_is_looked_at_two_hours_before_it_is_due() -> None:
    assert EIGHTH.dies_at(local(8, 20)) == local(8, 20, day=8) and EIGHTH.extensions_at_most == 2
    assert EIGHTH.reply_checked_at(local(8, 20, day=6)) == local(6, 20, day=6)
    assert EIGHTH.control_by("contact", local(8, 20)) == local(20, 20)


def test_every_pack_says_when_the_police_are_asked_and_when_a_search_ends() -> None:
    for pack in all_packs():
        assert pack.police == {
            "calls": 3,
            "hours_apart": 1,
            "visits": 1,
            "wait_hours": 24,
            "looks_per_hour": 60,
        }
        assert pack.dies_at(local(0)) - local(0) == timedelta(hours=72)


def test_targets_and_limits_of_the_eighth_edition() -> None:
    assert EIGHTH.target("on_time_rate") == 0.98 and EIGHTH.target("no_such_target") is None
    assert EIGHTH.oldest_exposure == timedelta(days=28)
    assert EIGHTH.second_clerk_above_rows == 200
