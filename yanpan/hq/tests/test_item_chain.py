"""What people decide, write, check, undo and raise about an item, and whether its indicator moved."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, actor_with, make_event
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import CutOff
from yanpan.base.notices.models import Notice
from yanpan.base.places.models import Unit
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, refuse_handovers
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Item, ItemStep
from yanpan.hq.operations import (
    Decision,
    decide_item,
    dispatch_item,
    escalate_item,
    escalate_late_items,
    note_progress,
    reopen_item,
    report_item_done,
    rewrite_item,
    strike_off_item,
    take_check,
)
from yanpan.hq.queries import get_item, list_items, open_item_file
from yanpan.hq.rules.items import Moved, moved
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale

pytestmark = pytest.mark.django_db
RATE = "verification.screened_rate"
DUE = NOW + timedelta(hours=12)
SAID = Decision(matter="村口值守补人", demand="双人双岗，照片为证", helpers=(OTHER_COUNTY,), indicator=RATE)
RIGHTS = (
    *("decide_item", "rewrite_item", "dispatch_item", "note_progress", "report_item_done", "take_check"),
    *("strike_off_item", "reopen_item", "escalate_item", "escalate_late_items", "get_item", "list_items"),
    "open_item_file",
)


def at(unit_key: str = CITY, name: str = "chief") -> Actor:
    both = ("tasks.acknowledge_handovers", "tasks.refuse_handovers")
    actor = actor_with(*(f"hq.{right}" for right in RIGHTS), *both, unit_key=unit_key)
    return Actor(name=name, permissions=actor.permissions, units=actor.units)


def decided(said: Decision = SAID, *, owner: str = COUNTY) -> Item:
    event = Event.objects.first() or make_event()
    return decide_item(
        at(), event_id=event.id, unit_key=CITY, owner_key=owner, due_at=DUE, decided=said, now=NOW
    )


def sent(said: Decision = SAID) -> Item:
    item = decided(said)
    return dispatch_item(at(), item_id=item.id, demand=item.demand, due_at=DUE, now=NOW)


def taken(said: Decision = SAID) -> Item:
    item = sent(said)
    waiting = Handover.objects.get(subject=item.id, acknowledged_at=None, refused_at=None)
    acknowledge_handovers(at(COUNTY, "liaison"), handover_ids=[waiting.id], now=NOW)
    return Item.objects.get(id=item.id)


def done(said: Decision = SAID) -> Item:
    return report_item_done(at(COUNTY, "liaison"), item_id=taken(said).id, evidence="已补岗", now=NOW)


def chain(item_id: UUID) -> list[str]:
    return list(ItemStep.objects.filter(item=item_id).order_by("number").values_list("step", flat=True))


def cut_off(above: int, below: int, *, minutes: int = 0) -> None:
    """The city's figures with this one rate of the county."""
    event = Event.objects.first() or make_event()
    CutOff.objects.create(
        id=fresh_id(NOW),
        event=event,
        unit=Unit.objects.get(key=CITY),
        name=f"{minutes:02}:00",
        on=NOW.date(),
        version=1,
        fixed_at=NOW + timedelta(minutes=minutes),
        fixed_by="-",
        pack=event.pack,
        figures={"rooms": {"verification": {"figures": [[COUNTY, RATE, above, below]]}}},
        digest="-",
    )


def test_a_decided_item_goes_its_whole_way_and_every_step_stays() -> None:
    item = done()
    take_check(at(name="supervisor"), item_id=item.id, now=NOW)
    struck = strike_off_item(at(name="supervisor"), item_id=item.id, accepted=True, now=NOW)
    assert struck.state == "struck_off"
    assert chain(item.id) == ["decided", "sent", "taken", "reported", "checking", "struck_off"]
    page = get_item(at(), item_id=item.id, now=NOW)
    assert (page.item.matter, page.item.helpers, page.item.by_word) == ("村口值守补人", ("临颍县",), True)
    assert [one.note for one in page.steps if one.note] == ["已补岗"]


