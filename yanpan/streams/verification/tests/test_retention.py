"""What is due, who may let it go, what stays when it is gone: counts, the account, the certificate."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, PROTECT, ManyToOneRel

from tests.world import COUNTY, NOW, make_actor, make_list, make_people_sought, send
from yanpan.base.documents.models import Document
from yanpan.base.events.models import Event
from yanpan.base.events.queries import EventView, event_view
from yanpan.base.gate import Actor
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import run
from yanpan.base.people.keeping import merge
from yanpan.base.people.models import Merge, Person
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.certificates import certificate_digest
from yanpan.base.vault.models import Certificate, DataKey
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.canonical import digest_of_ids
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import (
    KeepLonger,
    ListRow,
    Need,
    Outcome,
    Purge,
    PurgeItem,
    RowTally,
    VerificationTask,
)
from yanpan.streams.verification.operations.retention import (
    ask_to_keep,
    decide_to_keep,
    propose_purge,
    say_what_is_due,
    withdraw_purge,
    witness_purge,
)
from yanpan.streams.verification.queries.account import board_of
from yanpan.streams.verification.queries.boards import board_lines
from yanpan.streams.verification.queries.retention.belongings import ROOTS, ties
from yanpan.streams.verification.queries.retention.due import what_is_due

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + 31 * DAY


def admin() -> Actor:
    return make_actor("system_admin")


def witness() -> Actor:
    return make_actor("supervisor")


def found(count: int, **changed: Any) -> list[VerificationTask]:
    """Persons found and cleared on the day of the drill, on one list."""
    batch = make_list(count)
    said = {
        "standing": "verified",
        "where": "here",
        "contact": "met",
        "measure": "cleared",
        "answered_at": NOW,
    }
    VerificationTask.objects.filter(rows__batch=batch).update(**(said | changed))
    return list(VerificationTask.objects.filter(rows__batch=batch).order_by("id"))


def event_of(tasks: list[VerificationTask]) -> EventView:
    return event_view(tasks[0].event_id)


def purge(event: EventView, rule: str = "no_exposure", at: datetime = LATER) -> Purge:
    """Proposed, witnessed, done."""
    proposed = propose_purge(admin(), event_id=event.id, rule=rule, now=at)
    witnessed = witness_purge(witness(), purge_id=proposed.id, now=at)
    assert witnessed.job
    run(witnessed.job)
    job = Job.objects.get(id=witnessed.job)
    assert (job.state, job.problem) == ("done", "")
    return Purge.objects.get(id=proposed.id)


def test_nothing_is_due_before_thirty_days_have_passed() -> None:
    event = event_of(found(2))
    assert what_is_due(event, "no_exposure", NOW + 30 * DAY - timedelta(seconds=1)).person_count == 0
    due = what_is_due(event, "no_exposure", NOW + 30 * DAY)
    assert (due.person_count, due.row_count) == (2, 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"measure": "at_home"},
        {"measure": "in_hospital"},
        {"test_result": "positive"},
        {"urgency": "contact"},
        {"standing": "in_hand", "answered_at": None},
    ],
)
def test_who_was_exposed_or_is_still_sought_is_not_due(changed: dict[str, Any]) -> None:
    event = event_of(found(1, **changed))
    assert what_is_due(event, "no_exposure", NOW + 400 * DAY).person_count == 0


def test_who_still_waits_for_help_is_not_due() -> None:
    (task,) = found(1)
    need = Need.objects.create(
        id=task.id,
        event_id=task.event_id,
        unit=task.custody,
        task=task,
        kind="medicine",
        asked_at=NOW,
        promised_till=NOW,
    )
    assert what_is_due(event_of([task]), "no_exposure", LATER).person_count == 0
    need.withdrawn_at = NOW
    need.save()
    assert what_is_due(event_of([task]), "no_exposure", LATER).person_count == 1


def test_a_search_that_ended_by_itself_counts_from_that_hour() -> None:
    (task,) = found(1, standing="lapsed", answered_at=None, lapses_at=NOW + 3 * DAY)
    assert what_is_due(event_of([task]), "no_exposure", NOW + 33 * DAY - timedelta(hours=1)).person_count == 0
    assert what_is_due(event_of([task]), "no_exposure", NOW + 33 * DAY).person_count == 1


def test_merged_records_go_together_or_not_at_all() -> None:
    kept, gone = found(2)
    merge(kept.person, gone.person, reason="同一人", by="clerk", now=NOW)
    VerificationTask.objects.filter(id=kept.id).update(measure="at_home")
    assert what_is_due(event_of([kept]), "no_exposure", LATER).person_count == 0
    VerificationTask.objects.filter(id=kept.id).update(measure="cleared")
    assert len(what_is_due(event_of([kept]), "no_exposure", LATER).groups) == 1
    purge(event_of([kept]))
    assert not Person.objects.exists() and not Merge.objects.exists()


def test_persons_go_with_all_that_is_theirs_and_the_account_still_adds_up() -> None:
    tasks = found(3)
    Outcome.objects.create(id=tasks[0].id, task=tasks[0], where="here", at=NOW, by="x", unit=tasks[0].custody)
    send([tasks[1]], to=COUNTY)
    stays = make_people_sought(1)[0]
    event = event_of(tasks)
    whole = board_of(event.id, "411100/", NOW).whole.account
    lists = [(one.key, one.account) for one in board_lines(event.id, "411100/", "list", NOW)]
    done = purge(event)
    assert list(Person.objects.values_list("id", flat=True)) == [stays.person_id]
    assert not ListRow.objects.exists() and not Outcome.objects.exists() and not Handover.objects.exists()
    after = board_of(event.id, "411100/", NOW)
    assert after.whole.account.standings["verified"] == whole.standings["verified"] == 3
    assert after.whole.account.received == whole.received
    assert [(one.key, one.account) for one in board_lines(event.id, "411100/", "list", NOW)] == lists
    assert done.counts["people_person"] == 3 and done.counts["tasks_handover"] == 1
    assert RowTally.objects.get().rows == 3


def test_a_list_all_of_whose_rows_are_gone_is_not_counted_as_unread() -> None:
    make_list(2, state="held", row_state="held")
    event = event_view(Event.objects.get().id)
    purge(event, "undecided_rows")
    board = board_of(event.id, "411100/", NOW)
    assert board.whole.account.received == 2 and board.whole.account.standings["in_hand"] == 2
    assert board.unread == 0


def test_rows_that_wait_for_a_clerk_are_not_due() -> None:
    batch = make_list(2, row_state="waiting")
    assert what_is_due(event_view(batch.event_id), "undecided_rows", NOW + 400 * DAY).rows == []


def test_the_certificate_says_what_went_by_whose_hands_and_names_nobody() -> None:
    tasks = found(2)
    subjects = [one.person_id for one in tasks]
    done = purge(event_of(tasks))
    made = Certificate.objects.get()
    assert done.certificate_id == made.id and made.digest == certificate_digest(made)
    assert (made.signed_by, made.witnessed_by) == ("system_admin@411100", "supervisor@411100")
    assert made.subject_count == 2 and made.subjects_digest == digest_of_ids(subjects)
    assert ["people_person", "202108"] in [key[:2] for key in made.keys]
    assert not PurgeItem.objects.exists(), "the ids are kept as one digest"


def test_what_lives_on_under_the_same_key_is_sealed_anew() -> None:
    tasks = found(2)
    (stays,) = make_people_sought(1)
    old = DataKey.objects.get(table="people_person").id
    purge(event_of(tasks))
    assert DataKey.objects.get(table="people_person").id != old
    assert unseal(Person.objects.get(id=stays.person_id), "name") == "演练0"


def test_the_one_who_proposes_does_not_witness() -> None:
    event = event_of(found(1))
    proposed = propose_purge(admin(), event_id=event.id, rule="no_exposure", now=LATER)
    both = Actor(
        name=admin().name, permissions=admin().permissions | witness().permissions, units=admin().units
    )
    with pytest.raises(Refused, match="who_proposes_does_not_witness"):
        witness_purge(both, purge_id=proposed.id, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Purge.objects.update(witnessed_by=both.name)


def test_what_changed_since_it_was_proposed_must_be_proposed_anew() -> None:
    tasks = found(2)
    proposed = propose_purge(admin(), event_id=tasks[0].event_id, rule="no_exposure", now=LATER)
    VerificationTask.objects.filter(id=tasks[0].id).update(measure="at_home")
    with pytest.raises(Stale, match="purge_changed"):
        witness_purge(witness(), purge_id=proposed.id, now=LATER)
    assert Person.objects.count() == 2


def test_a_proposal_is_witnessed_within_three_days() -> None:
    proposed = propose_purge(admin(), event_id=found(1)[0].event_id, rule="no_exposure", now=LATER)
    with pytest.raises(Stale, match="purge_too_old"):
        witness_purge(witness(), purge_id=proposed.id, now=LATER + 4 * DAY)


def test_whoever_is_wanted_again_between_witness_and_work_is_spared() -> None:
    """The job looks again: a person an other list has named since lives on."""
    tasks = found(2)
    proposed = propose_purge(admin(), event_id=tasks[0].event_id, rule="no_exposure", now=LATER)
    witnessed = witness_purge(witness(), purge_id=proposed.id, now=LATER)
    VerificationTask.objects.filter(id=tasks[0].id).update(standing="in_hand", answered_at=None)
    assert witnessed.job
    run(witnessed.job)
    done = Purge.objects.get(id=proposed.id)
    assert (done.state, done.spared) == ("done", 1)
    assert list(VerificationTask.objects.values_list("id", flat=True)) == [tasks[0].id]
    assert done.certificate is not None and done.certificate.subject_count == 1


def test_one_purge_of_a_rule_at_a_time_and_a_proposal_can_be_taken_back() -> None:
    event = event_of(found(1))
    proposed = propose_purge(admin(), event_id=event.id, rule="no_exposure", now=LATER)
    with pytest.raises(Stale, match="purge_is_proposed"):
        propose_purge(admin(), event_id=event.id, rule="no_exposure", now=LATER)
    withdraw_purge(witness(), purge_id=proposed.id, now=LATER)
    with pytest.raises(Stale, match="purge_moved_on"):
        witness_purge(witness(), purge_id=proposed.id, now=LATER)
    propose_purge(admin(), event_id=event.id, rule="no_exposure", now=LATER)


@pytest.mark.parametrize("rule", ["register", "audit", "everything"])
def test_only_what_two_people_may_let_go_is_proposed(rule: str) -> None:
    with pytest.raises(Refused, match="unknown_retention_rule"):
        propose_purge(admin(), event_id=found(1)[0].event_id, rule=rule, now=LATER)


def test_nothing_due_is_nothing_to_propose() -> None:
    with pytest.raises(Refused, match="nothing_is_due"):
        propose_purge(admin(), event_id=found(1)[0].event_id, rule="no_exposure", now=NOW)


def test_a_county_proposes_and_witnesses_nothing() -> None:
    with pytest.raises(Missing):
        propose_purge(
            make_actor("system_admin", COUNTY), event_id=found(1)[0].event_id, rule="no_exposure", now=LATER
        )


def closed_event(at: datetime = NOW) -> EventView:
    tasks = found(1, measure="at_home")
    Event.objects.update(closed_at=at, closed_by="演指〔2021〕9号")
    return event_of(tasks)


def ask(event: EventView, *, days: int = 100, **changed: str) -> KeepLonger:
    said = {
        "purpose": "evaluation",
        "reason": "省级评估组尚未完成复盘评估工作，需要核对",
        "assessment": "漯疫指评〔2021〕1号",
    }
    return ask_to_keep(
        make_actor("duty_chief"),
        event_id=event.id,
        until=(NOW + days * DAY).date(),
        now=NOW,
        **(said | changed),
    )


def test_closing_an_event_starts_the_countdown_of_all_that_is_left() -> None:
    event = closed_event()
    assert what_is_due(event, "rest_of_event", NOW + 89 * DAY).person_count == 0
    assert what_is_due(event, "rest_of_event", NOW + 90 * DAY).person_count == 1


def test_an_extension_by_two_people_stops_it_until_its_day() -> None:
    event = closed_event()
    asked = ask(event)
    assert what_is_due(event, "rest_of_event", NOW + 95 * DAY).person_count == 1, "asking alone stops nothing"
    decide_to_keep(witness(), extension_id=asked.id, granted=True, now=NOW)
    assert what_is_due(event, "rest_of_event", NOW + 95 * DAY).person_count == 0
    assert what_is_due(event, "rest_of_event", NOW + 101 * DAY).person_count == 1


def test_a_refused_extension_stops_nothing_and_nobody_grants_the_own() -> None:
    event = closed_event()
    asked = ask(event)
    own = Actor(
        name=asked.asked_by, permissions=frozenset({"verification.decide_to_keep"}), units=("411100/",)
    )
    with pytest.raises(Refused, match="who_asks_does_not_decide"):
        decide_to_keep(own, extension_id=asked.id, granted=True, now=NOW)
    decide_to_keep(witness(), extension_id=asked.id, granted=False, now=NOW)
    assert what_is_due(event, "rest_of_event", NOW + 95 * DAY).person_count == 1
    with pytest.raises(Stale, match="keeping_longer_is_decided"):
        decide_to_keep(witness(), extension_id=asked.id, granted=True, now=NOW)


def test_everything_wrong_with_an_extension_is_said_at_once() -> None:
    with pytest.raises(Refused) as refused:
        ask(closed_event(), purpose="statistics", reason="短", assessment=" ", days=181)
    problems = str(refused.value.facts["problems"]).split(",")
    assert problems == ["unknown_purpose", "reason_too_short", "assessment_needed", "until_out_of_range"]


def test_the_city_is_told_every_day_what_is_due() -> None:
    found(2)
    keeper = make_actor("system_admin")
    keeper = Actor(name="keeper", permissions=frozenset({"verification.say_what_is_due"}), units=keeper.units)
    assert say_what_is_due(keeper, now=NOW) == 0
    assert say_what_is_due(keeper, now=LATER) == 2


def test_whatever_points_to_a_person_goes_with_the_person() -> None:
    """No list of tables to be forgotten: the ties are read from the tables, relations without a name among them."""
    for root in ROOTS:
        owned = {tie.model for tie in ties(root)}
        relations = [
            relation
            for model in (root, *owned)
            for relation in model._meta.get_fields(include_hidden=True)
            if isinstance(relation, ManyToOneRel) and relation.on_delete in (PROTECT, CASCADE)
        ]
        assert {one.related_model for one in relations} - {root} == owned
        assert Document not in owned and DataKey not in owned
    assert {tie.model for tie in ties(Person)} > {VerificationTask, ListRow, Outcome, Need, Merge}
