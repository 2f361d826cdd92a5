"""Codes, PINs and tokens: made here, stored only as keyed digests."""

import hmac
import secrets
from hashlib import sha256

from yanpan.base.vault.keys import derived_key
from yanpan.kernel.ids import SPOKEN


def digest_of(secret: str, purpose: str) -> str:
    """HMAC-SHA-256 in hex under a key that is not in the database: six digits cannot be tried out offline."""
    return hmac.digest(derived_key(f"secret|{purpose}"), secret.encode(), sha256).hex()


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


def fresh_pin() -> str:
    """Six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def same(left: str, right: str) -> bool:
    return hmac.compare_digest(left, right)


def fresh_password() -> str:
    """Twelve signs in three groups, none of them easily mistaken for another: 59 bits."""
    signs = "".join(secrets.choice(SPOKEN.lower()) for _ in range(12))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"
