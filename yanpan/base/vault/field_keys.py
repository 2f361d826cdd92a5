"""The keys phones seal their answers to: what is kept on a phone, the phone itself cannot read again.

One file a key beside the master (mode 0600): keys/field-0001, field-0002, … The highest is served; the
earlier ones stay, so that what was sealed before a change can still be opened.
"""

import base64
import os
from binascii import Error as NotBase64
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yanpan.base.vault.keys import master_path
from yanpan.kernel.errors import Refused

SUITE = "ECDH-P256|HKDF-SHA256|AES-256-GCM"
_NONCE = 12


@dataclass(frozen=True, slots=True)
class FieldKey:
    """id: the first 16 hex digits of the public key's SHA-256; point: the public key, uncompressed, Base64."""

    id: str
    point: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A record as a phone sealed it; all but `key` in Base64. point: the phone's one-time public key."""

    key: str
    point: str
    nonce: str
    box: str


def _files() -> list[Path]:
    return sorted(master_path().parent.glob("field-[0-9][0-9][0-9][0-9]"))


def add_field_key() -> FieldKey:
    """A new key, served from now on. Another process may make one at the same moment: the higher one is served."""
    number = int(_files()[-1].name[-4:]) + 1 if _files() else 1
    secret = generate_private_key(SECP256R1()).private_numbers().private_value.to_bytes(32).hex()
    final = master_path().parent / f"field-{number:04d}"
    draft = final.with_name(f"draft-{os.urandom(8).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)
    # Linked only when whole, so that nobody reads half a key.
    with suppress(FileExistsError):
        os.link(draft, final)
    draft.unlink()
    return current_field_key()


def current_field_key() -> FieldKey:
    """The key a page gives to phones; made at the first call."""
    files = _files()
    return _public(_read(files[-1])) if files else add_field_key()


@cache
def _read(path: Path) -> EllipticCurvePrivateKey:
    if path.stat().st_mode & 0o077:
        raise Refused("master_key_readable_by_others", where=path.name)
    return derive_private_key(int(path.read_text().strip(), 16), SECP256R1())


def _point(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _public(key: EllipticCurvePrivateKey) -> FieldKey:
    point = _point(key.public_key())
    return FieldKey(sha256(point).hexdigest()[:16], base64.b64encode(point).decode())


def open_envelope(envelope: Envelope, bound: str) -> bytes:
    """What was sealed. bound: what the seal is tied to, as the phone spelt it.

    Refused: 'sealed_with_unknown_key', or 'sealed_record_damaged' (changed on the way, or of another record).
    """
    mine = next((key for key in map(_read, _files()) if _public(key).id == envelope.key), None)
    if mine is None:
        raise Refused("sealed_with_unknown_key", key=envelope.key[:16])
    return _opened(mine, envelope, bound)


def _opened(mine: EllipticCurvePrivateKey, envelope: Envelope, bound: str) -> bytes:
    try:
        theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(envelope.point))
        cipher = _cipher(mine.exchange(ECDH(), theirs), envelope.key)
        return cipher.decrypt(_bytes(envelope.nonce), _bytes(envelope.box), f"{SUITE}|{bound}".encode())
    except (InvalidTag, ValueError, NotBase64):
        raise Refused("sealed_record_damaged") from None


def _cipher(shared: bytes, key_id: str) -> AESGCM:
    info = f"yanpan field|{key_id}".encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared))


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def seal_as_a_phone_does(key: FieldKey, plain: bytes, bound: str) -> Envelope:
    """The same steps as the field client's, for drills and tests."""
    once = generate_private_key(SECP256R1())
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(key.point))
    nonce = os.urandom(_NONCE)
    cipher = _cipher(once.exchange(ECDH(), theirs), key.id)
    box = cipher.encrypt(nonce, plain, f"{SUITE}|{bound}".encode())
    in_base64 = (base64.b64encode(one).decode() for one in (_point(once.public_key()), nonce, box))
    return Envelope(key.id, *in_base64)
