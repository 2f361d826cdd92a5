"""Which machine asks: the token of the Authorization header, and of nowhere else."""

import hashlib
import time
from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from yanpan.base.accounts.actors import actor_of_token
from yanpan.base.gate import Actor

# Kept beside the actors of sessions, so that forget_actors() drops a machine as well.
from yanpan.shell.asking import KEPT_SECONDS, MOST_KEPT, AskedRequest, Caller, kept_callers

LONGEST_TOKEN = 100


class ServiceTokens(HttpBearer):
    """A service token, bound to named operations and one unit. A session of a browser counts for nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        asked = cast("AskedRequest", request)
        if not token or len(token) > LONGEST_TOKEN:
            return None
        actor = _actor(token, asked)
        if actor is not None:
            asked.actor = actor
        return actor


def _actor(token: str, request: AskedRequest) -> Actor | None:
    known = "token", hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
    kept = kept_callers.get(known)
    if kept is not None and kept[0] > time.monotonic():
        return kept[1].actor
    actor = actor_of_token(token, request.now)
    if actor is None:
        kept_callers.pop(known, None)
        return None
    if len(kept_callers) >= MOST_KEPT:
        kept_callers.clear()
    kept_callers[known] = (time.monotonic() + KEPT_SECONDS, Caller(actor))
    return actor
