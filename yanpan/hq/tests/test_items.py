"""交办事项: proposed once, dispatched with a test, done with evidence, struck off by somebody else."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_event, make_list
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import confirm_figures, fix_cut_off
from yanpan.base.places.models import Unit
from yanpan.base.tasks.handovers import DoItem
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, recall_handovers, refuse_handovers
from yanpan.hq.models import Item
from yanpan.hq.operations import (
    dispatch_item,
    propose_items,
    report_item_done,
    strike_off_item,
    withdraw_item,
)
from yanpan.hq.queries import list_items
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale

pytestmark = pytest.mark.django_db
ON = date(2021, 8, 5)
RIGHTS = (
    "hq.propose_items",
    "hq.dispatch_item",
    "hq.withdraw_item",
    "hq.report_item_done",
    "hq.strike_off_item",
    "hq.list_items",
    "indicators.get_cut_off",
    "indicators.fix_cut_off",
    "indicators.confirm_figures",
    "tasks.acknowledge_handovers",
    "tasks.refuse_handovers",
    "tasks.recall_handovers",
)
EVENING = NOW + timedelta(hours=4)


def at(unit_key: str = CITY, name: str = "chief") -> Actor:
    actor = actor_with(*RIGHTS, unit_key=unit_key)
    return Actor(name=name, permissions=actor.permissions, units=actor.units)


def cut_off(*, without: tuple[str, ...] = (COUNTY,), reason: str = "", minutes: int = 0) -> CutOff:
    """The city's figures, confirmed by all but these."""
    event = Event.objects.first() or make_event()
    for key in Unit.objects.filter(kind="county").exclude(key__in=without).values_list("key", flat=True):
        if not reason:
            confirm_figures(at(), event_id=event.id, unit_key=key, name="18:00", on=ON, now=NOW)
    return fix_cut_off(
        at(),
        event_id=event.id,
        unit_key=CITY,
        name="18:00",
        on=ON,
        reason=reason,
        now=NOW + timedelta(minutes=minutes),
    )


def proposed() -> Item:
    return propose_items(at(), cut_off_id=cut_off().id, now=NOW)[0]


def sent() -> Item:
    return dispatch_item(at(), item_id=proposed().id, demand="19时前补报确认", due_at=EVENING, now=NOW)


def in_work() -> Item:
    item = sent()
    acknowledge_handovers(at(COUNTY, "liaison"), handover_ids=[handover().id], now=NOW)
    return now_of(item.id)


def reported() -> Item:
    return report_item_done(at(COUNTY, "liaison"), item_id=in_work().id, evidence="已补报", now=NOW)


def handover() -> Handover:
    return Handover.objects.get(
        request=DoItem.REQUEST, acknowledged_at=None, refused_at=None, recalled_at=None
    )


def now_of(item_id: UUID) -> Item:
    return Item.objects.select_related("owner").get(id=item_id)


def test_a_weak_link_is_proposed_once_however_often_it_is_found() -> None:
    first = cut_off()
    items = propose_items(at(), cut_off_id=first.id, now=NOW)
    assert [(one.owner.key, one.code, one.state) for one in items] == [
        (COUNTY, "figures_not_confirmed", "proposed")
    ]
    assert items[0].due_at == NOW + timedelta(hours=12)  # severity 2
    assert propose_items(at(), cut_off_id=first.id, now=NOW) == []
    second = cut_off(reason="补报", minutes=25)
    assert propose_items(at(), cut_off_id=second.id, now=NOW) == []
    assert Item.objects.count() == 1


def test_a_struck_off_weak_link_that_comes_back_is_proposed_again() -> None:
    item = strike_off_item(at(name="supervisor"), item_id=reported().id, accepted=True, now=NOW)
    assert item.cut_off_id is not None
    again = propose_items(at(), cut_off_id=item.cut_off_id, now=NOW)
    assert [one.code for one in again] == ["figures_not_confirmed"]


def test_silent_units_found_from_rows_become_items_too() -> None:
    make_list(3, at=OTHER_COUNTY)
    items = propose_items(at(), cut_off_id=cut_off(without=()).id, now=NOW)
    assert [(one.owner.key, one.code, one.severity) for one in items] == [(OTHER_COUNTY, "unit_silent", 3)]
    assert items[0].due_at == NOW + timedelta(hours=4)


