"""Identifiers from a passed time and passed randomness, and the code people speak on the telephone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

SPOKEN = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs; no 0/O, no 1/I
SHORT_CODE_LENGTH = 8
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def uuid7(at: datetime, randomness: bytes) -> UUID:
    """A version-7 UUID (RFC 9562): 48 bits of Unix milliseconds, then 74 of the 10 random bytes."""
    if len(randomness) != 10:
        raise ValueError("uuid7 needs exactly 10 random bytes")
    milliseconds = (at - EPOCH) // _MILLISECOND
    value = (milliseconds << 80) | int.from_bytes(randomness)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


def _check_sign(body: str) -> str:
    """ISO 7064 style mod-32 hybrid: finds every single wrong sign and every swap of neighbours but one."""
    carry = 32
    for sign in body:
        carry = (carry + SPOKEN.index(sign)) % 32 or 32
        carry = carry * 2 % 33
    return SPOKEN[(33 - carry) % 32]


def short_code(randomness: bytes) -> str:
    """Eight speakable signs, the last one a check sign. randomness: at least 5 bytes (35 bits used)."""
    number = int.from_bytes(randomness[:5]) >> 5
    body = "".join(SPOKEN[(number >> (5 * place)) & 31] for place in range(SHORT_CODE_LENGTH - 1))
    return body + _check_sign(body)


def is_short_code(text: str) -> bool:
    """Whether text is a short code whose check sign agrees (any case, spaces and dashes ignored)."""
    plain = plain_short_code(text)
    if len(plain) != SHORT_CODE_LENGTH or any(sign not in SPOKEN for sign in plain):
        return False
    return _check_sign(plain[:-1]) == plain[-1]


def plain_short_code(text: str) -> str:
    """The code as stored: upper case, without spaces and dashes."""
    return text.upper().replace(" ", "").replace("-", "")
