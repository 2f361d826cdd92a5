"""双向签收: the sender answers until the receiver acknowledges; a refusal names the right unit; clocks at both ends."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    actor_with,
    make_people_sought,
    send,
    unit,
    villages_of,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.places.queries import get_unit
from yanpan.base.tasks.handovers import ANSWERED_BY, FindPerson, Receiver, receive, receiver_of
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import (
    acknowledge_by_telephone,
    acknowledge_handovers,
    recall_handovers,
    refuse_handovers,
)
from yanpan.base.tasks.queries import count_handovers, last_refused, list_refused, list_waiting
from yanpan.base.tasks.sending import Parcel, send_many
from yanpan.base.tasks.sent import list_sent
from yanpan.kernel.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
RIGHTS = (
    "tasks.acknowledge_handovers",
    "tasks.acknowledge_by_telephone",
    "tasks.refuse_handovers",
    "tasks.recall_handovers",
    "tasks.list_waiting",
    "tasks.list_refused",
    "tasks.list_sent",
    "tasks.count_handovers",
)
REASON = "所涉村已划归经济技术开发区管理"


def city() -> Actor:
    return actor_with(*RIGHTS, unit_key=CITY)


def county(key: str = COUNTY) -> Actor:
    return actor_with(*RIGHTS, unit_key=key)


def sent(count: int = 1) -> list[Handover]:
    """So many people on their way from the city to the county."""
    return send(make_people_sought(count, at=CITY, target=TOWNSHIP), to=COUNTY)


def ids(handovers: list[Handover]) -> list[UUID]:
    return [one.id for one in handovers]


def test_what_is_sent_carries_its_clock_its_pack_and_its_sender() -> None:
    one = sent()[0]
    assert (one.sender.key, one.receiver.key, one.sent_by) == (CITY, COUNTY, "sender")
    assert one.acknowledge_by == NOW + timedelta(minutes=60) and one.pack == "covid19-8"


def test_sending_twice_sends_once() -> None:
    tasks = make_people_sought(3, at=CITY)
    assert len(send(tasks, to=COUNTY)) == 3
    assert send(tasks, to=COUNTY) == [] and send(tasks, to=OTHER_COUNTY) == []
    assert Handover.objects.count() == 3


def test_nothing_is_sent_to_where_it_is() -> None:
    assert send(make_people_sought(1, at=COUNTY), to=COUNTY) == []


def test_the_sender_answers_until_the_receiver_acknowledges() -> None:
    tasks = make_people_sought(1, at=CITY, target=TOWNSHIP)
    handover = send(tasks, to=COUNTY)[0]
    tasks[0].refresh_from_db()
    assert tasks[0].custody.key == CITY
    assert acknowledge_handovers(county(), handover_ids=[handover.id], now=NOW) == 1
    tasks[0].refresh_from_db()
    handover.refresh_from_db()
    assert tasks[0].custody.key == COUNTY
    assert (handover.acknowledged_at, handover.acknowledged_by) == (NOW, county().name)


def test_a_batch_is_acknowledged_in_one_act_with_one_audit_line() -> None:
    waiting = sent(5)
    assert acknowledge_handovers(county(), handover_ids=ids(waiting), now=NOW) == 5
    line = AuditLine.objects.get(verb="tasks.acknowledge_handovers")
    assert line.details["handover_ids"]["count"] == 5


def test_one_foreign_id_among_the_own_stops_all_of_them() -> None:
    mine, foreign = sent(2), send(make_people_sought(1, at=CITY), to=OTHER_COUNTY)
    with pytest.raises(Missing):
        acknowledge_handovers(county(), handover_ids=ids([*mine, *foreign]), now=NOW)
    assert not Handover.objects.filter(acknowledged_at__isnull=False).exists()


def test_by_telephone_whoever_stands_above_enters_it_and_it_is_marked() -> None:
    waiting = sent()
    with pytest.raises(Refused, match="told_by_needed"):
        acknowledge_by_telephone(city(), handover_ids=ids(waiting), told_by=" ", now=NOW)
    acknowledge_by_telephone(city(), handover_ids=ids(waiting), told_by="演练值班人", now=NOW)
    signed = Handover.objects.get(id=waiting[0].id)
    assert signed.acknowledged_by == f"tel:演练值班人/{city().name}"


def test_nobody_above_signs_as_the_receiver() -> None:
    waiting = sent()
    with pytest.raises(Missing):
        acknowledge_handovers(city(), handover_ids=ids(waiting), now=NOW)


def test_an_empty_batch_is_no_act() -> None:
    with pytest.raises(Missing):
        acknowledge_handovers(county(), handover_ids=[], now=NOW)


def test_the_sender_cannot_sign_for_the_receiver() -> None:
    waiting = send(make_people_sought(1, at=COUNTY), to=OTHER_COUNTY)
    with pytest.raises(Missing):
        acknowledge_handovers(county(COUNTY), handover_ids=ids(waiting), now=NOW)


@pytest.mark.parametrize("act", [acknowledge_handovers, recall_handovers])
def test_what_was_acknowledged_is_closed(act: object) -> None:
    waiting = sent()
    acknowledge_handovers(county(), handover_ids=ids(waiting), now=NOW)
    assert callable(act)
    with pytest.raises(Stale, match="handover_is_closed"):
        act(county() if act is acknowledge_handovers else city(), handover_ids=ids(waiting), now=NOW)


def test_before_it_is_acknowledged_the_sender_takes_it_back() -> None:
    tasks = make_people_sought(1, at=CITY)
    waiting = send(tasks, to=COUNTY)
    assert recall_handovers(city(), handover_ids=ids(waiting), now=NOW) == 1
    with pytest.raises(Stale):
        acknowledge_handovers(county(), handover_ids=ids(waiting), now=NOW)
    tasks[0].refresh_from_db()
    assert tasks[0].custody.key == CITY
    assert len(send(tasks, to=OTHER_COUNTY)) == 1  # and it may go another way


def test_a_refusal_names_the_reason_and_the_right_unit_and_custody_stays() -> None:
    tasks = make_people_sought(1, at=CITY, target=TOWNSHIP)
    waiting = send(tasks, to=COUNTY)
    refuse_handovers(county(), handover_ids=ids(waiting), reason=REASON, right_unit_key="411171", now=NOW)
    tasks[0].refresh_from_db()
    assert tasks[0].custody.key == CITY
    group = list_refused(city(), now=NOW)[0]
    assert (group.receiver, group.right_unit_key, group.refusal) == (unit(COUNTY).name, "411171", REASON)
    assert group.ids == (tasks[0].id,)
    assert last_refused(FindPerson.REQUEST, [tasks[0].id]) == {tasks[0].id}


def test_a_refusal_that_was_sent_on_is_no_longer_open() -> None:
    tasks = make_people_sought(1, at=CITY)
    waiting = send(tasks, to=COUNTY)
    refuse_handovers(county(), handover_ids=ids(waiting), reason=REASON, right_unit_key="411171", now=NOW)
    later = NOW + timedelta(minutes=1)
    parcel = Parcel(tasks[0].id, get_unit(CITY), get_unit("411171"), "other")
    send_many(city(), FindPerson.REQUEST, [parcel], event=current_event(), now=later)
    assert list_refused(city(), now=later) == []
    assert last_refused(FindPerson.REQUEST, [tasks[0].id]) == set()


@pytest.mark.parametrize(
    ("reason", "right_unit", "code"),
    [
        ("", OTHER_COUNTY, "reason_needed"),
        ("  ", OTHER_COUNTY, "reason_needed"),
        (REASON, COUNTY, "name_another_unit"),
    ],
)
def test_a_refusal_without_reason_or_another_unit_is_none(reason: str, right_unit: str, code: str) -> None:
    waiting = sent()
    with pytest.raises(Refused, match=code):
        refuse_handovers(
            county(), handover_ids=ids(waiting), reason=reason, right_unit_key=right_unit, now=NOW
        )
    assert Handover.objects.get().refused_at is None


def test_a_refusal_to_a_unit_that_does_not_exist_is_missing() -> None:
    waiting = sent()
    with pytest.raises(Missing):
        refuse_handovers(county(), handover_ids=ids(waiting), reason=REASON, right_unit_key="", now=NOW)


def test_what_waits_is_one_line_per_sender_receiver_and_class() -> None:
    sent(3)
    send(make_people_sought(2, at=CITY), to=OTHER_COUNTY)
    groups = list_waiting(city(), now=NOW + timedelta(hours=2))
    assert [(one.receiver_key, one.count, one.late) for one in groups] == [
        (COUNTY, 3, True),
        (OTHER_COUNTY, 2, True),
    ]
    assert [one.receiver_key for one in list_waiting(county(), now=NOW)] == [COUNTY]
    shown = {one.receiver_key: one.count for one in list_sent(city(), now=NOW)}
    assert shown == {COUNTY: 3, OTHER_COUNTY: 2}


def test_the_counts_add_up_by_hand() -> None:
    """Ten: four signed in time, one an hour late, two refused, one recalled, two open past the clock."""
    waiting, late = sent(10), NOW + timedelta(hours=2)
    acknowledge_handovers(county(), handover_ids=ids(waiting[:4]), now=NOW + timedelta(minutes=60))
    acknowledge_handovers(county(), handover_ids=ids(waiting[4:5]), now=late)
    refuse_handovers(
        county(), handover_ids=ids(waiting[5:7]), reason=REASON, right_unit_key="411171", now=NOW
    )
    recall_handovers(city(), handover_ids=ids(waiting[7:8]), now=NOW)
    counts = count_handovers(city(), event_id=waiting[0].event_id, under_path=unit(COUNTY).path, now=late)
    assert counts.sent == 10 == counts.acknowledged + counts.refused + counts.recalled + counts.open
    assert (counts.acknowledged, counts.in_time, counts.late) == (5, 4, 3)
    assert (counts.refused, counts.recalled, counts.open) == (2, 1, 2)


def test_counts_of_another_county_do_not_exist() -> None:
    waiting = sent()
    with pytest.raises(Missing):
        count_handovers(
            county(OTHER_COUNTY), event_id=waiting[0].event_id, under_path=unit(COUNTY).path, now=NOW
        )


@pytest.mark.parametrize(
    "change",
    [
        {"acknowledged_at": NOW, "refused_at": NOW, "refusal": "x"},
        {"acknowledged_at": NOW, "recalled_at": NOW},
        {"refused_at": NOW, "refusal": ""},
    ],
)
def test_the_database_too_knows_only_one_end_of_a_handover(change: dict[str, object]) -> None:
    one = sent()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(id=one.id).update(**change)


def test_the_database_too_lets_nothing_be_under_way_twice_or_to_itself() -> None:
    one = sent()[0]
    village = villages_of(COUNTY)[0]
    for change in ({"receiver": village}, {"receiver": one.sender, "subject": village_subject()}):
        twin = Handover.objects.get(id=one.id)
        twin.pk = village_subject()
        for name, value in change.items():
            setattr(twin, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


def village_subject() -> UUID:
    return make_people_sought(1)[0].id


def test_a_request_nobody_declared_is_received_by_nobody() -> None:
    with pytest.raises(Refused, match="nobody_receives_this"):
        receiver_of("open_a_village_gate")
    nothing = receiver_of(FindPerson.REQUEST).returned
    for request in ("open_a_village_gate", FindPerson.REQUEST):
        with pytest.raises(ValueError, match="not declared, or received twice"):
            receive(Receiver(request, nothing, nothing))
    assert all(receiver_of(request) for request in ANSWERED_BY)
