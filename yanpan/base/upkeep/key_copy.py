"""A copy of `keys/` under a passphrase: one file, replaced by the next one and never collected.

It is no part of an archive: whoever finds an archive opens nothing, and an old copy of the keys would open again what
was destroyed since.
"""

import base64
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from yanpan.kernel.errors import Refused

NAME = "yanpan-keys.sealed"
SHORTEST = 12
# 128 MB and about half a second for every guess.
_COST = {"n": 2**17, "r": 8, "p": 1}
_BOUND = b"yanpan keys|scrypt|AES-256-GCM"
_SALT, _NONCE = 16, 12


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, **_COST).derive(passphrase.encode()))


def seal_keys(keys: Path, passphrase: str) -> bytes:
    """Refused('passphrase_too_short')."""
    if len(passphrase) < SHORTEST:
        raise Refused("passphrase_too_short", signs=SHORTEST)
    held = {
        one.name: base64.b64encode(one.read_bytes()).decode()
        for one in sorted(keys.iterdir())
        if one.is_file()
    }
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, json.dumps(held).encode(), _BOUND)


def open_keys(sealed: bytes, passphrase: str, into: Path) -> None:
    """Write the key files into a folder of their own. Refused('wrong_passphrase')."""
    salt, nonce, secret = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    try:
        held = json.loads(_cipher(passphrase, salt).decrypt(nonce, secret, _BOUND))
    except (InvalidTag, ValueError):
        raise Refused("wrong_passphrase") from None
    put_keys({name: base64.b64decode(content) for name, content in held.items()}, into)


def copy_keys(keys: Path, into: Path) -> None:
    """From a folder of them."""
    put_keys({one.name: one.read_bytes() for one in keys.iterdir() if one.is_file()}, into)


def put_keys(held: dict[str, bytes], into: Path) -> None:
    """Folder 0700, files 0600. Refused('no_master_key') where the most important one is missing."""
    if "master" not in held:
        raise Refused("no_master_key", where=str(into))
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in held.items():
        handle = os.open(into / Path(name).name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
