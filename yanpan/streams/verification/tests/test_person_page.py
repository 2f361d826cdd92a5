"""The page of one person: every list, one task, everything that was done; masked, and only of the own units."""

from uuid import UUID

import pytest
from django.urls import reverse

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_city, make_event, make_pairs, send
from yanpan.base.people.models import Person
from yanpan.kernel.errors import Missing
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Pair, VerificationTask
from yanpan.streams.verification.operations import decide_pair, record_outcome
from yanpan.streams.verification.queries import get_person
from yanpan.streams.verification.tests.lists import Line, desk, id_number, phone, rows_of, taken_in, task_of

pytestmark = pytest.mark.django_db


def named_twice() -> Person:
    make_city()
    make_event()
    line = Line("王建国", id_number(7), phone(7))
    taken_in([line])
    contact = Line("王建国", id_number(7), phone(7), reason="密切接触者")
    return task_of(rows_of(taken_in([contact], name="密接.csv", source="big_data"))[0]).person


def test_every_list_that_names_the_person_with_source_and_class() -> None:
    person = named_twice()
    task = person_task(person)
    found = get_person(desk(), task_id=task, now=NOW)
    assert [(one.file_name[:7], one.source, one.urgency, one.counts) for one in found.lists] == [
        ("省推送0805", "province", "other", True),
        ("大数据0805", "big_data", "contact", True),
    ]
    assert found.urgency == "contact" and found.person.name.startswith("王") and "建国" not in repr(found)


def person_task(person: Person) -> UUID:
    return VerificationTask.objects.get(person=person).id


def test_a_merged_record_leads_to_the_one_that_counts_with_all_that_was_done_to_both() -> None:
    first, second = make_pairs(2, at=COUNTY)
    Pair.objects.filter(id=second.id).update(resident=first.resident)
    kept, gone = task_of(first.row), task_of(second.row)
    send([gone], to=OTHER_COUNTY)
    record_outcome(desk(CITY), task_id=gone.id, version=1, where="not_found", contact="", measure="", now=NOW)
    for pair in (first, second):
        decide_pair(desk(COUNTY), pair_id=pair.id, answer="same", reason="电话核实", now=NOW)
    found = get_person(desk(COUNTY), task_id=gone.id, now=NOW)
    assert found.id == kept.id and found.standing == "not_found"
    assert [one.code for one in found.merges] == [gone.person.short_code]
    assert {one.code for one in found.lists} == {kept.person.short_code, gone.person.short_code}
    assert [one.where for one in found.answers] == ["not_found"] and len(found.handovers) == 1


def test_a_row_in_review_is_marked_as_not_counting_yet() -> None:
    [pair] = make_pairs(1, at=COUNTY)
    [row] = get_person(desk(COUNTY), task_id=task_of(pair.row).id, now=NOW).lists
    assert not row.counts


def test_people_of_another_county_do_not_exist_and_the_duty_desk_sees_no_name() -> None:
    [pair] = make_pairs(1, at=COUNTY)
    task = task_of(pair.row)
    with pytest.raises(Missing):
        get_person(desk(OTHER_COUNTY), task_id=task.id, now=NOW)
    duty = get_person(actor_with("verification.get_person", unit_key=COUNTY), task_id=task.id, now=NOW)
    assert (duty.person.name, duty.person.phone) == ("", "") and duty.person.short_code


def test_the_page_is_reached_from_the_persons_and_from_the_list() -> None:
    person = named_twice()
    task = person_task(person)
    officer, clerk = sit_down("duty_officer"), sit_down("list_clerk")
    address = reverse("verification:person", args=[task])
    assert address in officer.get(reverse("verification:tasks")).content.decode()
    batch = get_person(desk(), task_id=task, now=NOW).lists[0].batch_id
    assert address in clerk.get(reverse("verification:list", args=[batch])).content.decode()
    page = officer.get(address)
    text = page.content.decode()
    assert (
        page.status_code == 200
        and "大数据0805-" in text
        and "密接.csv" not in text
        and "四、中高风险地区" in text
    )
    assert clerk.get(address).status_code == 200
