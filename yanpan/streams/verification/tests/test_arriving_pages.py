"""Handing out and signing by list and way; refusing with a proposal that says why."""

from datetime import date

import pytest

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    make_event,
    make_list,
    make_people_sought,
    send,
    unit,
    villages_of,
)
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.models import Person
from yanpan.base.places.models import Answering
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import open_handovers
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import hand_down, record_outcome
from yanpan.streams.verification.queries import count_to_hand_down, propose_right_units
from yanpan.streams.verification.rules import CO_INVESTIGATION
from yanpan.streams.verification.tests.desk import take_phone
from yanpan.streams.verification.tests.lists import desk, id_number

pytestmark = pytest.mark.django_db
ZONE = "411171"


def village(number: int = 0) -> str:
    return villages_of(TOWNSHIP)[number].key


def address_of(key: str) -> str:
    here = unit(key)
    assert here.parent is not None and here.parent.parent is not None
    return f"漯河市{here.parent.parent.name}{here.parent.name}{here.name}3号"


def arriving_at(key: str, *people: PersonFacts) -> list[Handover]:
    """People on the way from the city to a unit."""
    event = make_event()
    tasks = VerificationTask.objects.bulk_create(
        VerificationTask(
            id=fresh_id(NOW),
            event=event,
            person=person,
            urgency="other",
            received_at=NOW,
            find_by=NOW,
            pack=event.pack,
            custody=unit(CITY),
            target=unit(key),
            routed_by="register",
        )
        for person in make_people(event.id, people, now=NOW)
    )
    return send(tasks, to=key)


def proposed(key: str, handovers: list[Handover]) -> list[tuple[str, str, int]]:
    found = propose_right_units(desk(key), unit_key=key, handover_ids=[one.id for one in handovers], now=NOW)
    return [(one.unit.key, one.why, len(one.ids)) for one in found]


# Whose they are


def test_the_address_comes_first_then_the_register_then_the_telephone_then_the_id() -> None:
    elsewhere = villages_of(OTHER_COUNTY)[0]
    [known] = arriving_at(village(5), PersonFacts("甲", phone="13811110000"))
    VerificationTask.objects.update(
        custody=elsewhere, standing="verified", where="here", contact="met", measure="cleared",
        answered_at=NOW, answering_unit=elsewhere,
    )  # fmt: skip
    Handover.objects.filter(id=known.id).delete()
    people = [
        PersonFacts("乙", address=address_of(village(3)), home_id=elsewhere.pk),
        PersonFacts("丙", home_id=unit(village(2)).pk, phone="13811110000"),
        PersonFacts("丁", phone="13811110000"),
        PersonFacts("戊", id_number=id_number(7, area="411122")),
        PersonFacts("己", address="河南省郑州市二七区大学路1号"),
        PersonFacts("庚", address="不详"),
    ]
    sent = arriving_at(village(), *people)
    assert sorted(proposed(village(), sent)) == sorted(
        [
            (village(3), "address", 1),
            (village(2), "register", 1),
            (elsewhere.key, "household", 1),
            (OTHER_COUNTY, "id_area", 1),
            (CO_INVESTIGATION, "outside", 1),
        ]
    )


def test_a_village_that_lies_under_a_zone_now_is_proposed_by_the_tree_of_the_day() -> None:
    """10:50 of the drill: 召陵 refuses what the register and the old address still call its own."""
    moved = villages_of(TOWNSHIP)[0]
    zone_unit = unit(ZONE)
    Answering.objects.filter(place__code=moved.key).update(valid_to=date(2021, 8, 1))
    place = Answering.objects.get(place__code=moved.key).place
    Answering.objects.create(place=place, unit=zone_unit, valid_from=date(2021, 8, 1))
    sent = arriving_at(COUNTY, *(PersonFacts("甲", address=address_of(moved.key)) for _ in range(3)))
    assert proposed(COUNTY, sent) == [(ZONE, "tree", 3)]


def test_the_refuser_itself_and_what_lies_above_or_below_it_is_never_proposed() -> None:
    facts = (
        PersonFacts("甲", address=address_of(village())),
        PersonFacts("乙", home_id=unit(village()).pk),
        PersonFacts("丙", id_number=id_number(7, area="411104")),
    )
    assert proposed(village(), arriving_at(village(), *facts)) == []
    assert proposed(COUNTY, arriving_at(COUNTY, *facts)) == []


def test_what_waits_elsewhere_gets_no_proposal() -> None:
    sent = arriving_at(village(), PersonFacts("甲", address=address_of(village(3))))
    with pytest.raises(Missing):
        proposed(village(1), sent)


