"""A record merged into another: letters, receipts and call backs on the one go on for the one that counts."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, make_people_sought
from tests.world_letters import (
    BACK_HERE,
    FOUND,
    NANJING,
    letter_desk,
    make_letter,
    make_outside,
    persons_of,
)
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.intake.merging import join_tasks
from yanpan.streams.verification.models import Letter, Outcome, VerificationTask
from yanpan.streams.verification.operations.letters import enter_receipt, issue_letter
from yanpan.streams.verification.operations.spot_checks import record_spot_check
from yanpan.streams.verification.queries import get_person, list_outcomes
from yanpan.streams.verification.queries.letters import (
    count_letters,
    get_letter,
    get_letter_card,
    list_letters,
    list_people_outside,
    open_people_outside,
)
from yanpan.streams.verification.queries.living import living_ids
from yanpan.streams.verification.rules.receipts import Answered
from yanpan.streams.verification.tests.homes import drawn_checks
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
MOVED_ON = Answered(result="moved_on", onward="南京市某小区", onward_city=NANJING, reporter="李填报")


def merged(kept: VerificationTask, gone: VerificationTask) -> VerificationTask:
    """One person after all; the task that counts, as it stands then."""
    for one in (kept, gone):
        one.refresh_from_db()
    join_tasks(letter_desk("clerk"), kept, gone, reason="电话核实", now=NOW + timedelta(minutes=30))
    kept.refresh_from_db()
    return kept


def letter_about_the_gone(state: str = "issued") -> tuple[Letter, VerificationTask]:
    """A letter on one of two records of a person outside; then they are merged, and the other counts."""
    kept, gone = make_outside(2)
    letter = make_letter(state=state, tasks=[gone])
    return letter, merged(kept, gone)


def answered_with(letter: Letter, said: Answered) -> None:
    enter_receipt(
        letter_desk("receiver"),
        person_id=persons_of(letter)[0].id,
        seen=0,
        said=said,
        received_at=None,
        scan=None,
        now=LATER,
    )


def test_a_receipt_brings_back_into_hand_the_record_that_counts() -> None:
    letter, kept = letter_about_the_gone()
    assert kept.standing == "handed_on"
    answered_with(letter, BACK_HERE)
    kept.refresh_from_db()
    assert (kept.standing, kept.where) == ("in_hand", "")
    assert Outcome.objects.filter(task=kept, way="receipt").count() == 1
    gone = VerificationTask.objects.get(id=persons_of(letter)[0].task_id)
    assert (gone.standing, gone.merged_away) == ("duplicate", True)


def test_a_receipt_that_found_somebody_is_said_of_the_record_that_counts() -> None:
    letter, kept = letter_about_the_gone()
    answered_with(letter, FOUND)
    kept.refresh_from_db()
    assert (kept.standing, kept.test_result) == ("handed_on", "negative")


def test_nobody_is_written_about_a_second_time_and_nobody_is_said_to_be_here_because_of_a_merge() -> None:
    letter, kept = letter_about_the_gone()
    assert list_people_outside(letter_desk(), event_id=kept.event_id, page=1, now=LATER) == []
    assert get_letter_card(letter_desk(), letter_id=letter.id, now=LATER).found_here == 0
    [person] = get_letter(letter_desk(), letter_id=letter.id, now=LATER).persons
    assert not person.found_here


def test_a_letter_on_a_merged_record_goes_out_unless_the_person_was_found_here() -> None:
    letter, kept = letter_about_the_gone("signed")
    version = letter.document.version
    VerificationTask.objects.filter(id=kept.id).update(standing="verified", measure="cleared")
    with pytest.raises(Refused, match="letter_names_someone_found"):
        issue_letter(letter_desk("officer"), letter_id=letter.id, version=version, channel="fax", now=LATER)
    assert get_letter_card(letter_desk(), letter_id=letter.id, now=LATER).found_here == 1
    VerificationTask.objects.filter(id=kept.id).update(standing="handed_on", measure="")
    issue_letter(letter_desk("officer"), letter_id=letter.id, version=version, channel="fax", now=LATER)


def test_a_chain_of_merges_ends_at_the_record_that_counts() -> None:
    first, second, third = make_outside(3)
    merged(second, first)
    merged(third, second)
    assert living_ids([first.id, second.id, third.id]) == dict.fromkeys(
        [first.id, second.id, third.id], third.id
    )


def merged_twice(state: str = "issued") -> tuple[Letter, VerificationTask]:
    """A letter on a record that was merged into a second one, which was merged into a third."""
    first, second, third = make_outside(3)
    letter = make_letter(state=state, tasks=[first])
    merged(second, first)
    return letter, merged(third, second)


def test_nobody_is_written_about_twice_however_many_merges_away_the_letter_is() -> None:
    letter, kept = merged_twice()
    assert list_people_outside(letter_desk(), event_id=kept.event_id, page=1, now=LATER) == []
    assert "to_write" not in count_letters(letter_desk(), event_id=kept.event_id, now=LATER)
    assert get_letter_card(letter_desk(), letter_id=letter.id, now=LATER).found_here == 0
    VerificationTask.objects.filter(id=kept.id).update(standing="verified", measure="cleared")
    assert get_letter_card(letter_desk(), letter_id=letter.id, now=LATER).found_here == 1
    [listed] = list_letters(letter_desk(), event_id=kept.event_id, wanted="", page=1, now=LATER)
    assert listed.found_here == 1


def test_a_receipt_that_names_the_next_city_leads_there_from_the_record_that_counts() -> None:
    letter, kept = merged_twice()
    answered_with(letter, MOVED_ON)
    [outside] = list_people_outside(letter_desk(), event_id=kept.event_id, page=1, now=LATER)
    assert (outside.id, outside.again, outside.city) == (kept.id, True, NANJING)
    [told] = open_people_outside(letter_desk(), task_ids=[kept.id], now=LATER)
    assert (told.city, told.refers_to) == (NANJING, letter_number(letter))


def test_receipts_and_answers_of_a_merged_record_are_seen_on_the_one_that_counts() -> None:
    letter, kept = merged_twice()
    answered_with(letter, FOUND)
    whole = get_person(letter_desk(unit_key=CITY), task_id=kept.id, now=LATER)
    assert [(one.number, one.result) for one in whole.letters] == [(letter_number(letter), "found")]
    gone = persons_of(letter)[0].task_id
    Outcome.objects.filter(task=kept).update(task=gone)  # as if said before both merges
    [line] = list_outcomes(letter_desk(unit_key=CITY), task_id=kept.id, now=LATER)
    assert line.way == "receipt"


def letter_number(letter: Letter) -> str:
    letter.document.refresh_from_db()
    return letter.document.number


def test_a_call_back_on_a_merged_record_reopens_the_one_that_carries_its_answer() -> None:
    [check, other] = drawn_checks(2, county=COUNTY)
    gone = VerificationTask.objects.get(id=check.task_id)
    kept = make_people_sought(1, at=gone.custody.key)[0]
    kept = merged(kept, gone)
    assert kept.standing == "verified"
    record_spot_check(
        desk(check.checker.key),
        check_id=check.id,
        version=check.version,
        where="not_found",
        asked=False,
        now=NOW + timedelta(hours=18),
    )
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.standing, gone.standing) == ("in_hand", "duplicate")
    other.refresh_from_db()
    assert other.verdict == ""
