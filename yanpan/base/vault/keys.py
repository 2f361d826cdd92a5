"""The master key (KEK): a file outside the database, mode 0600; everything else is derived or wrapped by it."""

import hmac
import os
import stat
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from yanpan.kernel.errors import Refused

LENGTH = 32


def master_path() -> Path:
    return Path(settings.YANPAN_HOME) / "keys" / "master"


def make_master() -> None:
    """Write a new master key unless one is there. The directory is 0700, the file 0600."""
    path = master_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(LENGTH).hex())


@cache
def read_master(path: Path) -> bytes:
    """Refused: 'no_master_key', 'master_key_readable_by_others'."""
    if not path.exists():
        raise Refused("no_master_key", where=str(path))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refused("master_key_readable_by_others", where=str(path))
    return bytes.fromhex(path.read_text().strip())


def master_key() -> bytes:
    return read_master(master_path())


def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose; another purpose tells nothing about it."""
    return derived_from(master_key(), purpose)


def derived_from(master: bytes, purpose: str) -> bytes:
    """The same from a master key that is not, or not yet, this home's: of an archive."""
    return hmac.digest(master, b"yanpan|" + purpose.encode(), sha256)


def forget_master() -> None:
    """After the home was made anew."""
    read_master.cache_clear()
