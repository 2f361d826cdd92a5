"""Whom a row goes to, and the way there: step by step down the tree, back with a reason, on to the right unit."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    actor_with,
    make_event,
    make_people_sought,
    villages_of,
)
from yanpan.base.notices.models import Notice
from yanpan.base.people.operations import load_register
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, open_handovers, refuse_handovers
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.operations import call_the_late, hand_down, not_my_village, send_again
from yanpan.streams.verification.queries import count_waiting, list_arriving, list_village
from yanpan.streams.verification.rules import CO_INVESTIGATION
from yanpan.streams.verification.tests.lists import (
    Line,
    desk,
    id_number,
    people,
    phone,
    rows_of,
    taken_in,
    task_of,
)

pytestmark = pytest.mark.django_db
ZONE = "411171"
REASON = "所涉村已划归经济技术开发区管理"


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


def village(number: int = 0) -> str:
    return villages_of(TOWNSHIP)[number].key


def address_of(key: str) -> str:
    here = next(one for one in villages_of(TOWNSHIP) if one.key == key)
    assert here.parent is not None
    return f"河南省漯河市召陵区{here.parent.name}{here.name}12号"


def waiting_at(key: str) -> list[UUID]:
    return list(open_handovers().filter(receiver__key=key).values_list("id", flat=True))


def signed(key: str) -> int:
    return acknowledge_handovers(desk(key), handover_ids=waiting_at(key), now=NOW)


def custodies() -> Counter[str]:
    return Counter(VerificationTask.objects.values_list("custody__key", flat=True))


# Whom it goes to


def test_the_register_comes_first_then_the_address_then_the_id_then_the_first_call() -> None:
    known = Line("诸葛志强", id_number(1), phone(1), "郑州市二七区大学路1号")
    load_register(
        actor_with("people.load_register"),
        register_id=None,
        authority="演指〔2021〕2号",
        residents=[
            {
                "name": known.name,
                "sex": "男",
                "birth_date": "1990-01-01",
                "id_number": known.id_number,
                "phone": known.phone,
                "address": address_of(village(3)),
                "village_code": village(3),
            }
        ],
        now=NOW,
    )
    batch = taken_in(
        [
            known,
            Line("欧阳秀英", id_number(2), phone(2), address_of(village(1))),
            Line("司马丽华", id_number(3), phone(3)),
            Line("上官文斌", id_number(4), phone(4), "河南省郑州市二七区大学路2号"),
            Line("夏侯海燕", "", phone(5)),
        ]
    )
    rows = rows_of(batch)
    assert [row.decision for row in rows] == ["match", "none", "none", "none", "none"]
    assert [(task_of(row).target.key, task_of(row).routed_by) for row in rows] == [
        (village(3), "register"),
        (village(1), "address"),
        (COUNTY, "id_area"),
        (CO_INVESTIGATION, "outside"),
        (CO_INVESTIGATION, "first_call"),
    ]
    assert custodies() == {CITY: 5}


def test_without_any_register_people_are_built_from_the_lists() -> None:
    batch = taken_in([Line("甲文", id_number(1), phone(1), address_of(village())), *people(3, first=5)])
    rows = rows_of(batch)
    assert {row.decision for row in rows} == {"none"} and {row.state for row in rows} == {"accepted"}
    assert task_of(rows[0]).target.key == village()


def test_a_county_that_receives_a_list_makes_the_first_call_itself() -> None:
    batch = taken_in([Line("夏侯海燕", "", phone(5)), Line("甲文", "", phone(6))], unit_key=COUNTY)
    assert {task_of(row).target.key for row in rows_of(batch)} == {COUNTY}


# Step by step


def test_people_go_down_one_step_at_a_time_each_signed_for() -> None:
    make_people_sought(3, at=CITY, target=village())
    for key, below in ((CITY, COUNTY), (COUNTY, TOWNSHIP), (TOWNSHIP, village())):
        assert hand_down(desk(key), unit_key=key, now=NOW) == 3
        assert custodies() == {key: 3}  # until it is signed for
        assert hand_down(desk(key), unit_key=key, now=NOW) == 0  # nothing goes twice
        assert count_waiting(desk(below), unit_key=below, now=NOW) == 3
        assert signed(below) == 3
        assert custodies() == {below: 3}
    assert hand_down(desk(village()), unit_key=village(), now=NOW) == 0  # they have arrived
    assert len(list_village(desk(village()), unit_key=village(), now=NOW)) == 3


def test_each_goes_its_own_way_and_what_is_the_units_own_stays() -> None:
    make_people_sought(2, at=CITY, target=village())
    make_people_sought(1, at=CITY, target=OTHER_COUNTY)
    make_people_sought(1, at=CITY, target=CO_INVESTIGATION)
    make_people_sought(1, at=CITY, target=CITY)
    assert hand_down(desk(), unit_key=CITY, now=NOW) == 4
    sent = Counter(Handover.objects.values_list("receiver__key", flat=True))
    assert sent == {COUNTY: 2, OTHER_COUNTY: 1, CO_INVESTIGATION: 1}


def test_what_is_closed_is_not_handed_on() -> None:
    make_people_sought(1, at=CITY, target=COUNTY)
    VerificationTask.objects.update(standing="not_found", answered_at=NOW)
    assert hand_down(desk(), unit_key=CITY, now=NOW) == 0


def test_what_arrives_is_shown_in_clear_to_the_receiver_only() -> None:
    make_people_sought(2, at=TOWNSHIP, target=village())
    hand_down(desk(TOWNSHIP), unit_key=TOWNSHIP, now=NOW)
    shown = list_arriving(desk(village()), unit_key=village(), now=NOW)
    assert sorted(one.person.name for one in shown) == ["演练0", "演练1"]
    assert list_arriving(desk(village(1)), unit_key=village(), now=NOW) == []


def test_a_refused_row_waits_for_a_decision_and_goes_to_the_right_unit() -> None:
    tasks = make_people_sought(3, at=CITY, target=village())
    hand_down(desk(), unit_key=CITY, now=NOW)
    refused, *others = waiting_at(COUNTY)
    refuse_handovers(desk(COUNTY), handover_ids=[refused], reason=REASON, right_unit_key=ZONE, now=NOW)
    acknowledge_handovers(desk(COUNTY), handover_ids=others, now=NOW)
    assert hand_down(desk(), unit_key=CITY, now=NOW) == 0  # not the same way again
    subject = Handover.objects.get(id=refused).subject
    later = NOW + timedelta(minutes=5)
    assert send_again(desk(), task_ids=[subject], to_unit_key=ZONE, now=later) == 1
    assert signed(ZONE) == 1
    moved = VerificationTask.objects.get(id=subject)
    assert (moved.custody.key, moved.target.key, moved.routed_by) == (ZONE, ZONE, "by_hand")
    assert custodies() == {COUNTY: 2, ZONE: 1} and len(tasks) == 3


def test_sent_again_to_a_village_below_it_goes_by_the_next_step() -> None:
    task = make_people_sought(1, at=CITY)[0]
    send_again(desk(), task_ids=[task.id], to_unit_key=village(), now=NOW)
    assert Handover.objects.get().receiver.key == COUNTY
    task.refresh_from_db()
    assert task.target.key == village()


def test_one_person_elsewhere_among_the_own_stops_all() -> None:
    mine, foreign = make_people_sought(1, at=COUNTY)[0], make_people_sought(1, at=OTHER_COUNTY)[0]
    with pytest.raises(Missing):
        send_again(desk(COUNTY), task_ids=[mine.id, foreign.id], to_unit_key=ZONE, now=NOW)
    assert not Handover.objects.exists()


def test_a_village_that_took_somebody_elses_person_passes_it_on_with_a_reason() -> None:
    task = make_people_sought(1, at=village())[0]
    with pytest.raises(Refused, match="reason_needed"):
        not_my_village(desk(village()), task_id=task.id, right_unit_key=village(1), reason="", now=NOW)
    with pytest.raises(Refused, match="name_another_unit"):
        not_my_village(desk(village()), task_id=task.id, right_unit_key=village(), reason="不是", now=NOW)
    not_my_village(desk(village()), task_id=task.id, right_unit_key=village(1), reason="查无此人", now=NOW)
    assert custodies() == {village(): 1}
    assert signed(village(1)) == 1 and custodies() == {village(1): 1}


def test_who_is_late_is_rung_with_numbers_and_without_names() -> None:
    make_people_sought(3, at=village())
    make_people_sought(2, at=COUNTY, target=TOWNSHIP)
    hand_down(desk(COUNTY), unit_key=COUNTY, now=NOW)
    tomorrow = NOW + timedelta(hours=24, seconds=1)
    assert call_the_late(desk(COUNTY), unit_key=COUNTY, now=NOW) == 0
    assert call_the_late(desk(COUNTY), unit_key=COUNTY, now=tomorrow) == 3
    facts = {one.unit.key: one.facts for one in Notice.objects.select_related("unit")}
    assert facts == {village(): {"people": 3}, COUNTY: {"people": 2}, TOWNSHIP: {"unacknowledged": 2}}
    assert call_the_late(desk(COUNTY), unit_key=COUNTY, now=tomorrow) == 0  # once on the list
