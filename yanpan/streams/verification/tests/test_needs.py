"""Needs: asked, taken, promised, met, confirmed; an urgent medical one rings at once and is never refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    make_actor,
    make_event,
    make_people_sought,
    unit,
    villages_of,
)
from yanpan.base.notices.models import Notice
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Need, NeedStep, VerificationTask
from yanpan.streams.verification.operations.needs import (
    ask_need,
    confirm_need,
    meet_need,
    promise_need,
    ring_about_needs,
    take_need,
    withdraw_need,
)
from yanpan.streams.verification.queries.needs import count_urgent, counts_by_path, get_need, list_needs
from yanpan.streams.verification.tests.homes import answered, at_home, keeper
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=9, seconds=59)
TEN_MINUTES = NOW + timedelta(minutes=10)
HOUR = timedelta(hours=1)


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def asked(kind: str = "food", *, urgent: bool = False, task: VerificationTask | None = None) -> Need:
    one = task or make_people_sought(1, at=village())[0]
    return ask_need(
        make_actor("village_worker", village()),
        unit_key=village(),
        task_id=one.id,
        kind=kind,
        urgent=urgent,
        what="降压药用完了",
        now=NOW,
    )


def rung(matter: str) -> set[str]:
    return set(Notice.objects.filter(matter=matter, answered_at=None).values_list("unit__key", flat=True))


@pytest.mark.parametrize("standing", ["in_hand", "verified", "lapsed", "not_found", "deceased", "duplicate"])
def test_urgent_medical_help_is_never_refused_however_somebody_stands(standing: str) -> None:
    [task] = make_people_sought(1, at=village())
    closed = {} if standing in ("in_hand", "lapsed", "duplicate") else {"answered_at": NOW}
    VerificationTask.objects.filter(id=task.id).update(standing=standing, **closed)
    need = asked("doctor", urgent=True, task=task)
    assert (need.urgent, need.met_at) == (True, None)
    assert rung("urgent_medical") == {CITY, COUNTY, TOWNSHIP}


def test_somebody_on_no_list_is_helped_too() -> None:
    make_event()
    need = ask_need(
        make_actor("village_worker", village()),
        unit_key=village(),
        kind="doctor",
        urgent=True,
        what="村东头王家孕妇肚子疼",
        now=NOW,
    )
    assert need.task is None
    assert rung("urgent_medical") == {CITY, COUNTY, TOWNSHIP}
    assert unseal(need, "what") == "村东头王家孕妇肚子疼"


def test_the_call_says_by_when_and_holds_no_word_of_the_person() -> None:
    asked("doctor", urgent=True)
    call = Notice.objects.get(unit=unit(TOWNSHIP))
    assert (call.facts, call.due_at) == ({"people": 1}, TEN_MINUTES)


def test_pressed_twice_it_is_one_need() -> None:
    [task] = make_people_sought(1, at=village())
    assert asked("doctor", urgent=True, task=task) == asked("doctor", urgent=True, task=task)
    assert Need.objects.count() == 1


def test_until_somebody_takes_it_it_stands_on_every_page() -> None:
    need = asked("doctor", urgent=True)
    for place in (village(), TOWNSHIP, COUNTY, CITY):
        found = count_urgent(desk(place), now=LATER)
        assert (found.count, found.since) == (1, NOW)
    assert not count_urgent(desk(OTHER_COUNTY), now=LATER)
    take_need(desk(TOWNSHIP), need_id=need.id, version=1, now=LATER)
    assert not count_urgent(desk(village()), now=LATER)
    assert rung("urgent_medical") == set()


def test_a_call_stays_as_long_as_another_is_untaken() -> None:
    first, second = (asked("doctor", urgent=True), asked("medicine", urgent=True))
    take_need(desk(TOWNSHIP), need_id=first.id, version=1, now=LATER)
    call = Notice.objects.get(unit=unit(TOWNSHIP), matter="urgent_medical")
    assert (call.facts, call.answered_at) == ({"people": 1}, None)
    take_need(desk(TOWNSHIP), need_id=second.id, version=1, now=LATER)
    assert rung("urgent_medical") == set()


def test_after_ten_minutes_it_rings_again_and_once() -> None:
    asked("doctor", urgent=True)
    assert ring_about_needs(keeper(), now=LATER) == 0
    assert ring_about_needs(keeper(), now=TEN_MINUTES) == 3
    assert rung("urgent_medical_untaken") == {CITY, COUNTY, TOWNSHIP}
    assert ring_about_needs(keeper(), now=TEN_MINUTES + timedelta(minutes=1)) == 0
    take_need(desk(village()), need_id=Need.objects.get().id, version=1, now=TEN_MINUTES)
    assert rung("urgent_medical_untaken") == rung("urgent_medical") == set()


def test_an_urgent_need_is_medical() -> None:
    with pytest.raises(Refused, match=r"need_incomplete.*urgent_is_medical"):
        asked("food", urgent=True)
    with pytest.raises(Refused, match=r"need_incomplete.*need_kind_needed"):
        asked("money")
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(id=asked("food").id).update(urgent=True)


def test_a_need_is_promised_within_a_day() -> None:
    need = asked()
    with pytest.raises(Refused, match="promised_too_late"):
        promise_need(desk(village()), need_id=need.id, version=1, till=NOW + 25 * HOUR, now=NOW)
    with pytest.raises(Refused, match="promised_too_late"):
        promise_need(desk(village()), need_id=need.id, version=1, till=NOW - HOUR, now=NOW)
    promise_need(desk(village()), need_id=need.id, version=1, till=NOW + 2 * HOUR, now=NOW)
    [view] = list_needs(
        desk(village()),
        event_id=need.event_id,
        unit_path=unit(village()).path,
        wanted="open",
        page=1,
        now=NOW + 3 * HOUR,
    )
    assert (view.late, view.due_at) == (True, NOW + 2 * HOUR)


def test_met_is_confirmed_by_another_and_not_met_opens_it_again() -> None:
    need = asked()
    actor = make_actor("village_worker", village())
    with pytest.raises(Refused, match="need_is_not_met_yet"):
        confirm_need(desk(TOWNSHIP), need_id=need.id, version=1, met=True, now=NOW)
    meet_need(actor, need_id=need.id, version=1, note="已送到", now=NOW + HOUR)
    with pytest.raises(Refused, match="another_confirms"):
        confirm_need(actor, need_id=need.id, version=2, met=True, now=NOW + HOUR)
    again = confirm_need(desk(TOWNSHIP), need_id=need.id, version=2, met=False, now=NOW + 2 * HOUR)
    assert (again.met_at, again.reopened, again.asked_at) == (None, 1, NOW)
    meet_need(actor, need_id=need.id, version=3, now=NOW + 25 * HOUR)
    done = confirm_need(desk(TOWNSHIP), need_id=need.id, version=4, met=True, now=NOW + 26 * HOUR)
    assert done.confirmed_at == NOW + 26 * HOUR
    steps = list(NeedStep.objects.order_by("number").values_list("step", flat=True))
    assert steps == ["asked", "met", "not_met", "met", "confirmed"]


def test_who_reported_it_met_takes_it_back_alone() -> None:
    need = asked()
    actor = make_actor("village_worker", village())
    meet_need(actor, need_id=need.id, version=1, now=NOW)
    assert confirm_need(actor, need_id=need.id, version=2, met=False, now=NOW).met_at is None


def test_two_at_once_meet_it_once() -> None:
    need = asked()
    meet_need(desk(village()), need_id=need.id, version=1, now=NOW)
    with pytest.raises(Stale):
        meet_need(desk(TOWNSHIP), need_id=need.id, version=1, now=NOW)
    with pytest.raises(Stale, match="need_is_met"):
        meet_need(desk(TOWNSHIP), need_id=need.id, version=2, now=NOW)


def test_withdrawn_it_counts_no_more_and_keeps_its_reason() -> None:
    need = asked()
    with pytest.raises(Refused, match="reason_needed"):
        withdraw_need(desk(TOWNSHIP), need_id=need.id, version=1, reason=" ", now=NOW)
    withdraw_need(desk(TOWNSHIP), need_id=need.id, version=1, reason="点错了", now=NOW)
    counts = counts_by_path(need.event_id, unit(CITY).path, NOW + 30 * HOUR)
    assert counts == {}
    assert unseal(NeedStep.objects.get(step="withdrawn"), "note") == "点错了"


def test_elsewhere_there_is_no_such_need() -> None:
    need = asked()
    other = desk(villages_of(OTHER_COUNTY)[0].key)
    for act in (take_need, meet_need):
        with pytest.raises(Missing):
            act(other, need_id=need.id, version=1, now=NOW)
    with pytest.raises(Missing):
        ask_need(other, unit_key=village(), kind="food", now=NOW)
    with pytest.raises(Missing):
        ask_need(other, unit_key=villages_of(OTHER_COUNTY)[0].key, task_id=need.task_id, kind="food", now=NOW)


def test_the_urgent_come_first_then_the_late_then_by_the_hour() -> None:
    early = asked("food")
    late = asked("medicine")
    promise_need(desk(village()), need_id=late.id, version=1, till=NOW + timedelta(minutes=1), now=NOW)
    urgent = asked("doctor", urgent=True)
    met = asked("other")
    meet_need(desk(village()), need_id=met.id, version=1, now=NOW)
    found = list_needs(
        desk(COUNTY), event_id=early.event_id, unit_path=unit(COUNTY).path, wanted="", page=1, now=NOW + HOUR
    )
    assert [one.id for one in found] == [urgent.id, late.id, early.id, met.id]
    assert [one.untaken for one in found] == [True, False, False, False]


def test_in_a_list_names_are_masked_and_for_the_duty_desk_there_are_none() -> None:
    need = asked()
    path = unit(CITY).path

    def seen(role: str, place: str, below: str) -> str:
        [one] = list_needs(
            make_actor(role, place),
            event_id=need.event_id,
            unit_path=below,
            wanted="",
            page=1,
            now=NOW,
        )
        assert one.person is not None
        return one.person.name

    assert seen("township_clerk", TOWNSHIP, unit(TOWNSHIP).path) == "演**"
    assert seen("duty_officer", CITY, path) == ""


def test_opened_it_says_who_where_and_what() -> None:
    [home] = at_home(at=village())
    need = asked("medicine", task=home.task)
    found = get_need(desk(TOWNSHIP), need_id=need.id, now=NOW)
    assert found.contact is not None
    assert (found.contact.name, found.what, found.met_by_me) == ("演练0", "降压药用完了", False)


def test_the_rate_counts_what_was_met_in_time_against_what_was_met_or_ran_out() -> None:
    """Met after 3 h; met after 25 h; open for 26 h; open for 1 h: one of three."""
    in_time, too_late, _never = (asked() for _ in range(3))
    meet_need(desk(village()), need_id=in_time.id, version=1, now=NOW + 3 * HOUR)
    meet_need(desk(village()), need_id=too_late.id, version=1, now=NOW + 25 * HOUR)
    [task] = make_people_sought(1, at=village())
    ask_need(desk(village()), unit_key=village(), task_id=task.id, kind="food", now=NOW + 25 * HOUR)
    [counts] = counts_by_path(in_time.event_id, unit(CITY).path, NOW + 26 * HOUR).values()
    assert (counts.met_in_time, counts.counted) == (1, 3)
    assert (counts.open, counts.late) == (2, 1)


def test_late_needs_ring_their_own_unit_until_they_are_met() -> None:
    need = asked()
    assert ring_about_needs(keeper(), now=NOW + 23 * HOUR) == 0
    assert ring_about_needs(keeper(), now=NOW + 24 * HOUR) == 1
    assert rung("needs_late") == {village()}
    meet_need(desk(village()), need_id=need.id, version=1, now=NOW + 24 * HOUR)
    ring_about_needs(keeper(), now=NOW + 24 * HOUR)
    assert rung("needs_late") == set()


def test_needs_of_who_was_answered_for_days_ago_are_still_taken() -> None:
    [task] = make_people_sought(1, at=village())
    answered(task, "cleared")
    need = ask_need(
        desk(village()), unit_key=village(), task_id=task.id, kind="food", now=NOW + timedelta(days=5)
    )
    assert need.promised_till == NOW + timedelta(days=6)
