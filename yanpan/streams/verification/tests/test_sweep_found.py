"""Persons found by the sweep: rows of the village's own list, one task a person, answered at once who stands there."""

from datetime import date, timedelta

import pytest

from tests.world import NOW, OTHER_COUNTY
from tests.world_sweep import open_event, other_village, village
from yanpan.base.tasks.models import Handover
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import ListBatch, ListRow, Outcome, VerificationTask
from yanpan.streams.verification.operations.sweep import report_person_found
from yanpan.streams.verification.operations.sweep.found import FoundPerson
from yanpan.streams.verification.tests.lists import desk, id_number, people, taken_in

pytestmark = pytest.mark.django_db
WANG = FoundPerson("王建国", id_number(1), "13800001111", "二组", "郑州市二七区", date(2021, 8, 2))


def found(
    person: FoundPerson = WANG,
    *,
    at: str = "",
    here: bool = True,
    found_as: str = "returnee",
    measure: str = "cleared",
    days: int = 0,
) -> ListRow:
    """As the phone sends it; jobs run at once in the tests' settings, else here."""
    open_event()
    row = report_person_found(
        desk(at or village()),
        unit_key=at or village(),
        found_as=found_as,
        person=person,
        here=here,
        measure=measure if here else "",
        now=NOW + timedelta(days=days),
    )
    _work()
    row.refresh_from_db()
    return row


def _work() -> None:
    from yanpan.base.jobs.models import Job
    from yanpan.base.jobs.running import run

    for job in Job.objects.filter(work="verification.take_in_found", state="waiting").order_by(
        "made_at", "id"
    ):
        run(job.id)


def test_who_stands_there_is_a_row_of_the_village_and_answered_at_once() -> None:
    row = found()
    task = VerificationTask.objects.get()
    assert (row.state, row.task_id, row.batch.source) == ("accepted", task.id, "own_sweep")
    assert (task.custody.key, task.target.key, task.routed_by) == (village(), village(), "found")
    assert (task.standing, task.where, task.contact, task.measure) == ("verified", "here", "met", "cleared")
    assert Outcome.objects.get().way == "found"


def test_who_was_only_heard_of_is_in_the_hands_of_the_finder() -> None:
    found(here=False)
    task = VerificationTask.objects.get()
    assert (task.standing, task.custody.key, Outcome.objects.count()) == ("in_hand", village(), 0)


def test_a_close_contact_found_has_the_clock_of_the_first_class() -> None:
    found(here=False, found_as="contact")
    task = VerificationTask.objects.get()
    assert (task.urgency, task.find_by) == ("contact", NOW + timedelta(hours=2))


def test_the_persons_of_a_day_stand_in_one_list() -> None:
    found()
    found(FoundPerson("李秀英", phone="13800002222", place="南京禄口机场", on=date(2021, 8, 1)))
    batch = ListBatch.objects.get()
    assert (batch.state, batch.person_rows, batch.rows.count()) == ("taken_in", 2, 2)
    assert VerificationTask.objects.count() == 2


def test_the_same_words_sent_twice_are_one_row() -> None:
    assert found().id == found().id
    assert (ListRow.objects.count(), Outcome.objects.count()) == (1, 1)


def test_a_person_found_twice_is_one_task() -> None:
    first = found()
    again = found(
        FoundPerson("王建国", id_number(1), "13900009999", "三组", "郑州市", date(2021, 8, 2)), days=1
    )
    assert (first.task_id, again.duplicate) == (again.task_id, True)
    assert VerificationTask.objects.count() == 1


def test_a_person_another_village_has_in_hand_goes_on_to_the_finder() -> None:
    found(at=other_village(), here=False)
    found()
    task = VerificationTask.objects.get()
    assert (task.custody.key, task.target.key, task.standing) == (other_village(), village(), "in_hand")
    [handover] = Handover.objects.filter(recalled_at=None)
    assert (handover.sender.key, handover.subject) == (other_village(), task.id)


def test_a_person_of_a_pushed_list_found_at_the_door_is_the_same_task() -> None:
    open_event()
    [line] = people(1)
    taken_in([line])
    found(FoundPerson(line.name, line.id_number, line.phone, "", "南京禄口机场", date(2021, 8, 1)))
    assert VerificationTask.objects.count() == 1


def test_who_comes_from_too_long_ago_waits_for_a_signature() -> None:
    row = found(FoundPerson("王建国", phone="13800001111", place="郑州", on=date(2021, 6, 1)))
    assert (row.state, row.holds) == ("held", ["too_old"])
    assert not VerificationTask.objects.exists()


def test_all_that_is_missing_is_said_at_once() -> None:
    open_event()
    with pytest.raises(Refused) as refused:
        found(FoundPerson(""), found_as="suspicious")
    assert refused.value.facts["problems"] == (
        "found_as_needed,found_name_needed,found_number_needed,found_place_needed,found_day_needed"
    )
    with pytest.raises(Refused) as refused:
        found(measure="at_home")
    assert "measure_needs_a_deciding_body" in str(refused.value.facts["problems"])
    with pytest.raises(Refused, match="masked_value_written_back"):
        found(FoundPerson("王**", phone="13800001111", place="郑州", on=date(2021, 8, 1)))
    assert not ListBatch.objects.exists()


def test_nobody_reports_for_a_village_elsewhere() -> None:
    open_event()
    with pytest.raises(Missing):
        report_person_found(
            desk(OTHER_COUNTY), unit_key=village(), found_as="returnee", person=WANG, here=False, now=NOW
        )
