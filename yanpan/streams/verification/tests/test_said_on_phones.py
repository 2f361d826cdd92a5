"""What phones say of people to be found: taken as it is meant, and shown beside what stands."""

import inspect
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tests import world
from yanpan.base.gate import FIELD_OPERATIONS, OPERATIONS, FieldHead
from yanpan.base.sync.models import FieldRecord
from yanpan.base.sync.operations import put_away_record, take_record
from yanpan.base.sync.settling import settle_record
from yanpan.base.sync.tests.phones import FieldPhone
from yanpan.base.tasks.models import Handover
from yanpan.shell.field_answers import both_answers
from yanpan.streams.verification.models import Attempt, Outcome, VerificationTask
from yanpan.streams.verification.operations import ask_police

pytestmark = pytest.mark.django_db
ABOUT = "017b1541-3480-7000-8001-000000000003"
SAID: dict[str, dict[str, Any]] = {
    "verification.record_outcome": {
        "task_id": ABOUT,
        "where": "here",
        "contact": "met",
        "measure": "at_home",
        "deciding_body": "县区指挥部",
        "told": True,
        "test_result": "negative",
        "test_at": "2021-08-05T07:40:00Z",
    },
    "verification.note_attempt": {"task_id": ABOUT, "kind": "visit"},
    "tasks.acknowledge_handovers": {"handover_ids": [ABOUT]},
}


@pytest.fixture
def phone() -> FieldPhone:
    return FieldPhone(world.villages_of(world.TOWNSHIP)[0].key)


@pytest.fixture
def task(phone: FieldPhone) -> VerificationTask:
    return world.make_people_sought(1, at=phone.village_key)[0]


def says(phone: FieldPhone, task: VerificationTask, **said: Any) -> dict[str, Any]:
    version = said.pop("version", 1)
    payload = {"task_id": str(task.id), **said}
    return phone.record("verification.record_outcome", payload, base_version=version)


def test_what_may_be_said_from_phones_is_a_closed_list() -> None:
    assert set(FIELD_OPERATIONS) == set(SAID)


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_payload_speaks_the_arguments_of_its_operation(name: str) -> None:
    payload = msgspec.convert(SAID[name], FIELD_OPERATIONS[name].payload)
    head = FieldHead(UUID(ABOUT), 1, datetime(2021, 8, 5, tzinfo=UTC))
    given = inspect.signature(OPERATIONS[name].function).bind(None, now=world.NOW, **payload.arguments(head))
    assert FIELD_OPERATIONS[name].subject in ("", *given.arguments)


def test_the_record_is_the_answer(phone: FieldPhone, task: VerificationTask) -> None:
    record = says(phone, task, where="not_found")
    assert phone.told(record) == ["created"]
    assert Outcome.objects.get().id == UUID(record["id"])


def test_an_answer_that_is_not_complete_waits_for_people(phone: FieldPhone, task: VerificationTask) -> None:
    assert phone.told(says(phone, task, where="here")) == ["refused: outcome_incomplete"]
    assert phone.told(says(phone, task, where="here", colour="red")) == ["refused: payload_not_understood"]


def test_a_try_sent_again_is_the_same_try(phone: FieldPhone, task: VerificationTask) -> None:
    tried = phone.record("verification.note_attempt", {"task_id": str(task.id), "kind": "call"})
    assert phone.told(tried) == ["created"]
    assert phone.told(tried) == ["duplicate"]
    assert Attempt.objects.count() == 1


HOUR = timedelta(hours=1)
TRIED_BEFORE_NOON = [
    ("call", 7),
    ("call", 5),
    ("visit", 4),
    ("call", 2),
]  # hours before the network came back


def tried_offline(phone: FieldPhone, task: VerificationTask, kind: str, at: datetime) -> dict[str, Any]:
    payload = {"task_id": str(task.id), "kind": kind}
    return phone.record("verification.note_attempt", payload, recorded_at=at.isoformat())


def given_at(task: VerificationTask, at: datetime) -> None:
    VerificationTask.objects.filter(id=task.id).update(received_at=at)


def test_tries_without_network_count_at_their_own_hours(phone: FieldPhone, task: VerificationTask) -> None:
    """All sent in one minute, yet made at different hours: ripe for the police."""
    given_at(task, world.NOW - 8 * HOUR)
    records = [tried_offline(phone, task, kind, world.NOW - ago * HOUR) for kind, ago in TRIED_BEFORE_NOON]
    assert phone.told(*records) == ["created"] * 4
    assert list(Attempt.objects.order_by("at").values_list("kind", "at")) == [
        (kind, world.NOW - ago * HOUR) for kind, ago in TRIED_BEFORE_NOON
    ]
    liaison = world.make_actor("county_liaison", world.COUNTY)
    assert len(ask_police(liaison, task_ids=[task.id], now=world.NOW)) == 1


