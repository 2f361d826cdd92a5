"""A sealed file is read back as it was, or refused."""

import io
from hashlib import sha256

import pytest

from yanpan.base.upkeep.sealed_stream import MAGIC, PIECE, SALT, read_sealed, write_sealed
from yanpan.kernel.errors import Refused

SEALED_PIECE = PIECE + 16
HEAD = len(MAGIC) + SALT


def key_of(salt: bytes) -> bytes:
    return sha256(b"test" + salt).digest()


def sealed(plain: bytes, name: str = "database") -> bytes:
    out = io.BytesIO()
    chunks = [plain[at : at + 70_000] for at in range(0, len(plain), 70_000)]
    digest, length = write_sealed(out, chunks, key_of=key_of, name=name)
    assert (digest, length) == (sha256(out.getvalue()).hexdigest(), len(out.getvalue()))
    return out.getvalue()


def opened(blob: bytes, name: str = "database") -> bytes:
    return b"".join(read_sealed(io.BytesIO(blob), key_of=key_of, name=name))


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5])
def test_what_was_sealed_is_read_back(length: int) -> None:
    plain = bytes(range(256)) * (length // 256 + 1)
    assert opened(sealed(plain[:length])) == plain[:length]


def test_nothing_of_it_lies_there_in_clear() -> None:
    assert b"13912345678" not in sealed(b"13912345678" * 40)


@pytest.mark.parametrize("at", [0, HEAD - 1, HEAD, HEAD + SEALED_PIECE - 1, HEAD + SEALED_PIECE, -1])
def test_one_changed_byte_anywhere_is_refused(at: int) -> None:
    blob = bytearray(sealed(bytes(2 * PIECE)))
    blob[at] ^= 1
    with pytest.raises(Refused, match="backup_damaged"):
        opened(bytes(blob))


def test_pieces_cut_off_swapped_or_doubled_are_refused() -> None:
    blob = sealed(bytes(3 * PIECE))
    first, second = (blob[HEAD + n * SEALED_PIECE : HEAD + (n + 1) * SEALED_PIECE] for n in (0, 1))
    rest = blob[HEAD + 2 * SEALED_PIECE :]
    for wrong in (first + second, second + first + rest, first + first + second + rest, first + rest, b""):
        with pytest.raises(Refused, match="backup_damaged"):
            opened(blob[:HEAD] + wrong)


def test_a_part_under_another_name_is_refused() -> None:
    with pytest.raises(Refused, match="backup_damaged"):
        opened(sealed(b"heads", "audit-heads"), "database")
