"""Two tasks become one and two again: which answer counts, and that nothing of before is lost."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    make_city,
    make_event,
    make_pairs,
    send,
)
from yanpan.base.events.models import Event
from yanpan.base.people.models import Person
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import open_handovers
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Stale
from yanpan.streams.verification.models import HomeMonitoring, Outcome, Pair, TaskMerge, VerificationTask
from yanpan.streams.verification.operations import decide_pair, record_outcome, undo_pair
from yanpan.streams.verification.queries import list_outcomes, list_pairs
from yanpan.streams.verification.rules.merging import FIELDS
from yanpan.streams.verification.tests.lists import Line, desk, id_number, phone, rows_of, taken_in, task_of

pytestmark = pytest.mark.django_db
AT_HOME = {"where": "here", "contact": "met", "measure": "at_home", "deciding_body": "县区指挥部"}
CLEARED = {"where": "here", "contact": "own_phone", "measure": "cleared"}
OUTSIDE = {"where": "outside", "contact": "own_phone", "measure": ""}


def two_people() -> tuple[Pair, Pair]:
    """Two rows built as two people, and two pairs with the same resident; the first is kept by a merge."""
    first, second = make_pairs(2, at=COUNTY)
    Pair.objects.filter(id=second.id).update(resident=first.resident)
    return first, Pair.objects.select_related("row__task").get(id=second.id)


def answered(task: VerificationTask, said: Mapping[str, Any], *, minutes: int = 0) -> None:
    task.refresh_from_db()
    record_outcome(
        desk(CITY), task_id=task.id, version=task.version, now=NOW + timedelta(minutes=minutes), **said
    )


def same(pair: Pair, *, minutes: int = 30) -> None:
    at = NOW + timedelta(minutes=minutes)
    decide_pair(desk(CITY), pair_id=pair.id, answer="same", reason="电话核实", now=at)


def undone(pair: Pair, *, minutes: int = 60) -> None:
    undo_pair(desk(CITY), pair_id=pair.id, reason="有误", now=NOW + timedelta(minutes=minutes))


def state(task: VerificationTask) -> dict[str, Any]:
    found: dict[str, Any] = dict(VerificationTask.objects.filter(id=task.id).values().get())
    return {name: found[name] for name in (*FIELDS, "merged_away", "custody_id", "person_id")}


def ways() -> set[tuple[Any, ...]]:
    return set(open_handovers().values_list("request", "subject", "sender", "receiver", "acknowledge_by"))


def at_home() -> set[tuple[Any, ...]]:
    return set(
        HomeMonitoring.objects.values_list(
            "id", "task", "measure", "starts_on", "ends_on", "ended_at", "ended_why"
        )
    )


def test_the_answer_of_the_merged_record_counts_for_the_person_and_goes_back_with_it() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    same(first)
    answered(gone, AT_HOME)
    before, other, homes = state(kept), state(gone), at_home()
    same(second)
    kept.refresh_from_db()
    assert (kept.standing, kept.measure, kept.deciding_body) == ("verified", "at_home", "县区指挥部")
    assert kept.found_at == NOW and kept.controlled_at == NOW
    assert list(HomeMonitoring.objects.values_list("task", "ended_at")) == [(kept.id, None)]
    undone(second)
    assert state(kept) == before and state(gone) == other and at_home() == homes


def test_of_two_answers_that_differ_the_later_counts_and_both_stay_in_the_chain() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    same(first)
    answered(kept, CLEARED, minutes=1)
    answered(gone, AT_HOME, minutes=2)
    before, other = state(kept), state(gone)
    same(second)
    kept.refresh_from_db()
    assert kept.measure == "at_home"
    shown = list_outcomes(desk(COUNTY), task_id=kept.id, now=NOW)
    assert [one.measure for one in shown] == ["cleared", "at_home"]
    [pair] = list_pairs(desk(COUNTY), event_id=kept.event_id, wanted="contradiction", now=NOW)
    assert pair.contradiction
    undone(second)
    assert state(kept) == before and state(gone) == other
    assert [one.measure for one in list_outcomes(desk(COUNTY), task_id=kept.id, now=NOW)] == ["cleared"]


def test_of_two_answers_the_kept_ones_later_one_stays() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    same(first)
    answered(gone, AT_HOME, minutes=1)
    answered(kept, CLEARED, minutes=2)
    same(second)
    kept.refresh_from_db()
    assert kept.measure == "cleared" and TaskMerge.objects.get().contradiction


def test_equal_answers_are_no_contradiction() -> None:
    first, second = two_people()
    same(first)
    answered(task_of(first.row), CLEARED, minutes=1)
    answered(task_of(second.row), CLEARED, minutes=2)
    same(second)
    assert not TaskMerge.objects.get().contradiction


def test_who_is_at_home_by_both_answers_is_as_before_after_a_merge_taken_back() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    same(first)
    answered(kept, AT_HOME, minutes=1)
    answered(gone, AT_HOME | {"measure": "monitoring"}, minutes=2)
    homes = at_home()
    same(second)
    undone(second)
    assert at_home() == homes and len(homes) == 2


def test_an_answer_to_a_lighter_class_does_not_end_the_search_for_a_contact() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    VerificationTask.objects.filter(id=kept.id).update(urgency="contact")
    same(first)
    answered(gone, CLEARED)
    same(second)
    kept.refresh_from_db()
    assert (kept.standing, kept.urgency) == ("in_hand", "contact")


def test_a_contact_merged_into_somebody_cleared_is_sought_again_until_it_is_taken_back() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    same(first)
    answered(kept, CLEARED)
    due = NOW + timedelta(hours=2)
    VerificationTask.objects.filter(id=gone.id).update(urgency="contact", find_by=due)
    before = state(kept)
    same(second)
    kept.refresh_from_db()
    assert (kept.standing, kept.urgency, kept.find_by, kept.found_at) == ("in_hand", "contact", due, None)
    undone(second)
    assert state(kept) == before


def test_what_the_merge_called_back_is_on_its_way_again() -> None:
    first, second = two_people()
    gone = task_of(second.row)
    same(first)
    send([gone], to=OTHER_COUNTY)
    before = ways()
    same(second)
    assert ways() == set()
    undone(second)
    assert ways() == before and Handover.objects.count() == 1


def test_a_letter_follows_the_answer_that_somebody_is_outside() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    same(first)
    answered(gone, OUTSIDE)
    before = ways()
    same(second)
    kept.refresh_from_db()
    assert kept.standing == "handed_on"
    assert [subject for _request, subject, *_rest in ways()] == [kept.id]
    undone(second)
    assert ways() == before


def test_what_was_done_meanwhile_with_the_kept_person_stays_when_a_merge_is_taken_back() -> None:
    first, second = two_people()
    kept, gone = task_of(first.row), task_of(second.row)
    same(first)
    before = state(gone)
    same(second)
    answered(kept, AT_HOME, minutes=40)
    answer, homes = state(kept), at_home()
    undone(second)
    assert state(kept) == answer and state(gone) == before and at_home() == homes


def test_a_later_list_tightens_the_kept_clock_also_after_the_merge_is_taken_back() -> None:
    make_city()
    make_event()
    known = Line("王建国", id_number(7), phone(7))
    kept = task_of(rows_of(taken_in([known]))[0])
    gone = task_of(rows_of(taken_in([Line("王健国", id_number(8), phone(8))], name="二.csv"))[0])
    VerificationTask.objects.filter(id=gone.id).update(find_by=NOW + timedelta(minutes=5), urgency="contact")
    pair = asked(gone, kept.person)
    same(pair)
    taken_in([Line("王建国", id_number(7), phone(7), reason="密切接触者")], name="三.csv")
    assert VerificationTask.objects.get(id=kept.id).find_by == NOW + timedelta(minutes=5)
    undone(pair)
    kept.refresh_from_db()
    event = Event.objects.get()
    assert kept.urgency == "contact" and NOW + timedelta(minutes=5) < kept.find_by < NOW + timedelta(hours=24)
    assert event.id == kept.event_id


def asked(task: VerificationTask, person: Person) -> Pair:
    """A clerk is asked whether the person of a task is that person."""
    row = task.rows.first()
    assert row is not None
    return Pair.objects.create(id=fresh_id(NOW), row=row, person=person, score=0.5, asked_at=NOW)


def test_a_merge_into_a_merged_record_comes_first_when_taken_back() -> None:
    first, second, third = make_pairs(3, at=COUNTY)
    inner = asked_again(third, task_of(second.row).person)
    outer = asked_again(second, task_of(first.row).person)
    same(inner, minutes=1)
    same(outer, minutes=2)
    with pytest.raises(Stale, match="already_merged"):
        undone(inner)
    undone(outer)
    undone(inner)
    assert Person.objects.filter(merged_into=None).count() == 3


def asked_again(pair: Pair, person: Person) -> Pair:
    Pair.objects.filter(id=pair.id).update(resident=None, person=person)
    return Pair.objects.get(id=pair.id)


# As if never merged: random acts, random merges, all taken back in any order


Act = Callable[[list[UUID], int, int], None]


def act_answer(tasks: list[UUID], which: int, step: int) -> None:
    task = VerificationTask.objects.get(id=tasks[which % len(tasks)])
    if not task.merged_away:
        answered(task, (CLEARED, AT_HOME, OUTSIDE)[step % 3], minutes=step)


def act_send(tasks: list[UUID], which: int, step: int) -> None:
    task = VerificationTask.objects.select_related("custody").get(id=tasks[which % len(tasks)])
    if not task.merged_away and task.standing == "in_hand":
        send([task], to=OTHER_COUNTY)


def act_hurry(tasks: list[UUID], which: int, step: int) -> None:
    task = VerificationTask.objects.get(id=tasks[which % len(tasks)])
    if not task.merged_away:
        due = min(task.find_by, NOW + timedelta(minutes=600 - step))
        VerificationTask.objects.filter(id=task.id).update(find_by=due, urgency="contact")


BEFORE: tuple[Act, ...] = (act_answer, act_send, act_hurry)


@given(
    before=st.lists(st.tuples(st.sampled_from(BEFORE), st.integers(0, 3)), max_size=6),
    merges=st.lists(st.integers(1, 3), min_size=1, max_size=3, unique=True),
    order=st.randoms(use_true_random=False),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_merged_and_taken_back_in_any_order_all_stands_as_if_never_merged(
    before: list[tuple[Act, int]], merges: list[int], order: Any
) -> None:
    for table in (TaskMerge, Handover, HomeMonitoring):
        table.objects.all().delete()
    people = make_pairs(4, at=COUNTY)
    tasks = [task_of(pair.row).id for pair in people]
    for step, (act, which) in enumerate(before):
        act(tasks, which, step)
    stood = [state(VerificationTask.objects.get(id=one)) for one in tasks]
    on_the_way, homes, chains = ways(), at_home(), Outcome.objects.count()
    kept = task_of(people[0].row).person
    pairs = [asked_again(people[one], kept) for one in merges]
    for number, pair in enumerate(pairs):
        same(pair, minutes=100 + number)
    order.shuffle(pairs)
    for number, pair in enumerate(pairs):
        undone(pair, minutes=200 + number)
    assert [state(VerificationTask.objects.get(id=one)) for one in tasks] == stood
    assert ways() == on_the_way and Outcome.objects.count() == chains
    assert at_home() == homes
