"""How the API says no: one shape, whatever was wrong, and never a value that was sent."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from yanpan.kernel.errors import Refused
from yanpan.shell.errors import plain_refusal, refusal_json
from yanpan.shell.words import register_words

_OWN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,40}")

register_words(
    {
        "not_authenticated": _("Give a valid token in the header “Authorization: Bearer …”."),
        "unreadable_body": _("The body cannot be read as JSON in UTF-8 (%(why)s)."),
        "body_not_expected": _("This request has no body."),
        "wrong_content_type": _("Send this as %(expected)s."),
        "unknown_parameter": _("A parameter of the address is not known here."),
        "repeated_parameter": _("The parameter “%(name)s” is given more than once."),
        "control_signs": _("The text contains control characters."),
        "invalid_request": _("The request does not have the documented shape; see the facts."),
        "too_many_ids": _("Send at most %(limit)s ids at once."),
        "bad_idempotency_key": _(
            "An Idempotency-Key has 8 to 80 letters, digits, dots, dashes, underscores or colons."
        ),
        "key_used_for_another_request": _("This Idempotency-Key belongs to another request; make a new one."),
        "method_not_allowed": _("This address does not know this method."),
    }
)


class BadRequest(Refused):
    """The request itself is broken, whatever it asks for."""

    status = 400


class NotAuthenticated(Refused):
    """No token in force. The answer is the same for none, an unknown, an ended and a revoked one."""

    status = 401

    def __init__(self) -> None:
        super().__init__("not_authenticated")


class NotAllowed(Refused):
    status = 405


class TooLarge(Refused):
    status = 413


class WrongKind(Refused):
    status = 415


class Problem(Schema):
    """What is wrong: a code for programs, a message for people, and where (never the value that was sent)."""

    code: str = Field(examples=["missing"])
    message: str
    facts: dict[str, str]


# Which answers any operation may give besides its own.
STATUSES = (400, 401, 403, 404, 409, 413, 415, 422, 429)


def answer_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    response = refusal_json(refused)
    if refused.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def answers_in_one_shape(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A method that an address does not know is a problem like any other."""

    @wraps(view)
    def answered(request: HttpRequest, **values: Any) -> HttpResponseBase:
        response = view(request, **values)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        problem = answer_refused(request, NotAllowed("method_not_allowed"))
        problem.headers["Allow"] = response.headers["Allow"]
        return problem

    return answered


def places_of(errors: list[dict[str, Any]]) -> Mapping[str, str]:
    """Where → what (pydantic's type of error). Names we do not know are the sender's and are not repeated."""
    return {_place(error): str(error["type"]) for error in errors[:50]}


def _place(error: dict[str, Any]) -> str:
    parts = [str(part) for part in error["loc"]]
    known = [part if part.isdecimal() or _OWN_NAME.fullmatch(part) else "…" for part in parts]
    return ".".join(known)


def _answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer_refused(request, Refused("invalid_request", **places_of(error.errors)))


def _answer_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The parser's own refusal stands behind the one that hides it."""
    if isinstance(error.__cause__, Refused):
        return answer_refused(request, error.__cause__)
    return plain_refusal(request, error.status_code)


def _answer_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return answer_refused(request, NotAuthenticated())


def handle_problems(api: NinjaAPI) -> None:
    """Everything that is said no to leaves through here; faults are Django's."""
    api.add_exception_handler(Refused, answer_refused)  # type: ignore[arg-type]
    api.add_exception_handler(ValidationError, _answer_invalid)  # type: ignore[arg-type]
    api.add_exception_handler(HttpError, _answer_http_error)  # type: ignore[arg-type]
    api.add_exception_handler(AuthenticationError, _answer_stranger)  # type: ignore[arg-type]
