"""Who asks: the actor of a request, from an office log-in, a village phone or a machine's token."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from yanpan.base.accounts.actors import NEWCOMER, actor_of_account, actor_of_phone
from yanpan.base.accounts.setting_up import SETTING_UP, actor_of_setup
from yanpan.base.gate import NOBODY, Actor
from yanpan.base.places.queries import units_of_actor
from yanpan.shell.words import forget_labels

KEPT_SECONDS = 30
MOST_KEPT = 20_000


class AskedRequest(HttpRequest):
    """What every view gets: the request with its actor and its one reading of the clock."""

    actor: Actor
    now: datetime
    unit_name: str


@dataclass(frozen=True, slots=True)
class Caller:
    actor: Actor
    unit_name: str = ""


STRANGER = Caller(NOBODY)
_ACTOR_OF: dict[str, Callable[[UUID], Actor | None]] = {
    "account": actor_of_account,
    "phone": actor_of_phone,
    "setup": actor_of_setup,
}
PASSING = frozenset({NEWCOMER, SETTING_UP})  # their next step changes what they may: never kept
kept_callers: dict[tuple[str, str], tuple[float, Caller]] = {}


def caller_of_session(session: SessionBase) -> Caller:
    """The signed-in account or the unlocked phone; STRANGER for neither, and for one that was cut off."""
    for kind in _ACTOR_OF:
        if known := session.get(kind):
            return _kept_caller(kind, str(known))
    return STRANGER


def _kept_caller(kind: str, known: str) -> Caller:
    """Two extra queries a request cost a third of the throughput: an actor is kept for 30 seconds."""
    kept = kept_callers.get((kind, known))
    if kept is not None and kept[0] > time.monotonic():
        return kept[1]
    actor = _ACTOR_OF[kind](UUID(known))
    if actor is None:
        kept_callers.pop((kind, known), None)
        return STRANGER
    caller = Caller(actor, _unit_name(actor))
    if actor.role in PASSING:
        return caller
    if len(kept_callers) >= MOST_KEPT:
        kept_callers.clear()
    kept_callers[kind, known] = (time.monotonic() + KEPT_SECONDS, caller)
    return caller


def _unit_name(actor: Actor) -> str:
    units = units_of_actor(actor)
    return units[0].name if units else ""


def forget_actors() -> None:
    """Called after somebody was cut off or named: this process asks the database again at once."""
    kept_callers.clear()
    forget_labels()


def is_htmx(request: HttpRequest) -> bool:
    """Whether a part of a page is wanted instead of a page."""
    return request.headers.get("HX-Request") == "true"
