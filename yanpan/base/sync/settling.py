"""Acting upon a kept record: through its operation's own door, with the rights of whoever made it.

Each record in its own transaction, so that an error of one loses no other. The operation writes its audit
line; a record that could not count is itself the trace.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yanpan.base.gate import FIELD_OPERATIONS, Actor, FieldHead
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.base.sync.operations import sender_of
from yanpan.base.sync.records import opened, payload_of
from yanpan.base.sync.rules import UNSETTLED, Earlier, State, earlier_one
from yanpan.base.vault.sealing import open_bytes
from yanpan.kernel.errors import Refused, Stale, TooMany

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verdict:
    state: State
    code: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    version: int = 0


def settle_all(actor: Actor, record_ids: Iterable[UUID], *, now: datetime) -> None:
    """Settle these, and whatever waited for one of them."""
    todo = list(record_ids)
    while todo:
        record = settle(actor, todo.pop(0), now=now)
        if record.state not in UNSETTLED:
            todo += FieldRecord.objects.filter(
                after=record.id, device_id=record.device_id, state=State.HELD.value
            ).values_list("id", flat=True)


def settle_record(record_id: UUID, *, now: datetime) -> FieldRecord:
    """After people decided: with the rights of whoever made it, and whatever waited for it."""
    record = FieldRecord.objects.select_related("device").get(id=record_id)
    if sender := sender_of(record.device.owner):
        settle_all(sender, [record_id], now=now)
    else:
        _show(record_id, "sender_is_cut_off", now)
    record.refresh_from_db()
    return record


def _show(record_id: UUID, code: str, now: datetime) -> None:
    """Nothing will act upon it by itself any more: people look at it."""
    unsettled = FieldRecord.objects.filter(id=record_id, state__in=[one.value for one in UNSETTLED])
    unsettled.update(state=State.CONFLICT.value, code=code, settled_at=now)


def settle(actor: Actor, record_id: UUID, *, now: datetime) -> FieldRecord:
    """One record; one that is settled already stays as it is."""
    with transaction.atomic():
        record = FieldRecord.objects.select_related("device").get(id=record_id)
        # The records of one phone are settled one after the other: a later one sees how the earlier ended.
        FieldDevice.objects.select_for_update().get(id=record.device_id)
        record.refresh_from_db(fields=["state", "code", "facts", "taken_on", "payload"])
        if record.state in UNSETTLED:
            _keep(record, _verdict(actor, record, now), now)
    return record


def _keep(record: FieldRecord, verdict: Verdict, now: datetime) -> None:
    record.state, record.code, record.facts = verdict.state.value, verdict.code, verdict.facts
    record.result_version = verdict.version
    record.settled_at = None if verdict.state in UNSETTLED else now
    if verdict.state == State.ACCEPTED:
        record.payload = b""  # what it said now stands where it belongs
    record.save(update_fields=["state", "code", "facts", "result_version", "settled_at", "payload"])


def _verdict(actor: Actor, record: FieldRecord, now: datetime) -> Verdict:
    try:
        base = _base_version(record)
        return base if isinstance(base, Verdict) else _acted(actor, record, base, now)
    except TooMany as refused:
        return Verdict(State.WAITING, refused.code)
    except Stale as refused:
        return Verdict(State.CONFLICT, refused.code, _facts(refused))
    except Refused as refused:
        return Verdict(State.REFUSED, refused.code, _facts(refused))
    except Exception as fault:
        # Its text may hold what the record says: the kind of fault and the id are enough to look for it.
        log.error("field record %s: %s failed with %s", record.id, record.operation, type(fault).__name__)
        return Verdict(State.WAITING, "system_failed")


def _facts(refused: Refused) -> dict[str, str]:
    return {name: str(value)[:200] for name, value in refused.facts.items()}


def _base_version(record: FieldRecord) -> int | Verdict:
    """The version the record builds on: what the phone saw, what its own earlier record made, what was taken."""
    if record.taken_on is not None:
        return record.taken_on
    if record.after is None:
        return record.base_version
    earlier = FieldRecord.objects.filter(id=record.after, device_id=record.device_id).first()
    match earlier_one(earlier.state if earlier else None):
        case Earlier.WAITS:
            return Verdict(State.HELD, "waits_for_an_earlier_record")
        case Earlier.ENDED:
            return Verdict(State.CONFLICT, "earlier_record_put_away")
    assert earlier is not None
    return earlier.result_version


def _acted(actor: Actor, record: FieldRecord, base_version: int, now: datetime) -> Verdict:
    known = FIELD_OPERATIONS.get(record.operation)
    if known is None:
        raise Refused("operation_not_for_the_field")
    payload = payload_of(_content(record), known.payload)
    head = FieldHead(record.id, base_version, record.recorded_at)
    with transaction.atomic():
        result = known.door(actor, **payload.arguments(head), now=now)
    return Verdict(State.ACCEPTED, version=getattr(result, "version", base_version))


def _content(record: FieldRecord) -> dict[str, object]:
    kept = json.loads(open_bytes(FieldRecord._meta.db_table, "payload", record.id, record.payload))
    return dict(opened(record.id, record.operation, record.device.device, kept))
