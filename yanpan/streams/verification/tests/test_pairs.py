"""Same, different or unsure: remembered, one task for one person, and taken back where it was wrong."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_pairs, unit
from yanpan.base.people.models import Merge, Person
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Pair, VerificationTask
from yanpan.streams.verification.operations import (
    decide_pair,
    decide_referred_pair,
    hold_pairs,
    record_outcome,
    undo_pair,
    withdraw_opinion,
)
from yanpan.streams.verification.queries import (
    board_of,
    count_pairs,
    get_pair,
    list_pairs,
    next_referred_pair,
    why_unsure,
)
from yanpan.streams.verification.rules.pairs import gets_second_look
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
    assert pair.resident is not None
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


def asked_of(name: str, event_id: UUID, *, at: datetime = NOW) -> list[UUID]:
    """What the clerk of this name has in hand now."""
    return [one.id for one in hold_pairs(desk(COUNTY, name), event_id=event_id, now=at)]


def told(pair: Pair, name: str, answer: str, *, reason: str = "电话核实", at: datetime = NOW) -> Pair:
    return decide_pair(desk(COUNTY, name), pair_id=pair.id, answer=answer, reason=reason, now=at)


def test_a_decision_is_not_asked_again() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    event = pair.row.batch.event_id
    told(pair, "甲", "different")
    with pytest.raises(Stale, match="pair_is_decided"):
        told(pair, "乙", "same")
    assert asked_of("甲", event) == asked_of("乙", event) == []
    assert [one.answer for one in list_pairs(desk(COUNTY), event_id=event, wanted="decided", now=NOW)] == [
        "different"
    ]


def test_unsure_goes_to_another_clerk_who_learns_why_only_after_deciding() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    event = pair.row.batch.event_id
    told(pair, "甲", "unsure", reason="信息太少")
    assert asked_of("甲", event) == [] and asked_of("乙", event) == [pair.id]
    with pytest.raises(Refused, match="second_opinion_is_anothers"):
        told(pair, "甲", "same", at=NOW + timedelta(minutes=11))
    shown = get_pair(desk(COUNTY, "乙"), pair_id=pair.id, now=NOW)
    assert shown.unsure == 1 and "信息太少" not in repr(shown)
    with pytest.raises(Missing):
        why_unsure(desk(COUNTY, "乙"), pair_id=pair.id, now=NOW)
    told(pair, "乙", "same")
    [why] = why_unsure(desk(COUNTY, "乙"), pair_id=pair.id, now=NOW)
    assert (why.by, why.reason) == ("甲", "信息太少")


def test_two_unsure_clerks_leave_it_to_an_epidemiologist() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    event = pair.row.batch.event_id
    doctor = desk(COUNTY, "流调员")
    with pytest.raises(Stale, match="pair_is_not_referred"):
        decide_referred_pair(doctor, pair_id=pair.id, answer="same", reason="电话核实", now=NOW)
    told(pair, "甲", "unsure")
    told(pair, "乙", "unsure")
    assert asked_of("丙", event) == []
    with pytest.raises(Stale, match="pair_is_referred"):
        told(pair, "丙", "same")
    assert next_referred_pair(desk(COUNTY, "甲"), event_id=event, now=NOW) is None
    found = next_referred_pair(doctor, event_id=event, now=NOW)
    assert found is not None and (found.id, found.unsure) == (pair.id, 2)
    decide_referred_pair(doctor, pair_id=pair.id, answer="same", reason="电话核实", now=NOW)
    assert Person.objects.get().resident_id == pair.resident_id
    assert next_referred_pair(doctor, event_id=event, now=NOW) is None


def test_a_pair_in_hand_is_nobody_elses_for_ten_minutes() -> None:
    pairs = make_pairs(5, at=COUNTY)
    event = pairs[0].row.batch.event_id
    mine, theirs = asked_of("甲", event), asked_of("乙", event)
    assert len(mine) == len(theirs) == 2 and not set(mine) & set(theirs)
    assert asked_of("甲", event) == mine
    with pytest.raises(Missing):
        get_pair(desk(COUNTY, "乙"), pair_id=mine[0], now=NOW)
    with pytest.raises(Stale, match="pair_in_other_hands"):
        told(Pair.objects.get(id=mine[0]), "乙", "different")
    later = NOW + timedelta(minutes=10)
    assert len(asked_of("丙", event, at=later)) == 2
    with pytest.raises(Missing):
        get_pair(desk(COUNTY, "甲"), pair_id=mine[0], now=later)


def test_only_the_pair_shown_and_the_next_one_are_opened() -> None:
    event = make_pairs(9, at=COUNTY)[0].row.batch.event_id
    assert len(asked_of("甲", event)) == 2


def test_the_wrong_key_is_taken_back_and_the_pair_is_in_hand_again() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    before, person = facts_of(task_of(pair.row)), Person.objects.values().get()
    told(pair, "甲", "same")
    with pytest.raises(Stale, match="opinion_is_overtaken"):
        withdraw_opinion(desk(COUNTY, "乙"), pair_id=pair.id, now=NOW)
    withdraw_opinion(desk(COUNTY, "甲"), pair_id=pair.id, now=NOW)
    assert Person.objects.values().get() == person
    assert facts_of(task_of(pair.row)) == before | {"routed_by": "first_call", "target_id": unit(COUNTY).id}
    assert get_pair(desk(COUNTY, "甲"), pair_id=pair.id, now=NOW).unsure == 0
    told(pair, "甲", "different")


def test_the_second_unsure_taken_back_leaves_the_first() -> None:
    pair = make_pairs(1, at=COUNTY)[0]
    told(pair, "甲", "unsure")
    told(pair, "乙", "unsure", at=NOW + timedelta(seconds=9))
    withdraw_opinion(desk(COUNTY, "乙"), pair_id=pair.id, now=NOW + timedelta(seconds=12))
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by) == ("unsure", "甲")
    told(pair, "乙", "different")


def drawn_pair() -> Pair:
    """One of the decisions 'same' that get a second look."""
    pair = make_pairs(1, at=COUNTY)[0]
    told(pair, "甲", "same")
    Pair.objects.filter(id=pair.id).update(second_look="wanted")
    return pair


def test_a_second_look_is_blind_and_a_disagreement_is_shown_to_both() -> None:
    pair = drawn_pair()
    event = pair.row.batch.event_id
    assert asked_of("甲", event) == [] and asked_of("乙", event) == [pair.id]
    assert get_pair(desk(COUNTY, "乙"), pair_id=pair.id, now=NOW).unsure == 0
    told(pair, "乙", "different", reason="出生日期不同", at=NOW + timedelta(seconds=9))
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by, pair.second_look) == ("same", "甲", "disagreed")
    for name in ("甲", "乙"):
        [shown] = list_pairs(desk(COUNTY, name), event_id=event, wanted="disagreed", now=NOW)
        assert [(one.by, one.answer) for one in shown.opinions] == [("甲", "same"), ("乙", "different")]


def test_a_second_look_that_agrees_leaves_everything_and_is_taken_back_alone() -> None:
    pair = drawn_pair()
    event = pair.row.batch.event_id
    asked_of("乙", event)
    told(pair, "乙", "same", at=NOW + timedelta(seconds=9))
    assert Pair.objects.get().second_look == "agreed" and asked_of("丙", event) == []
    withdraw_opinion(desk(COUNTY, "乙"), pair_id=pair.id, now=NOW)
    pair.refresh_from_db()
    assert (pair.answer, pair.second_look) == ("same", "wanted")


def test_two_in_a_hundred_are_looked_at_twice() -> None:
    drawn = sum(gets_second_look(UUID(int=one)) for one in range(20_000))
    assert 300 < drawn < 500 and gets_second_look(UUID(int=7)) == gets_second_look(UUID(int=7))


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
