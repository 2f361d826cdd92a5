"""Keeping what phones sent, and what people decide about the records that could not simply count."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.accounts.actors import actor_of_account, actor_of_phone
from yanpan.base.gate import FIELD_OPERATIONS, Actor, operation, under
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import units_of_actor
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.base.sync.records import ReadRecord
from yanpan.base.sync.rules import FOR_PEOPLE, LONGEST_WAIT, UNSETTLED, State
from yanpan.base.vault.keys import derived_key
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.canonical import canonical_json
from yanpan.kernel.errors import Missing, Refused, Stale

COPIED_DEVICE = "field_device_copied"


@dataclass(frozen=True, slots=True)
class Receipt:
    """id: of the record; new: kept by this request; problem: why it is another record than the one kept."""

    id: UUID
    new: bool
    problem: str = ""


def sender_of(owner: UUID) -> Actor | None:
    """Who made the records of a device; None for a phone that was cut off or a closed account."""
    return actor_of_phone(owner) or actor_of_account(owner)


@operation("sync.receive_records", subject="device_id", records=("announced",))
def receive_records(
    actor: Actor, *, device_id: UUID, announced: int, records: Sequence[ReadRecord], now: datetime
) -> list[Receipt]:
    """Keep what a phone sent, whatever will become of it. One receipt a record, in the order given.

    announced: the highest sequence the phone ever made, so that it is known how many are missing.
    """
    device = _device(actor, device_id, now)
    known = _known(records)
    taken = _sequences_taken(device, records)
    sealer = Sealer(FieldRecord, now)
    fresh: dict[UUID, FieldRecord] = {}
    receipts = []
    for record in records:
        digest = _digest(record, device_id)
        there = known.get(record.id) or fresh.get(record.id)
        if there is None:
            fresh[record.id] = _kept(record, device, digest, sealer, now, copied=record.sequence in taken)
            taken.add(record.sequence)
            receipts.append(Receipt(record.id, new=True))
        else:
            same = there.digest == digest and there.device_id == device.id
            receipts.append(Receipt(record.id, new=False, problem="" if same else "record_changed"))
    FieldRecord.objects.bulk_create(fresh.values())
    _count(device, list(fresh.values()), announced, now)
    return receipts


def _device(actor: Actor, device_id: UUID, now: datetime) -> FieldDevice:
    """Locked: the records of one phone are kept one request after the other."""
    units = units_of_actor(actor)
    if not units or actor.account_id is None:
        raise Missing("unit")
    facts = {"unit_id": units[0].id, "owner_name": actor.name, "first_seen_at": now, "seen_at": now}
    FieldDevice.objects.get_or_create(
        owner=actor.account_id, device=device_id, defaults={"id": fresh_id(now), **facts}
    )
    return FieldDevice.objects.select_for_update().get(owner=actor.account_id, device=device_id)


def _known(records: Sequence[ReadRecord]) -> dict[UUID, FieldRecord]:
    found = FieldRecord.objects.filter(id__in=[one.id for one in records]).only("id", "digest", "device_id")
    return {one.id: one for one in found}


def _sequences_taken(device: FieldDevice, records: Sequence[ReadRecord]) -> set[int]:
    found = FieldRecord.objects.filter(device=device, sequence__in=[one.sequence for one in records])
    return set(found.values_list("sequence", flat=True))


def _digest(record: ReadRecord, device: UUID) -> str:
    """Keyed: three taps are so few that a plain digest would tell them."""
    content = canonical_json(record.facts(device))
    return hmac.new(derived_key("digest of field records"), content, sha256).hexdigest()


def _kept(
    record: ReadRecord, device: FieldDevice, digest: str, sealer: Sealer, now: datetime, *, copied: bool
) -> FieldRecord:
    return FieldRecord(
        id=record.id,
        device=device,
        sequence=record.sequence,
        copied=copied,
        operation=record.operation,
        subject=_subject(record),
        recorded_at=record.recorded_at,
        received_at=now,
        base_version=record.base_version,
        after=record.after,
        payload=sealer.seal_bytes("payload", record.id, canonical_json(record.content)),
        digest=digest,
    )


def _subject(record: ReadRecord) -> UUID | None:
    """What the record is about, if it says so readably: for showing, never for acting."""
    known = FIELD_OPERATIONS.get(record.operation)
    payload: Mapping[str, Any] = record.content.get("payload") or {}
    try:
        return UUID(payload[known.subject]) if known and known.subject in payload else None
    except (ValueError, TypeError, AttributeError):
        return None


def _count(device: FieldDevice, fresh: Sequence[FieldRecord], announced: int, now: datetime) -> None:
    copies = sum(one.copied for one in fresh)
    device.received += len(fresh) - copies
    device.copied += copies
    device.announced = max(device.announced, announced, *(one.sequence for one in fresh), 0)
    device.seen_at = now
    device.save(update_fields=["received", "copied", "announced", "seen_at"])
    if copies:
        _raise_alarm(now)


def _raise_alarm(now: datetime) -> None:
    """Two different records under one number: a phone's memory was copied. Told to the city's desk."""
    root = Unit.objects.filter(parent=None).first()
    copied = FieldDevice.objects.filter(copied__gt=0).count()
    if root is not None:
        make_calls([Call(root.id, COPIED_DEVICE, {"devices": copied})], now=now)


def _for_decision(actor: Actor, record_id: UUID) -> FieldRecord:
    """Raises Missing elsewhere, Stale if it no longer waits for people."""
    mine = FieldRecord.objects.select_for_update(of=("self",)).filter(under("device__unit__path", actor))
    record = mine.select_related("device").filter(id=record_id).first()
    if record is None:
        raise Missing("record")
    if record.state not in FOR_PEOPLE:
        raise Stale("record_is_settled")
    return record


@operation("sync.take_record", subject="record_id", records=("version",))
def take_record(actor: Actor, *, record_id: UUID, version: int, now: datetime) -> FieldRecord:
    """Let an answer from a phone count after all, on the version the person has before the eyes.

    It is acted upon afterwards by `settle`, with the rights of the phone. Refused: the phone is cut off.
    """
    record = _for_decision(actor, record_id)
    if sender_of(record.device.owner) is None:
        raise Refused("sender_is_cut_off")
    record.state, record.code, record.facts = State.WAITING.value, "", {}
    record.taken_on, record.decided_by, record.decided_at = version, actor.name, now
    record.save(update_fields=["state", "code", "facts", "taken_on", "decided_by", "decided_at"])
    return record


@operation("sync.put_away_record", subject="record_id", words=("reason",))
def put_away_record(actor: Actor, *, record_id: UUID, reason: str, now: datetime) -> FieldRecord:
    """Looked at, and it does not count: with a reason. The record stays."""
    record = _for_decision(actor, record_id)
    if not reason.strip():
        raise Refused("reason_needed")
    record.state, record.reason = State.PUT_AWAY.value, reason.strip()[:200]
    record.decided_by, record.decided_at = actor.name, now
    record.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return record


def overdue(now: datetime) -> QuerySet[FieldRecord]:
    """Held as long as a record may wait for an earlier one, or tried in vain as long."""
    unsettled = [one.value for one in UNSETTLED]
    return FieldRecord.objects.filter(state__in=unsettled, received_at__lte=now - LONGEST_WAIT)


@operation("sync.show_overdue")
def show_overdue(actor: Actor, *, now: datetime) -> int:
    """Records that waited 24 hours, for an earlier one or because we failed, are shown. Returns how many."""
    mine = overdue(now).filter(under("device__unit__path", actor))
    held = mine.filter(state=State.HELD.value)
    shown = held.update(state=State.CONFLICT.value, code="earlier_record_missing", settled_at=now)
    return shown + mine.update(state=State.CONFLICT.value, code="not_acted_upon", settled_at=now)
