"""How large and of what kind a request may be. Nothing here touches the database."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

FORM_KINDS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
ACCEPTED_KINDS = FORM_KINDS | {"application/json"}
BAD_SIGNS = re.compile("[\x00\ud800-\udfff]")
BAD_JSON = re.compile(rb"\\u0000|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|\x00")
LONGEST_ADDRESS = 4096


def takes_uploads(view: View) -> View:
    """Marks the view of an upload page: its body may be as large as UPLOAD_MAX_BYTES instead of 2 MB."""
    view.takes_uploads = True  # type: ignore[attr-defined]
    return view


def body_limit(request: HttpRequest, length: int) -> int:
    """Bytes this request may have; the page is looked up only for a body over the common limit."""
    common = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    if length <= common or request.content_type != "multipart/form-data":
        return common
    try:
        view: Any = resolve(request.path_info).func
    except Http404:
        return common
    # Room for the form's own lines around a file that is exactly as large as allowed.
    return int(settings.UPLOAD_MAX_BYTES) + 64 * 1024 if getattr(view, "takes_uploads", False) else common


def is_accepted_kind(request: HttpRequest) -> bool:
    return request.content_type in ACCEPTED_KINDS


def has_bad_signs(request: HttpRequest) -> bool:
    """NUL or half a character in the address, or an address that nobody typed."""
    if len(request.get_full_path()) > LONGEST_ADDRESS or BAD_SIGNS.search(request.path_info):
        return True
    return _any_bad(request.GET.lists())


def has_bad_text(request: HttpRequest) -> bool:
    """NUL or half a character in a field, a file's name or a JSON body."""
    if request.content_type == "application/json":
        return BAD_JSON.search(request.body) is not None
    if request.content_type not in FORM_KINDS:
        return False
    names = [one.name or "" for _, files in request.FILES.lists() for one in files]
    return _any_bad(request.POST.lists()) or any(BAD_SIGNS.search(name) for name in names)


def _any_bad(fields: Any) -> bool:
    return any(BAD_SIGNS.search(text) for name, values in fields for text in (name, *values))
