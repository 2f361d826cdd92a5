"""What counts as JSON here: one text, one meaning."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.kernel.errors import Refused
from yanpan.shell.api.problems import BadRequest, places_of
from yanpan.shell.api.reading import CONTROL_SIGNS, DEEPEST, strict_json

PRINTABLE = st.text(st.characters(codec="utf-8")).filter(lambda text: not CONTROL_SIGNS.search(text))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | PRINTABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE, inner, max_size=4),
    max_leaves=8,
)


@given(VALUES)
def test_what_fits_is_read_as_it_was_written(value: Any) -> None:
    assert strict_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_nothing_else(body: bytes) -> None:
    try:
        strict_json(body)
    except Refused as refused:
        assert refused.status == 400


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"a":1,"a":1}', "key_given_twice"),
        (b'[{"a":1,"b":{"c":1,"c":2}}]', "key_given_twice"),
        (b"NaN", "not_a_number"),
        (b"[-Infinity]", "not_a_number"),
        (b"1e400", "number_out_of_range"),
        (b"\xff", "not_utf_8"),
        ("{}".encode("utf-16"), "not_utf_8"),
        (b"{} {}", "not_json"),
        (b"", "not_json"),
        (b"[" * 100_000, "too_deep"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "too_deep"),
    ],
)
def test_the_refusal_says_why(body: bytes, why: str) -> None:
    with pytest.raises(BadRequest) as caught:
        strict_json(body)
    assert caught.value.facts == {"why": why}


def test_the_deepest_allowed_is_read() -> None:
    body = b"[" * DEEPEST + b"]" * DEEPEST
    assert strict_json(body) is not None


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_control_signs_are_refused_wherever_they_stand(sign: str) -> None:
    for value in ({sign: 1}, [[sign]], {"a": {"b": f"x{sign}"}}):
        with pytest.raises(BadRequest):
            strict_json(json.dumps(value).encode())


def test_names_that_are_not_ours_are_not_repeated() -> None:
    errors: list[dict[str, Any]] = [
        {"loc": ("body", "张三 411104199001010017"), "type": "extra_forbidden", "msg": "", "input": "x"},
        {"loc": ("body", "ids", 3), "type": "value_error"},
    ]
    assert places_of(errors) == {"body.…": "extra_forbidden", "body.ids.3": "value_error"}
