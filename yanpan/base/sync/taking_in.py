"""A phone's whole request: keep everything first, then act upon each record, then say what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.base.sync.operations import Receipt, receive_records
from yanpan.base.sync.records import ReadRecord, Unreadable, read_record
from yanpan.base.sync.rules import MOST_RECORDS, UNSETTLED, Told, missing_records, told_of
from yanpan.base.sync.settling import settle_all
from yanpan.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """id: as it was sent; code and facts: why it did not simply count."""

    id: str
    told: Told
    code: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """answers in the order of the records; missing: made on this device, never arrived."""

    answers: list[Answer]
    missing: int


def take_in(
    actor: Actor, *, device_id: UUID, announced: int, records: Sequence[object], now: datetime
) -> Reply:
    """Raises Refused('too_many_records') above 200, NotPermitted; a damaged record is answered, not raised."""
    if len(records) > MOST_RECORDS:
        raise Refused("too_many_records", most=MOST_RECORDS)
    read = [read_record(sent, device_id) for sent in records]
    good = [one for one in read if isinstance(one, ReadRecord)]
    receipts = receive_records(actor, device_id=device_id, announced=announced, records=good, now=now)
    settled = _settle(actor, good, receipts, now)
    kept = FieldRecord.objects.in_bulk([one.id for one in good])
    told = iter(receipts)
    answers = [
        _unreadable(one) if isinstance(one, Unreadable) else _answer(next(told), kept[one.id], settled)
        for one in read
    ]
    assert actor.account_id is not None  # `receive_records` has seen to it
    device = FieldDevice.objects.get(owner=actor.account_id, device=device_id)
    return Reply(answers, missing_records(device.announced, device.received))


def _settle(
    actor: Actor, records: Sequence[ReadRecord], receipts: Sequence[Receipt], now: datetime
) -> set[UUID]:
    """In the order they were made: what builds on an earlier one of the same request finds it settled.

    Returns those that were not settled before this request.
    """
    mine = {one.id for one in receipts if not one.problem}
    made = sorted((one for one in records if one.id in mine), key=lambda one: one.sequence)
    unsettled = FieldRecord.objects.filter(id__in=mine, state__in=[one.value for one in UNSETTLED])
    todo = set(unsettled.values_list("id", flat=True))
    in_order = dict.fromkeys(one.id for one in made)
    settle_all(actor, [one for one in in_order if one in todo], now=now)
    return todo


def _unreadable(one: Unreadable) -> Answer:
    return Answer(one.id, Told.UNREADABLE, one.code, {})


def _answer(receipt: Receipt, record: FieldRecord, settled: set[UUID]) -> Answer:
    if receipt.problem:
        return Answer(str(receipt.id), Told.REFUSED, receipt.problem, {})
    told = told_of(record.state, new=record.id in settled)
    settled.discard(record.id)  # the second time in one request it is a duplicate
    return Answer(str(receipt.id), told, record.code, record.facts)
