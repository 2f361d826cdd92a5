"""A letter typed from a fax or a photo ↔ its persons: what is sealed in place of a file."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from yanpan.kernel.canonical import canonical_json
from yanpan.streams.verification.exchange.mapping import PersonRow, problems_of

TYPED_FIELDS = ("name", "sex", "id_number", "phone", "address", "reason")


def content_of(persons: Sequence[Mapping[str, str]]) -> bytes:
    """Persons as bytes, in the order of the letter."""
    return json.dumps([dict(one) for one in persons], ensure_ascii=False).encode()


def digest_of(letter: Mapping[str, object], persons: Sequence[Mapping[str, str]]) -> str:
    """The same letter typed twice has the same digest."""
    return hashlib.sha256(
        canonical_json({"letter": letter, "persons": [dict(one) for one in persons]})
    ).hexdigest()


def typed_rows(content: bytes) -> list[PersonRow]:
    """Persons as rows, numbered from 1 as in the letter."""
    persons: list[dict[str, str]] = json.loads(content)
    return [
        PersonRow("", number, fields, tuple(problems_of(fields)))
        for number, fields in enumerate(persons, start=1)
    ]


def layout_of(count: int) -> list[dict[str, object]]:
    """The fields of a typed letter as a layout: nothing is asked."""
    columns = [
        {"index": index, "title": "", "field": field, "confidence": 1.0, "why": "typed", "sure": True}
        for index, field in enumerate(TYPED_FIELDS)
    ]
    return [{"sheet": "", "rows": count, "columns": columns}]
