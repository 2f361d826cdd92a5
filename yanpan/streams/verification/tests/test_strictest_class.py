"""The strictest class holds by itself: a contact named late rings at night though the clock is not shorter."""

from datetime import timedelta

import pytest

from tests.world import NOW, actor_with, make_city, make_event
from yanpan.streams.verification.operations import record_outcome
from yanpan.streams.verification.tests.lists import Line, id_number, phone, rows_of, taken_in, task_of
from yanpan.streams.verification.views.frame import units_found

pytestmark = pytest.mark.django_db


def test_a_late_list_of_contacts_makes_the_person_a_contact_with_the_clock_there_was() -> None:
    make_city()
    make_event()
    line = Line("王建国", id_number(7), phone(7))
    first = task_of(rows_of(taken_in([line]))[0])
    assert first.urgency == "other"
    contact = Line("王建国", id_number(7), phone(7), reason="密切接触者")
    late = first.find_by - timedelta(hours=1)
    again = task_of(rows_of(taken_in([contact], at=late, name="密接.csv"))[0])
    assert again.id == first.id and again.received_at == NOW
    assert (again.urgency, again.find_by) == ("contact", first.find_by)


def test_a_unit_that_refuses_is_not_offered_itself() -> None:
    make_city()
    offered = [one.key for one in units_found("", "411100/411104/")]
    assert "411104" not in offered and "411122" in offered


def test_who_is_sought_again_was_neither_found_nor_controlled_nor_tested() -> None:
    make_city()
    make_event()
    task = task_of(rows_of(taken_in([Line("王建国", id_number(7), phone(7))]))[0])
    desk = actor_with("verification.record_outcome", unit_key=task.custody.key)
    record_outcome(
        desk,
        task_id=task.id,
        version=task.version,
        where="here",
        contact="met",
        measure="at_home",
        deciding_body="县区指挥部",
        test_result="negative",
        test_at=NOW,
        now=NOW,
    )
    contact = Line("王建国", id_number(7), phone(7), reason="密切接触者")
    again = task_of(rows_of(taken_in([contact], at=NOW + timedelta(hours=2), name="密接.csv"))[0])
    assert again.standing == "in_hand" and again.answered_at is None and again.answering_unit is None
    assert (again.found_at, again.controlled_at, again.paper_due_at, again.test_result) == (
        None,
        None,
        None,
        "",
    )
