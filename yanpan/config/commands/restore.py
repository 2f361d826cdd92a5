"""`yanpan restore`: bring a home back from an archive, on this machine or an empty one.

What needs the restored home's settings and tables is done by `after_restore`, in a process of its own.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from yanpan.base.upkeep import key_copy, postgresql_copy, sqlite_copy
from yanpan.base.upkeep.archive import BESIDE, DATABASE, STAMP, check_archive, open_part
from yanpan.base.upkeep.manifest import Manifest
from yanpan.base.vault.destroyed import merge_destroyed
from yanpan.base.vault.keys import read_master
from yanpan.config.commands.home_lock import alone_in
from yanpan.config.commands.passphrase import ask_passphrase
from yanpan.config.tables import unknown_migrations
from yanpan.kernel.errors import Refused

# What makes up a headquarters in its home; archives, certificates and former homes stay where they are.
OF_THE_HOME = (
    "yanpan.sqlite3",
    "yanpan.sqlite3-wal",
    "yanpan.sqlite3-shm",
    "keys",
    "upgrading.json",
    *BESIDE,
)
FORMER = "before-"


@dataclass(frozen=True, slots=True)
class Lost:
    """What the former home held beyond the archive: sealed audit blocks, their hours, and rows by table."""

    blocks: int
    first: str
    last: str
    rows: dict[str, int]


def run(archive: Path, *, keys: Path | None, passphrase_file: Path | None, replace: bool) -> int:
    """Refused or ValueError before anything is changed; afterwards the audit's verdict decides the exit code."""
    home, address = _home(), os.environ.get("YANPAN_DATABASE", "")
    with alone_in(home):
        started = time.perf_counter()
        _must_be_free(home, address, replace=replace)
        staged = home / f".restoring-{secrets.token_hex(4)}"
        staged.mkdir(mode=0o700)
        try:
            said = _stage(archive, staged, home, keys, passphrase_file, address)
            lost = _lost(home, said, address)
            kept = _swap(home, staged, address)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        code = finish(
            home, {"archive": archive.resolve().name, "made_at": said.made_at, "blocks_lost": lost.blocks}
        )
        _tell(said, lost, kept, time.perf_counter() - started)
        if code:
            print("what was restored is not sound, as said above; look at it before anybody works there")
        return code


def _home() -> Path:
    return Path(os.environ.get("YANPAN_HOME", "var")).resolve()


def _must_be_free(home: Path, address: str, *, replace: bool) -> None:
    held = any((home / name).exists() for name in OF_THE_HOME)
    if (held or (address and not postgresql_copy.is_empty(address))) and not replace:
        raise ValueError(
            f"{home} is not empty; --replace puts what is there aside (it is kept) and restores in its place"
        )


def _stage(
    archive: Path, staged: Path, home: Path, keys: Path | None, passphrase_file: Path | None, address: str
) -> Manifest:
    """The whole home beside its later place, opened and counted; a database server is not touched yet."""
    _take_keys(keys or home / "keys", staged / "keys", passphrase_file)
    master = read_master(staged / "keys" / "master")
    said = check_archive(archive, master)
    _must_fit(said, address)
    open_parts(archive, said, master, staged)
    lists = [home / "destroyed", archive.parent / "destroyed"]
    merge_destroyed(staged / "destroyed", *lists)
    return said


def _take_keys(source: Path, into: Path, passphrase_file: Path | None) -> None:
    """From a folder, or from the copy under a passphrase."""
    if source.is_dir():
        key_copy.copy_keys(source, into)
    elif source.is_file():
        key_copy.open_keys(source.read_bytes(), ask_passphrase(passphrase_file, twice=False), into)
    else:
        raise ValueError(
            "an archive holds no key, and without its keys nobody can open it: name the copy of keys/ with --keys"
        )