def test_the_phone_refuses_each_to_the_unit_proposed_with_one_button() -> None:
    sent = arriving_at(
        village(),
        PersonFacts("甲", address=address_of(village(3))),
        PersonFacts("乙", address=address_of(village(4))),
        PersonFacts("丙"),
    )
    client, ids = take_phone(village()), [str(one.id) for one in sent]
    page = client.post(f"/verification/arriving/{village()}/refuse/", {"handover": ids})
    shown = page.content.decode()
    assert unit(village(3)).name in shown and 'name="as_proposed"' in shown
    answer = {"handover": ids, "preset": "moved", "as_proposed": "1"}
    without = client.post(f"/verification/arriving/{village()}/refuse/", answer | {"preset": ""})
    assert without.status_code == 422 and not Handover.objects.filter(refused_at__isnull=False).exists()
    assert client.post(f"/verification/arriving/{village()}/refuse/", answer).status_code == 302
    right = {one.right_unit.key if one.right_unit else "" for one in Handover.objects.all()}
    assert right == {village(3), village(4), ""}
    assert open_handovers().count() == 1  # for whom nothing is proposed stays waiting


def test_the_refuser_may_name_another_unit_than_the_proposed_one() -> None:
    [sent] = arriving_at(village(), PersonFacts("甲", address=address_of(village(3))))
    facts = {"handover": str(sent.id), "note": "已搬走", "right_unit_key": OTHER_COUNTY}
    client = take_phone(village())
    assert client.post(f"/verification/arriving/{village()}/refuse/", facts).status_code == 302
    sent.refresh_from_db()
    assert sent.right_unit is not None and sent.right_unit.key == OTHER_COUNTY


# Signing and handing out by list


def test_an_office_signs_for_the_people_of_one_list() -> None:
    first, second = make_list(3, at=CITY), make_list(2, at=CITY)
    send(list(VerificationTask.objects.all()), to=COUNTY)
    client = sit_down("county_liaison", COUNTY)
    page = client.get("/verification/arriving/").content.decode()
    assert f"?list={first.id}" in page and f"?list={second.id}" in page
    only = client.get(f"/verification/arriving/?list={second.id}").content.decode()
    assert only.count('type="checkbox" name="handover"') == 2
    signed = {"all": "1", "list": str(second.id)}
    assert client.post(f"/verification/arriving/{COUNTY}/", signed).status_code == 302
    assert open_handovers().count() == 3
    assert client.get("/verification/arriving/?list=nonsense").status_code == 404


def test_a_villages_phone_shows_no_list() -> None:
    batch = make_list(2, at=COUNTY)
    make_list(1, at=COUNTY)
    send(list(VerificationTask.objects.all()), to=village())
    assert str(batch.id) not in take_phone(village()).get("/verification/arriving/").content.decode()


def test_the_desk_hands_down_one_list_one_topic_or_one_way() -> None:
    one, two = make_list(3, at=CITY), make_list(2, at=CITY)
    ListBatch.objects.filter(id=two.id).update(topic="六院")
    VerificationTask.objects.filter(rows__batch=one).update(target=unit(village()))
    VerificationTask.objects.filter(rows__batch=two).update(target=unit(OTHER_COUNTY))
    found = count_to_hand_down(desk(), event_id=one.event_id, unit_key=CITY, now=NOW)
    assert (found.count, found.stays, found.topics) == (5, 0, (("六院", 2),))
    assert [(way.key, way.count) for way in found.ways] == [(COUNTY, 3), (OTHER_COUNTY, 2)]
    assert sorted(each.count for each in found.lists) == [2, 3]
    client = sit_down("duty_officer")
    assert "六院" in client.get("/verification/hand-out/").content.decode()
    client.post(f"/verification/hand-out/{CITY}/", {"topic": "六院"})
    assert [h.receiver.key for h in Handover.objects.select_related("receiver")] == [OTHER_COUNTY] * 2
    assert hand_down(desk(), unit_key=CITY, next_key=OTHER_COUNTY, now=NOW) == 0
    assert hand_down(desk(), unit_key=CITY, batch_id=one.id, now=NOW) == 3


def test_what_lies_at_its_own_unit_stays() -> None:
    make_people_sought(2, at=CITY)
    event_id = VerificationTask.objects.all()[0].event_id
    found = count_to_hand_down(desk(), event_id=event_id, unit_key=CITY, now=NOW)
    assert (found.count, found.stays, found.ways, found.lists) == (0, 2, (), ())


# The first telephone call


def test_what_the_force_hears_on_the_first_call_routes_the_person_on() -> None:
    make_event()
    [task] = make_people_sought(1, at=CO_INVESTIGATION)
    record_outcome(
        desk(CO_INVESTIGATION),
        task_id=task.id,
        version=1,
        where="elsewhere",
        contact="own_phone",
        measure="",
        other_unit_key=village(2),
        now=NOW,
    )
    [sent] = Handover.objects.select_related("sender", "receiver")
    assert (sent.sender.key, sent.receiver.key, sent.request) == (CO_INVESTIGATION, village(2), "find_person")
    task.refresh_from_db()
    assert (task.target.key, task.routed_by, task.standing) == (village(2), "elsewhere", "in_hand")
    assert Person.objects.count() == 1
