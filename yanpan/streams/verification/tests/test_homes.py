"""People at home: begun and ended by the answers, asked daily, missed, unwell; nothing runs without an end."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_people_sought, unit, villages_of
from yanpan.base.events.models import Event
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import answer_call
from yanpan.base.policy.rules import CITY_TIME, pack_named
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import FollowUp, HomeMonitoring
from yanpan.streams.verification.operations.answers import reopen
from yanpan.streams.verification.operations.homes import (
    follow_homes,
    is_any_home_to_change,
    lift_home,
    open_homes,
    record_follow_up,
    report_home_end,
    ring_about_homes,
)
from yanpan.streams.verification.queries.homes import count_homes, get_home, list_home
from yanpan.streams.verification.rules.homes import (
    FollowUpProblem,
    days_due,
    days_of,
    end_of,
    follow_up_problems,
    is_due,
    is_test_day,
    must_ring,
)
from yanpan.streams.verification.tests.homes import answered, at_home, keeper
from yanpan.streams.verification.tests.lists import desk

EIGHTH = pack_named("covid19-8").rules["home"]
TOMORROW = NOW + timedelta(days=1)


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of August 2021 in the city."""
    return datetime(2021, 8, day, hour, minute, tzinfo=CITY_TIME).astimezone(UTC)


def said(one: HomeMonitoring, way: str = "phone", *, now: datetime = TOMORROW, **facts: Any) -> FollowUp:
    one.refresh_from_db()
    return record_follow_up(
        desk(one.unit.key),
        monitoring_id=one.id,
        version=one.version,
        way=way,
        now=now,
        **facts,
    )


class TestRules:
    def test_fourteen_days_run_across_the_end_of_the_month(self) -> None:
        start = date(2021, 8, 25)
        assert end_of("at_home", start, start, EIGHTH) == date(2021, 9, 7)
        days = days_due(start, date(2021, 9, 7), date(2021, 12, 31))
        assert (days[0], days[6], days[-1], len(days)) == (
            date(2021, 8, 26),
            date(2021, 9, 1),
            date(2021, 9, 7),
            13,
        )

    def test_tests_fall_on_days_1_4_7_14_with_the_first_day_counted(self) -> None:
        start = date(2021, 8, 25)
        tested = [
            day
            for day in (start + timedelta(days=one) for one in range(20))
            if is_test_day("at_home", start, day, EIGHTH)
        ]
        assert tested == [start, date(2021, 8, 28), date(2021, 8, 31), date(2021, 9, 7)]

    def test_nothing_runs_longer_than_the_packs_maximum(self) -> None:
        """14 days at home and 7 of monitoring are 21; a third period would end where the maximum ends."""
        first = date(2021, 8, 1)
        assert end_of("monitoring", date(2021, 8, 15), first, EIGHTH) == date(2021, 8, 21)
        assert end_of("at_home", date(2021, 8, 15), first, EIGHTH) == date(2021, 8, 21)
        assert end_of("at_home", date(2021, 9, 15), first, EIGHTH) == date(2021, 9, 15)

    def test_managed_as_class_b_nobody_is_kept_at_home(self) -> None:
        assert days_of("at_home", pack_named("covid19-b").rules["home"]) == 0
        assert days_of("cleared", EIGHTH) == 0

    def test_the_first_day_is_the_answer_itself(self) -> None:
        start, end = date(2021, 8, 5), date(2021, 8, 18)
        assert [is_due(start, end, day) for day in (start, date(2021, 8, 6), end, date(2021, 8, 19))] == [
            False,
            True,
            True,
            False,
        ]

    @pytest.mark.parametrize(
        ("temperature", "symptoms", "result", "rings"),
        [
            ("37.2", [], "", False),
            ("37.3", [], "", True),
            (None, ["cough"], "", True),
            (None, [], "positive", True),
            (None, [], "negative", False),
        ],
    )
    def test_fever_from_37_3_and_any_symptom_ring(
        self, temperature: str | None, symptoms: list[str], result: str, rings: bool
    ) -> None:
        measured = Decimal(temperature) if temperature else None
        assert must_ring(measured, symptoms, result, EIGHTH) is rings

    def test_everything_wrong_is_said_at_once(self) -> None:
        assert follow_up_problems("dream", Decimal("51"), ["sneeze"], "maybe") == [
            FollowUpProblem.WAY_NEEDED,
            FollowUpProblem.TEMPERATURE_IMPOSSIBLE,
            FollowUpProblem.SYMPTOM_UNKNOWN,
            FollowUpProblem.RESULT_UNKNOWN,
        ]
        assert follow_up_problems("not_reached", None, ["cough"], "") == [FollowUpProblem.NOTHING_WAS_SAID]


pytestmark = pytest.mark.django_db