def test_everything_that_is_missing_is_said_at_once() -> None:
    make_event()
    nothing = Decision(matter=" ", demand="", helpers=(COUNTY,), indicator="weather", origin="x", severity=9)
    with pytest.raises(Refused, match="item_incomplete") as refused:
        decide_item(
            at(),
            event_id=Event.objects.get().id,
            unit_key=CITY,
            owner_key=COUNTY,
            due_at=NOW,
            decided=nothing,
            now=NOW,
        )
    assert str(refused.value.facts["problems"]).split(",") == [
        "item_matter_needed",
        "acceptance_test_needed",
        "due_time_is_past",
        "unknown_indicator",
        "unknown_origin",
        "unknown_severity",
        "owner_helps_itself",
    ]
    assert not Item.objects.exists()


def test_no_number_of_a_person_and_no_mask_is_kept_in_words() -> None:
    with pytest.raises(Refused, match="identifier_in_free_text"):
        decided(Decision(matter="联系13812345678", demand="到位"))
    with pytest.raises(Refused, match="masked_value_written_back"):
        decided(Decision(matter="张**未到位", demand="到位"))


def test_a_county_gives_items_to_its_own_townships_only() -> None:
    make_event()
    event, county = Event.objects.get(), at(COUNTY, "county chief")
    given: dict[str, Any] = {"event_id": event.id, "unit_key": COUNTY, "due_at": DUE, "now": NOW}
    said = Decision(matter="补岗", demand="到位")
    assert decide_item(county, owner_key=TOWNSHIP, decided=said, **given).owner.key == TOWNSHIP
    with pytest.raises(Refused, match="owner_is_elsewhere"):
        decide_item(county, owner_key=OTHER_COUNTY, decided=said, **given)
    with pytest.raises(Missing):
        decide_item(county, owner_key=CITY, decided=said, **(given | {"unit_key": CITY}))


def test_of_two_chairs_that_edit_one_item_the_second_is_told() -> None:
    item = decided()
    again = Decision(matter="村口值守补两人", demand="双岗")
    given: dict[str, Any] = {"item_id": item.id, "version": 1, "owner_key": COUNTY, "due_at": DUE, "now": NOW}
    assert rewrite_item(at(name="first"), decided=again, **given).version == 2
    with pytest.raises(Stale, match="item_changed"):
        rewrite_item(at(name="second"), decided=SAID, **given)
    assert Item.objects.get().matter == "村口值守补两人"


def test_a_refused_item_is_given_to_another_owner() -> None:
    item = sent()
    waiting = Handover.objects.get(subject=item.id)
    refuse_handovers(
        at(COUNTY, "liaison"),
        handover_ids=[waiting.id],
        reason="不属本区",
        right_unit_key=OTHER_COUNTY,
        now=NOW,
    )
    back = Item.objects.get(id=item.id)
    assert (back.state, chain(item.id)[-1]) == ("proposed", "returned")
    said = Decision(matter=back.matter, demand=back.demand)
    rewrite_item(
        at(),
        item_id=item.id,
        version=back.version,
        owner_key=OTHER_COUNTY,
        due_at=DUE,
        decided=said,
        now=NOW,
    )
    dispatch_item(at(), item_id=item.id, demand=back.demand, due_at=DUE, now=NOW)
    assert Handover.objects.filter(subject=item.id, receiver__key=OTHER_COUNTY, refused_at=None).count() == 1


def test_progress_puts_it_in_work_and_a_paper_stays_with_its_step() -> None:
    item = taken()
    photo = CleanFile("application/pdf", b"%PDF-1.4")
    note_progress(at(COUNTY, "liaison"), item_id=item.id, note="已到村口", files=[photo], now=NOW)
    [step] = [one for one in get_item(at(), item_id=item.id, now=NOW).steps if one.step == "progress"]
    [(file_id, kind)] = step.files
    assert (step.note, kind) == ("已到村口", "application/pdf")
    assert open_item_file(at(), file_id=file_id, now=NOW) == photo
    with pytest.raises(Missing):
        open_item_file(at(TOWNSHIP, "somebody"), file_id=file_id, now=NOW)


