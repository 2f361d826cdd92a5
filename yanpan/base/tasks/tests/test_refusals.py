"""What is still refused, also while the clock of a drill stands still; and of one request only, if named."""

from uuid import UUID, uuid4

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_people_sought, send, unit
from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor
from yanpan.base.places.queries import view_unit
from yanpan.base.tasks.handovers import DoItem, FindPerson
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, recall_handovers, refuse_handovers
from yanpan.base.tasks.queries import last_refused, list_refused, list_waiting_ids
from yanpan.base.tasks.sending import Parcel, send_many

pytestmark = pytest.mark.django_db
RIGHTS = (
    "tasks.acknowledge_handovers",
    "tasks.refuse_handovers",
    "tasks.recall_handovers",
    "tasks.list_refused",
    "tasks.list_waiting_ids",
)


def at(key: str) -> Actor:
    return actor_with(*RIGHTS, unit_key=key)


def refused(handovers: list[Handover], *, by: str = COUNTY) -> None:
    refuse_handovers(
        at(by),
        handover_ids=[one.id for one in handovers],
        reason="不在本地",
        right_unit_key="411171",
        now=NOW,
    )


def is_listed(subject: UUID) -> bool:
    groups = list_refused(at(CITY), now=NOW)
    listed = any(subject in group.ids for group in groups)
    assert listed == (last_refused(FindPerson.REQUEST, [subject]) == {subject})
    return listed


def send_item(to: str) -> Handover:
    event = event_view(make_people_sought(1, at=CITY)[0].event_id)
    parcel = Parcel(uuid4(), view_unit(unit(CITY)), view_unit(unit(to)), "other")
    return send_many(Actor(name="sender"), DoItem.REQUEST, [parcel], event=event, now=NOW)[0]


def test_sent_on_at_the_very_minute_of_the_refusal_it_is_no_longer_refused() -> None:
    """A paused drill gives the first way, the refusal and the second way the same time."""
    tasks = make_people_sought(1, at=CITY)
    refused(send(tasks, to=COUNTY))
    assert is_listed(tasks[0].id)
    again = send(tasks, to=OTHER_COUNTY)
    assert not is_listed(tasks[0].id)
    acknowledge_handovers(at(OTHER_COUNTY), handover_ids=[again[0].id], now=NOW)
    assert not is_listed(tasks[0].id)


def test_refused_twice_at_the_same_minute_it_is_still_refused() -> None:
    tasks = make_people_sought(1, at=CITY)
    refused(send(tasks, to=COUNTY))
    refused(send(tasks, to=OTHER_COUNTY), by=OTHER_COUNTY)
    assert is_listed(tasks[0].id)


def test_recalled_before_it_was_sent_and_refused_it_is_refused_or_free_but_never_both() -> None:
    tasks = make_people_sought(1, at=CITY)
    recall_handovers(at(CITY), handover_ids=[one.id for one in send(tasks, to=OTHER_COUNTY)], now=NOW)
    refused(send(tasks, to=COUNTY))
    is_listed(tasks[0].id)  # the page and the way down agree


def test_a_refused_item_is_no_refused_person() -> None:
    refused([send_item(COUNTY)])
    assert list_refused(at(CITY), request=FindPerson.REQUEST, now=NOW) == []
    assert [group.count for group in list_refused(at(CITY), request=DoItem.REQUEST, now=NOW)] == [1]


def test_what_waits_of_one_request_is_named_alone() -> None:
    item = send_item(COUNTY)
    people = send(make_people_sought(2, at=CITY), to=COUNTY)
    of_items = list_waiting_ids(at(COUNTY), unit_key=COUNTY, request=DoItem.REQUEST, now=NOW)
    of_people = list_waiting_ids(at(COUNTY), unit_key=COUNTY, request=FindPerson.REQUEST, now=NOW)
    assert of_items == [item.id] and set(of_people) == {one.id for one in people}
    assert len(list_waiting_ids(at(COUNTY), unit_key=COUNTY, now=NOW)) == 3
