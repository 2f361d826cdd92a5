"""Identifiers made from a passed time and passed randomness, and the code people speak on the telephone."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.kernel.ids import SHORT_CODE_LENGTH, SPOKEN, is_short_code, plain_short_code, short_code, uuid7

NOON = datetime(2021, 8, 5, 12, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 4_102_444_800_000).map(
    lambda milliseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
)
TEN_BYTES = st.binary(min_size=10, max_size=10)
FIVE_BYTES = st.binary(min_size=5, max_size=5)


def test_a_uuid7_worked_out_by_hand() -> None:
    # RFC 9562, appendix A.6: 22 February 2022, 14:22:22 in New York.
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    randomness = bytes.fromhex("0cc318c4dc0c0c07398f")
    assert str(uuid7(at, randomness)) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(MOMENTS, TEN_BYTES)
def test_version_and_variant_are_set_whatever_the_randomness(at: datetime, randomness: bytes) -> None:
    made = uuid7(at, randomness)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(MOMENTS, TEN_BYTES, TEN_BYTES)
def test_a_later_millisecond_sorts_later_whatever_the_randomness(
    at: datetime, first: bytes, second: bytes
) -> None:
    earlier, later = uuid7(at, first), uuid7(at + timedelta(milliseconds=1), second)
    assert earlier < later and str(earlier) < str(later)


@pytest.mark.parametrize("size", [0, 9, 11])
def test_another_amount_of_randomness_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="exactly 10"):
        uuid7(NOON, bytes(size))


@given(FIVE_BYTES)
def test_a_made_code_is_a_code_in_any_spelling(randomness: bytes) -> None:
    code = short_code(randomness)
    assert len(code) == SHORT_CODE_LENGTH and set(code) <= set(SPOKEN)
    assert is_short_code(code) and is_short_code(f" {code[:4].lower()}-{code[4:].lower()} ")
    assert plain_short_code(f"{code[:4].lower()}-{code[4:]} ") == code


def test_no_sign_can_be_heard_as_another() -> None:
    assert len(set(SPOKEN)) == 32 and not set("01OI") & set(SPOKEN)


@given(FIVE_BYTES, st.integers(0, SHORT_CODE_LENGTH - 1), st.sampled_from(SPOKEN))
def test_every_single_wrong_sign_is_found(randomness: bytes, place: int, heard: str) -> None:
    code = short_code(randomness)
    misheard = code[:place] + heard + code[place + 1 :]
    assert is_short_code(misheard) == (misheard == code)


def _code_of(body: str) -> str:
    """The code with these seven signs."""
    number = sum(SPOKEN.index(sign) << (5 * place) for place, sign in enumerate(body))
    return short_code((number << 5).to_bytes(5))


@pytest.mark.parametrize("before", ["", "7", "WK", "ZZZZZ"])
def test_every_swap_of_neighbours_is_found_but_for_one_pair(before: str) -> None:
    missed = []
    for first, second in combinations(SPOKEN, 2):
        code = _code_of((before + first + second).ljust(7, "2"))
        place = len(before)
        swapped = code[:place] + second + first + code[place + 2 :]
        missed += [(first, second)] if is_short_code(swapped) else []
    assert len(missed) == 1


@pytest.mark.parametrize("text", ["", "2222222", "222222222", "2222-22O2", "二二二二二二二二"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert not is_short_code(text)


def test_different_randomness_gives_different_codes() -> None:
    codes = {short_code((number << 5).to_bytes(5)) for number in range(5000)}
    assert len(codes) == 5000
