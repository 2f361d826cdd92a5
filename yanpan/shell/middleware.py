"""What every request passes: limits before anything is read, refusal pages, the actor, the policy."""

from collections.abc import Callable
from typing import cast

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from yanpan.base.gate.clock import current_time
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest, caller_of_session
from yanpan.shell.errors import plain_refusal, refusal_page
from yanpan.shell.limits import body_limit, has_bad_signs, has_bad_text, is_accepted_kind

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
PERMISSIONS_POLICY = (
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()"
)


def put_policy(response: HttpResponseBase) -> HttpResponseBase:
    """Only our own files, nothing inline, nothing kept by browsers and proxies on the way."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
    response.headers["Cache-Control"] = "private, no-store"
    return response


class RequestLimits:
    """Refuses what no page of ours can mean: other hosts, NUL, broken text, foreign kinds, large bodies."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refusal = self._refusal(request)
        return put_policy(refusal) if refusal is not None else self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Reads the form once, after the length is known to be small enough."""
        try:
            return plain_refusal(request, 400) if has_bad_text(request) else None
        except RequestDataTooBig:
            return plain_refusal(request, 413)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        try:
            request.get_host()
        except DisallowedHost:
            return plain_refusal(request, 400)
        if has_bad_signs(request):
            return plain_refusal(request, 400)
        length = _length(request)
        if length is None:
            return plain_refusal(request, 400)
        if length and not is_accepted_kind(request):
            return plain_refusal(request, 415)
        return plain_refusal(request, 413) if length > body_limit(request, length) else None


def _length(request: HttpRequest) -> int | None:
    """The announced length of the body; None for one that is no number."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 16 else None


class RefusalPages:
    """`Refused` becomes a page, a fragment or JSON with its status; never logged as a fault."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_page(request, exception) if isinstance(exception, Refused) else None


class ActorOfRequest:
    """`request.actor`, `request.unit_name` and `request.now`: once per request, the same for all of it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = cast("AskedRequest", request)
        caller = caller_of_session(request.session)
        asked.actor, asked.unit_name, asked.now = caller.actor, caller.unit_name, current_time()
        return self.get_response(request)


class ContentPolicy:
    """The headers of every answer that is not a static file."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return put_policy(self.get_response(request))
