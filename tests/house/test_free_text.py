"""Free text lies in clear, in the audit for years: a person's number in it is refused at the gate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import COUNTY, NOW, make_actor, make_people_sought, villages_of
from yanpan.base.audit.models import AuditLine
from yanpan.base.vault.masks import carries_identifier
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.operations import not_my_village


@pytest.mark.parametrize(
    "text",
    [
        "找错人,身份证411104199001011238",
        "411104900101123",
        "41110419900101123x",
        "电话13800001111打不通",
        "１３８００００１１１１",
    ],
)
def test_numbers_of_persons_are_found_in_text(text: str) -> None:
    assert carries_identifier(text)


@pytest.mark.parametrize(
    "text",
    ["", "漯疫指〔2021〕12号", "2021-08-05 15:40", "411104104201", "0395-3131234", "共1380000人", "3P7K2M9Q"],
)
def test_documents_days_unit_codes_and_short_codes_pass(text: str) -> None:
    assert not carries_identifier(text)


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.sampled_from(["", "号", " ", "，"]))
def test_a_telephone_is_found_whatever_words_stand_around_it(number: str, word: str) -> None:
    assert carries_identifier(f"{word}{number}{word}")


@pytest.mark.django_db
def test_a_reason_with_an_id_number_is_refused_and_leaves_no_line() -> None:
    here, there = villages_of(COUNTY)[:2]
    [task] = make_people_sought(1, at=here.key)
    before = AuditLine.objects.count()
    with pytest.raises(Refused, match="identifier_in_free_text"):
        not_my_village(
            make_actor("village_worker", here.key),
            task_id=task.id,
            right_unit_key=there.key,
            reason="是411104199001011238的邻居",
            now=NOW,
        )
    assert AuditLine.objects.count() == before
