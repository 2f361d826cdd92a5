"""The two doors: `@operation` for every write, `@query` for every read of personal data.

An operation: permission, one transaction, one audit line that commits with it.
A query: permission, the read limited to the actor's units by the function itself, one audit line
with the filter, the count and a digest of the ids (a list) or with its subject (one person).
"""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from yanpan.base.audit.append import append
from yanpan.base.gate.actor import Actor
from yanpan.base.gate.registry import Entry, FieldOperation, FieldPayload, open_to_the_field, register
from yanpan.base.vault.masks import carries_identifier
from yanpan.kernel.canonical import digest_of_ids
from yanpan.kernel.errors import Refused, Stale

MOST_MARKED = 200
P = ParamSpec("P")
R = TypeVar("R")
Door = Callable[Concatenate[Actor, P], R]


def seen_mark(identity: object) -> str:
    """What a line keeps of one id of a list: ten hex digits, random in every id of ours."""
    return str(identity)[-10:]


def _plain(value: object) -> object:
    """Ids, codes, numbers and times as they are; a collection as its count and digest."""
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        return {"count": len(value), "digest": digest_of_ids(value)}
    return value if isinstance(value, (int, float, bool, str, type(None))) else str(value)


def _recorded(records: Iterable[str], arguments: dict[str, Any]) -> dict[str, object]:
    return {name: _plain(arguments[name]) for name in records if arguments.get(name) is not None}


def _write_line(actor: Actor, entry: Entry, arguments: dict[str, Any], extra: dict[str, object]) -> None:
    append(
        at=arguments["now"],
        actor=actor.name,
        role=actor.role,
        unit=actor.home,
        verb=entry.name,
        subject=str(arguments.get(entry.subject) or ""),
        details=_recorded(entry.records, arguments) | extra,
    )


def _check_words(names: Iterable[str], arguments: dict[str, Any]) -> None:
    """Free text lies in clear and the audit keeps it for years: identifiers and telephones are refused."""
    for name in names:
        value = arguments.get(name)
        if isinstance(value, str) and carries_identifier(value):
            raise Refused("identifier_in_free_text", field=name)


def _check_signature(function: Callable[..., object], names: Iterable[str]) -> None:
    parameters = inspect.signature(function).parameters
    for name in ("now", *names):
        if name and (name not in parameters or parameters[name].kind is not inspect.Parameter.KEYWORD_ONLY):
            raise TypeError(f"{function.__qualname__}: '{name}' must be a keyword-only parameter")


def operation(
    name: str,
    *,
    subject: str = "",
    records: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    before: Callable[..., None] | None = None,
    field: type[FieldPayload] | None = None,
) -> Callable[[Door[P, R]], Door[P, R]]:
    """subject: the parameter that names what is acted on; records: parameters kept in the audit line.

    words: free text that is kept in clear elsewhere. Neither may carry a person's ID number or telephone.
    before: a slow check that refuses, called with the arguments before the transaction begins: on SQLite
    nobody else writes as long as one is open.
    field: the struct in which phones say it; without one no record from a phone can name this operation.
    """

    def behind_the_gate(function: Door[P, R]) -> Door[P, R]:
        _check_signature(function, (subject, *records, *words))
        entry = Entry(name, "operation", function, records, subject, personal=False)

        @wraps(function)
        def door(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor.must(name)
            _check_words((*records, *words), kwargs)
            if before is not None:
                before(**kwargs)
            try:
                with transaction.atomic():
                    result = function(actor, *args, **kwargs)
                    _write_line(actor, entry, kwargs, _result_facts(result))
            except IntegrityError as clash:
                if not _was_there_already(clash):
                    raise
                raise Stale from None  # two at once, and the other one was first
            return result

        register(entry)
        if field is not None:
            open_to_the_field(FieldOperation(name, field, door, subject))
        return door

    return behind_the_gate


def _was_there_already(clash: IntegrityError) -> bool:
    """A truth that holds once only (PostgreSQL's 23505, SQLite's words); other broken truths are faults of ours."""
    said = clash.__cause__
    return getattr(said, "sqlstate", "") == "23505" or str(said).startswith("UNIQUE constraint failed")


def _result_facts(result: object) -> dict[str, object]:
    """A created record is named, a batch is counted; what is shown once beside a record (a token) is not kept."""
    if isinstance(result, list):
        ids = [str(getattr(one, "id", one)) for one in result]
        return {"count": len(ids), "digest": digest_of_ids(ids)} | _marks(ids)
    record = result[0] if isinstance(result, tuple) and result else result
    identity = getattr(record, "id", None)
    return {"result": str(identity)} if identity is not None else {}


def _marks(ids: list[str]) -> dict[str, object]:
    """The ends of the ids, so that a person can be told in which lists they stood; not of a list too long for it."""
    return {"seen": " ".join(seen_mark(one) for one in ids)} if 0 < len(ids) <= MOST_MARKED else {}


def query(
    name: str, *, subject: str = "", records: tuple[str, ...] = (), personal: bool = True
) -> Callable[[Door[P, R]], Door[P, R]]:
    """personal=False: figures without persons; checked like any other, but no line is written."""

    def behind_the_gate(function: Door[P, R]) -> Door[P, R]:
        _check_signature(function, (subject, *records))
        entry = Entry(name, "query", function, records, subject, personal)

        @wraps(function)
        def door(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor.must(name)
            if not personal:
                return function(actor, *args, **kwargs)
            # Reading first: the line alone is written, so that opening rows keeps nobody else from writing.
            # Without its line nothing is shown: what fails to be written is raised here.
            result = function(actor, *args, **kwargs)
            with transaction.atomic():
                _write_line(actor, entry, kwargs, _result_facts(result))
            return result

        register(entry)
        return door

    return behind_the_gate
