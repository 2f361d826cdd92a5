"""Three taps at the door, by telephone for a village, corrections beside each other, nothing closed by silence."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    make_people_sought,
    villages_of,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.tasks.handovers import FindPerson, WriteToOtherCity
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.operations import enter_by_telephone, record_outcome
from yanpan.streams.verification.queries import get_door, list_outcomes, list_tasks, list_village
from yanpan.streams.verification.rules import CO_INVESTIGATION
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def sought() -> VerificationTask:
    return make_people_sought(1, at=village())[0]


def answered(
    task: VerificationTask,
    where: str,
    contact: str = "",
    measure: str = "",
    *,
    minutes: int = 0,
    **facts: Any,
) -> VerificationTask:
    """One answer of the task's own village, on the version it has now."""
    task.refresh_from_db()
    return record_outcome(
        desk(task.custody.key),
        task_id=task.id,
        version=task.version,
        where=where,
        contact=contact,
        measure=measure,
        now=NOW + timedelta(minutes=minutes),
        **facts,
    )


def test_three_taps_close_a_person() -> None:
    task = answered(sought(), "here", "met", "cleared")
    assert (task.standing, task.answered_at, task.by_telephone) == ("verified", NOW, False)
    assert task.answering_unit is not None and task.answering_unit.key == village()
    assert Outcome.objects.get().by == desk(village()).name


@pytest.mark.parametrize("obstacle", ["dead_number", "refused", "off"])
def test_not_reached_never_closes(obstacle: str) -> None:
    task = answered(sought(), "here", "not_reached", "", obstacle=obstacle)
    assert (task.standing, task.contact, task.obstacle) == ("in_hand", "not_reached", obstacle)


@pytest.mark.parametrize("standing", ["verified", "handed_on", "not_found", "deceased", "returned"])
def test_the_database_too_closes_nobody_who_was_not_reached(standing: str) -> None:
    task = answered(sought(), "here", "not_reached", "", obstacle="off")
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationTask.objects.filter(id=task.id).update(standing=standing)


@pytest.mark.parametrize("standing", ["verified", "handed_on", "not_found", "deceased", "returned"])
def test_the_database_too_closes_nobody_without_an_answer(standing: str) -> None:
    task = sought()
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationTask.objects.filter(id=task.id).update(standing=standing)


def test_a_measure_is_a_reported_fact_with_its_body_and_paper() -> None:
    task = answered(
        sought(), "here", "met", "at_home", deciding_body="乡镇指挥部", document_number="演练〔2021〕8号"
    )
    assert (task.standing, task.deciding_body, task.document_number) == (
        "verified",
        "乡镇指挥部",
        "演练〔2021〕8号",
    )


def test_all_that_is_missing_is_said_at_once_and_nothing_is_kept() -> None:
    task = sought()
    with pytest.raises(Refused) as refusal:
        answered(task, "here", "", "")
    assert refusal.value.code == "outcome_incomplete"
    assert set(str(refusal.value.facts["problems"]).split(",")) == {
        "outcome_contact_needed",
        "outcome_measure_needed",
    }
    assert not Outcome.objects.exists()
    task.refresh_from_db()
    assert task.version == 1


def test_what_does_not_belong_to_an_answer_is_left_out() -> None:
    task = answered(sought(), "not_found", "met", "at_home", deciding_body="乡镇指挥部", obstacle="off")
    assert (task.contact, task.measure, task.deciding_body, task.obstacle) == ("", "", "", "")


def test_a_correction_stands_beside_the_first_answer_and_counts_from_then_on() -> None:
    task = sought()
    answered(task, "not_found")
    task = answered(task, "here", "met", "cleared", minutes=30)
    assert task.standing == "verified" and task.version == 3
    chain = list_outcomes(desk(village()), task_id=task.id, now=NOW)
    assert [(one.where, one.at) for one in chain] == [
        ("not_found", NOW),
        ("here", NOW + timedelta(minutes=30)),
    ]


def test_two_who_answer_on_the_same_version_do_not_overwrite_each_other() -> None:
    task = sought()
    answered(task, "not_found")
    with pytest.raises(Stale, match="task_changed"):
        record_outcome(
            desk(village()), task_id=task.id, version=1, where="deceased", contact="", measure="", now=NOW
        )
    assert Outcome.objects.count() == 1


def test_a_person_elsewhere_in_the_city_goes_to_the_unit_named_and_stays_in_hand() -> None:
    task = answered(sought(), "elsewhere", "own_phone", other_unit_key=OTHER_COUNTY)
    assert (task.standing, task.custody.key, task.target.key) == ("in_hand", village(), OTHER_COUNTY)
    handover = Handover.objects.get()
    assert (handover.request, handover.receiver.key) == (FindPerson.REQUEST, OTHER_COUNTY)
    acknowledge_handovers(desk(OTHER_COUNTY), handover_ids=[handover.id], now=NOW)
    task.refresh_from_db()
    assert task.custody.key == OTHER_COUNTY
    with pytest.raises(Missing):
        answered_from(village(), task)
    assert answered(task, "here", "met", "cleared").standing == "verified"


