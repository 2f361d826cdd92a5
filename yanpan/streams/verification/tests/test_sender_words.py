"""Each sender is answered in its own words, remembered version by version."""

import pytest

from tests.world import CITY, COUNTY, NOW, make_actor, make_event
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import SenderWords
from yanpan.streams.verification.operations import keep_sender_words
from yanpan.streams.verification.queries import get_sender_words, list_sender_words
from yanpan.streams.verification.rules.reply_columns import vocabulary
from yanpan.streams.verification.tests.replying import (
    answered_list,
    clerk,
    drafted,
    file_of_reply,
    found_here,
    lines_of,
    planned,
    sheet,
    tasks_of,
)

pytestmark = pytest.mark.django_db


def kept(version: int, sender: str = "省专班", **words: str) -> SenderWords:
    return keep_sender_words(
        clerk(), unit_key=CITY, source="province", sender=sender, words=words, version=version, now=NOW
    )


def test_the_next_reply_is_drafted_in_the_senders_words_and_an_earlier_one_stays() -> None:
    make_event()
    batch = answered_list(sheet(1))
    found_here(tasks_of(batch)[0])
    planned(batch)
    first = drafted(batch)
    kept(0, here="在漯已管控")
    later = answered_list(sheet(2), "第二批.csv")
    planned(later)
    second = drafted(later)
    assert lines_of(file_of_reply(first))[1][7] == "已排查在漯"
    assert lines_of(file_of_reply(second))[1][7] == "在漯已管控"
    assert (first.words_version, second.words_version) == (0, 1)


def test_the_same_words_make_no_new_version_and_others_do() -> None:
    assert kept(0, here="在漯").version == 1
    assert kept(1, here="在漯").version == 1
    assert kept(1, here="已在漯").version == 2


def test_however_the_senders_name_is_written_it_is_the_same_sender() -> None:
    kept(0, here="在漯")
    assert kept(1, sender="省 专班", here="在本市").version == 2
    found = get_sender_words(clerk(), unit_key=CITY, source="province", sender="省专班", now=NOW)
    assert found.words["here"] == "在本市"


def test_of_two_who_change_words_at_once_the_second_looks_again() -> None:
    kept(0, here="在漯")
    with pytest.raises(Stale):
        kept(0, here="已在漯")


def test_a_word_that_is_missing_or_a_source_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        kept(0, here="")
    assert caught.value.code == "word_missing_or_long"
    with pytest.raises(Refused):
        keep_sender_words(clerk(), unit_key=CITY, source="moon", sender="", words={}, version=0, now=NOW)


def test_senders_to_be_answered_are_listed_with_the_shipped_words() -> None:
    make_event()
    answered_list(sheet(1), sender="扬州市指挥部", source="other_city")
    (one,) = list_sender_words(clerk(), now=NOW)
    assert (one.sender, one.version, one.words) == ("扬州市指挥部", 0, vocabulary().words)


def test_a_county_has_its_own_words_and_does_not_see_the_citys() -> None:
    kept(0, here="在漯")
    county = make_actor("list_clerk", COUNTY)
    assert list_sender_words(county, now=NOW) == []
    with pytest.raises(Missing):
        get_sender_words(county, unit_key=CITY, source="province", sender="省专班", now=NOW)
