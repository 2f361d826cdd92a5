"""Files of any length, sealed piece by piece: AES-256-GCM, each bound to name, place and whether it is the last.

A piece that is changed, moved, doubled or cut off is refused; nothing of a file is in memory but one piece.
"""

import os
import struct
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yanpan.kernel.errors import Refused

MAGIC = b"YANPAN-SEALED-1\n"
PIECE = 1024 * 1024
SALT = 32
_TAG = 16
KeyOf = Callable[[bytes], bytes]


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">IQ", 1 if last else 0, number)


def _pieces(plain: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Full pieces, then the last one, which may be empty."""
    held = bytearray()
    for some in plain:
        held += some
        while len(held) > PIECE:
            yield bytes(held[:PIECE]), False
            del held[:PIECE]
    yield bytes(held), True


def write_sealed(out: BinaryIO, plain: Iterable[bytes], *, key_of: KeyOf, name: str) -> tuple[str, int]:
    """key_of: salt → 32 bytes, fresh for every file. Returns SHA-256 and length of what was written."""
    salt, digest, length = os.urandom(SALT), sha256(), 0
    cipher = AESGCM(key_of(salt))
    for number, (piece, last) in enumerate(_pieces(plain)):
        sealed = cipher.encrypt(_nonce(number, last), piece, name.encode())
        for some in (MAGIC + salt, sealed) if number == 0 else (sealed,):
            out.write(some)
            digest.update(some)
            length += len(some)
    return digest.hexdigest(), length


def read_sealed(file: BinaryIO, *, key_of: KeyOf, name: str) -> Iterator[bytes]:
    """Refused('backup_damaged'), at the latest at the end: what was read before is not to be trusted till then."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Refused("backup_damaged", part=name)
    cipher = AESGCM(key_of(file.read(SALT)))
    sealed, number = file.read(PIECE + _TAG), 0
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), sealed, name.encode())
        except (InvalidTag, ValueError):
            raise Refused("backup_damaged", part=name) from None
        if not following:
            return
        sealed, number = following, number + 1
