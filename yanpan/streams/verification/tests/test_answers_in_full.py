"""The fourth tap, clocks of finding and control, papers that follow, attempts, answers sent twice, seeking again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_people_sought, villages_of
from yanpan.base.audit.models import AuditLine
from yanpan.base.notices.models import Notice
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import WriteToOtherCity
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Attempt, Outcome, VerificationTask
from yanpan.streams.verification.operations import (
    add_document_number,
    add_test_result,
    enter_by_telephone,
    note_attempt,
    record_outcome,
    withdraw_attempt,
)
from yanpan.streams.verification.operations.answers import reopen, reporting
from yanpan.streams.verification.queries import get_answer, get_door, list_outcomes
from yanpan.streams.verification.queries.attempts import attempts_of
from yanpan.streams.verification.rules.outcomes import test_problems as problems_of_test
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db

AT_HOME: dict[str, Any] = {
    "where": "here",
    "contact": "met",
    "measure": "at_home",
    "deciding_body": "县区指挥部",
}
CLEARED: dict[str, Any] = {"where": "here", "contact": "own_phone", "measure": "cleared"}


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def sought() -> VerificationTask:
    return make_people_sought(1, at=village())[0]


def say(task: VerificationTask, *, after: timedelta = timedelta(0), **said: Any) -> VerificationTask:
    """One answer of the task's own village on the version it has now."""
    task.refresh_from_db()
    said = {"contact": "", "measure": "", **said}
    return record_outcome(
        desk(task.custody.key), task_id=task.id, version=task.version, now=NOW + after, **said
    )


HOUR = timedelta(hours=1)


class TestClocks:
    def test_found_is_when_somebody_was_first_reached_and_controlled_when_a_body_had_decided(self) -> None:
        task = say(sought(), where="here", contact="not_reached", obstacle="off")
        assert task.found_at is None
        task = say(task, after=HOUR, where="here", contact="family", measure="cleared")
        assert (task.found_at, task.controlled_at) == (NOW + HOUR, None)
        task = say(task, after=2 * HOUR, **AT_HOME)
        assert (task.found_at, task.controlled_at) == (NOW + HOUR, NOW + 2 * HOUR)
        task = say(task, after=3 * HOUR, **AT_HOME | {"measure": "at_site"})
        assert (task.found_at, task.controlled_at) == (NOW + HOUR, NOW + 2 * HOUR)

    def test_in_hospital_counts_as_controlled_without_a_body(self) -> None:
        assert say(sought(), where="here", contact="met", measure="in_hospital").controlled_at == NOW

    @pytest.mark.parametrize(
        "correction",
        [{"where": "not_found"}, {"where": "here", "contact": "not_reached", "obstacle": "refused"}],
    )
    def test_a_correction_that_nobody_was_found_takes_both_back(self, correction: dict[str, Any]) -> None:
        task = say(sought(), **AT_HOME)
        assert task.found_at and task.controlled_at
        task = say(task, after=HOUR, **correction)
        assert (task.found_at, task.controlled_at, task.paper_due_at) == (None, None, None)

    def test_who_died_was_found_before(self) -> None:
        task = say(say(sought(), **CLEARED), after=HOUR, where="deceased")
        assert task.found_at == NOW


