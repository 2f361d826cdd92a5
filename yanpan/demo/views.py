"""The banner of the drill's clock. In a drill only: elsewhere these pages do not exist."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from yanpan.demo import clock, playing_on

PLAYED_ON = ("evening", "morning")


def frame_extra(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows of the drill."""
    if not settings.DRILL:
        return {}
    now = clock.drill_now()
    return {
        "template": "demo/clock.html",
        "rate": clock.read_clock().rate,
        "drill_now": now,
        "playing_until": playing_on.asked_for(),
        "openings": _openings(now) if playing_on.somebody_plays() else [],
    }


def _openings(now: datetime) -> list[tuple[str, datetime]]:
    """What still lies ahead: the evening before the meeting, the next morning."""
    return [(name, at) for name, at in clock.OPENINGS.items() if at > now and name in PLAYED_ON]


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The banner alone, for the pages' polling."""
    _in_drill_only()
    return render(request, "demo/clock.html", {"frame_extra": frame_extra(request)})


def _in_drill_only() -> None:
    if not settings.DRILL:
        raise Http404


def _turned(request: HttpRequest, turn: Callable[[], None]) -> HttpResponse:
    """The clock is left alone while hours are being played."""
    _in_drill_only()
    if playing_on.asked_for() is None:
        turn()
    back = request.headers.get("Referer", "/")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if allowed else "/")


@require_POST
def play_on(request: HttpRequest, opening: str) -> HttpResponse:
    """The simulated office plays the user's hours too; the banner says how far it is."""
    if opening not in PLAYED_ON:
        raise Http404
    return _turned(request, lambda: _ask_for(clock.OPENINGS[opening]))


def _ask_for(until: datetime) -> None:
    if until > clock.drill_now() and playing_on.somebody_plays():
        playing_on.ask_for(until)


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    return _turned(request, clock.pause)


@require_POST
def run(request: HttpRequest) -> HttpResponse:
    return _turned(request, clock.run_normally)


@require_POST
def fast(request: HttpRequest) -> HttpResponse:
    return _turned(request, clock.run_fast)


@require_POST
def next_hour(request: HttpRequest) -> HttpResponse:
    return _turned(request, clock.next_hour)
