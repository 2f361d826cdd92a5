"""Reading a request strictly: what is not documented is not taken, and one text has one meaning."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from ninja.operation import Operation
from ninja.parser import Parser

from yanpan.kernel.errors import Refused
from yanpan.shell.api.problems import BadRequest, WrongKind

DEEPEST = 12
CONTROL_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
Run = Callable[..., HttpResponseBase]


class StrictParser(Parser):
    """JSON (RFC 8259) in UTF-8: no key twice, no NaN, no number beyond range, no control signs, 12 levels."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        value: dict[str, Any] = strict_json(request.body)
        return value


def strict_json(body: bytes) -> Any:
    """Raises BadRequest('unreadable_body', why=code)."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_each_key_once,
            parse_constant=_no_such_number,
            parse_float=_finite,
        )
    except UnicodeDecodeError:
        raise _unreadable("not_utf_8") from None
    except RecursionError:
        raise _unreadable("too_deep") from None
    except ValueError:
        raise _unreadable("not_json") from None
    for text in _texts(value):
        if CONTROL_SIGNS.search(text):
            raise BadRequest("control_signs")
    return value


def _unreadable(why: str) -> BadRequest:
    return BadRequest("unreadable_body", why=why)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _unreadable("key_given_twice")
    return read


def _no_such_number(text: str) -> float:
    raise _unreadable("not_a_number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _unreadable("number_out_of_range")
    return number


def _texts(value: Any, depth: int = 1) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        if depth > DEEPEST:
            raise _unreadable("too_deep")
        if isinstance(value, dict):
            yield from value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner, depth + 1)


def reads_strictly(run: Run) -> Run:
    """Before anything else of an operation: kind of content, names and signs of all parameters and fields."""
    operation = getattr(run, "__self__", None)
    assert isinstance(operation, Operation)

    @wraps(run)
    def read(request: HttpRequest, **values: Any) -> HttpResponseBase:
        try:
            _check_query(request, set(_names(operation, "query")))
            _check_body(request, operation)
        except Refused as refused:
            return operation.api.on_exception(request, refused)
        return run(request, **values)

    return read


def _names(operation: Operation, *sources: str) -> Iterator[str]:
    for model in operation.models:
        if model.__ninja_param_source__ in sources:
            yield from getattr(model, "__ninja_flatten_map__", None) or model.model_fields


def _check_query(request: HttpRequest, known: set[str]) -> None:
    if set(request.GET) - known:
        raise BadRequest("unknown_parameter")
    for name in _given_twice(request.GET.lists()):
        raise BadRequest("repeated_parameter", name=name)
    _check_signs(request.GET)


def _given_twice(fields: Iterable[tuple[str, list[Any]]]) -> Iterator[str]:
    return (name for name, values in fields if len(values) > 1)


def _check_signs(fields: "MultiValueDict[str, str]") -> None:
    if any(CONTROL_SIGNS.search(text) for _name, values in fields.lists() for text in values):
        raise BadRequest("control_signs")


def takes_file(operation: Operation) -> bool:
    return any(model.__ninja_param_source__ == "file" for model in operation.models)


def _check_body(request: HttpRequest, operation: Operation) -> None:
    if request.method == "GET":
        return
    if takes_file(operation):
        _check_form(request, set(_names(operation, "file", "form")))
    elif any(model.__ninja_param_source__ == "body" for model in operation.models):
        _check_kind(request, "application/json")
    elif request.META.get("CONTENT_LENGTH") not in (None, "", "0"):
        raise BadRequest("body_not_expected")


def _check_kind(request: HttpRequest, expected: str) -> None:
    charset = (request.content_params or {}).get("charset", "utf-8")
    if request.content_type != expected or charset.lower() not in ("utf-8", "utf8"):
        raise WrongKind("wrong_content_type", expected=expected)


def _check_form(request: HttpRequest, known: set[str]) -> None:
    _check_kind(request, "multipart/form-data")
    if (set(request.POST) | set(request.FILES)) - known:
        raise Refused("invalid_request", form="extra_forbidden")
    for name in (*_given_twice(request.POST.lists()), *_given_twice(request.FILES.lists())):
        raise BadRequest("repeated_parameter", name=name)
    _check_signs(request.POST)
