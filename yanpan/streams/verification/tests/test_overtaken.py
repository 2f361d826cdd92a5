"""What is on its way when its sender has settled the matter: called back, never signed for in vain."""

from typing import Any
from uuid import UUID

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_pairs, make_people_sought, send
from yanpan.base.gate import Actor
from yanpan.base.people.models import Person
from yanpan.base.tasks.handovers import FindPerson, WriteToOtherCity
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import open_handovers
from yanpan.kernel.errors import Refused
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Pair, VerificationTask
from yanpan.streams.verification.operations import decide_pair, record_outcome, undo_pair
from yanpan.streams.verification.queries import board_of, count_pairs

pytestmark = pytest.mark.django_db


def answered(
    task: VerificationTask, where: str, contact: str = "met", measure: str = "", **more: Any
) -> None:
    task.refresh_from_db()
    record_outcome(
        actor_with("verification.record_outcome", unit_key=task.custody.key),
        task_id=task.id,
        version=task.version,
        where=where,
        contact=contact,
        measure=measure,
        now=NOW,
        **more,
    )


def under_way(task: VerificationTask) -> list[tuple[str, str]]:
    return list(open_handovers().filter(subject=task.id).values_list("request", "receiver__key"))


def test_who_was_found_by_the_sender_is_not_asked_of_the_receiver_any_more() -> None:
    task = make_people_sought(1, at=COUNTY)[0]
    send([task], to=OTHER_COUNTY)
    answered(task, "here", measure="cleared")
    assert under_way(task) == []
    assert Handover.objects.get().recalled_by.startswith("somebody@")


def test_not_reached_by_the_sender_the_receiver_still_looks() -> None:
    task = make_people_sought(1, at=COUNTY)[0]
    send([task], to=OTHER_COUNTY)
    answered(task, "here", "not_reached", obstacle="off")
    assert under_way(task) == [(FindPerson.REQUEST, OTHER_COUNTY)]


def test_elsewhere_goes_to_the_unit_named_last() -> None:
    task = make_people_sought(1, at=COUNTY)[0]
    send([task], to=OTHER_COUNTY)
    answered(task, "elsewhere", other_unit_key="411171")
    assert under_way(task) == [(FindPerson.REQUEST, "411171")]


def test_back_from_outside_no_letter_is_written_any_more() -> None:
    task = make_people_sought(1, at=COUNTY)[0]
    answered(task, "outside")
    assert [request for request, _to in under_way(task)] == [WriteToOtherCity.REQUEST]
    answered(task, "here", measure="cleared")
    assert under_way(task) == []


def same(pair: Pair) -> Pair:
    return decide_pair(clerk(), pair_id=pair.id, answer="same", reason="电话核实", now=NOW)


def undone(pair: Pair) -> None:
    undo_pair(clerk(), pair_id=pair.id, reason="核实有误", now=NOW)


def clerk() -> Actor:
    return actor_with("verification.decide_pair", "verification.undo_pair", "verification.count_pairs")


def rows_of_one_person() -> tuple[Pair, Pair, Pair]:
    """One row of the resident, and two rows of a second record: all three are the same resident."""
    first, second, third = make_pairs(3)
    Pair.objects.filter(id__in=[second.id, third.id]).update(resident=first.resident)
    third.row.task = second.row.task
    third.row.duplicate = True
    third.row.save(update_fields=["task", "duplicate"])
    VerificationTask.objects.exclude(rows__isnull=False).delete()
    return tuple(Pair.objects.order_by("row__number"))  # type: ignore[return-value]


def living() -> int:
    return VerificationTask.objects.filter(merged_away=False).count()


def holds(event_id: UUID) -> bool:
    return board_of(event_id, f"{CITY}/", NOW).identity_holds


def test_a_merged_record_is_on_its_way_no_more() -> None:
    first, second, _third = rows_of_one_person()
    assert second.row.task is not None
    send([second.row.task], to=OTHER_COUNTY)
    same(first)
    same(second)
    assert under_way(second.row.task) == []


def test_the_second_row_of_a_merged_person_is_decided_too_and_holds_the_merge_on() -> None:
    first, second, third = rows_of_one_person()
    event = first.row.batch.event_id
    for pair in (first, second, third):
        same(pair)
    assert living() == 1 and holds(event)
    undone(second)
    assert living() == 1 and Person.objects.exclude(merged_into=None).count() == 1
    assert Pair.objects.get(id=third.id).merge is not None
    undone(third)
    assert living() == 2 and holds(event)


def test_one_person_is_not_two_residents() -> None:
    first, second = make_pairs(2)
    second.row.task, second.row.duplicate = first.row.task, True
    second.row.save(update_fields=["task", "duplicate"])
    same(first)
    with pytest.raises(Refused, match="cannot_merge_these"):
        same(Pair.objects.get(id=second.id))
    page = sit_down("list_clerk").post(
        "/verification/pairs/", {"pair": str(second.id), "answer": "same", "note": "电话核实"}
    )
    assert page.status_code == 422 and count_pairs(clerk(), event_id=first.row.batch.event_id, now=NOW) == 1
    assert first.row.task is not None
    person = Person.objects.get(id=first.row.task.person_id)
    assert person.resident_id == first.resident_id