def test_the_helper_sees_it_and_cannot_report_it_done() -> None:
    item = taken()
    helper = at(OTHER_COUNTY, "helper")
    assert [one.id for one in list_items(helper, event_id=item.event_id, now=NOW)] == [item.id]
    with pytest.raises(Missing):
        report_item_done(helper, item_id=item.id, evidence="已办", now=NOW)


def test_sent_back_and_opened_again_are_counted_and_say_why() -> None:
    item = done()
    with pytest.raises(NotPermitted):
        take_check(at(name="liaison"), item_id=item.id, now=NOW)
    redo = strike_off_item(
        at(name="supervisor"), item_id=item.id, accepted=False, reason="照片不是本村", now=NOW
    )
    assert (redo.state, redo.redone) == ("in_work", 1)
    report_item_done(at(COUNTY, "liaison"), item_id=item.id, evidence="重拍照片", now=NOW)
    strike_off_item(at(name="supervisor"), item_id=item.id, accepted=True, now=NOW)
    with pytest.raises(Refused, match="reason_needed"):
        reopen_item(at(), item_id=item.id, reason=" ", due_at=DUE, now=NOW)
    again = reopen_item(at(), item_id=item.id, reason="抽查时无人值守", due_at=DUE, now=NOW)
    assert (again.state, again.reopened, again.struck_off_by) == ("in_work", 1, "")
    assert chain(item.id)[-2:] == ["struck_off", "reopened"]


def test_what_is_late_goes_up_once_and_its_owner_is_rung_once() -> None:
    first = taken()
    decided_only = decided(Decision(matter="另一件", demand="到位"))
    later = DUE + timedelta(minutes=1)
    assert escalate_late_items(at(), now=DUE - timedelta(minutes=1)) == 0
    assert escalate_late_items(at(), now=later) == 1
    assert escalate_late_items(at(), now=later) == 0
    assert chain(first.id)[-1] == "escalated" and chain(decided_only.id) == ["decided"]
    call = Notice.objects.get(matter="items_late")
    assert (call.facts, call.unit.key) == ({"count": 1}, COUNTY)
    [shown, _] = list_items(at(), event_id=first.event_id, now=later)
    assert shown.late and shown.escalated


def test_raised_by_hand_it_is_grave_until_it_is_struck_off() -> None:
    item = taken()
    raised = escalate_item(at(), item_id=item.id, reason="两天未动", now=NOW)
    assert (raised.severity, raised.escalated_at) == (3, NOW)


def test_the_indicator_it_must_move_is_compared_with_what_it_was_at_dispatch() -> None:
    cut_off(80, 100)
    item = sent()
    assert Item.objects.get(id=item.id).baseline == [80, 100]
    shown = {}
    for minutes, above in ((10, 80), (20, 90), (30, 79)):
        cut_off(above, 100, minutes=minutes)
        [view] = list_items(at(), event_id=item.event_id, now=NOW)
        shown[above] = view.moved
    assert shown == {80: "same", 90: "better", 79: "worse"}


@pytest.mark.parametrize(
    ("before", "after", "higher", "said"),
    [
        ([1, 2], [1, 3], True, Moved.WORSE),
        ([1, 2], [1, 3], False, Moved.BETTER),
        ([1, 3], [2, 6], True, Moved.SAME),
        (None, [1, 2], True, None),
        ([1, 2], None, True, None),
        ([0, 0], [1, 2], True, None),
        ([1, 2], [3, 2], True, None),
    ],
)
def test_moved_needs_two_rates_that_are_rates(
    before: list[int] | None, after: list[int] | None, higher: bool, said: Moved | None
) -> None:
    assert moved(before, after, higher_is_better=higher) == said