@pytest.mark.parametrize(
    ("recorded", "counts"),
    [
        (world.NOW + 3 * HOUR, world.NOW),  # a clock that runs ahead
        (world.NOW - 9 * HOUR, world.NOW),  # before the village had the person
        (datetime(1970, 1, 2, tzinfo=UTC), world.NOW),  # a phone that lost its clock
        (world.NOW - 3 * HOUR, world.NOW - 3 * HOUR),
        (world.NOW + timedelta(minutes=4), world.NOW),
        (world.NOW - 8 * HOUR - timedelta(minutes=4), world.NOW - 8 * HOUR),
    ],
)
def test_an_hour_that_cannot_be_is_the_hour_of_receipt(
    phone: FieldPhone, task: VerificationTask, recorded: datetime, counts: datetime
) -> None:
    given_at(task, world.NOW - 8 * HOUR)
    assert phone.told(tried_offline(phone, task, "call", recorded)) == ["created"]
    assert Attempt.objects.get().at == counts


def test_the_hand_over_to_the_village_is_the_earliest_hour_believed(phone: FieldPhone) -> None:
    [task] = world.make_people_sought(1, at=world.TOWNSHIP)
    given_at(task, world.NOW - 8 * HOUR)
    [given] = world.send([task], to=phone.village_key)
    Handover.objects.update(sent_at=world.NOW - 2 * HOUR)
    assert phone.told(phone.signs([given.id])) == ["created"]
    for ago in (3, 1):
        phone.sends(tried_offline(phone, task, "call", world.NOW - ago * HOUR))
    assert sorted(Attempt.objects.values_list("at", flat=True)) == [world.NOW - HOUR, world.NOW]


def test_an_answer_without_network_is_found_at_its_own_hour(
    phone: FieldPhone, task: VerificationTask
) -> None:
    """What was found in time is not late because the network was."""
    VerificationTask.objects.filter(id=task.id).update(
        received_at=world.NOW - 8 * HOUR, find_by=world.NOW - HOUR
    )
    at = world.NOW - 2 * HOUR
    record = says(phone, task, where="here", contact="met", measure="cleared")
    assert phone.told(record | {"recorded_at": at.isoformat()}) == ["created"]
    task.refresh_from_db()
    assert (task.found_at, task.answered_at) == (at, at) and at < task.find_by
    assert (Outcome.objects.get().at, Attempt.objects.get().at) == (at, at)


def test_an_answer_taken_after_another_does_not_slip_before_it(
    phone: FieldPhone, task: VerificationTask
) -> None:
    given_at(task, world.NOW - 8 * HOUR)
    phone.sends(says(phone, task, where="not_found"), now=world.NOW - HOUR)
    later = says(phone, task, where="here", contact="met", measure="cleared", version=2)
    assert phone.told(later | {"recorded_at": (world.NOW - 3 * HOUR).isoformat()}) == ["created"]
    assert list(Outcome.objects.order_by("at").values_list("where", "at")) == [
        ("not_found", world.NOW - HOUR),
        ("here", world.NOW),
    ]


@pytest.fixture
def conflict(phone: FieldPhone, task: VerificationTask) -> FieldRecord:
    """The township has entered an answer meanwhile."""
    VerificationTask.objects.filter(id=task.id).update(version=2, where="deceased", standing="in_hand")
    record = says(phone, task, where="here", contact="met", measure="cleared", note="本人在家")
    assert phone.told(record) == ["conflict: task_changed"]
    return FieldRecord.objects.get(id=record["id"])


def test_both_answers_are_shown_to_the_township(conflict: FieldRecord, task: VerificationTask) -> None:
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    payload = {"task_id": str(task.id), "where": "here", "note": "本人在家"}
    both = both_answers("verification.record_outcome", clerk, payload, world.NOW)
    assert both is not None and both.stands is not None and both.version == 2
    assert [value for _label, value in both.said][-1] == "本人在家"
    assert str(task.id) in both.address


def test_elsewhere_only_what_was_said_is_shown(task: VerificationTask) -> None:
    stranger = world.make_actor("township_clerk", world.OTHER_TOWNSHIP)
    payload = {"task_id": str(task.id), "where": "here"}
    both = both_answers("verification.record_outcome", stranger, payload, world.NOW)
    assert both is not None and both.stands is None and both.address == ""


def test_taken_it_counts_on_the_version_that_was_seen(conflict: FieldRecord, task: VerificationTask) -> None:
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    take_record(clerk, record_id=conflict.id, version=2, now=world.NOW)
    assert settle_record(conflict.id, now=world.NOW).state == "accepted"
    task.refresh_from_db()
    assert (task.where, task.measure, task.version) == ("here", "cleared", 3)


def test_taken_on_a_version_that_is_over_it_is_in_conflict_again(conflict: FieldRecord) -> None:
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    take_record(clerk, record_id=conflict.id, version=1, now=world.NOW)
    assert settle_record(conflict.id, now=world.NOW).state == "conflict"


def test_put_away_it_never_counts_and_sent_again_it_stays_so(
    conflict: FieldRecord, phone: FieldPhone, task: VerificationTask
) -> None:
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    put_away_record(clerk, record_id=conflict.id, reason="电话已核实", now=world.NOW)
    assert settle_record(conflict.id, now=world.NOW).state == "put_away"
    assert not Outcome.objects.exists()
