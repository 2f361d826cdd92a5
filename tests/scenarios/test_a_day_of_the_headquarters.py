"""A day in plain steps, by people who hold exactly the rights of their role and nothing more."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, make_event, unit, villages_of
from yanpan.base.accounts.actors import actor_of_phone, door_actor
from yanpan.base.accounts.operations import enrol_phone, print_slips
from yanpan.base.audit.models import AuditLine
from yanpan.base.audit.sealing import seal_all
from yanpan.base.audit.verification import verify
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import confirm_figures, fix_cut_off
from yanpan.base.jobs.running import run
from yanpan.base.places.models import Unit
from yanpan.base.tasks.operations import acknowledge_handovers, refuse_handovers
from yanpan.base.tasks.queries import list_refused, list_waiting_ids
from yanpan.base.vault.sealing import forget_keys
from yanpan.hq.operations import dispatch_item, propose_items, report_item_done, strike_off_item
from yanpan.hq.queries import get_brief
from yanpan.kernel.errors import Refused, Stale
from yanpan.streams.verification.intake.matching import forget_register
from yanpan.streams.verification.models import ListBatch, Outcome, VerificationTask
from yanpan.streams.verification.operations import (
    confirm_mapping,
    enter_by_telephone,
    hand_down,
    receive_list,
    record_outcome,
    release_rows,
    send_again,
)
from yanpan.streams.verification.queries import board_of, list_arriving, list_village
from yanpan.streams.verification.tests.lists import Line, id_number, phone, read

pytestmark = pytest.mark.django_db
ON = date(2021, 8, 5)
ZONE = "411171"
CLEARED: dict[str, Any] = {"where": "here", "contact": "met", "measure": "cleared"}


@pytest.fixture(autouse=True)
def _own_heads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The heads of the chain lie outside the database: those of one test are not the next one's."""
    for module in ("sealing", "verification"):
        monkeypatch.setattr(f"yanpan.base.audit.{module}.heads_path", lambda: tmp_path / "audit-heads")


def at(hour: int, minute: int = 0) -> datetime:
    return NOW.replace(hour=hour - 8, minute=minute)


def village() -> Unit:
    return villages_of(TOWNSHIP)[0]


def address() -> str:
    here = village()
    assert here.parent is not None
    return f"河南省漯河市召陵区{here.parent.name}{here.name}"


def a_list() -> list[Line]:
    """Four of the village, one who will turn out to be the zone's, one from outside, one without a date."""
    lines = [Line(f"演练{name}", id_number(n), phone(n), address()) for n, name in enumerate("甲乙丙丁戊")]
    lines.append(Line("演练己", "", phone(20), "河南省郑州市二七区大学路2号"))
    return [*lines, Line("演练庚", id_number(30), phone(30), address(), on="")]


def village_phone(now: datetime) -> Actor:
    """The township prints a slip, the village worker enrols the phone with it."""
    township = make_actor("township_clerk", TOWNSHIP)
    slip = print_slips(township, unit_keys=[village().key], now=now)[0]
    made, _token = enrol_phone(
        door_actor("slip", "accounts.enrol_phone"), code=slip.code, pin=slip.pin, label="村干部", now=now
    )
    actor = actor_of_phone(made.id)
    assert actor is not None
    return actor


def received_and_taken_in(now: datetime) -> ListBatch:
    officer = make_actor("duty_officer")
    batch = receive_list(
        officer,
        read=read(a_list()),
        unit_key=CITY,
        source="province",
        sender="省专班",
        topic="",
        place="",
        window_from=None,
        window_to=None,
        now=now,
    )
    batch = confirm_mapping(officer, batch_id=batch.id, mapping={}, version=1, now=now)
    assert batch.job is not None
    run(batch.job)
    batch.refresh_from_db()
    return batch


def sign(actor: Actor, key: str, now: datetime) -> int:
    return acknowledge_handovers(actor, handover_ids=list_waiting_ids(actor, unit_key=key, now=now), now=now)


def restart() -> None:
    """What a process knows by heart is gone; the database is what is left."""
    forget_keys()
    forget_register()


