"""An archive: a folder with a manifest and sealed parts, which stands there whole and checked, or not at all."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from yanpan.base.upkeep.manifest import (
    NAME,
    Manifest,
    Part,
    check_manifest,
    read_manifest,
    write_manifest,
)
from yanpan.base.upkeep.sealed_stream import read_sealed, write_sealed
from yanpan.base.vault.keys import derived_from
from yanpan.kernel.errors import Refused

PREFIX = "yanpan-"
STAMP = "%Y%m%dT%H%M%SZ"
BLOCK = 1024 * 1024
DATABASE = "database"
# Files of the home that belong to the database beside them.
BESIDE = ("audit-heads", "destroyed", "drill", "drill-day.json")


def archive_name(now: datetime) -> str:
    """now in UTC: names sort as the hours do."""
    return f"{PREFIX}{now.strftime(STAMP)}"


def archives_in(folder: Path) -> list[Path]:
    """The finished ones, the oldest first."""
    return sorted(one.parent for one in folder.glob(f"{PREFIX}*/{NAME}"))


def _key_of(master: bytes) -> Callable[[bytes], bytes]:
    return lambda salt: derived_from(master, f"backup|{salt.hex()}")


def file_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while some := file.read(BLOCK):
            yield some


class ArchiveBeingMade:
    """A draft beside its later place; `finish` puts it there, everything else takes it away."""

    def __init__(self, folder: Path, now: datetime, master: bytes) -> None:
        """Refused('backup_there_already'): two in one second."""
        self.place = folder / archive_name(now)
        if self.place.exists():
            raise Refused("backup_there_already", where=str(self.place))
        self.draft = folder / f".draft-{self.place.name}-{secrets.token_hex(4)}"
        self.draft.mkdir(parents=True, mode=0o700)
        self._master = master
        self._parts: list[Part] = []

    def add(self, name: str, content: Iterable[bytes]) -> None:
        path = self.draft / name
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            told = write_sealed(file, content, key_of=_key_of(self._master), name=name)
            file.flush()
            os.fsync(file.fileno())
        self._parts.append(Part(name, *told))

    def write(self, said: Manifest) -> Manifest:
        return write_manifest(self.draft, replace(said, parts=self._parts), self._master)

    def finish(self) -> Path:
        _settle(self.draft)
        self.draft.rename(self.place)
        _settle(self.place.parent)
        return self.place

    def give_up(self) -> None:
        shutil.rmtree(self.draft, ignore_errors=True)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_archive(folder: Path, master: bytes) -> Manifest:
    """The manifest is ours and every part lies there as it was written. Refused as in `check_manifest`, or
    'backup_damaged'."""
    said = read_manifest(folder)
    check_manifest(said, master)
    for part in said.parts:
        path, digest = folder / part.name, sha256()
        if not path.is_file() or path.stat().st_size != part.length:
            raise Refused("backup_damaged", part=part.name)
        for some in file_pieces(path):
            digest.update(some)
        if digest.hexdigest() != part.sha256:
            raise Refused("backup_damaged", part=part.name)
    return said


def open_part(folder: Path, name: str, master: bytes, into: Path) -> None:
    """Write a part in clear (0600). Refused('backup_damaged'); then nothing is left of it."""
    draft = into.with_name(f"{into.name}.draft")
    try:
        with (
            (folder / name).open("rb") as sealed,
            os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as clear,
        ):
            for some in read_sealed(sealed, key_of=_key_of(master), name=name):
                clear.write(some)
            clear.flush()
            os.fsync(clear.fileno())
        draft.replace(into)
    finally:
        draft.unlink(missing_ok=True)


def forget_drafts(folder: Path, older_than: datetime) -> None:
    """What a killed backup left behind."""
    for draft in folder.glob(f".draft-{PREFIX}*"):
        if draft.stat().st_mtime < older_than.timestamp():
            shutil.rmtree(draft, ignore_errors=True)
