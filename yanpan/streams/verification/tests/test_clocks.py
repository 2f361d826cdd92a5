"""The clocks that ring by themselves: late hand-overs, level by level; replies at hour 22; what is over leaves."""

from datetime import UTC, datetime, timedelta

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
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import ROUNDS, walk_due
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import answer_call
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import call_the_late, hand_down, send_again
from yanpan.streams.verification.queries import board_of, list_village
from yanpan.streams.verification.reports.account import report_of
from yanpan.streams.verification.rules.clocks import Reasons, gravest
from yanpan.streams.verification.tests.lists import desk, rows_of, task_of

pytestmark = pytest.mark.django_db
HOUR, MOMENT = timedelta(hours=1), timedelta(seconds=1)
LISTED = tuple[str, str, dict[str, object]]


def keeper(*names: str) -> Actor:
    rights = {right for name in names for right in ROUNDS[name].rights}
    return Actor(name="keeper", permissions=frozenset(rights), units=(unit(CITY).path,))


def walk(name: str, now: datetime) -> None:
    ROUNDS[name].walk(keeper(name), now)


def listed() -> list[LISTED]:
    found = Notice.objects.filter(answered_at=None).select_related("unit").order_by("unit__path", "matter")
    return [(one.unit.key, one.matter, one.facts) for one in found]


def late_at(key: str, count: int = 1, urgency: str = "other") -> list[Handover]:
    sent = send(make_people_sought(count, at=COUNTY), to=key)
    Handover.objects.filter(id__in=[one.id for one in sent]).update(urgency=urgency)
    return sent


def village(number: int = 0) -> str:
    return villages_of(TOWNSHIP)[number].key


# By hand-worked numbers


def test_counts_add_up_and_the_gravest_class_and_the_earliest_clock_lead() -> None:
    reasons = Reasons()
    reasons.add("people", 3, "other", NOW + HOUR)
    reasons.add("people", 2, "contact", NOW)
    reasons.add("unacknowledged", 1, "topic", None)
    assert reasons == Reasons({"people": 5, "unacknowledged": 1}, "contact", NOW)
    assert gravest([]) == "other" and gravest(["other", "topic"]) == "topic"


# Late hand-overs


def test_who_does_not_sign_in_time_is_rung_and_leaves_the_list_by_signing() -> None:
    sent = late_at(TOWNSHIP, 3)
    walk("verification.clocks", NOW + HOUR)
    assert listed() == []  # not a second before
    walk("verification.clocks", NOW + HOUR + MOMENT)
    assert listed() == [(TOWNSHIP, "verification_late", {"unacknowledged": 3})]
    acknowledge_handovers(desk(TOWNSHIP), handover_ids=[one.id for one in sent], now=NOW + HOUR + MOMENT)
    walk("verification.clocks", NOW + HOUR + 2 * MOMENT)
    assert listed() == [] and Notice.objects.get().answer == "settled"


def test_after_another_clock_the_level_above_is_rung_too_with_how_many_units_are_silent() -> None:
    late_at(village(0), 2, "contact")
    late_at(village(1), 1, "contact")
    now = NOW + 2 * HOUR + MOMENT
    walk("verification.clocks", now)
    assert [one[0] for one in listed()] == [village(0), village(1)]
    walk("verification.clocks", now + 2 * HOUR + MOMENT)
    assert (TOWNSHIP, "verification_below", {"unacknowledged": 3, "units": 2}) in listed()
    above = Notice.objects.get(matter="verification_below")
    assert (above.urgency, above.due_at) == ("contact", NOW + 2 * HOUR)


def test_at_night_close_contacts_ring_and_the_rest_is_rung_at_eight() -> None:
    late_at(TOWNSHIP, 1, "topic")
    late_at("411104102", 1, "contact")
    Handover.objects.update(acknowledge_by=NOW)
    night = datetime(2021, 8, 6, 2, 0, tzinfo=CITY_TIME).astimezone(UTC)
    walk("verification.clocks", night)
    assert [one[0] for one in listed()] == ["411104102"]
    walk("verification.clocks", night + 6 * HOUR)
    assert {one[0] for one in listed()} >= {TOWNSHIP, "411104102"}


def test_walking_twice_at_one_moment_changes_nothing_more() -> None:
    late_at(TOWNSHIP)
    for _ in range(2):
        walk("verification.clocks", NOW + 2 * HOUR)
        assert listed() == [(TOWNSHIP, "verification_late", {"unacknowledged": 1})]
    assert Handover.objects.get().escalations == 1


def test_who_was_just_reached_is_left_in_peace_for_an_hour() -> None:
    late_at(TOWNSHIP)
    walk("verification.clocks", NOW + 2 * HOUR)
    answering = Actor(
        name="officer", permissions=frozenset({"notices.answer_call"}), units=(unit(CITY).path,)
    )
    answer_call(answering, notice_id=Notice.objects.get().id, answer="reached", now=NOW + 2 * HOUR)
    for minutes, rung in ((5, False), (59, False)):
        walk("verification.clocks", NOW + 2 * HOUR + timedelta(minutes=minutes))
        assert bool([one for one in listed() if one[1] == "verification_late"]) is rung
    # The list is made by hand at that hour: then the unit is on it again.
    call_the_late(desk(), unit_key=CITY, now=NOW + 3 * HOUR + MOMENT)
    assert (TOWNSHIP, "verification_late") in [one[:2] for one in listed()]