class TestPaper:
    def test_a_word_of_mouth_is_followed_by_paper_within_a_day_and_a_later_answer_does_not_lengthen_it(
        self,
    ) -> None:
        task = say(sought(), **AT_HOME, told=True)
        assert (task.paper_due_at, task.told) == (NOW + 24 * HOUR, True)
        task = say(task, after=5 * HOUR, **AT_HOME, told=False)
        assert task.paper_due_at == NOW + 24 * HOUR
        task = say(task, after=6 * HOUR, **AT_HOME | {"measure": "at_site"})
        assert task.paper_due_at == NOW + 30 * HOUR  # another measure, another paper

    def test_a_number_at_once_needs_no_clock(self) -> None:
        assert say(sought(), **AT_HOME, document_number="演指〔2021〕9号").paper_due_at is None

    def test_the_number_is_entered_later_by_the_village_and_leaves_the_answer_as_it_was(self) -> None:
        task = say(sought(), **AT_HOME)
        later = NOW + 23 * HOUR
        number: dict[str, Any] = {
            "task_id": task.id,
            "version": task.version,
            "document_number": "演指〔2021〕9号",
        }
        task = add_document_number(desk(village()), now=later, **number)
        assert (task.paper_due_at, task.answered_at, task.standing) == (None, NOW, "verified")
        last = list_outcomes(desk(TOWNSHIP), task_id=task.id, now=later)[-1]
        assert (last.way, last.where, last.document_number) == ("paper", "here", "演指〔2021〕9号")
        with pytest.raises(Stale, match="task_changed"):
            add_document_number(desk(village()), now=later, **number)

    def test_after_a_day_the_village_enters_no_more_and_the_township_does(self) -> None:
        task = say(sought(), **AT_HOME)
        number: dict[str, Any] = {"task_id": task.id, "version": task.version, "document_number": "9号"}
        with pytest.raises(Missing):
            add_document_number(desk(village()), now=NOW + 24 * HOUR, **number)
        with pytest.raises(Missing):
            add_document_number(desk(OTHER_COUNTY), now=NOW + 24 * HOUR, **number)
        assert add_document_number(desk(TOWNSHIP), now=NOW + 30 * HOUR, **number).document_number == "9号"

    @pytest.mark.parametrize(
        ("said", "number", "code"),
        [
            (AT_HOME, " ", "document_number_needed"),
            (CLEARED, "9号", "no_measure_on_paper"),
            (AT_HOME, "411104199001011237", "identifier_in_free_text"),
        ],
    )
    def test_what_is_no_paper_is_refused(self, said: dict[str, Any], number: str, code: str) -> None:
        task = say(sought(), **said)
        with pytest.raises(Refused, match=code):
            add_document_number(
                desk(village()), task_id=task.id, version=task.version, document_number=number, now=NOW
            )
        assert Outcome.objects.count() == 1


class TestFourthTap:
    def test_a_test_is_said_with_the_answer(self) -> None:
        task = say(sought(), **CLEARED, test_result="negative", test_at=NOW - HOUR)
        outcome = Outcome.objects.get()
        assert (task.test_result, task.test_at) == ("negative", NOW - HOUR)
        assert (outcome.test_result, outcome.test_at) == ("negative", NOW - HOUR)
        assert not Notice.objects.exists()

    @pytest.mark.parametrize(
        ("result", "tested_at", "problem"),
        [
            ("negative", None, "test_time_needed"),
            ("", NOW, "test_result_needed"),
            ("negative", NOW + HOUR, "test_in_the_future"),
            ("maybe", NOW, "test_result_unknown"),
        ],
    )
    def test_half_a_test_is_refused(self, result: str, tested_at: datetime | None, problem: str) -> None:
        with pytest.raises(Refused) as refusal:
            say(sought(), **CLEARED, test_result=result, test_at=tested_at)
        assert problem in str(refusal.value.facts["problems"]).split(",")
        assert not Outcome.objects.exists()

    def test_a_positive_result_rings_the_duty_officers_at_once_with_numbers_only(self) -> None:
        say(sought(), **CLEARED, test_result="positive", test_at=NOW)
        calls = {one.unit.key: one.facts for one in Notice.objects.filter(matter="positive_reported")}
        assert calls == {CITY: {"people": 1}, COUNTY: {"people": 1}}
        second = make_people_sought(2, at=village())[1]
        say(second, **CLEARED, test_result="positive", test_at=NOW)
        assert {one.facts["people"] for one in Notice.objects.filter(matter="positive_reported")} == {2}

    def test_the_result_is_entered_later_and_a_positive_one_rings(self) -> None:
        task = say(sought(), **CLEARED, test_result="pending", test_at=NOW)
        assert not Notice.objects.exists()
        task = add_test_result(
            desk(TOWNSHIP),
            task_id=task.id,
            version=task.version,
            test_result="positive",
            test_at=NOW,
            now=NOW + 8 * HOUR,
        )
        assert (task.test_result, task.answered_at) == ("positive", NOW)
        assert Notice.objects.filter(matter="positive_reported").count() == 2
        assert "positive" not in repr(list(AuditLine.objects.values_list("details", flat=True)))

    def test_an_office_sees_that_a_result_is_there_and_not_which(self) -> None:
        task = say(sought(), **CLEARED, test_result="positive", test_at=NOW)
        seen = get_answer(desk(TOWNSHIP), task_id=task.id, now=NOW)
        chain = list_outcomes(desk(TOWNSHIP), task_id=task.id, now=NOW)
        assert seen.tested and chain[0].tested and "positive" not in repr((seen, chain))

    def test_nobody_reached_nobody_tested(self) -> None:
        task = say(sought(), where="not_found")
        with pytest.raises(Refused, match="nobody_was_reached"):
            add_test_result(
                desk(village()),
                task_id=task.id,
                version=task.version,
                test_result="negative",
                test_at=NOW,
                now=NOW,
            )


