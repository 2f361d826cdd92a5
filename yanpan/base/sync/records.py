"""Reading what a phone sent: strictly, one record at a time, so that a damaged one costs no other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from yanpan.base.sync.rules import LONGEST_PAYLOAD
from yanpan.base.vault.field_keys import Envelope, open_envelope
from yanpan.kernel.canonical import canonical_json
from yanpan.kernel.errors import Refused

Number = Annotated[int, msgspec.Meta(ge=0, le=2_000_000_000)]
_CONTROL_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class SentRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One record on its way: the envelope in clear, then `payload` in clear or `sealed`."""

    id: UUID
    operation: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    recorded_at: Annotated[datetime, msgspec.Meta(tz=True)]
    sequence: Annotated[int, msgspec.Meta(ge=1, le=2_000_000_000)]
    base_version: Number = 0
    after: UUID | None = None
    payload: dict[str, Any] | None = None
    sealed: Envelope | None = None


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """As it is kept. content: {'payload': …}, or {'sealed': …} where no key of ours opens it."""

    id: UUID
    operation: str
    recorded_at: datetime
    sequence: int
    base_version: int
    after: UUID | None
    content: Mapping[str, Any]

    def facts(self, device: UUID) -> list[object]:
        """What the digest is made over: another value anywhere is another record."""
        head = [self.id, self.operation, self.recorded_at, device, self.sequence, self.base_version]
        return [*head, self.after, self.content]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """id: as it was sent, if that could be read."""

    id: str
    code: str


def read_record(sent: object, device: UUID) -> ReadRecord | Unreadable:
    """Never raises: what cannot be read says why."""
    said = str(sent.get("id", ""))[:36] if isinstance(sent, dict) else ""
    try:
        record = msgspec.convert(sent, SentRecord)
        if record.id.version != 7 or not 1970 <= record.recorded_at.year < 2200:
            return Unreadable(said, "record_damaged")
        if (record.payload is None) == (record.sealed is None):
            return Unreadable(said, "record_damaged")
        if len(canonical_json(sent)) > LONGEST_PAYLOAD:
            return Unreadable(said, "record_too_large")
    except (msgspec.ValidationError, ValueError, RecursionError):
        return Unreadable(said, "record_damaged")
    return _with_content(record, device)


def _with_content(record: SentRecord, device: UUID) -> ReadRecord:
    content: dict[str, Any] = {"payload": record.payload}
    if record.sealed is not None:
        content = {"sealed": msgspec.to_builtins(record.sealed)}
    read = ReadRecord(
        record.id,
        record.operation,
        record.recorded_at,
        record.sequence,
        record.base_version,
        record.after,
        content,
    )
    return replace(read, content=opened(read.id, read.operation, device, content))


def bound_to(record_id: UUID, operation: str, device: UUID) -> str:
    """What the phone ties its seal to, so that no content can be moved to another record."""
    return f"{record_id}|{operation}|{device}"


def opened(record_id: UUID, operation: str, device: UUID, content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The content in clear; as it was, if it cannot be opened (now)."""
    if "sealed" not in content:
        return content
    try:
        plain = open_envelope(
            msgspec.convert(content["sealed"], Envelope), bound_to(record_id, operation, device)
        )
        return {"payload": msgspec.json.decode(plain, type=dict[str, Any])}
    except (Refused, msgspec.MsgspecError, RecursionError):
        return content


def payload_of(content: Mapping[str, Any], wanted: type[Any]) -> Any:
    """The struct the operation asks for. Refused: sealed to a key we do not have, or not understood."""
    if "sealed" in content:
        raise Refused("sealed_with_unknown_key", key=str(content["sealed"].get("key", ""))[:16])
    try:
        if any(_CONTROL_SIGNS.search(text) for text in _texts(content["payload"])):
            raise Refused("payload_not_understood")
        return msgspec.convert(content["payload"], wanted)
    except (msgspec.ValidationError, RecursionError):
        raise Refused("payload_not_understood") from None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