class TestPeriods:
    @pytest.mark.parametrize(("measure", "ends"), [("at_home", 18), ("monitoring", 11)])
    def test_an_answer_at_home_begins_a_period_that_has_an_end(self, measure: str, ends: int) -> None:
        [one] = at_home(at=village(), measure=measure)
        assert (one.starts_on, one.ends_on) == (date(2021, 8, 5), date(2021, 8, ends))
        assert (one.deciding_body, one.unit.key) == ("召陵区指挥部", village())

    @pytest.mark.parametrize("measure", ["cleared", "at_site", "in_hospital"])
    def test_other_answers_begin_none(self, measure: str) -> None:
        answered(make_people_sought(1, at=village())[0], measure)
        assert not HomeMonitoring.objects.exists()

    def test_the_same_answer_again_changes_no_day(self) -> None:
        [one] = at_home(at=village())
        answered(one.task, "at_home", minutes=60 * 24)
        [same] = HomeMonitoring.objects.all()
        assert (same.id, same.starts_on, same.ended_at) == (one.id, date(2021, 8, 5), None)

    def test_another_measure_begins_a_new_period_within_the_maximum(self) -> None:
        [one] = at_home(at=village())
        answered(one.task, "monitoring", minutes=60 * 24 * 16)
        first, second = HomeMonitoring.objects.order_by("starts_on")
        assert (first.ended_why, second.starts_on) == ("corrected", date(2021, 8, 21))
        assert second.counted_from == date(2021, 8, 5)
        assert second.ends_on == date(2021, 8, 25)  # day 21 of the maximum, not day 7 of the measure

    @pytest.mark.parametrize(
        ("again_after", "ends"),
        [(2, date(2021, 8, 14)), (24 * 3, date(2021, 8, 21))],  # within the run, and after two days away
    )
    def test_who_is_reported_at_home_again_at_once_gets_no_new_maximum(
        self, again_after: int, ends: date
    ) -> None:
        """Cleared and kept again, time after time, nobody stays at home beyond the pack's 21 days (HC-7)."""
        [one] = at_home(at=village())
        HomeMonitoring.objects.update(
            starts_on=date(2021, 7, 25), counted_from=date(2021, 7, 25), ends_on=date(2021, 8, 7)
        )
        answered(one.task, "cleared", minutes=60)
        answered(one.task, "at_home", minutes=60 * again_after)
        [again] = HomeMonitoring.objects.filter(ended_at=None)
        assert again.ends_on == ends

    def test_a_correction_ends_the_period(self) -> None:
        [one] = at_home(at=village())
        answered(one.task, "cleared", minutes=5)
        one.refresh_from_db()
        assert (one.ended_why, one.ended_by) == ("corrected", desk(village()).name)
        assert list_home(desk(village()), unit_key=village(), now=NOW + timedelta(minutes=6)) == []

    def test_who_is_sought_again_is_not_at_home_any_more(self) -> None:
        [one] = at_home(at=village())
        reopen(one.task, why="spot_check", by="x", now=NOW)
        assert is_any_home_to_change(NOW)
        assert open_homes(keeper(), now=NOW) == 1
        one.refresh_from_db()
        assert one.ended_why == "corrected"
        assert not is_any_home_to_change(NOW)

    def test_a_period_is_over_after_its_last_day_without_anybody(self) -> None:
        [one] = at_home(at=village(), measure="monitoring")
        last, after = local(11, 23, 59), local(12, 0, 1)
        assert len(list_home(desk(village()), unit_key=village(), now=last)) == 1
        assert list_home(desk(village()), unit_key=village(), now=after) == []
        assert open_homes(keeper(), now=last) == 0
        assert open_homes(keeper(), now=after) == 1
        one.refresh_from_db()
        assert (one.ended_why, one.ended_at) == ("last_day", after)
        assert open_homes(keeper(), now=after) == 0  # and the same answer does not begin it again

    def test_an_answer_kept_another_way_is_found_by_the_round(self) -> None:
        [one] = at_home(at=village())
        one.delete()
        assert open_homes(keeper(), now=NOW) == 1
        assert open_homes(keeper(), now=NOW) == 0
        assert HomeMonitoring.objects.get().ends_on == date(2021, 8, 18)

    def test_following_twice_changes_nothing_more(self) -> None:
        [one] = at_home(at=village())
        follow_homes([one.task], by="x", now=NOW)
        assert HomeMonitoring.objects.count() == 1

    def test_managed_as_class_b_an_answer_begins_none(self) -> None:
        [task] = make_people_sought(1, at=village())
        task.pack = "covid19-b"
        task.save()
        answered(task, "at_home")
        assert not HomeMonitoring.objects.exists()
        assert not is_any_home_to_change(NOW)

    def test_the_database_knows_no_period_without_an_end(self) -> None:
        [one] = at_home(at=village())
        for wrong in ({"ends_on": None}, {"ends_on": date(2021, 8, 4)}, {"ended_at": NOW}):
            with pytest.raises(IntegrityError), transaction.atomic():
                HomeMonitoring.objects.filter(id=one.id).update(**wrong)

    def test_a_body_sets_another_last_day_within_the_maximum(self) -> None:
        [one] = at_home(at=village())
        actor = desk(TOWNSHIP)
        facts: dict[str, Any] = {
            "monitoring_id": one.id,
            "version": 1,
            "deciding_body": "召陵区指挥部",
            "now": NOW,
        }
        with pytest.raises(Refused, match="home_end_out_of_range"):
            report_home_end(actor, ends_on=date(2021, 8, 26), document_number="召疫指〔2021〕10号", **facts)
        with pytest.raises(Refused, match="home_end_out_of_range"):
            report_home_end(actor, ends_on=date(2021, 8, 4), document_number="召疫指〔2021〕10号", **facts)
        with pytest.raises(Refused, match="home_end_incomplete"):
            report_home_end(actor, ends_on=date(2021, 8, 25), document_number="", **facts)
        longer = report_home_end(
            actor, ends_on=date(2021, 8, 25), document_number="召疫指〔2021〕10号", **facts
        )
        assert longer.ends_on == date(2021, 8, 25)
        shorter = report_home_end(
            actor,
            ends_on=date(2021, 8, 12),
            document_number="",
            **facts | {"version": 2},
        )
        assert (shorter.ends_on, shorter.document_number) == (date(2021, 8, 12), "召疫指〔2021〕10号")

    def test_lifted_by_the_body_it_is_over_at_once_and_stays_so(self) -> None:
        [one] = at_home(at=village())
        with pytest.raises(Refused, match="lifting_needs_a_body"):
            lift_home(desk(TOWNSHIP), monitoring_id=one.id, version=1, deciding_body=" ", now=NOW)
        lift_home(desk(TOWNSHIP), monitoring_id=one.id, version=1, deciding_body="召陵区指挥部", now=NOW)
        assert list_home(desk(village()), unit_key=village(), now=NOW) == []
        assert open_homes(keeper(), now=NOW) == 0
        with pytest.raises(Stale, match="monitoring_ended"):
            said(one)


