"""Fields and checks a workbook adds, as they are kept. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from yanpan.hq.rules.lines.definition import Check, Field, Said
from yanpan.hq.rules.lines.expressions import expression

MOST_EXTRA = 200


def fields_as_data(fields: Iterable[Field]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "name": _words(one.name),
            "kind": one.kind,
            "basis": one.basis,
            "optional": one.optional,
            "choices": [[key, *_words(name)] for key, name in one.choices],
        }
        for one in fields
    ]


def checks_as_data(checks: Iterable[Check]) -> list[dict[str, Any]]:
    return [{"id": one.id, "must": one.must.text, "name": _words(one.name)} for one in checks]


def fields_of(data: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    return tuple(
        Field(
            id=one["id"],
            name=Said(*one["name"]),
            kind=one["kind"],
            basis=one["basis"],
            optional=one["optional"],
            choices=tuple((key, Said(zh, en)) for key, zh, en in one["choices"]),
            extra=True,
        )
        for one in data
    )


def checks_of(data: Iterable[Mapping[str, Any]]) -> tuple[Check, ...]:
    """A constraint of a workbook is a hard check: what it forbids is refused."""
    return tuple(Check(one["id"], expression(one["must"]), True, Said(*one["name"])) for one in data)


def _words(said: Said) -> list[str]:
    return [said.zh, said.en]
