"""Boards that stay open: asked every few seconds, drawn anew only when something changed, counted once for all."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar, cast

One = TypeVar("One")

MOST_KEPT = 2_000
REST = 4  # counting rests four times as long as it took: no figure takes more than a fifth of a processor


@dataclass(frozen=True, slots=True)
class _Kept:
    token: str
    counted_until: float
    took: float
    value: object


_kept: dict[Hashable, _Kept] = {}
_locks: dict[Hashable, threading.Lock] = {}


def counted_once(what: Hashable, token: str, make: Callable[[], One]) -> One:
    """What was counted for this token, or so lately that counting rests; else counted now, by one of those who ask.

    For this process alone. Rights are asked before, by who calls: what is kept here is figures without persons.
    """
    if len(_kept) > MOST_KEPT:
        _kept.clear()
        _locks.clear()
    with _locks.setdefault(what, threading.Lock()):
        found = _kept.get(what)
        if found is None or (
            found.token != token and time.monotonic() - found.counted_until >= REST * found.took
        ):
            begun = time.monotonic()
            value = make()
            ended = time.monotonic()
            found = _Kept(token, ended, ended - begun, value)
            _kept[what] = found
        return cast(One, found.value)