def answered_from(key: str, task: VerificationTask) -> None:
    record_outcome(
        desk(key), task_id=task.id, version=task.version, where="not_found", contact="", measure="", now=NOW
    )


def test_elsewhere_cannot_be_the_own_unit() -> None:
    task = sought()
    with pytest.raises(Refused, match="name_another_unit"):
        answered(task, "elsewhere", "own_phone", other_unit_key=village())
    assert not Outcome.objects.exists()


def test_a_person_outside_is_handed_on_and_the_task_force_writes_the_letter() -> None:
    task = answered(sought(), "outside", "own_phone")
    assert task.standing == "handed_on"
    handover = Handover.objects.get()
    assert (handover.request, handover.receiver.key) == (WriteToOtherCity.REQUEST, CO_INVESTIGATION)
    acknowledge_handovers(desk(CO_INVESTIGATION), handover_ids=[handover.id], now=NOW)
    task.refresh_from_db()
    assert (task.custody.key, task.standing) == (village(), "handed_on")  # the row stays where it was found


def test_a_telephone_entry_is_marked_with_who_said_it() -> None:
    task = sought()
    arguments = {"task_id": task.id, "version": 1, "where": "here", "contact": "met", "measure": "cleared"}
    with pytest.raises(Refused, match="told_by_needed"):
        enter_by_telephone(desk(TOWNSHIP), told_by=" ", now=NOW, **arguments)  # type: ignore[arg-type]
    task = enter_by_telephone(desk(TOWNSHIP), told_by="村支书", now=NOW, **arguments)  # type: ignore[arg-type]
    outcome = Outcome.objects.get()
    assert task.by_telephone and outcome.by_telephone and outcome.told_by == "村支书"
    assert outcome.by == desk(TOWNSHIP).name and outcome.unit.key == village()
    assert AuditLine.objects.filter(verb="verification.enter_by_telephone", subject=str(task.id)).exists()
    later = answered(task, "not_found", minutes=5)
    assert not later.by_telephone


def test_a_note_is_sealed_and_a_mask_is_never_written_back() -> None:
    answered(sought(), "not_found", note="邻居说上月已搬走")
    outcome = Outcome.objects.get()
    assert unseal(outcome, "note") == "邻居说上月已搬走" and "搬走".encode() not in bytes(outcome.note)
    with pytest.raises(Refused, match="masked_value_written_back"):
        answered(sought(), "not_found", note="张**说的")


def test_nobody_answers_for_another_units_people() -> None:
    task = sought()
    for key in (villages_of(TOWNSHIP)[1].key, OTHER_COUNTY):
        with pytest.raises(Missing):
            answered_from(key, task)
    assert not Outcome.objects.exists()


def test_a_village_reads_its_answers_back_for_a_day_and_then_no_more() -> None:
    task = answered(sought(), "here", "met", "cleared")
    worker, day = desk(village()), timedelta(hours=24)
    assert get_door(worker, task_id=task.id, now=NOW + day - timedelta(seconds=1)).standing == "verified"
    assert len(list_village(worker, unit_key=village(), now=NOW + day - timedelta(seconds=1))) == 1
    with pytest.raises(Missing):
        get_door(worker, task_id=task.id, now=NOW + day)
    assert list_village(worker, unit_key=village(), now=NOW + day) == []


def test_who_is_still_in_hand_stays_readable() -> None:
    task = answered(sought(), "here", "not_reached", "", obstacle="off")
    assert get_door(desk(village()), task_id=task.id, now=NOW + timedelta(days=3)).contact == "not_reached"


def test_the_door_shows_whom_to_find_and_the_office_only_a_mask() -> None:
    task = sought()
    assert get_door(desk(village()), task_id=task.id, now=NOW).person.name == "演练0"
    shown = list_tasks(desk(CITY), event_id=task.event_id, unit_path=f"{CITY}/", wanted="", page=1, now=NOW)
    assert [one.person.name for one in shown] == ["演**"]
    assert "13800000000" not in repr(shown) and "演练0" not in repr(shown)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ("", 4),
        ("in_hand", 2),
        ("unreachable", 1),
        ("verified", 1),
        ("not_found", 1),
        ("late", 0),
        ("nonsense", 4),
    ],
)
def test_the_offices_filters(wanted: str, count: int) -> None:
    first, second, third, _fourth = make_people_sought(4, at=village())
    answered(first, "here", "met", "cleared")
    answered(second, "not_found")
    answered(third, "here", "not_reached", "", obstacle="off")
    path = f"{CITY}/{COUNTY}/"
    shown = list_tasks(desk(COUNTY), event_id=first.event_id, unit_path=path, wanted=wanted, page=1, now=NOW)
    assert len(shown) == count


def test_late_is_who_is_in_hand_past_the_clock() -> None:
    first, *_ = make_people_sought(3, at=village())
    answered(first, "not_found")
    late = list_tasks(
        desk(COUNTY),
        event_id=first.event_id,
        unit_path=f"{CITY}/{COUNTY}/",
        wanted="late",
        page=1,
        now=NOW + timedelta(hours=25),
    )
    assert len(late) == 2 and all(one.late for one in late)
