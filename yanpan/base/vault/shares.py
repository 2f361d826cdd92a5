"""The half of each data key that never lies in the database: a file of slots beside the master key.

Who holds an old copy of the database and today's keys opens what was not destroyed, and nothing else: with a key
its slot is written over. So a copy of `keys/` is replaced by the next one, never collected.
"""

import os
from contextlib import suppress
from pathlib import Path

from yanpan.base.vault.keys import LENGTH, master_path
from yanpan.kernel.errors import Refused

SLOTS = 4096  # a key a table and month: thirty tables last eleven years, and destroyed slots are used again


def shares_path() -> Path:
    return master_path().with_name("shares")


def make_shares() -> None:
    """A file of random slots (0600), unless one is there: durable before the first key leans on it."""
    path = shares_path()
    if path.exists():
        return
    draft = path.with_name(f"draft-{os.urandom(8).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(SLOTS * LENGTH))
        file.flush()
        os.fsync(file.fileno())
    # Linked only when whole; another process may be first, then its file stands.
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    _settle(path.parent)


def read_share(slot: int) -> bytes:
    """Refused('no_key_shares'): the file is gone, and with it everything sealed."""
    try:
        handle = os.open(shares_path(), os.O_RDONLY)
    except FileNotFoundError:
        raise Refused("no_key_shares", where=str(shares_path())) from None
    try:
        return os.pread(handle, LENGTH, slot * LENGTH)
    finally:
        os.close(handle)


def destroy_share(slot: int) -> None:
    """Write over a slot. What leaned on it can be opened by nobody, and the slot may be used again."""
    handle = os.open(shares_path(), os.O_RDWR)
    try:
        os.pwrite(handle, os.urandom(LENGTH), slot * LENGTH)
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