def test_who_caught_up_leaves_the_list_that_was_made_by_hand() -> None:
    make_people_sought(2, at=village())
    tomorrow = NOW + 24 * HOUR + MOMENT
    assert call_the_late(desk(), unit_key=CITY, now=tomorrow) == 1
    VerificationTask.objects.filter(id=VerificationTask.objects.all()[0].id).update(
        standing="not_found", where="not_found", answered_at=NOW
    )
    walk("verification.clocks", tomorrow)
    assert listed() == [(village(), "verification_late", {"people": 1})]
    VerificationTask.objects.update(standing="not_found", where="not_found", answered_at=NOW)
    walk("verification.clocks", tomorrow)
    assert listed() == []


def test_of_two_classes_at_one_unit_the_strictest_leads_the_list() -> None:
    one, _ = make_people_sought(2, at=village())
    VerificationTask.objects.filter(id=one.id).update(urgency="contact", find_by=NOW + 2 * HOUR)
    call_the_late(desk(), unit_key=CITY, now=NOW + 3 * HOUR)
    notice = Notice.objects.get()
    assert (notice.urgency, notice.due_at, notice.facts) == ("contact", NOW + 2 * HOUR, {"people": 1})


# Replies


def due(at: str, in_hand: int, answered: int, reply_due_at: datetime) -> ListBatch:
    batch = make_list(in_hand + answered, at=at)
    ListBatch.objects.filter(id=batch.id).update(unit=unit(CITY), reply_due_at=reply_due_at)
    done = [task_of(row).id for row in rows_of(batch)[:answered]]
    VerificationTask.objects.filter(id__in=done).update(
        standing="not_found", where="not_found", answered_at=NOW
    )
    return batch


def test_at_hour_22_the_desk_and_each_county_with_open_rows_are_rung_with_numbers() -> None:
    reply = NOW + 2 * HOUR  # 17:40
    due(village(), 3, 2, reply)
    due(OTHER_COUNTY, 1, 0, reply)
    due(OTHER_COUNTY, 4, 0, reply + HOUR)  # another list, an hour younger
    walk("verification.reply_check", NOW - MOMENT)
    assert listed() == []
    walk("verification.reply_check", NOW)
    assert listed() == [
        (CITY, "verification_reply", {"people": 4, "lists": 2}),
        (COUNTY, "verification_reply", {"people": 3}),
        (OTHER_COUNTY, "verification_reply", {"people": 1}),
    ]
    assert set(Notice.objects.values_list("due_at", flat=True)) == {reply}


def test_at_hour_24_the_late_ones_count_and_answered_lists_leave() -> None:
    batch = due(village(), 2, 0, NOW + 2 * HOUR)
    late = NOW + 2 * HOUR + MOMENT
    walk("verification.reply_check", late)
    assert listed() == [
        (CITY, "verification_reply", {"people": 2, "overdue": 2, "lists": 1}),
        (COUNTY, "verification_reply", {"people": 2, "overdue": 2}),
    ]
    VerificationTask.objects.filter(rows__batch=batch).update(
        standing="not_found", where="not_found", answered_at=late
    )
    walk("verification.reply_check", late + MOMENT)
    assert listed() == []


def test_at_night_the_desk_is_rung_and_counties_only_about_close_contacts() -> None:
    night = datetime(2021, 8, 6, 2, 0, tzinfo=CITY_TIME).astimezone(UTC)
    due(village(), 1, 0, night)
    due(OTHER_COUNTY, 1, 0, night)
    VerificationTask.objects.filter(custody__key=OTHER_COUNTY).update(urgency="contact")
    walk("verification.reply_check", night)
    assert [one[0] for one in listed()] == [CITY, OTHER_COUNTY]
    walk("verification.reply_check", night + 6 * HOUR)
    assert [one[0] for one in listed()] == [CITY, COUNTY, OTHER_COUNTY]


# Without an event, and of a closed one


def test_without_an_open_event_nothing_rings() -> None:
    late_at(TOWNSHIP)
    Event.objects.update(closed_at=NOW, closed_by="演指〔2021〕9号")
    walked = walk_due(NOW + 30 * HOUR)
    assert {"verification.clocks", "verification.reply_check", "verification.lapse"} <= set(walked)
    assert listed() == [] and Handover.objects.get().escalations == 0


def test_people_of_a_closed_event_are_neither_handed_down_nor_rung_about() -> None:
    tasks = make_people_sought(2, at=TOWNSHIP, target=village())
    Event.objects.update(closed_at=NOW, closed_by="演指〔2021〕9号")
    make_event(name="第二次疫情")
    assert hand_down(desk(TOWNSHIP), unit_key=TOWNSHIP, now=NOW) == 0
    with pytest.raises(Missing):
        send_again(desk(), task_ids=[tasks[0].id], to_unit_key=OTHER_COUNTY, now=NOW)
    assert call_the_late(desk(), unit_key=CITY, now=NOW + 48 * HOUR) == 0
    assert list_village(desk(village()), unit_key=village(), now=NOW) == []


# Signs of life


def test_refusing_and_sending_on_are_signs_of_life() -> None:
    event = make_event()
    late_at(TOWNSHIP)
    minutes = {
        one.unit: one.value
        for one in report_of(
            board_of(event.id, unit(CITY).path, NOW), event.id, unit(CITY).path, NOW + HOUR
        ).counts
        if one.name == "silent_minutes"
    }
    assert minutes == {COUNTY: 60}  # it sent on at 15:40
    Handover.objects.update(refused_at=NOW + HOUR / 2, refusal="不是本镇")
    below = report_of(
        board_of(event.id, unit(COUNTY).path, NOW), event.id, unit(COUNTY).path, NOW + HOUR
    ).counts
    assert {one.unit: one.value for one in below if one.name == "silent_minutes"} == {TOWNSHIP: 30}
