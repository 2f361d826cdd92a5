"""What a clerk is shown: each character that differs, and what kind of difference it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.science.record_matching import Difference, difference_of
from yanpan.science.record_matching.differences import KINDS


def marked(found: Difference) -> tuple[str, str]:
    """Both sides with [ ] around what is marked."""
    sides = ("".join(f"[{p.text}]" if p.kind else p.text for p in side) for side in (found.left, found.right))
    left, right = sides
    return left, right


@pytest.mark.parametrize(
    ("field", "left", "right", "kinds", "shown"),
    [
        ("name", "张小凡", "张晓凡", ("same_sound",), ("张[小]凡", "张[晓]凡")),
        ("name", "王末平", "王未平", ("look_alike",), ("王[末]平", "王[未]平")),
        ("name", "李建国", "李国建", ("swapped",), ("李[建国]", "李[国建]")),
        ("name", "李国", "李建国", ("more_there",), ("李国", "李[建]国")),
        ("name", "李*国", "李建国", ("hidden",), ("李[*]国", "李[建]国")),
        ("name", "李明", "李娟", ("other_character",), ("李[明]", "李[娟]")),
        ("id_number", "411122196204268332", "411122196204628332", ("swapped",), None),
        ("id_number", "411122196204268332", "411122196204268342", ("other_digit",), None),
        ("id_number", "41112219620426833", "411122196204268332", ("more_there",), None),
        ("phone", "13800001111", "1380001111", ("more_here",), None),
        ("birth_date", "1962-04-26", "1962-04-25", ("other_digit",), ("1962-04-2[6]", "1962-04-2[5]")),
    ],
)
def test_each_kind_of_difference_is_named_and_marked(
    field: str, left: str, right: str, kinds: tuple[str, ...], shown: tuple[str, str] | None
) -> None:
    found = difference_of(field, left, right)
    assert found.kinds == kinds and not found.equal
    assert shown is None or marked(found) == shown


@pytest.mark.parametrize(
    ("field", "left", "right"),
    [
        ("name", "张 小 凡", "张小凡"),
        ("id_number", "411122196204268332", "４１１１２２１９６２０４２６８３３２"),
        ("phone", "138-0000-1111", "13800001111"),
        ("birth_date", "1962/4/26", "1962-04-26"),
        ("sex", "男性", "男"),
    ],
)
def test_one_value_written_otherwise_is_no_difference(field: str, left: str, right: str) -> None:
    found = difference_of(field, left, right)
    assert found.equal and found.kinds == () and marked(found) == (left, right)


def test_what_one_side_does_not_say_is_no_difference() -> None:
    found = difference_of("phone", "", "13800001111")
    assert (found.kinds, found.equal) == ((), False)


@given(st.sampled_from(["name", "id_number", "phone", "address"]), st.text(max_size=30), st.text(max_size=30))
def test_nothing_typed_is_lost_by_marking_it(field: str, left: str, right: str) -> None:
    found = difference_of(field, left, right)
    assert "".join(p.text for p in found.left) == left and "".join(p.text for p in found.right) == right
    assert set(found.kinds) <= set(KINDS)
