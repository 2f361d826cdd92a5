"""What every page's frame shows: who acts for which unit, where one may go, the hour, the drill."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from yanpan.base.accounts.setting_up import SETTING_UP
from yanpan.base.gate import NOBODY
from yanpan.shell.alarms import alarms_for
from yanpan.shell.asking import AskedRequest
from yanpan.shell.navigation import menu_for, on_phones
from yanpan.shell.words import role_word

FrameExtra = Callable[[HttpRequest], dict[str, Any]]


def frame(request: HttpRequest) -> dict[str, Any]:
    """For all templates. `frame_extra` is what the function named by settings.YANPAN_FRAME_EXTRA returns.

    (request) -> {"template": name of the template to include, …what that template needs}; so the frame
    shows the drill's clock and knows no demo.
    """
    actor = getattr(request, "actor", NOBODY)
    # Whoever came with the setup code is nobody yet: no menu, no password of an own.
    signed_in = actor != NOBODY and actor.role != SETTING_UP
    return {
        "actor": actor,
        "signed_in": signed_in,
        "unit_name": getattr(request, "unit_name", ""),
        "role_name": role_word(actor.role) if actor != NOBODY else "",
        # A phone's page has no menu, an office's none of a phone's buttons.
        "menu": SimpleLazyObject(lambda: menu_for(actor, _url_name(request)) if signed_in else []),
        "on_phones": SimpleLazyObject(lambda: on_phones(actor, _url_name(request))),
        "alarms": SimpleLazyObject(
            lambda: alarms_for(cast(AskedRequest, request)) if actor != NOBODY else []
        ),
        "now": getattr(request, "now", None),
        "drill": settings.DRILL,
        "languages": settings.LANGUAGES,
        "frame_extra": _extra(request),
    }


def _url_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _extra(request: HttpRequest) -> dict[str, Any]:
    name = getattr(settings, "YANPAN_FRAME_EXTRA", "")
    return cast("FrameExtra", import_string(name))(request) if name else {}
