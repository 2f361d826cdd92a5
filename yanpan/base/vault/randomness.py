"""The one place where randomness enters."""

import os
from datetime import datetime
from uuid import UUID

from yanpan.kernel.ids import short_code, uuid7


def fresh_id(now: datetime) -> UUID:
    """A new UUIDv7."""
    return uuid7(now, os.urandom(10))


def fresh_short_code() -> str:
    return short_code(os.urandom(5))
