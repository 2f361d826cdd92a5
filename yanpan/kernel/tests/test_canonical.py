"""One spelling for one value, shares that keep their base, periods that end before their end."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.kernel.canonical import canonical_json, digest, digest_of_ids
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale, TooMany
from yanpan.kernel.periods import Period
from yanpan.kernel.quantities import Share


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Point:
    x: int
    at: datetime


def test_keys_are_sorted_and_blanks_left_out() -> None:
    assert canonical_json({"b": 1, "a": [True, None, "漯河"]}) == '{"a":[true,null,"漯河"],"b":1}'.encode()


def test_every_kind_of_value_by_hand() -> None:
    value = {
        "on": date(2021, 8, 5),
        "at": datetime(2021, 8, 5, 7, 40, tzinfo=UTC),
        "id": UUID(int=1),
        "bytes": b"\x01\xff",
        "set": {"b", "a"},
        "colour": Colour.RED,
    }
    assert canonical_json(value) == (
        b'{"at":"2021-08-05T07:40:00+00:00","bytes":"01ff","colour":"red",'
        b'"id":"00000000-0000-0000-0000-000000000001","on":"2021-08-05","set":["a","b"]}'
    )


def test_a_dataclass_is_its_fields() -> None:
    point = Point(1, datetime(2021, 8, 5, tzinfo=UTC))
    assert canonical_json(point) == b'{"at":"2021-08-05T00:00:00+00:00","x":1}'


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_spelling(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json([value])


def test_an_unknown_kind_of_value_is_a_fault() -> None:
    with pytest.raises(TypeError, match="no canonical form for object"):
        canonical_json(object())


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=8), st.randoms())
def test_the_order_of_keys_never_matters(value: dict[str, int | str], order: object) -> None:
    names = sorted(value, reverse=True)
    assert digest({name: value[name] for name in names}) == digest(value)


@given(st.lists(st.uuids(), max_size=6))
def test_the_order_of_a_list_of_ids_does_not_matter(ids: list[UUID]) -> None:
    assert digest_of_ids(ids) == digest_of_ids(list(reversed(ids)))


def test_another_id_has_another_digest() -> None:
    assert digest_of_ids([UUID(int=1)]) != digest_of_ids([UUID(int=2)]) != digest_of_ids([])


def test_a_share_keeps_its_base() -> None:
    share = Share(12_100, 12_300)
    assert share.percent == "98.37%" and share.value == pytest.approx(0.98374, abs=1e-5)


def test_nothing_divided_by_nothing_is_not_shown() -> None:
    assert Share(0, 0).value is None and Share(0, 0).percent == "–"


def test_a_share_over_a_hundred_percent_stays_visible() -> None:
    # Zhengzhou, 2 August 2021: registered 11.231 million of 10.629 million due.
    assert Share(11_231, 10_629).percent == "105.66%"


def test_a_period_holds_its_start_and_not_its_end() -> None:
    period = Period(date(2021, 5, 11), date(2022, 6, 28))
    assert period.contains(date(2021, 5, 11)) and period.contains(date(2022, 6, 27))
    assert not period.contains(date(2022, 6, 28)) and not period.contains(date(2021, 5, 10))


def test_an_open_period_holds_everything_after_its_start() -> None:
    assert Period(date(2021, 5, 11)).contains(date(2999, 1, 1))


def test_a_period_that_ends_when_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(date(2021, 5, 11), date(2021, 5, 11))


def test_a_refusal_says_its_code_and_facts() -> None:
    assert str(Refused("no_such_column", columns="7")) == "no_such_column (columns=7)"
    assert str(Missing("unit")) == "missing (what=unit)"


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Refused("x"), 422),
        (Missing(), 404),
        (NotPermitted("x.y"), 403),
        (Stale(), 409),
        (TooMany("x"), 429),
    ],
)
def test_each_refusal_has_its_status(refusal: Refused, status: int) -> None:
    assert refusal.status == status
