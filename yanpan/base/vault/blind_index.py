"""Equality without the value: HMAC-SHA-256 cut to 16 bytes, one key per field and purpose family."""

import hmac
from hashlib import sha256

from yanpan.base.vault.keys import derived_key

LENGTH = 16


def index_key(family: str, field: str) -> bytes:
    """The key itself, for loops over millions; keep it in a local variable, nowhere else."""
    return derived_key(f"blind index|{family}|{field}")


def blind_index(family: str, field: str, canonical: str) -> bytes | None:
    """canonical: the normal form of the value ('' = none). Another family never meets the same index."""
    if not canonical:
        return None
    return hmac.digest(index_key(family, field), canonical.encode(), sha256)[:LENGTH]
