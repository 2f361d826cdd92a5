"""From the phones: what people have to look at, and which phones have answers that never arrived."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.base.sync.records import opened
from yanpan.base.sync.rules import FOR_PEOPLE, State, missing_records
from yanpan.base.vault.sealing import open_bytes
from yanpan.kernel.errors import Missing

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record without what it says. recorded_at: the phone's clock; received_at: ours."""

    id: UUID
    unit_name: str
    unit_key: str
    owner_name: str
    operation: str
    subject: UUID | None
    recorded_at: datetime
    received_at: datetime
    state: str
    code: str
    facts: Mapping[str, str]
    copied: bool


def _view(record: FieldRecord) -> RecordView:
    return RecordView(
        record.id,
        record.device.unit.name,
        record.device.unit.key,
        record.device.owner_name,
        record.operation,
        record.subject,
        record.recorded_at,
        record.received_at,
        record.state,
        record.code,
        record.facts,
        record.copied,
    )


def _mine(actor: Actor) -> QuerySet[FieldRecord]:
    return FieldRecord.objects.filter(under("device__unit__path", actor)).select_related("device__unit")


@query("sync.list_records", personal=False)
def list_records(actor: Actor, *, now: datetime) -> list[RecordView]:
    """Records that wait for people, and those that wait for an earlier one; at most 200, the oldest first."""
    wanted = [one.value for one in (*FOR_PEOPLE, State.HELD)]
    found = _mine(actor).filter(state__in=wanted).defer("payload").order_by("received_at", "id")
    return [_view(record) for record in found[:MOST_SHOWN]]


@query("sync.count_records", personal=False)
def count_records(actor: Actor, *, now: datetime) -> int:
    """How many records wait for people in the actor's units."""
    return _mine(actor).filter(state__in=[one.value for one in FOR_PEOPLE]).count()


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """payload: what the phone said; None where no key of ours opens it. waits: somebody has to decide."""

    record: RecordView
    payload: Mapping[str, Any] | None
    waits: bool


@query("sync.get_record", subject="record_id")
def get_record(actor: Actor, *, record_id: UUID, now: datetime) -> OpenRecord:
    """One record with what it says; Missing elsewhere."""
    record = _mine(actor).filter(id=record_id).first()
    if record is None:
        raise Missing("record")
    kept = open_bytes(FieldRecord._meta.db_table, "payload", record.id, record.payload)
    content = opened(record.id, record.operation, record.device.device, json.loads(kept)) if kept else {}
    return OpenRecord(_view(record), content.get("payload"), record.state in FOR_PEOPLE)


@dataclass(frozen=True, slots=True)
class DeviceView:
    """missing: answers made on it that never arrived; copied: numbers under which two records came."""

    id: UUID
    unit_name: str
    unit_key: str
    owner_name: str
    missing: int
    copied: int
    seen_at: datetime


@query("sync.list_devices", personal=False)
def list_devices(actor: Actor, *, now: datetime) -> list[DeviceView]:
    """Phones with answers that never arrived, or whose memory was copied; the longest silent first."""
    odd = FieldDevice.objects.filter(under("unit__path", actor)).select_related("unit")
    odd = odd.filter(announced__gt=F("received")) | odd.filter(copied__gt=0)
    return [
        DeviceView(
            one.id,
            one.unit.name,
            one.unit.key,
            one.owner_name,
            missing_records(one.announced, one.received),
            one.copied,
            one.seen_at,
        )
        for one in odd.order_by("seen_at", "id")[:MOST_SHOWN]
    ]