class TestAttempts:
    @pytest.mark.parametrize(
        ("said", "kind", "result"),
        [
            ({"where": "here", "contact": "met", "measure": "cleared"}, "visit", "reached"),
            (CLEARED, "call", "reached"),
            ({"where": "here", "contact": "not_reached", "obstacle": "off"}, "call", "off"),
            (
                {"where": "here", "contact": "not_reached", "obstacle": "off", "tried": "visit"},
                "visit",
                "off",
            ),
            (
                {"where": "here", "contact": "not_reached", "obstacle": "dead_number", "tried": "visit"},
                "call",
                "dead_number",
            ),
        ],
    )
    def test_every_answer_tells_of_the_call_or_visit(
        self, said: dict[str, Any], kind: str, result: str
    ) -> None:
        task = say(sought(), **said)
        [tried] = attempts_of([task.id])[task.id]
        assert (tried.kind, tried.result, tried.at) == (kind, result, NOW)

    def test_nobody_of_this_name_is_no_attempt(self) -> None:
        say(sought(), where="not_found")
        assert not Attempt.objects.exists()

    def test_tried_and_nobody_there_leaves_the_person_to_be_found(self) -> None:
        task = sought()
        note_attempt(desk(village()), task_id=task.id, kind="visit", now=NOW)
        note_attempt(desk(TOWNSHIP), task_id=task.id, kind="call", now=NOW + HOUR)
        task.refresh_from_db()
        assert (task.standing, task.version, task.answered_at) == ("in_hand", 1, None)
        assert [one.kind for one in attempts_of([task.id])[task.id]] == ["visit", "call"]
        assert len(get_door(desk(village()), task_id=task.id, now=NOW).attempts) == 2

    def test_the_same_attempt_of_a_device_counts_once(self) -> None:
        task, mark = sought(), fresh_id(NOW)
        for _ in range(2):
            note_attempt(desk(village()), task_id=task.id, kind="call", attempt_id=mark, now=NOW)
        assert Attempt.objects.count() == 1

    def test_nobody_is_tried_who_is_answered_for_or_lives_elsewhere(self) -> None:
        task = sought()
        with pytest.raises(Missing):
            note_attempt(desk(villages_of(TOWNSHIP)[1].key), task_id=task.id, kind="call", now=NOW)
        with pytest.raises(Refused, match="unknown_kind_of_attempt"):
            note_attempt(desk(village()), task_id=task.id, kind="email", now=NOW)
        say(task, **CLEARED)
        with pytest.raises(Stale, match="task_is_answered"):
            note_attempt(desk(village()), task_id=task.id, kind="call", now=NOW)

    def test_an_attempt_noted_by_mistake_counts_no_more_and_stays_on_record(self) -> None:
        task = sought()
        tried = note_attempt(desk(village()), task_id=task.id, kind="call", now=NOW)
        withdraw_attempt(desk(village()), attempt_id=tried.id, now=NOW)
        assert attempts_of([task.id]) == {} and Attempt.objects.count() == 1
        with pytest.raises(Stale, match="attempt_is_withdrawn"):
            withdraw_attempt(desk(village()), attempt_id=tried.id, now=NOW)

    def test_the_database_knows_only_calls_and_visits(self) -> None:
        task = sought()
        with pytest.raises(IntegrityError), transaction.atomic():
            Attempt.objects.create(
                id=fresh_id(NOW), task=task, at=NOW, by="x", unit=task.custody, kind="fax", result="off"
            )