def test_a_day_from_the_push_list_to_the_struck_off_item() -> None:
    event = make_event()
    officer, chief = make_actor("duty_officer"), make_actor("duty_chief")
    county, township = make_actor("county_liaison", COUNTY), make_actor("township_clerk", TOWNSHIP)

    # 08:20, the list; one row says no day and waits for the epidemiologist.
    batch = received_and_taken_in(at(8, 20))
    assert VerificationTask.objects.count() == 6
    assert (
        release_rows(make_actor("epidemiologist"), batch_id=batch.id, reason="电话核实", now=at(8, 30)) == 1
    )
    batch.refresh_from_db()
    assert batch.job is not None
    run(batch.job)
    assert VerificationTask.objects.count() == 7

    # Down the tree; the county refuses one that is the zone's.
    assert hand_down(officer, unit_key=CITY, now=at(8, 35)) == 7
    waiting = list_waiting_ids(county, unit_key=COUNTY, now=at(8, 50))
    theirs = next(
        one.id for one in list_arriving(county, unit_key=COUNTY, now=at(8, 50)) if one.person.name == "演练戊"
    )
    refuse_handovers(
        county, handover_ids=[theirs], reason="该村已划归经开区", right_unit_key=ZONE, now=at(8, 55)
    )
    mine = [one for one in waiting if one != theirs]
    assert acknowledge_handovers(county, handover_ids=mine, now=at(9)) == 5
    refused = list_refused(officer, now=at(9))[0]
    assert refused.right_unit_key == ZONE
    assert send_again(officer, task_ids=list(refused.ids), to_unit_key=ZONE, now=at(9, 5)) == 1
    assert sign(make_actor("county_liaison", ZONE), ZONE, at(9, 20)) == 1

    # County to township to village.
    assert hand_down(county, unit_key=COUNTY, now=at(9, 10)) == 5
    assert sign(township, TOWNSHIP, at(9, 30)) == 5
    assert hand_down(township, unit_key=TOWNSHIP, now=at(9, 40)) == 5
    restart()
    worker = village_phone(at(10))
    assert sign(worker, village().key, at(10, 5)) == 5
    found = {one.person.name: one for one in list_village(worker, unit_key=village().key, now=at(10, 10))}
    assert sorted(found) == ["演练丁", "演练丙", "演练乙", "演练庚", "演练甲"]

    # Three at the door, one not reached, one told to the township on the telephone.
    for name, where, contact, measure in (
        ("演练甲", "here", "met", "cleared"),
        ("演练乙", "not_found", "", ""),
        ("演练丙", "outside", "own_phone", ""),
    ):
        record_outcome(
            worker,
            task_id=found[name].id,
            version=found[name].version,
            where=where,
            contact=contact,
            measure=measure,
            now=at(11),
        )
    record_outcome(
        worker,
        task_id=found["演练丁"].id,
        version=1,
        where="here",
        contact="not_reached",
        measure="",
        obstacle="off",
        now=at(11, 10),
    )
    enter_by_telephone(
        township, task_id=found["演练庚"].id, version=1, told_by="村支书", now=at(14), **CLEARED
    )

    # 18:00: every unit but one has confirmed.
    for key in Unit.objects.filter(kind="county").exclude(key=OTHER_COUNTY).values_list("key", flat=True):
        confirm_figures(
            make_actor("county_liaison", key),
            event_id=event.id,
            unit_key=key,
            name="18:00",
            on=ON,
            now=at(17, 40),
        )
    cut_off = fix_cut_off(
        officer, event_id=event.id, unit_key=CITY, name="18:00", on=ON, reason="", now=at(18)
    )
    assert cut_off.figures["confirmed"]["missing"] == [OTHER_COUNTY]
    whole = board_of(event.id, unit(CITY).path, at(18)).whole.account
    assert whole.holds and whole.received == 7
    assert +Counter(whole.standings) == {"verified": 2, "not_found": 1, "handed_on": 1, "in_hand": 3}

    # The meeting: who did not confirm gets an item, does it, and somebody else strikes it off.
    brief = get_brief(chief, cut_off_id=cut_off.id, now=at(19))
    assert "figures_not_confirmed" in {one.code for one in brief.links}
    items = propose_items(chief, cut_off_id=cut_off.id, now=at(19))
    item = next(one for one in items if one.code == "figures_not_confirmed")
    dispatch_item(chief, item_id=item.id, demand="20时前补报确认", due_at=at(22), now=at(20))
    late = make_actor("county_liaison", OTHER_COUNTY)
    assert sign(late, OTHER_COUNTY, at(20, 30)) == 1
    report_item_done(late, item_id=item.id, evidence="已于20时40分确认", now=at(20, 40))
    done = strike_off_item(make_actor("supervisor"), item_id=item.id, accepted=True, now=at(21))
    assert done.state == "struck_off"

    # Every act is in the audit, sealed, and the chain holds.
    seal_all(at(23))
    assert verify().sound
    assert AuditLine.objects.filter(verb="verification.record_outcome").count() == 4
    assert AuditLine.objects.filter(verb="verification.enter_by_telephone").count() == 1


