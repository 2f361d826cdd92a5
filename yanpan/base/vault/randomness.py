"""The one place where the randomness of identifiers enters. Keys, PINs and tokens never come from here."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from yanpan.kernel.ids import short_code, uuid7

_source: Callable[[int], bytes] = os.urandom


def fresh_id(now: datetime) -> UUID:
    """A new UUIDv7."""
    return uuid7(now, _source(10))


def fresh_short_code() -> str:
    return short_code(_source(5))


@contextmanager
def repeatable_ids(seed: int) -> Iterator[None]:
    """Identifiers that come out the same for the same seed: for playing a drill's day, in one process."""
    global _source
    before, _source = _source, random.Random(seed).randbytes
    try:
        yield
    finally:
        _source = before