class TestFollowUps:
    def test_a_follow_up_is_due_the_day_after_and_done_once_said(self) -> None:
        [one] = at_home(at=village())
        [today] = list_home(desk(village()), unit_key=village(), now=NOW)
        assert (today.due, today.day, today.days, today.test_today) == (False, 1, 14, True)
        said(one, temperature=Decimal("36.5"))
        [view] = list_home(desk(village()), unit_key=village(), now=TOMORROW)
        assert (view.due, view.done, view.way, view.missed) == (True, True, "phone", 0)
        assert not Notice.objects.exists()

    @pytest.mark.parametrize(
        ("day", "hour", "missed"), [(6, 17, 0), (6, 18, 1), (7, 9, 1), (7, 18, 2), (18, 23, 13)]
    )
    def test_what_is_not_done_by_six_is_missed(self, day: int, hour: int, missed: int) -> None:
        at_home(at=village())
        [view] = list_home(desk(village()), unit_key=village(), now=local(day, hour))
        assert view.missed == missed

    def test_not_reached_is_not_done_and_no_reason_for_anything(self) -> None:
        [one] = at_home(at=village())
        said(one, "not_reached")
        [view] = list_home(desk(village()), unit_key=village(), now=TOMORROW)
        assert (view.done, view.way) == (False, "not_reached")
        one.task.refresh_from_db()
        assert one.task.standing == "verified"

    def test_the_last_word_of_a_day_counts_and_the_first_stays(self) -> None:
        [one] = at_home(at=village())
        said(one, "phone")
        said(one, "not_reached")
        assert not list_home(desk(village()), unit_key=village(), now=TOMORROW)[0].done
        said(one, "visit")
        assert list_home(desk(village()), unit_key=village(), now=TOMORROW)[0].done
        assert FollowUp.objects.count() == 3

    def test_a_double_tap_is_said_once(self) -> None:
        [one] = at_home(at=village())
        said(one)
        with pytest.raises(Stale, match="monitoring_changed"):
            record_follow_up(desk(village()), monitoring_id=one.id, version=1, way="phone", now=TOMORROW)
        assert FollowUp.objects.count() == 1

    def test_yesterdays_is_entered_today_and_no_earlier_one(self) -> None:
        [one] = at_home(at=village())
        said(one, on=date(2021, 8, 6), now=local(7, 9))
        [view] = list_home(desk(village()), unit_key=village(), now=local(7, 9))
        assert (view.done, view.missed) == (False, 0)
        for wrong in (date(2021, 8, 5), date(2021, 8, 8)):
            with pytest.raises(Refused, match="follow_up_of_another_day"):
                said(one, on=wrong, now=local(7, 9))

    def test_fever_rings_the_township_and_the_duty_desks_with_numbers_only(self) -> None:
        [one] = at_home(at=village())
        kept = said(one, temperature=Decimal("37.3"), symptoms=["cough"])
        assert kept.rang
        calls = Notice.objects.filter(matter="home_symptoms")
        assert {call.unit.key for call in calls} == {CITY, COUNTY, TOWNSHIP}
        assert {call.facts["people"] for call in calls} == {1}
        assert b"37.3" not in bytes(kept.health)
        assert unseal(kept, "health") == '{"temperature": "37.3", "symptoms": ["cough"], "result": ""}'

    def test_what_is_wrong_is_refused_and_keeps_nothing(self) -> None:
        [one] = at_home(at=village())
        with pytest.raises(Refused, match=r"follow_up_incomplete.*temperature_impossible,symptom_unknown"):
            said(one, temperature=Decimal("12"), symptoms=["x"])
        assert not FollowUp.objects.exists()

    def test_elsewhere_nobody_is_at_home(self) -> None:
        [one] = at_home(at=village())
        other = villages_of(OTHER_COUNTY)[0].key
        assert list_home(desk(other), unit_key=village(), now=NOW) == []
        with pytest.raises(Missing):
            get_home(desk(other), monitoring_id=one.id, now=NOW)
        with pytest.raises(Missing):
            record_follow_up(desk(other), monitoring_id=one.id, version=1, way="phone", now=NOW)

    def test_a_person_is_opened_with_every_word_said(self) -> None:
        [one] = at_home(at=village())
        said(one, "visit", temperature=Decimal("36.4"), tested=True, result="pending")
        found = get_home(desk(village()), monitoring_id=one.id, now=TOMORROW)
        assert found.home.person.name == "演练0"
        assert [(each.temperature, each.result, each.tested) for each in found.said] == [
            ("36.4", "pending", True)
        ]

    def test_what_was_said_of_health_is_read_back_for_a_day_only(self) -> None:
        [one] = at_home(at=village())
        said(one, "visit", temperature=Decimal("38.4"), symptoms=["cough"], result="positive")
        later = get_home(desk(village()), monitoring_id=one.id, now=TOMORROW + timedelta(hours=24))
        [kept] = later.said
        assert (kept.temperature, kept.symptoms, kept.result) == ("", (), "")
        assert (kept.rang, kept.tested) == (True, True)