def test_everything_submitted_twice_happens_once() -> None:
    """A page sent twice, a tap tapped twice, a slow line: the second time is told, and changes nothing."""
    event = make_event()
    officer, county = make_actor("duty_officer"), make_actor("county_liaison", COUNTY)
    batch = received_and_taken_in(at(8, 20))
    with pytest.raises(Stale, match="same_file_received"):
        received_and_taken_in(at(8, 20))
    with pytest.raises(Stale, match="batch_changed"):
        confirm_mapping(officer, batch_id=batch.id, mapping={}, version=1, now=at(8, 21))
    assert batch.job is not None
    run(batch.job)  # delivered a second time
    assert ListBatch.objects.count() == 1 and VerificationTask.objects.count() == 6

    assert hand_down(officer, unit_key=CITY, now=at(8, 35)) == 6
    assert hand_down(officer, unit_key=CITY, now=at(8, 35)) == 0
    waiting = list_waiting_ids(county, unit_key=COUNTY, now=at(9))
    acknowledge_handovers(county, handover_ids=waiting, now=at(9))
    with pytest.raises(Stale, match="handover_is_closed"):
        acknowledge_handovers(county, handover_ids=waiting, now=at(9))

    task = VerificationTask.objects.filter(custody__key=COUNTY).order_by("id")[0]
    told = {"task_id": task.id, "version": task.version, "told_by": "村支书", "now": at(10)}
    enter_by_telephone(county, **told, **CLEARED)  # type: ignore[arg-type]
    with pytest.raises(Stale, match="task_changed"):
        enter_by_telephone(county, **told, **CLEARED)  # type: ignore[arg-type]
    assert Outcome.objects.count() == 1

    fix_cut_off(officer, event_id=event.id, unit_key=CITY, name="18:00", on=ON, reason="", now=at(18))
    with pytest.raises(Refused, match="a_later_version_needs_a_reason"):
        fix_cut_off(officer, event_id=event.id, unit_key=CITY, name="18:00", on=ON, reason="", now=at(18))
    assert CutOff.objects.count() == 1


def test_a_clock_that_was_put_back_neither_loses_nor_shortens_anything() -> None:
    """The server's clock is set back an hour in the middle of the morning: everything still adds up."""
    event = make_event()
    officer, county = make_actor("duty_officer"), make_actor("county_liaison", COUNTY)
    received_and_taken_in(at(9))
    due: dict[UUID, datetime] = dict(VerificationTask.objects.values_list("id", "find_by"))
    assert set(due.values()) == {at(9) + timedelta(hours=24)}
    hand_down(officer, unit_key=CITY, now=at(9, 5))
    early = at(8, 10)  # an hour has come a second time
    assert sign(county, COUNTY, early) == 5
    assert hand_down(county, unit_key=COUNTY, now=early) == 5
    task = VerificationTask.objects.filter(custody__key=COUNTY).order_by("id")[0]
    enter_by_telephone(county, task_id=task.id, version=1, told_by="村支书", now=early, **CLEARED)
    assert dict(VerificationTask.objects.values_list("id", "find_by")) == due
    board = board_of(event.id, unit(CITY).path, early)
    assert board.identity_holds and board.whole.account.received == 7
    seal_all(early)
    assert verify().sound


def test_after_a_restart_what_was_sealed_opens_and_what_waited_still_waits() -> None:
    make_event()
    received_and_taken_in(at(8, 20))
    hand_down(make_actor("duty_officer"), unit_key=CITY, now=at(8, 35))
    county = make_actor("county_liaison", COUNTY)
    before = list_arriving(county, unit_key=COUNTY, now=at(9))
    restart()
    assert list_arriving(county, unit_key=COUNTY, now=at(9)) == before and len(before) == 5
    assert Event.objects.filter(closed_at=None).count() == 1
