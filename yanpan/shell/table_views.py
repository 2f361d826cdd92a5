"""Saved views of a list and the chooser of its columns: `@with_views("state")` on the list's view, nothing else.

The names given are the filters that may be saved: closed lists and codes of units, never what somebody typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from yanpan.base.accounts.saved_views import ViewOfTable, list_views
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.columns import columns_of, without

RIGHT = "accounts.list_views"
HIDDEN, VIEW = "hide", "view"
_OF_THE_PAGE = frozenset({"page", "as", HIDDEN, VIEW})
_PLACE = '<div id="refusal" role="alert"></div>'
FILTERS: dict[str, frozenset[str]] = {}
"""Name of a list's address → the filters a view of it may hold."""
P = ParamSpec("P")
View = Callable[Concatenate[AskedRequest, P], HttpResponse]


def with_views(page: str, *filters: str) -> Callable[[View[P]], View[P]]:
    """page: name of the list's address, which has no arguments."""
    FILTERS[page] = frozenset(filters)

    def added(view: View[P]) -> View[P]:
        @wraps(view)
        def shown(request: AskedRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method != "GET" or not request.actor.may(RIGHT):
                return view(request, *args, **kwargs)
            views = list_views(request.actor, page=page, now=request.now)
            first = next((one for one in views if one.is_default), None)
            if first is not None and not request.GET:
                return redirect(address_of(first))
            return _with_bar(request, view(request, *args, **kwargs), page, views)

        return shown

    return added


def hidden_columns(request: AskedRequest, page: str) -> tuple[str, ...]:
    """Of the address (a saved view), else as chosen in this session."""
    if HIDDEN in request.GET:
        return tuple(one for one in request.GET[HIDDEN].split(",") if one)
    return tuple(request.session.get(f"columns:{page}", ()))


def address_of(view: ViewOfTable) -> str:
    asked = {**view.filters, HIDDEN: ",".join(view.hidden), VIEW: str(view.id)}
    return f"{reverse(view.page)}?{urlencode(asked)}"


def filters_to_save(page: str, asked: QueryDict) -> Mapping[str, str]:
    """Raises Refused('filter_not_saved') for one that could hold what somebody typed."""
    filters = {name: value for name, value in asked.items() if value and name not in _OF_THE_PAGE}
    if strange := sorted(set(filters) - FILTERS[page]):
        raise Refused("filter_not_saved", filter=strange[0][:40])
    return {name: str(value) for name, value in filters.items()}


def _with_bar(
    request: AskedRequest, answer: HttpResponse, page: str, views: list[ViewOfTable]
) -> HttpResponse:
    """The page with its bar above the list and without the hidden columns; anything else as it is."""
    if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return answer
    text, hidden = answer.content.decode(), hidden_columns(request, page)
    columns = columns_of(text)
    context = {
        "page": page,
        "back": request.get_full_path(),
        "views": [(one, reverse("shell:open_view", args=[one.id])) for one in views],
        "here": request.GET.get(VIEW, ""),
        "all": f"{reverse(page)}?{VIEW}=all",
        "columns": [(one, one.key not in hidden) for one in columns[1:]],
        "may_save": request.actor.may("accounts.save_view"),
    }
    bar = render_to_string("shell/table_views.html", context, request)
    answer.content = without(text, hidden).replace(_PLACE, _PLACE + bar, 1).encode()
    return answer