def _must_fit(said: Manifest, address: str) -> None:
    """Refused: 'backup_of_another_database', 'backup_of_a_newer_version'."""
    wanted = "postgresql" if address else "sqlite"
    if said.database != wanted:
        raise Refused("backup_of_another_database", database=said.database)
    if unknown_migrations(said.migrations):
        raise Refused("backup_of_a_newer_version", version=said.version)


def open_parts(archive: Path, said: Manifest, master: bytes, into: Path) -> None:
    """All parts in clear, the database counted against the manifest. Refused('backup_damaged')."""
    for part in said.parts:
        if part.name in BESIDE:
            open_part(archive, part.name, master, into / part.name)
    database = into / ("yanpan.sqlite3" if said.database == "sqlite" else "database.dump")
    open_part(archive, DATABASE, master, database)
    if said.database == "sqlite":
        sqlite_copy.check_database(database)
    count = sqlite_copy.count_rows if said.database == "sqlite" else postgresql_copy.count_dump
    if count(database) != said.rows:
        raise Refused("backup_damaged", part=DATABASE)


def _lost(home: Path, said: Manifest, address: str) -> Lost:
    """Read from what stands there before it is put aside; a damaged database says nothing, its audit heads do."""
    heads = home / "audit-heads"
    lines = heads.read_text(errors="replace").splitlines() if heads.exists() else []
    # A torn line of a machine that died must not stand in the way of the restore.
    told = [one for one in (line.split(" ") for line in lines) if len(one) > 2 and one[0].isdecimal()]
    after = [one for one in told if int(one[0]) > said.audit.block]
    rows = _rows_lost(home, said, address)
    return Lost(len(after), after[0][2], after[-1][2], rows) if after else Lost(0, "", "", rows)


def _rows_lost(home: Path, said: Manifest, address: str) -> dict[str, int]:
    try:
        if address:
            there = {} if postgresql_copy.is_empty(address) else postgresql_copy.counted(address).rows
        else:
            file = home / "yanpan.sqlite3"
            there = sqlite_copy.count_rows(file) if file.exists() else {}
    except Exception:  # whatever is wrong with it is why it is being replaced
        return {}
    more = {name: count - said.rows.get(name, 0) for name, count in there.items()}
    return {name: count for name, count in more.items() if count > 0}


def _swap(home: Path, staged: Path, address: str) -> str:
    """What stood there goes aside, the restored home takes its place. Returns where the former one is kept, or ''."""
    stamp = datetime.now(UTC).strftime(STAMP)  # noqa: TID251
    former = home / f"{FORMER}{stamp}"
    there = [home / name for name in OF_THE_HOME if (home / name).exists()]
    if there:
        former.mkdir(mode=0o700)
        for one in there:
            one.rename(former / one.name)
    if address:
        if not postgresql_copy.is_empty(address):
            postgresql_copy.put_aside(address, stamp)
        postgresql_copy.load(address, staged / "database.dump")
        (staged / "database.dump").unlink()
    for one in list(staged.iterdir()):
        one.rename(home / one.name)
    return str(former) if there else ""


def finish(home: Path, told: dict[str, object], *, address: str | None = None) -> int:
    """In a process of its own, whose settings are those of the restored home; see `after_restore`."""
    environment = {**os.environ, "YANPAN_HOME": str(home)}
    if address is not None:
        environment["YANPAN_DATABASE"] = address
    command = [sys.executable, "-m", "yanpan.config.commands.after_restore", json.dumps(told)]
    return subprocess.run(command, env=environment, check=False).returncode


def _tell(said: Manifest, lost: Lost, kept: str, seconds: float) -> None:
    print(f"restored: {said.row_count:,} rows as of {said.made_at}, {seconds:.0f} s")
    if lost.blocks:
        print(f"lost since then: {lost.blocks} blocks of the audit, sealed {lost.first} to {lost.last}")
    for name, count in sorted(lost.rows.items()):
        print(f"  {name}: {count:,} rows more before")
    if kept:
        print(
            f"the former home is kept in {kept}; it holds persons' data with its keys: no purge reaches it. "
            "Delete it once nothing in it is wanted"
        )
