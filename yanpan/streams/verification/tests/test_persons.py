"""One person, many lists, one task: what a clerk said once is not asked again, and what is unsure tightens nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.world import CITY, NOW, make_city, make_event, make_residents
from yanpan.base.events.models import Event
from yanpan.base.events.queries import event_view
from yanpan.base.people.models import Person
from yanpan.streams.verification.intake.rows import take_rows
from yanpan.streams.verification.intake.tasks import make_tasks
from yanpan.streams.verification.models import ListBatch, ListRow, Pair, VerificationTask
from yanpan.streams.verification.operations import decide_pair, hold_pairs, undo_pair
from yanpan.streams.verification.queries import count_pairs, list_pairs
from yanpan.streams.verification.queries.files import rows_of_file
from yanpan.streams.verification.rules.pairs import identity_of
from yanpan.streams.verification.tests.lists import (
    Line,
    desk,
    id_number,
    people,
    phone,
    received,
    rows_of,
    taken_in,
    task_of,
)

pytestmark = pytest.mark.django_db
WANG = Line("王建国", "", phone(7), address="召陵区姬石镇")


def in_review(line: Line, resident: UUID, *, name: str) -> ListRow:
    """A list of one row of which the machine is not sure whether it is the resident."""
    batch = received([replace(line, place=f"南京禄口机场 {name}")], name=name)
    event = event_view(batch.event_id)
    take_rows(batch, rows_of_file(batch), pack=event.pack, now=NOW, limit=10)
    ListRow.objects.filter(batch=batch).update(decision="review", resident_id=resident, score=0.7)
    make_tasks(batch, event=event, now=NOW, limit=10)
    ListBatch.objects.filter(id=batch.id).update(state="taken_in")
    return rows_of(batch)[0]


def resident_of_city() -> UUID:
    make_city()
    make_event()
    return make_residents(1)[0].id


def pair_of(row: ListRow) -> Pair:
    return Pair.objects.select_related("row").get(row=row)


def decided(pair: Pair, answer: str, *, by: str = "甲") -> None:
    decide_pair(
        desk(CITY, by), pair_id=pair.id, answer=answer, reason="电话核实", now=NOW + timedelta(minutes=3)
    )


def asked() -> int:
    return count_pairs(desk(), event_id=Event.objects.get().id, now=NOW)


@pytest.mark.parametrize("answer", ["same", "different"])
def test_what_was_decided_is_applied_to_the_next_list_and_not_asked_again(answer: str) -> None:
    resident = resident_of_city()
    first = pair_of(in_review(WANG, resident, name="一.csv"))
    decided(first, answer)
    second = pair_of(in_review(WANG, resident, name="二.csv"))
    assert (second.answer, second.reason, second.answered_by) == (answer, "电话核实", "甲")
    assert asked() == 0
    [shown] = list_pairs(desk(), event_id=Event.objects.get().id, wanted="as_decided", now=NOW)
    assert shown.as_decided and shown.at == NOW + timedelta(minutes=3) and "王建国" not in repr(shown)
    lives = VerificationTask.objects.filter(merged_away=False)
    assert lives.count() == 1  # not that resident, but the same person on both lists
    assert (lives.get().person.resident_id == resident) == (answer == "same")


def test_an_applied_decision_is_taken_back_alone() -> None:
    resident = resident_of_city()
    first = pair_of(in_review(WANG, resident, name="一.csv"))
    decided(first, "same")
    second = pair_of(in_review(Line(WANG.name, "", WANG.phone), resident, name="二.csv"))
    assert second.answer == "same" and second.follows_id == first.id
    undo_pair(desk(), pair_id=second.id, reason="核实有误", now=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.answer, second.answer) == ("same", "")
    assert Pair.objects.get(id=second.id).follows_id is None
    assert asked() == 1 and Person.objects.get(resident=resident)


def test_while_the_first_waits_the_second_is_not_asked_and_gets_its_answer() -> None:
    resident = resident_of_city()
    first = pair_of(in_review(WANG, resident, name="一.csv"))
    second = pair_of(in_review(WANG, resident, name="二.csv"))
    assert asked() == 1 and second.follows_id == first.id
    assert [one.id for one in hold_pairs(desk(), event_id=Event.objects.get().id, now=NOW)] == [first.id]
    decided(first, "same", by=desk().name)
    second.refresh_from_db()
    assert second.answer == "same"
    assert VerificationTask.objects.filter(merged_away=False).count() == 1
    undo_pair(desk(), pair_id=first.id, reason="核实有误", now=NOW)
    second.refresh_from_db()
    assert second.answer == "" and asked() == 1 and not Person.objects.exclude(resident=None).exists()


def test_another_person_as_listed_or_another_resident_is_asked() -> None:
    make_city()
    make_event()
    one, other = make_residents(2)
    decided(pair_of(in_review(WANG, one.id, name="一.csv")), "different")
    in_review(WANG, other.id, name="二.csv")
    in_review(Line("王建国", id_number(7), phone(7)), one.id, name="三.csv")
    assert asked() == 2


@pytest.mark.parametrize(
    ("fields", "same_as"),
    [
        ({"name": "王 建国", "phone": "139-0000-0007"}, {"name": "王建国", "phone": "13900000007"}),
        ({"name": "王建国", "id_number": "411104199001010072", "address": "甲"},
         {"name": "王建国", "id_number": "４１１１０４１９９００１０１００７２", "address": "乙"}),
    ],
)  # fmt: skip
def test_one_identity_however_it_is_written(fields: dict[str, str], same_as: dict[str, str]) -> None:
    assert identity_of(fields) == identity_of(same_as) != ""


@pytest.mark.parametrize("fields", [{}, {"name": "王建国"}, {"phone": "13900000007"}])
def test_too_little_is_no_identity_to_remember(fields: dict[str, str]) -> None:
    assert identity_of(fields) == ""


def test_a_row_in_review_tightens_the_clock_only_once_it_is_decided() -> None:
    """HC-19: measures and clocks follow from verified reasons alone."""
    resident = resident_of_city()
    first = in_review(WANG, resident, name="一.csv")
    decided(pair_of(first), "same")
    before = task_of(first).find_by
    contact = Line("王建囯", "", phone(8), reason="密切接触者")
    second = pair_of(in_review(contact, resident, name="密接.csv"))
    task = VerificationTask.objects.get(person__resident=resident)
    assert (task.find_by, task.urgency) == (before, "other")
    decided(second, "same")
    task.refresh_from_db()
    assert task.find_by < before and task.urgency == "contact"
    undo_pair(desk(), pair_id=second.id, reason="核实有误", now=NOW)
    task.refresh_from_db()
    assert (task.find_by, task.urgency) == (before, "other")


def test_without_a_register_a_clerk_compares_people_of_two_lists() -> None:
    make_city()
    make_event()
    known = Line("李培敏", id_number(4, birth="19910616"), phone(3))
    first = rows_of(taken_in([known, *people(120, first=40)], name="一.csv"))[0]
    [second] = rows_of(taken_in([Line("李培敏")], name="二.csv"))
    pair = Pair.objects.get()
    assert pair.row_id == second.id and pair.person_id == task_of(first).person_id and pair.resident is None
    decided(pair, "same")
    lives = VerificationTask.objects.filter(merged_away=False)
    assert lives.count() == 121 and task_of(second).person.merged_into_id is None
    assert VerificationTask.objects.get(id=task_of(second).id).merged_away
    undo_pair(desk(), pair_id=pair.id, reason="核实有误", now=NOW)
    assert lives.count() == 122
