"""Boards that stay open: asked every two seconds, drawn anew only when something changed, counted once for all."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

One = TypeVar("One")

MOST_KEPT = 2_000
_kept: dict[Hashable, tuple[str, float, object]] = {}
_locks: dict[Hashable, threading.Lock] = {}


def counted_once(what: Hashable, token: str, make: Callable[[], One], *, at_least: float = 0) -> One:
    """What was counted for this token, or within `at_least` seconds; else counted now, by one of those who ask.

    For this process alone. Rights are asked before, by who calls: what is kept here is figures without persons.
    """
    if len(_kept) > MOST_KEPT:
        _kept.clear()
        _locks.clear()
    with _locks.setdefault(what, threading.Lock()):
        found = _kept.get(what)
        if found is None or (found[0] != token and time.monotonic() - found[1] >= at_least):
            found = (token, time.monotonic(), make())
            _kept[what] = found
        return cast(One, found[2])
