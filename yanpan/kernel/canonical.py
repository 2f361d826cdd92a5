"""One spelling for one value, so that digests of the same facts agree everywhere."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from uuid import UUID


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f"no canonical form for {type(value).__name__}")


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON: sorted keys, no blanks, no NaN; dates in ISO form."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
    ).encode()


def digest(value: object) -> str:
    """SHA-256 in hex over the canonical form."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def digest_of_ids(ids: Iterable[object]) -> str:
    """SHA-256 in hex over the sorted ids; the order of a list does not matter."""
    return digest(sorted(str(one) for one in ids))
