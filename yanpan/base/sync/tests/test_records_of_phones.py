"""What a phone kept without a network, and what becomes of it when it arrives."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests import world
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.base.sync.operations import put_away_record, take_record
from yanpan.base.sync.queries import get_record, list_devices, list_records
from yanpan.base.sync.settling import settle_record
from yanpan.base.sync.taking_in import take_in
from yanpan.base.sync.tests.phones import FieldPhone
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.field_keys import add_field_key, current_field_key, seal_as_a_phone_does
from yanpan.kernel.canonical import canonical_json
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale

pytestmark = pytest.mark.django_db
LATER = world.NOW + timedelta(hours=25)


def look_after_records(keeper: Actor, now: datetime) -> None:
    ROUNDS["sync.look_after_records"].walk(keeper, now)


@pytest.fixture
def village() -> str:
    return world.villages_of(world.TOWNSHIP)[0].key


@pytest.fixture
def phone(village: str) -> FieldPhone:
    return FieldPhone(village)


def waiting_at(village: str, count: int = 1) -> list[UUID]:
    tasks = world.make_people_sought(count, at=world.TOWNSHIP, target=village)
    return [one.id for one in world.send(tasks, to=village)]


def stands(record: dict[str, Any]) -> str:
    return FieldRecord.objects.get(id=record["id"]).state


def test_a_record_acts_with_the_rights_of_its_phone(phone: FieldPhone, village: str) -> None:
    record = phone.signs(waiting_at(village))
    assert phone.told(record) == ["created"]
    assert Handover.objects.get().acknowledged_by == phone.actor.name
    verbs = list(AuditLine.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["sync.receive_records", "tasks.acknowledge_handovers"]


def test_sent_again_it_is_a_duplicate_and_changes_nothing(phone: FieldPhone, village: str) -> None:
    record = phone.signs(waiting_at(village))
    phone.sends(record)
    before = AuditLine.objects.filter(verb="tasks.acknowledge_handovers").count()
    assert phone.told(record, record) == ["duplicate", "duplicate"]
    assert AuditLine.objects.filter(verb="tasks.acknowledge_handovers").count() == before


def test_twice_in_one_request_it_is_done_once(phone: FieldPhone, village: str) -> None:
    record = phone.signs(waiting_at(village))
    assert sorted(phone.told(record, record)) == ["created", "duplicate"]


def test_the_same_id_with_other_words_is_refused_and_the_first_stays(phone: FieldPhone, village: str) -> None:
    first, second = waiting_at(village, 2)
    record = phone.signs([first])
    phone.sends(record)
    changed = {**record, "payload": {"handover_ids": [str(second)]}}
    assert phone.told(changed) == ["refused: record_changed"]
    assert set(Handover.objects.filter(acknowledged_at=None).values_list("id", flat=True)) == {second}


def test_a_strangers_id_tells_nothing(phone: FieldPhone, village: str) -> None:
    record = phone.signs(waiting_at(village))
    phone.sends(record)
    other = FieldPhone(world.villages_of(world.TOWNSHIP)[1].key, device=phone.device)
    assert other.told(record) == ["refused: record_changed"]


def test_an_error_of_one_loses_no_other(phone: FieldPhone, village: str) -> None:
    first, second = waiting_at(village, 2)
    elsewhere = waiting_at(world.villages_of(world.TOWNSHIP)[1].key)
    told = phone.told(
        phone.signs([first]),
        phone.signs(elsewhere),
        {"id": "no id"},
        phone.record("tasks.acknowledge_handovers", {"handover_ids": 7}),
        phone.record("accounts.open_account", {"username": "x"}),
        phone.signs([second]),
    )
    assert told == [
        "created",
        "refused: missing",
        "unreadable: record_damaged",
        "refused: payload_not_understood",
        "refused: operation_not_for_the_field",
        "created",
    ]
    assert FieldRecord.objects.count() == 5


def test_a_fault_of_the_program_keeps_the_record_and_is_taken_up_later(
    phone: FieldPhone, village: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    record = phone.signs(waiting_at(village))
    with monkeypatch.context() as patch:
        patch.setattr("yanpan.base.tasks.operations._acknowledge", lambda *_: 1 / 0)
        assert phone.told(record) == ["held: system_failed"]
    assert record["id"] in caplog.text and "division" not in caplog.text
    keeper = world.actor_with("sync.show_overdue", unit_key=world.CITY)
    look_after_records(keeper, world.NOW + timedelta(minutes=30))
    assert stands(record) == "accepted"


def test_without_the_right_nothing_is_kept(phone: FieldPhone) -> None:
    nobody = replace(phone.actor, permissions=frozenset())
    with pytest.raises(NotPermitted):
        take_in(nobody, device_id=phone.device, announced=1, records=[phone.signs([])], now=world.NOW)
    assert not FieldRecord.objects.exists()


def test_more_than_200_at_once_are_refused(phone: FieldPhone) -> None:
    with pytest.raises(Refused, match="too_many_records"):
        phone.sends(*[{}] * 201)


@pytest.mark.parametrize(
    "change",
    [
        {"sequence": 0},
        {"sequence": "1"},
        {"recorded_at": "yesterday"},
        {"recorded_at": "2021-08-05T15:40:00"},
        {"id": "4f0e8cf4-0000-4000-8000-000000000000"},
        {"base_version": -1},
        {"extra": 1},
        {"payload": None},
        {"sealed": {"key": "k", "point": "p", "nonce": "n", "box": "b"}},
        {"payload": "text"},
        {"operation": ""},
    ],
)
def test_a_damaged_record_is_not_kept_and_the_phone_is_told_to_keep_it(
    phone: FieldPhone, change: dict[str, Any]
) -> None:
    assert phone.told(phone.signs([]) | change) == ["unreadable: record_damaged"]
    assert not FieldRecord.objects.exists()


def test_control_signs_in_a_payload_are_not_understood(phone: FieldPhone) -> None:
    record = phone.record("tasks.acknowledge_handovers", {"handover_ids": ["\x00"]})
    assert phone.told(record) == ["refused: payload_not_understood"]


def test_a_record_too_large_is_told_so(phone: FieldPhone) -> None:
    record = phone.record("tasks.acknowledge_handovers", {"handover_ids": ["x" * 17_000]})
    assert phone.told(record) == ["unreadable: record_too_large"]


# Order


def test_what_builds_on_a_missing_record_is_held_until_that_arrives(phone: FieldPhone, village: str) -> None:
    first, second = waiting_at(village, 2)
    earlier = phone.signs([first])
    later = phone.signs([second], after=earlier["id"])
    assert phone.told(later) == ["held: waits_for_an_earlier_record"]
    assert not Handover.objects.exclude(acknowledged_at=None).exists()
    assert phone.told(earlier) == ["created"]
    assert stands(later) == "accepted"


def test_after_24_hours_a_held_record_is_shown_to_people(phone: FieldPhone, village: str) -> None:
    later = phone.signs(waiting_at(village), after="01980000-0000-7000-8000-00000000000f")
    phone.sends(later)
    keeper = world.actor_with("sync.show_overdue", unit_key=world.CITY)
    look_after_records(keeper, world.NOW + timedelta(hours=23))
    assert stands(later) == "held"
    look_after_records(keeper, LATER)
    record = FieldRecord.objects.get(id=later["id"])
    assert (record.state, record.code) == ("conflict", "earlier_record_missing")


def test_one_request_may_bring_them_in_any_order(phone: FieldPhone, village: str) -> None:
    ids = waiting_at(village, 3)
    one = phone.signs([ids[0]])
    two = phone.signs([ids[1]], after=one["id"])
    three = phone.signs([ids[2]], after=two["id"])
    assert phone.told(three, one, two) == ["created", "created", "created"]


def test_the_server_knows_how_many_are_missing(phone: FieldPhone, village: str) -> None:
    first, second = waiting_at(village, 2)
    lost = phone.signs([first])
    assert phone.sends(phone.signs([second])).missing == 1
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    [device] = list_devices(clerk, now=world.NOW)
    assert (device.missing, device.unit_key) == (1, village)
    assert phone.sends(lost).missing == 0
    assert list_devices(clerk, now=world.NOW) == []


# Copies


def test_a_copied_phone_raises_an_alarm_and_both_records_are_kept(phone: FieldPhone, village: str) -> None:
    first, second = waiting_at(village, 2)
    mine = phone.signs([first])
    copy = phone.signs([second], sequence=1)
    assert phone.told(mine, copy) == ["created", "created"]
    kept = FieldRecord.objects.order_by("copied").values_list("sequence", "copied")
    assert list(kept) == [(1, False), (1, True)]
    alarm = Notice.objects.get(matter="field_device_copied")
    assert (alarm.unit.key, alarm.facts["devices"]) == (world.CITY, 1)
    [device] = list_devices(world.make_actor("security_admin"), now=world.NOW)
    assert device.copied == 1


# Sealed


def sealed(phone: FieldPhone, record: dict[str, Any], **bound: str) -> dict[str, Any]:
    plain = canonical_json(record["payload"])
    tied = "|".join((bound.get("id", record["id"]), record["operation"], str(phone.device)))
    envelope = seal_as_a_phone_does(current_field_key(), plain, tied)
    rest = {name: value for name, value in record.items() if name != "payload"}
    return {**rest, "sealed": {name: getattr(envelope, name) for name in ("key", "point", "nonce", "box")}}


def test_a_sealed_record_is_opened_here_only(phone: FieldPhone, village: str) -> None:
    record = sealed(phone, phone.signs(waiting_at(village)))
    assert phone.told(record) == ["created"]
    assert phone.told(record) == ["duplicate"]


def test_what_was_sealed_before_the_key_changed_is_still_opened(phone: FieldPhone, village: str) -> None:
    record = sealed(phone, phone.signs(waiting_at(village)))
    before = current_field_key()
    assert add_field_key() != before
    assert phone.told(record) == ["created"]


def test_a_seal_moved_to_another_record_does_not_open_and_is_kept_for_people(
    phone: FieldPhone, village: str
) -> None:
    moved = sealed(phone, phone.signs(waiting_at(village)), id="01980000-0000-7000-8000-00000000000f")
    assert phone.told(moved) == ["refused: sealed_with_unknown_key"]
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    assert get_record(clerk, record_id=UUID(moved["id"]), now=world.NOW).payload is None


def test_nothing_of_a_payload_lies_in_clear_and_none_is_left_once_it_counts(
    phone: FieldPhone, village: str
) -> None:
    ids = waiting_at(village)
    refused = phone.signs([UUID(int=7)])
    accepted = phone.signs(ids)
    phone.sends(refused, accepted)
    kept = FieldRecord.objects.get(id=refused["id"])
    assert len(bytes(kept.payload)) > 40 and str(UUID(int=7)).encode() not in bytes(kept.payload)
    assert bytes(FieldRecord.objects.get(id=accepted["id"]).payload) == b""


# People decide


@pytest.fixture
def conflict(phone: FieldPhone, village: str) -> FieldRecord:
    ids = waiting_at(village)
    phone.sends(phone.signs(ids))
    again = phone.signs(ids)
    assert phone.told(again) == ["conflict: handover_is_closed"]
    return FieldRecord.objects.get(id=again["id"])


def test_a_conflict_is_shown_to_the_township_and_nobody_elsewhere(conflict: FieldRecord) -> None:
    [shown] = list_records(world.make_actor("township_clerk", world.TOWNSHIP), now=world.NOW)
    assert (shown.id, shown.code) == (conflict.id, "handover_is_closed")
    stranger = world.make_actor("township_clerk", world.OTHER_TOWNSHIP)
    assert list_records(stranger, now=world.NOW) == []
    with pytest.raises(Missing):
        get_record(stranger, record_id=conflict.id, now=world.NOW)


def test_put_away_needs_a_reason_and_ends_it(conflict: FieldRecord) -> None:
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    with pytest.raises(Refused, match="reason_needed"):
        put_away_record(clerk, record_id=conflict.id, reason=" ", now=world.NOW)
    put_away_record(clerk, record_id=conflict.id, reason="重复签收", now=world.NOW)
    conflict.refresh_from_db()
    assert (conflict.state, conflict.reason, conflict.decided_by) == ("put_away", "重复签收", clerk.name)
    with pytest.raises(Stale):
        take_record(clerk, record_id=conflict.id, version=1, now=world.NOW)


def test_what_waits_for_a_record_put_away_is_shown_too(
    conflict: FieldRecord, phone: FieldPhone, village: str
) -> None:
    later = phone.signs(waiting_at(village), after=str(conflict.id))
    assert phone.told(later) == ["held: waits_for_an_earlier_record"]
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    put_away_record(clerk, record_id=conflict.id, reason="重复签收", now=world.NOW)
    settle_record(conflict.id, now=world.NOW)
    assert FieldRecord.objects.get(id=later["id"]).code == "earlier_record_put_away"


def test_taken_it_is_tried_again_and_may_be_in_conflict_again(
    conflict: FieldRecord, phone: FieldPhone
) -> None:
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    take_record(clerk, record_id=conflict.id, version=0, now=world.NOW)
    settle_record(conflict.id, now=world.NOW)
    conflict.refresh_from_db()
    assert (conflict.state, conflict.decided_by) == ("conflict", clerk.name)


def test_what_a_phone_that_was_cut_off_said_is_not_taken(conflict: FieldRecord, phone: FieldPhone) -> None:
    phone.phone.revoked_at = world.NOW
    phone.phone.save(update_fields=["revoked_at"])
    clerk = world.make_actor("township_clerk", world.TOWNSHIP)
    with pytest.raises(Refused, match="sender_is_cut_off"):
        take_record(clerk, record_id=conflict.id, version=0, now=world.NOW)


def test_two_browsers_of_one_phone_are_two_devices(phone: FieldPhone, village: str) -> None:
    first, second = waiting_at(village, 2)
    phone.sends(phone.signs([first]))
    phone.device, phone.made = UUID("01980000-0000-7000-8000-0000000000aa"), 0
    assert phone.told(phone.signs([second])) == ["created"]
    assert FieldDevice.objects.filter(copied=0).count() == 2


# What nobody would see


def test_what_a_phone_left_behind_and_was_then_cut_off_is_shown_to_people(
    phone: FieldPhone, village: str
) -> None:
    record = phone.signs(waiting_at(village))
    phone.sends(record)
    FieldRecord.objects.update(state="waiting", received_at=world.NOW - timedelta(minutes=5))
    phone.phone.revoked_at = world.NOW
    phone.phone.save(update_fields=["revoked_at"])
    look_after_records(world.actor_with("sync.show_overdue", unit_key=world.CITY), world.NOW)
    kept = FieldRecord.objects.get(id=record["id"])
    assert (kept.state, kept.code) == ("conflict", "sender_is_cut_off")


def test_what_the_system_failed_at_for_a_day_is_shown_and_blocks_no_other(
    phone: FieldPhone, village: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = phone.signs(waiting_at(village))
    with monkeypatch.context() as broken:
        broken.setattr("yanpan.base.sync.settling.payload_of", lambda *_: 1 / 0)
        assert phone.told(record) == ["held: system_failed"]
        keeper = world.actor_with("sync.show_overdue", unit_key=world.CITY)
        look_after_records(keeper, world.NOW + timedelta(hours=23))
        assert stands(record) == "waiting"
        look_after_records(keeper, LATER)
    kept = FieldRecord.objects.get(id=record["id"])
    assert (kept.state, kept.code) == ("conflict", "not_acted_upon")
