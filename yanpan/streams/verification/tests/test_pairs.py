"""Same, different or unsure: remembered, one task for one person, and taken back where it was wrong."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_pairs, unit
from yanpan.base.people.models import Merge, Person
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Pair, VerificationTask
from yanpan.streams.verification.operations import decide_pair, record_outcome, undo_pair
from yanpan.streams.verification.queries import board_of, count_pairs, list_pairs
from yanpan.streams.verification.tests.lists import desk, task_of

pytestmark = pytest.mark.django_db


def decided(pair: Pair, answer: str, *, reason: str = "电话核实") -> Pair:
    return decide_pair(desk(COUNTY), pair_id=pair.id, answer=answer, reason=reason, now=NOW)


def undone(pair: Pair) -> Pair:
    return undo_pair(desk(COUNTY), pair_id=pair.id, reason="核实有误", now=NOW)


def facts_of(task: VerificationTask) -> dict[str, object]:
    return {**VerificationTask.objects.filter(id=task.id).values().get()}


def two_of_one_resident() -> tuple[Pair, Pair]:
    """Two rows, built as two people; a clerk will find that both are the same resident."""
    first, second = make_pairs(2, at=COUNTY)
    Pair.objects.filter(id=second.id).update(resident=first.resident)
    return first, Pair.objects.get(id=second.id)


def test_the_same_takes_over_the_residents_home_and_way() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    decided(pair, "same")
    task = VerificationTask.objects.select_related("person", "target").get()
    assert task.person.resident_id == pair.resident_id
    assert task.person.home_id == pair.resident.village_id == task.target_id
    assert task.routed_by == "register"


def test_taken_back_the_person_and_the_way_are_as_the_list_says() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    task = task_of(pair.row)
    before, person = facts_of(task), Person.objects.values().get()
    decided(pair, "same")
    undone(pair)
    assert Person.objects.values().get() == person
    # The list names no village: the county that received it makes the first call.
    assert facts_of(task) == before | {"target_id": unit(COUNTY).id, "routed_by": "first_call"}


def test_two_records_of_one_resident_become_one_task_and_one_duplicate() -> None:
    first, second = two_of_one_resident()
    decided(first, "same")
    decided(second, "same")
    gone, kept = task_of(second.row), task_of(first.row)
    gone.refresh_from_db()
    assert gone.merged_away and gone.standing == "duplicate"
    assert Merge.objects.get().kept_id == kept.person_id
    board = board_of(gone.event_id, f"{CITY}/", NOW)
    assert board.identity_holds
    assert board.whole.account.standings["duplicate"] == 1 == board.whole.account.standings["in_hand"]


def test_an_undone_merge_gives_the_task_its_life_back() -> None:
    first, second = two_of_one_resident()
    task = task_of(second.row)
    before = facts_of(task)
    decided(first, "same")
    decided(second, "same")
    undone(second)
    assert facts_of(task) == before
    assert Person.objects.filter(merged_into=None).count() == 2
    assert Person.objects.get(id=task_of(first.row).person_id).resident_id == first.resident_id


def test_an_answered_task_that_was_merged_stands_again_as_answered() -> None:
    first, second = two_of_one_resident()
    task = task_of(second.row)
    record_outcome(
        desk(COUNTY), task_id=task.id, version=1, where="not_found", contact="", measure="", now=NOW
    )
    decided(first, "same")
    decided(second, "same")
    undone(second)
    task.refresh_from_db()
    assert (task.standing, task.merged_away) == ("not_found", False)


def test_the_strictest_clock_wins_when_two_become_one() -> None:
    first, second = two_of_one_resident()
    due = NOW + timedelta(hours=2)
    VerificationTask.objects.filter(id=task_of(second.row).id).update(find_by=due, urgency="contact")
    decided(first, "same")
    decided(second, "same")
    kept = VerificationTask.objects.get(id=task_of(first.row).id)
    assert (kept.find_by, kept.urgency) == (due, "contact")


def test_one_of_two_answers_taken_back_leaves_what_the_other_says() -> None:
    """Two rows of one person, both told to be the resident: one taken back does not undo the other."""
    first, second = two_of_one_resident()
    row = second.row
    row.task, row.duplicate = first.row.task, True
    row.save(update_fields=["task", "duplicate"])
    decided(first, "same")
    decided(second, "same")
    undone(second)
    assert Person.objects.get(id=task_of(first.row).person_id).resident_id == first.resident_id


def test_whom_others_were_merged_into_is_parted_only_after_them() -> None:
    first, second = two_of_one_resident()
    decided(first, "same")
    decided(second, "same")
    with pytest.raises(Stale, match="already_merged"):
        undone(first)
    undone(second)
    undone(first)
    assert Person.objects.filter(resident=None, merged_into=None).count() == 2


@pytest.mark.parametrize("answer", ["different", "unsure"])
def test_different_and_unsure_change_nobody(answer: str) -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    task = task_of(pair.row)
    before = facts_of(task)
    decided(pair, answer)
    assert facts_of(task) == before and Person.objects.get().resident_id is None


def test_unsure_is_asked_again_and_a_decision_is_not() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    decided(pair, "unsure")
    assert [
        one.answer
        for one in list_pairs(desk(COUNTY), event_id=pair.row.batch.event_id, decided=False, now=NOW)
    ] == ["unsure"]
    decided(pair, "different")
    with pytest.raises(Stale, match="pair_is_decided"):
        decided(pair, "same")
    assert list_pairs(desk(COUNTY), event_id=pair.row.batch.event_id, decided=False, now=NOW) == []
    assert len(list_pairs(desk(COUNTY), event_id=pair.row.batch.event_id, decided=True, now=NOW)) == 1


def test_a_decision_needs_a_known_answer_and_a_reason_and_so_does_taking_it_back() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    with pytest.raises(Refused, match="unknown_answer"):
        decided(pair, "perhaps")
    with pytest.raises(Refused, match="reason_needed"):
        decided(pair, "same", reason=" ")
    with pytest.raises(Stale, match="pair_is_not_decided"):
        undone(pair)
    decided(pair, "same")
    with pytest.raises(Refused, match="reason_needed"):
        undo_pair(desk(COUNTY), pair_id=pair.id, reason="", now=NOW)


def test_pairs_of_another_county_do_not_exist() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    with pytest.raises(Missing):
        decide_pair(desk(OTHER_COUNTY), pair_id=pair.id, answer="same", reason="x", now=NOW)
    assert count_pairs(desk(OTHER_COUNTY), event_id=pair.row.batch.event_id, now=NOW) == 0
    assert count_pairs(desk(COUNTY), event_id=pair.row.batch.event_id, now=NOW) == 1
