"""What a chat group is told: counts, hours and what to do; never anything of a person, whatever a call carries."""

import re
from datetime import timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import NOW
from yanpan.base.notices.queries import CallView, Rung
from yanpan.kernel.ids import short_code, uuid7
from yanpan.shell.group_text import group_text
from yanpan.shell.words.kinds import FACTS, MATTERS

LONG_NUMBER = re.compile(r"\d{5,}")
# What stands in the world of the tests and of the drill: a name, an ID number, a telephone, an address, a code.
CANARIES = (
    "王建国",
    "411104199001011237",
    "13800001111",
    "漯河市召陵区姬石镇姬石村12号",
    short_code(b"abcde"),
)
secret = st.sampled_from(CANARIES)


def view(
    matter: str = "list_held", facts: dict[str, object] | None = None, said: str = "", hours: int = 0
) -> CallView:
    return CallView(
        id=uuid7(NOW, bytes(10)),
        unit_name="姬石村",
        unit_key="411104104201",
        addressee=said,
        phone=said,
        matter=matter,
        facts=facts or {},
        made_at=NOW,
        answer="no_answer",
        answered_at=None,
        urgency="contact",
        due_at=NOW + timedelta(hours=hours) if hours else None,
        rung=(Rung("no_answer", NOW, said, None),),
    )


calls = st.builds(
    view,
    matter=st.sampled_from(sorted(MATTERS)),
    facts=st.dictionaries(
        st.one_of(st.sampled_from(sorted(FACTS)), secret, st.text(max_size=5)),
        st.one_of(st.integers(0, 10**18), secret, st.text(max_size=20), st.booleans()),
        max_size=5,
    ),
    said=secret,
    hours=st.integers(0, 500),
)


@settings(deadline=None)
@given(st.lists(calls, max_size=6))
def test_nothing_of_a_person_gets_into_the_text_of_a_group(found: list[CallView]) -> None:
    text = group_text("姬石村", found)
    assert not LONG_NUMBER.search(text)
    assert not [one for one in CANARIES if one in text]
    assert bool(text) is bool(found)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_text_says_how_many_until_when_and_what_to_do(language: str) -> None:
    with override(language):
        text = group_text(
            "姬石村",
            [
                view("verification_late", {"people": 3, "unacknowledged": 12000}, hours=2),
                view("list_held", {"rows": 7, "source": "other_office"}),
            ],
        )
    first, late, held, *acts = text.splitlines()
    assert "姬石村" in first and "3 " in late and "12,000 " in late and "08-05 17:40" in late
    assert "7 " in held and "other_office" not in held
    assert len(acts) == 2


def test_what_two_matters_ask_for_alike_is_said_once() -> None:
    text = group_text("姬石村", [view(), view()])
    assert len(text.splitlines()) == 4