class TestNumbers:
    def test_a_unit_counts_due_done_and_missed(self) -> None:
        first, second, _third = at_home(3, at=village())
        said(first, now=local(6, 10))
        said(second, now=local(7, 10), tested=True)
        event = Event.objects.get()
        board = count_homes(desk(COUNTY), event_id=event.id, unit_key=COUNTY, now=local(7, 12))
        counts = dict(board.parts)
        [township] = [one for unit_, one in counts.items() if unit_.key == TOWNSHIP]
        assert board.whole == township
        assert (township.at_home, township.due, township.done, township.missed_yesterday) == (3, 3, 1, 1)
        assert (township.tests_today, township.tested_today) == (0, 1)
        day_four = count_homes(desk(COUNTY), event_id=event.id, unit_key=COUNTY, now=local(8, 12))
        assert day_four.whole.tests_today == 3

    def test_missed_follow_ups_are_rung_about_in_the_evening_and_the_next_morning(self) -> None:
        first, _second = at_home(2, at=village())
        said(first, now=local(6, 10))
        assert ring_about_homes(keeper(), now=local(6, 17, 59)) == 0
        assert ring_about_homes(keeper(), now=local(6, 18)) == 1
        assert ring_about_homes(keeper(), now=local(6, 18, 10)) == 0  # there already
        call = Notice.objects.get()
        assert (call.unit.key, call.facts) == (village(), {"people": 1})
        answer_call(keeper(), notice_id=call.id, answer="reached", now=local(6, 18, 30))
        assert ring_about_homes(keeper(), now=local(6, 22)) == 0
        assert ring_about_homes(keeper(), now=local(7, 8)) == 1

    def test_a_call_leaves_the_list_when_everybody_was_asked(self) -> None:
        [one] = at_home(at=village())
        ring_about_homes(keeper(), now=local(6, 18))
        said(one, now=local(6, 18, 5))
        ring_about_homes(keeper(), now=local(6, 18, 10))
        assert Notice.objects.get().answered_at is not None


def test_a_period_follows_the_unit_that_answers() -> None:
    [one] = at_home(at=village())
    other = villages_of(TOWNSHIP)[1]
    one.task.custody = unit(other.key)
    one.task.save()
    answered(one.task, "at_home", minutes=10)
    one.refresh_from_db()
    assert one.unit.key == other.key
