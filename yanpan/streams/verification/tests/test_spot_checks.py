"""Call backs: drawn at night, never by the own unit, blind, three tries; what contradicts is sought again."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    make_actor,
    make_people_sought,
    unit,
    villages_of,
)
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.notices.models import Notice
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import HomeMonitoring, SpotCheck, SpotDraw, SpotFinding
from yanpan.streams.verification.operations.spot_checks import (
    close_spot_finding,
    draw_for_unit,
    draw_person,
    draw_spot_checks,
    explain_spot_finding,
    hand_spot_check,
    record_spot_check,
    ring_about_spot_checks,
    try_spot_check,
)
from yanpan.streams.verification.queries.spot_checks import (
    get_spot_check,
    list_spot_checks,
    list_spot_findings,
)
from yanpan.streams.verification.queries.spot_rates import list_fast_closings, list_spot_rates
from yanpan.streams.verification.tests.homes import answered, closed_rows, drawn_checks, keeper
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
NIGHT = NOW + timedelta(hours=6, minutes=25)  # 22:05
HOUR = timedelta(hours=1)


def called(
    check: SpotCheck, where: str = "here", measure: str = "cleared", *, asked: bool = True
) -> SpotCheck:
    check.refresh_from_db()
    return record_spot_check(
        clerk(check),
        check_id=check.id,
        version=check.version,
        where=where,
        measure=measure,
        asked=asked,
        now=NIGHT + HOUR,
    )


def clerk(check: SpotCheck) -> Actor:
    """The clerk of the unit that calls back, with the rights of the role."""
    role = "township_clerk" if check.checker.kind == "township" else "county_liaison"
    return make_actor(role, check.checker.key)


class TestDraw:
    @pytest.mark.parametrize(("closed", "size"), [(0, 0), (3, 3), (5, 5), (6, 5)])
    def test_at_night_five_closed_rows_of_each_county_are_drawn(self, closed: int, size: int) -> None:
        closed_rows(1, county=OTHER_COUNTY, villages=1)
        if closed:
            closed_rows(closed, county=COUNTY)
        draw_spot_checks(keeper(), now=NIGHT)
        draw = SpotDraw.objects.get(unit=unit(COUNTY))
        assert (draw.closed_rows, draw.drawn_rows, draw.checks.count()) == (closed, size, size)
        assert SpotDraw.objects.get(unit=unit(OTHER_COUNTY)).checks.count() == 1

    def test_a_second_walk_of_the_same_night_draws_nothing_more(self) -> None:
        checks = drawn_checks(6, county=COUNTY)
        assert draw_spot_checks(keeper(), now=NIGHT + HOUR) == []
        assert draw_spot_checks(keeper(), now=NIGHT + 9 * HOUR) == []  # next morning: still the same night
        assert SpotCheck.objects.count() == len(checks) == 5

    def test_before_ten_at_night_the_day_is_not_over(self) -> None:
        closed_rows(3, county=COUNTY)
        assert draw_spot_checks(keeper(), now=NIGHT - timedelta(minutes=6)) == []

    def test_what_was_closed_after_ten_is_drawn_the_next_night(self) -> None:
        drawn_checks(1, county=COUNTY)
        late = answered(make_people_sought(1, at=villages_of(COUNTY)[0].key)[0], minutes=60 * 7)
        draw_spot_checks(keeper(), now=NIGHT + timedelta(days=1))
        assert SpotCheck.objects.filter(draw__on="2021-08-06").get().task_id == late.id

    def test_the_same_rows_are_drawn_again_from_the_same_seed(self) -> None:
        checks = {check.task_id: check.checker_id for check in drawn_checks(12, county=COUNTY)}
        SpotCheck.objects.all().delete()
        SpotDraw.objects.all().delete()
        draw_spot_checks(keeper(), now=NIGHT + 2 * HOUR)
        assert {check.task_id: check.checker_id for check in SpotCheck.objects.all()} == checks

    def test_the_unit_that_closed_never_calls_back(self) -> None:
        for check in drawn_checks(12, county=COUNTY):
            assert check.checker.path.startswith(unit(COUNTY).path)
            assert not check.closed_by.path.startswith(check.checker.path)
            assert check.checker.kind == "township"

    def test_the_database_too_keeps_a_unit_from_its_own_closure(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        with pytest.raises(IntegrityError), transaction.atomic():
            SpotCheck.objects.filter(id=check.id).update(checker=F("closed_by"))

    def test_rows_in_hand_are_not_drawn(self) -> None:
        make_people_sought(4, at=villages_of(COUNTY)[0].key)
        draw_spot_checks(keeper(), now=NIGHT)
        assert not SpotCheck.objects.exists()

    def test_for_a_reason_a_supervisor_draws_the_rows_of_one_unit(self) -> None:
        village = villages_of(TOWNSHIP)[0].key
        for task in make_people_sought(9, at=village):
            answered(task)
        supervisor = make_actor("supervisor")
        with pytest.raises(Refused, match="reason_needed"):
            draw_for_unit(supervisor, unit_key=village, at_most=9, reason=" ", now=NOW)
        draw = draw_for_unit(supervisor, unit_key=village, at_most=9, reason="两分钟销号九条", now=NOW)
        assert (draw.nightly, draw.checks.count()) == (False, 9)
        with pytest.raises(Refused, match="nothing_to_draw"):
            draw_for_unit(supervisor, unit_key=village, at_most=9, reason="再查", now=NOW)
        draw_spot_checks(keeper(), now=NIGHT)
        assert SpotDraw.objects.get(nightly=True, unit=unit(COUNTY)).closed_rows == 0
        with pytest.raises(Refused, match="nothing_to_draw"):
            draw_for_unit(supervisor, unit_key=CITY, at_most=9, reason="全市", now=NOW)

    def test_one_closed_person_is_drawn_by_hand_however_long_ago_it_was(self) -> None:
        [task] = make_people_sought(1, at=villages_of(TOWNSHIP)[0].key)
        supervisor, later = make_actor("supervisor"), NOW + timedelta(days=9)
        with pytest.raises(Refused, match="person_not_to_draw"):
            draw_person(supervisor, task_id=task.id, reason="来电反映", now=later)  # still sought
        answered(task)
        with pytest.raises(Refused, match="reason_needed"):
            draw_person(supervisor, task_id=task.id, reason=" ", now=later)
        draw = draw_person(supervisor, task_id=task.id, reason="来电反映", now=later)
        [check] = draw.checks.all()
        assert not check.closed_by.path.startswith(check.checker.path)
        with pytest.raises(Refused, match="person_not_to_draw"):
            draw_person(supervisor, task_id=task.id, reason="来电反映", now=later)
        with pytest.raises(Missing):
            draw_person(make_actor("supervisor", OTHER_COUNTY), task_id=task.id, reason="来电反映", now=later)

    def test_what_was_drawn_by_hand_is_marked_and_not_in_the_random_rate(self) -> None:
        [task] = make_people_sought(1, at=villages_of(TOWNSHIP)[0].key)
        answered(task)
        supervisor = make_actor("supervisor")
        [check] = draw_person(supervisor, task_id=task.id, reason="来电反映", now=NIGHT).checks.all()
        event = check.draw.event_id
        [listed] = list_spot_checks(supervisor, event_id=event, wanted="", page=1, now=NIGHT)
        [blind] = list_spot_checks(clerk(check), event_id=event, wanted="", page=1, now=NIGHT)
        assert (listed.by_hand, blind.by_hand) == (True, False)
        called(check, "outside", "")
        whole = list_spot_rates(supervisor, event_id=event, unit_key=CITY, now=NIGHT + HOUR)[0].counts
        assert (whole.made, whole.false, whole.open_findings) == (0, 0, 1)

    def test_what_the_city_itself_closed_nobody_of_a_county_can_call_back(self) -> None:
        [task] = make_people_sought(1, at=CITY)
        answered(task)
        with pytest.raises(Refused, match="person_not_to_draw"):
            draw_person(make_actor("supervisor"), task_id=task.id, reason="来电反映", now=NOW)


class TestBlind:
    def test_before_the_own_result_nothing_of_the_earlier_answer_is_shown(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        found = get_spot_check(clerk(check), check_id=check.id, now=NIGHT)
        assert found.contact.name and found.contact.phone
        assert (found.compared, found.contact.address, found.check.closed_by) == (None, "", "")
        [listed] = list_spot_checks(clerk(check), event_id=check.draw.event_id, wanted="", page=1, now=NIGHT)
        assert listed.closed_by == ""

    def test_afterwards_both_stand_side_by_side(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        called(check, "outside", "")
        later = get_spot_check(clerk(check), check_id=check.id, now=NIGHT + timedelta(days=4)).contact
        assert (later.name, later.phone) == ("", "")
        assert later.short_code
        compared = get_spot_check(clerk(check), check_id=check.id, now=NIGHT).compared
        assert compared is not None
        assert (compared.reported_where, compared.where, compared.against) == ("here", "outside", ("where",))

    def test_only_the_unit_that_calls_back_sees_it(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        own = make_actor("township_clerk", unit(check.closed_by.path.split("/")[2]).key)
        other = make_actor("township_clerk", OTHER_TOWNSHIP)
        for stranger in (own, other):
            assert (
                list_spot_checks(stranger, event_id=check.draw.event_id, wanted="", page=1, now=NIGHT) == []
            )
            with pytest.raises(Missing):
                get_spot_check(stranger, check_id=check.id, now=NIGHT)
            with pytest.raises(Missing):
                record_spot_check(stranger, check_id=check.id, version=1, where="here", asked=True, now=NIGHT)

    def test_the_supervisor_sees_short_codes_alone(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        [seen] = list_spot_checks(
            make_actor("supervisor"), event_id=check.draw.event_id, wanted="", page=1, now=NIGHT
        )
        assert (seen.person.name, seen.person.phone) == ("", "")
        assert seen.person.short_code == check.task.person.short_code


class TestVerdict:
    def test_what_agrees_is_closed_and_nobody_is_rung(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        done = called(check)
        assert (done.verdict, done.checked_by, done.tries) == ("agrees", clerk(check).name, 1)
        assert not SpotFinding.objects.exists()
        assert not Notice.objects.filter(matter="closure_contradicted").exists()

    def test_what_contradicts_is_a_finding_a_call_a_line_and_sought_again(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        called(check, asked=False)
        finding = SpotFinding.objects.get()
        assert (finding.unit, finding.against) == (check.closed_by, ["nobody_asked"])
        assert finding.answer_by == NIGHT + 25 * HOUR
        check.task.refresh_from_db()
        assert (check.task.standing, check.task.where) == ("in_hand", "")
        rung = Notice.objects.filter(matter="closure_contradicted")
        assert {call.unit.key for call in rung} == {check.closed_by.key, "force-supervision"}

    def test_somebody_not_at_home_after_all_is_not_followed_up_any_more(self) -> None:
        [task] = make_people_sought(1, at=villages_of(COUNTY)[0].key)
        answered(task, "at_home")
        draw_spot_checks(keeper(), now=NIGHT)
        called(SpotCheck.objects.get(), "outside", "")
        assert HomeMonitoring.objects.get().ended_why == "corrected"

    def test_a_row_answered_again_meanwhile_is_left_as_it_is(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        answered(check.task, "in_hospital", minutes=400)
        called(check, "outside", "")
        check.task.refresh_from_db()
        assert check.task.standing == "verified"
        assert SpotFinding.objects.count() == 1

    def test_nobody_answers_three_times_and_that_is_no_finding(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        for one in range(3):
            check = try_spot_check(
                clerk(check), check_id=check.id, version=check.version, now=NIGHT + one * HOUR
            )
        assert (check.verdict, check.tries) == ("not_reached", 3)
        assert not SpotFinding.objects.exists()
        check.task.refresh_from_db()
        assert check.task.standing == "verified"
        with pytest.raises(Stale, match="spot_check_changed"):
            called(check)

    def test_whoever_entered_the_answer_does_not_call_it_back(self) -> None:
        """A county's liaison entered it by telephone for a village; a township of the county was drawn."""
        [check] = drawn_checks(1, county=COUNTY)
        liaison = make_actor("county_liaison", COUNTY)
        check.outcome.by = liaison.name
        check.outcome.save()
        with pytest.raises(Refused, match="own_closure"):
            record_spot_check(
                liaison, check_id=check.id, version=1, where="here", measure="cleared", asked=True, now=NIGHT
            )

    def test_incomplete_it_is_refused_and_keeps_nothing(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        with pytest.raises(Refused, match=r"spot_check_incomplete.*check_measure_needed"):
            called(check, "here", "")
        check.refresh_from_db()
        assert check.verdict == ""

    def test_entered_twice_it_is_one(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        called(check)
        with pytest.raises(Stale, match="spot_check_changed"):
            called(check, "outside", "")

    def test_it_is_given_to_another_unit_but_never_to_the_one_that_closed(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        supervisor = make_actor("supervisor")
        own = unit(check.closed_by.path.split("/")[2]).key
        for wrong in (own, check.closed_by.key):
            with pytest.raises(Refused, match="own_closure"):
                hand_spot_check(supervisor, check_id=check.id, version=1, to_unit_key=wrong, now=NIGHT)
        given = hand_spot_check(supervisor, check_id=check.id, version=1, to_unit_key=COUNTY, now=NIGHT)
        assert given.checker.key == COUNTY

    def test_late_call_backs_ring_by_day(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        assert ring_about_spot_checks(keeper(), now=NIGHT + 13 * HOUR) == 0  # 11:05
        assert ring_about_spot_checks(keeper(), now=NIGHT + 14 * HOUR) == 1  # 12:05
        called(check)
        ring_about_spot_checks(keeper(), now=NIGHT + 15 * HOUR)
        assert Notice.objects.get(matter="spot_checks_late").answered_at is not None


class TestFindings:
    def found(self) -> SpotFinding:
        [check] = drawn_checks(1, county=COUNTY)
        called(check, asked=False)
        return SpotFinding.objects.get()

    def test_the_unit_explains_and_another_closes(self) -> None:
        finding = self.found()
        village = make_actor("village_worker", finding.unit.key)
        explain_spot_finding(
            village, finding_id=finding.id, version=1, explanation="打电话给了家人", now=NIGHT
        )
        with pytest.raises(Refused, match="own_finding"):
            close_spot_finding(
                desk(finding.unit.key),
                finding_id=finding.id,
                version=2,
                closing="stands",
                reason="x",
                now=NIGHT,
            )
        closed = close_spot_finding(
            make_actor("supervisor"),
            finding_id=finding.id,
            version=2,
            closing="stands",
            reason="未入户",
            now=NIGHT,
        )
        assert closed.closed_by == "supervisor@411100"

    def test_nobody_closes_before_the_unit_had_its_time(self) -> None:
        finding = self.found()
        facts: dict[str, Any] = {
            "finding_id": finding.id,
            "version": 1,
            "closing": "stands",
            "reason": "未答复",
        }
        supervisor = make_actor("supervisor")
        with pytest.raises(Refused, match="finding_waits_for_its_unit"):
            close_spot_finding(supervisor, now=NIGHT + 2 * HOUR, **facts)
        assert close_spot_finding(supervisor, now=finding.answer_by, **facts).closed_at

    def test_a_list_of_findings_names_nobody(self) -> None:
        finding = self.found()
        [seen] = list_spot_findings(
            make_actor("supervisor"),
            event_id=finding.check_made.draw.event_id,
            unit_path=unit(CITY).path,
            only_open=True,
            page=1,
            now=NIGHT + 26 * HOUR,
        )
        assert seen.short_code == finding.check_made.task.person.short_code
        assert (seen.late, seen.may_close, seen.may_explain) == (True, True, False)
        assert "演练" not in repr(seen)

    def test_an_explanation_holds_no_number_of_a_person(self) -> None:
        finding = self.found()
        with pytest.raises(Refused, match="identifier_in_free_text"):
            explain_spot_finding(
                desk(finding.unit.key),
                finding_id=finding.id,
                version=1,
                explanation="打的13800001111",
                now=NIGHT,
            )


class TestRates:
    def test_false_closures_are_counted_of_those_reached_with_exact_limits(self) -> None:
        """Five called back: two false (one of them unfounded), one never reached: 1 of 4."""
        first, second, third, *others = drawn_checks(6, county=COUNTY)
        called(first, "outside", "")
        called(second, asked=False)
        wrong = SpotFinding.objects.get(check_made=second)
        explain_spot_finding(
            desk(wrong.unit.key), finding_id=wrong.id, version=1, explanation="有记录", now=NIGHT
        )
        close_spot_finding(
            make_actor("supervisor"),
            finding_id=wrong.id,
            version=2,
            closing="unfounded",
            reason="有照片",
            now=NIGHT,
        )
        for _ in range(3):
            third = try_spot_check(clerk(third), check_id=third.id, version=third.version, now=NIGHT + HOUR)
        for check in others:
            called(check)
        event = Event.objects.get()
        whole, *counties = list_spot_rates(
            make_actor("supervisor"), event_id=event.id, unit_key=CITY, now=NIGHT + 2 * HOUR
        )
        assert (whole.counts.false, whole.counts.made, whole.counts.unfounded, whole.counts.not_reached) == (
            1,
            4,
            1,
            1,
        )
        assert whole.rate == 0.25
        assert whole.low == pytest.approx(0.0063, abs=1e-4)
        assert whole.high == pytest.approx(0.8059, abs=1e-4)
        assert {one.unit.key: one.counts for one in counties}[COUNTY] == whole.counts
        assert {one.unit.key: one.rate for one in counties}[OTHER_COUNTY] is None

    def test_call_backs_for_a_reason_are_not_part_of_the_random_rate(self) -> None:
        village = villages_of(TOWNSHIP)[0].key
        answered(make_people_sought(1, at=village)[0])
        draw_for_unit(make_actor("supervisor"), unit_key=village, at_most=1, reason="抽一条", now=NOW)
        called(SpotCheck.objects.get(), "outside", "")
        [whole, *_] = list_spot_rates(
            make_actor("supervisor"), event_id=Event.objects.get().id, unit_key=CITY, now=NIGHT + HOUR
        )
        assert (whole.counts.made, whole.counts.open_findings) == (0, 1)

    def test_after_seven_days_a_call_back_counts_no_more(self) -> None:
        [check] = drawn_checks(1, county=COUNTY)
        called(check)

        def made(days: int) -> int:
            event_id = check.draw.event_id
            later = NIGHT + HOUR + timedelta(days=days, seconds=-1)
            return list_spot_rates(desk(COUNTY), event_id=event_id, unit_key=COUNTY, now=later)[0].counts.made

        assert [made(1), made(7), made(8)] == [1, 1, 0]

    def test_nine_rows_closed_in_two_minutes_are_shown_as_a_count(self) -> None:
        village, slow = villages_of(TOWNSHIP)[0].key, villages_of(TOWNSHIP)[1].key
        for number, task in enumerate(make_people_sought(9, at=village)):
            task.refresh_from_db()
            answered(task, minutes=number // 5)
        for number, task in enumerate(make_people_sought(9, at=slow)):
            answered(task, minutes=4 * number)
        found = list_fast_closings(
            make_actor("supervisor"),
            event_id=Event.objects.get().id,
            unit_path=unit(CITY).path,
            now=NOW + HOUR,
        )
        assert [(one.unit_key, one.rows, one.called_back) for one in found] == [(village, 9, 0)]