def test_it_is_dispatched_with_what_counts_as_done_and_until_when() -> None:
    item = proposed()
    with pytest.raises(Refused, match="acceptance_test_needed"):
        dispatch_item(at(), item_id=item.id, demand=" ", due_at=EVENING, now=NOW)
    with pytest.raises(Refused, match="due_time_is_past"):
        dispatch_item(at(), item_id=item.id, demand="补报", due_at=NOW, now=NOW)
    assert now_of(item.id).state == "proposed" and not Handover.objects.exists()
    dispatch_item(at(), item_id=item.id, demand="补报", due_at=EVENING, now=NOW)
    assert (now_of(item.id).state, now_of(item.id).demand) == ("sent", "补报")
    assert (handover().sender.key, handover().receiver.key) == (CITY, COUNTY)
    with pytest.raises(Stale, match="item_moved_on"):
        dispatch_item(at(), item_id=item.id, demand="补报", due_at=EVENING, now=NOW)


def test_signed_for_it_is_taken_and_only_then_reported_done() -> None:
    item = sent()
    with pytest.raises(Stale, match="item_moved_on"):
        report_item_done(at(COUNTY), item_id=item.id, evidence="已补报", now=NOW)
    acknowledge_handovers(at(COUNTY), handover_ids=[handover().id], now=NOW)
    assert now_of(item.id).state == "taken"
    with pytest.raises(Refused, match="evidence_needed"):
        report_item_done(at(COUNTY), item_id=item.id, evidence="", now=NOW)
    assert report_item_done(at(COUNTY), item_id=item.id, evidence="已补报", now=NOW).state == "reported"


@pytest.mark.parametrize("ending", ["refused", "recalled"])
def test_refused_or_recalled_it_is_a_proposal_again(ending: str) -> None:
    item = sent()
    if ending == "refused":
        refuse_handovers(
            at(COUNTY),
            handover_ids=[handover().id],
            reason="非本区职责",
            right_unit_key=OTHER_COUNTY,
            now=NOW,
        )
    else:
        recall_handovers(at(), handover_ids=[handover().id], now=NOW)
    assert (now_of(item.id).state, now_of(item.id).sent_at) == ("proposed", None)
    assert dispatch_item(
        at(), item_id=item.id, demand="重新明确", due_at=EVENING, now=EVENING - timedelta(1 / 24)
    )


def test_who_reports_it_done_does_not_strike_it_off() -> None:
    item = reported()
    with pytest.raises(NotPermitted):
        strike_off_item(at(name="liaison"), item_id=item.id, accepted=True, now=NOW)
    with pytest.raises(Missing):
        strike_off_item(at(COUNTY, "somebody"), item_id=item.id, accepted=True, now=NOW)
    done = strike_off_item(at(name="supervisor"), item_id=item.id, accepted=True, now=NOW)
    assert (done.state, done.struck_off_by, done.struck_off_at) == ("struck_off", "supervisor", NOW)


def test_what_the_check_does_not_accept_goes_back_into_work() -> None:
    item = reported()
    assert (
        strike_off_item(
            at(name="supervisor"), item_id=item.id, accepted=False, reason="照片不是本村", now=NOW
        ).state
        == "in_work"
    )
    again = report_item_done(at(COUNTY, "liaison"), item_id=item.id, evidence="补充照片", now=NOW)
    assert again.state == "reported"


def test_a_proposal_the_meeting_does_not_follow_is_withdrawn_with_a_reason() -> None:
    item = proposed()
    with pytest.raises(Refused, match="reason_needed"):
        withdraw_item(at(), item_id=item.id, reason="", now=NOW)
    withdraw_item(at(), item_id=item.id, reason="会上不采纳", now=NOW)
    assert list_items(at(), event_id=item.event_id, now=NOW) == []
    with pytest.raises(Stale):
        withdraw_item(at(), item_id=item.id, reason="再一次", now=NOW)


def test_an_item_of_another_county_does_not_exist() -> None:
    item = sent()
    with pytest.raises(Missing):
        report_item_done(at(OTHER_COUNTY), item_id=item.id, evidence="x", now=NOW)
    assert list_items(at(OTHER_COUNTY), event_id=item.event_id, now=NOW) == []
    assert [one.owner_key for one in list_items(at(COUNTY), event_id=item.event_id, now=NOW)] == [COUNTY]


def test_late_is_what_is_past_its_hour_and_not_struck_off() -> None:
    item = sent()
    later = EVENING + timedelta(minutes=1)
    assert not list_items(at(), event_id=item.event_id, now=EVENING)[0].late
    assert list_items(at(), event_id=item.event_id, now=later)[0].late


def test_the_database_too_wants_evidence_and_another_hand() -> None:
    item = reported()
    for change in (
        {"state": "struck_off", "struck_off_by": "liaison"},
        {"evidence": ""},
        {"state": "struck_off", "struck_off_by": "supervisor", "evidence": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(id=item.id).update(**change)
    assert Item.objects.filter(id=item.id).update(state="struck_off", struck_off_by="supervisor") == 1


def test_the_database_too_keeps_one_open_item_per_owner_and_weak_link() -> None:
    item = proposed()
    item.pk = UUID(int=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save(force_insert=True)