class TestSentTwice:
    def test_the_same_mark_is_the_same_answer(self) -> None:
        task, mark = sought(), fresh_id(NOW)
        arguments: dict[str, Any] = {"task_id": task.id, "version": 1, "answer_id": mark, **CLEARED}
        first = record_outcome(desk(village()), now=NOW, **arguments)
        again = record_outcome(desk(village()), now=NOW + HOUR, **arguments)
        assert (first.version, again.version, again.answered_at) == (2, 2, NOW)
        assert Outcome.objects.get().id == mark and Attempt.objects.count() == 1

    def test_a_mark_no_device_makes_and_a_mark_of_another_answer_are_refused(self) -> None:
        first, second = make_people_sought(2, at=village())
        mark = fresh_id(NOW)
        record_outcome(desk(village()), task_id=first.id, version=1, answer_id=mark, now=NOW, **CLEARED)
        for code, one in (("answer_id_taken", mark), ("answer_id_malformed", uuid4())):
            with pytest.raises(Refused, match=code):
                record_outcome(
                    desk(village()), task_id=second.id, version=1, answer_id=one, now=NOW, **CLEARED
                )
        assert Outcome.objects.count() == 1

    def test_by_telephone_too(self) -> None:
        task, mark = sought(), fresh_id(NOW)
        arguments: dict[str, Any] = {"task_id": task.id, "version": 1, "told_by": "村支书", **CLEARED}
        for _ in range(2):
            enter_by_telephone(desk(TOWNSHIP), answer_id=mark, now=NOW, **arguments)
        outcome = Outcome.objects.get()
        assert (outcome.way, outcome.told_by) == ("telephone", "村支书")


class TestSeekingAgain:
    def test_everything_answered_is_cleared_and_the_chain_stays_with_one_line_more(self) -> None:
        task = say(sought(), **AT_HOME, told=True, test_result="negative", test_at=NOW)
        line = reopen(task, why="spot_check", by="checker", now=NOW + HOUR, find_by=NOW + 3 * HOUR)
        task.refresh_from_db()
        assert (task.standing, task.where, task.contact, task.measure, task.deciding_body) == (
            "in_hand",
            "",
            "",
            "",
            "",
        )
        assert (task.found_at, task.controlled_at, task.paper_due_at, task.answered_at) == (None,) * 4
        assert (task.told, task.test_at, task.test_result, task.version) == (None, None, "", 3)
        assert task.find_by == NOW + 3 * HOUR
        ways = [one.way for one in list_outcomes(desk(TOWNSHIP), task_id=task.id, now=NOW)]
        assert ways == ["taps", "spot_check"] and line.by == "checker"
        assert say(task, after=2 * HOUR, **CLEARED).standing == "verified"

    def test_without_an_hour_the_packs_clock_runs_from_now_and_the_task_lives_anew(self) -> None:
        task = say(sought(), **CLEARED)
        reopen(task, why="receipt", by="x", now=NOW + 50 * HOUR)
        assert task.find_by == NOW + 74 * HOUR
        assert task.lapses_at is not None and task.lapses_at > NOW + 74 * HOUR

    def test_no_letter_goes_out_about_somebody_sought_again(self) -> None:
        task = say(sought(), where="outside", contact="own_phone")
        reopen(task, why="receipt", by="x", now=NOW + HOUR)
        letter = Handover.objects.get(request=WriteToOtherCity.REQUEST)
        assert letter.recalled_at == NOW + HOUR and letter.recalled_by == "x"


def test_a_task_whose_time_is_over_takes_no_answer() -> None:
    task = sought()
    VerificationTask.objects.filter(id=task.id).update(standing="lapsed")
    with pytest.raises(Refused, match="task_lapsed"):
        say(task, **CLEARED)


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_a_test_in_an_impossible_year_is_refused(year: int) -> None:
    at = datetime(year, 1, 1, tzinfo=CITY_TIME)
    [problem] = problems_of_test("negative", at, NOW)
    assert problem == ("test_in_the_future" if year > 2021 else "test_long_ago")


def test_an_answer_sent_twice_at_once_is_one_answer_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looked before the first was kept, and got the lock after it."""
    task, answer_id = sought(), fresh_id(NOW)
    say(task, answer_id=answer_id, **CLEARED)
    looked = reporting._said_already
    first_look = iter([True])
    monkeypatch.setattr(
        reporting, "_said_already", lambda *about: None if next(first_look, False) else looked(*about)
    )
    again = record_outcome(
        desk(task.custody.key), task_id=task.id, version=1, answer_id=answer_id, now=NOW, **CLEARED
    )
    assert again.id == task.id
    assert Outcome.objects.filter(task=task).count() == 1
