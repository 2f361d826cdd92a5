"""`yanpan backup`: an archive while the server runs, read back and checked before it counts."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from yanpan.base.audit.sealing import heads_path
from yanpan.base.gate import Actor
from yanpan.base.gate.clock import wall_clock
from yanpan.base.upkeep import key_copy, postgresql_copy, sqlite_copy
from yanpan.base.upkeep.archive import (
    BESIDE,
    DATABASE,
    ArchiveBeingMade,
    archive_name,
    archives_in,
    check_archive,
    file_pieces,
    forget_drafts,
    open_part,
)
from yanpan.base.upkeep.keeping import HOURS, kept
from yanpan.base.upkeep.manifest import Head, Manifest, key_sign, read_manifest
from yanpan.base.upkeep.operations import note_backup, note_key_copy
from yanpan.base.vault.destroyed import destroyed_path, merge_destroyed
from yanpan.base.vault.keys import master_key, master_path
from yanpan.config.commands.operator import operator
from yanpan.config.commands.passphrase import ask_passphrase
from yanpan.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Made:
    place: Path
    said: Manifest
    length: int
    seconds: float


def run(folder: Path | None, *, with_keys: bool, passphrase_file: Path | None) -> int:
    """One archive in the folder (default: YANPAN_BACKUPS), and on request a copy of the keys beside it."""
    folder = folder or Path(settings.YANPAN_BACKUPS)
    passphrase = ask_passphrase(passphrase_file, twice=True) if with_keys else ""
    actor = operator("upkeep.note_backup", "upkeep.note_key_copy")
    made = back_up(folder)
    note(made, actor)
    print(
        f"{made.place}: {made.said.row_count:,} rows in {len(made.said.rows)} tables, audit block "
        f"{made.said.audit.block}, {made.length / 1e6:.1f} MB, {made.seconds:.1f} s; read back and checked"
    )
    if with_keys:
        copy_keys(folder, passphrase, actor)
        print(f"{folder / key_copy.NAME}: the keys, under the passphrase; it replaces any earlier copy")
    else:
        print(NO_KEYS, file=sys.stderr)
    return 0


NO_KEYS = (
    "The archive holds no key. Without a copy of keys/ nobody, you included, can open it: make one with --keys "
    "(under a passphrase) and keep it where the archives are not."
)


def database_address() -> str:
    """Of PostgreSQL, as its own programs take it; '' on SQLite."""
    return postgresql_copy.address_of(connection.settings_dict) if connection.vendor == "postgresql" else ""


def back_up(folder: Path, *, check_chain: bool = True) -> Made:
    """Write, check, prune. The list of what was destroyed is laid beside the archives, for a lost machine."""
    started, now = time.perf_counter(), wall_clock()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = make_archive(folder, now, check_chain=check_chain)
    said = read_manifest(place)
    if destroyed_path().exists():
        merge_destroyed(folder / destroyed_path().name, destroyed_path())
    seconds, length = time.perf_counter() - started, sum(part.length for part in said.parts)
    prune(folder, now)
    return Made(place, said, length, round(seconds, 1))


def note(made: Made, actor: Actor) -> None:
    """In the audit and on the page."""
    note_backup(
        actor,
        archive=made.place.name,
        where=str(made.place.parent),
        row_count=made.said.row_count,
        length=made.length,
        seconds=made.seconds,
        now=made.said.at,
    )


def copy_keys(folder: Path, passphrase: str, actor: Actor) -> None:
    """Whole or not at all; the former copy is gone with it."""
    draft = folder / f".{key_copy.NAME}.draft"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key_copy.seal_keys(master_path().parent, passphrase))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / key_copy.NAME)
    note_key_copy(actor, where=str(folder), now=wall_clock())


def make_archive(folder: Path, now: datetime, *, check_chain: bool = True) -> Path:
    """Refused: 'backup_damaged' or 'backup_audit_unsound' where what was read back is not what was written."""
    being = ArchiveBeingMade(folder, now, master_key())
    try:
        # The heads before the database: then every head in the archive is in its chain.
        heads = heads_path().read_bytes() if heads_path().exists() else b""
        said = _add_database(being, now)
        being.add(heads_path().name, [heads])
        for name in BESIDE[1:]:
            if (settings.YANPAN_HOME / name).exists():
                being.add(name, file_pieces(settings.YANPAN_HOME / name))
        being.write(said)
        _check_what_was_written(being.draft, check_chain=check_chain)
        return being.finish()
    except BaseException:
        being.give_up()
        raise


def _add_database(being: ArchiveBeingMade, now: datetime) -> Manifest:
    if connection.vendor == "postgresql":
        with postgresql_copy.one_moment(database_address()) as moment:
            being.add(DATABASE, postgresql_copy.dump(database_address(), moment.snapshot))
        return _manifest(now, moment.rows, moment.migrations, moment.head)
    with scratch() as place:
        copy = place / "copy.sqlite3"
        sqlite_copy.copy_database(Path(str(connection.settings_dict["NAME"])), copy)
        being.add(DATABASE, file_pieces(copy))
        return _manifest(
            now, sqlite_copy.count_rows(copy), sqlite_copy.migrations(copy), sqlite_copy.audit_head(copy)
        )


def _manifest(now: datetime, rows: dict[str, int], migrations: list[str], head: Head) -> Manifest:
    return Manifest(
        made_at=now.astimezone(UTC).isoformat(),
        version=version("yanpan"),
        database=connection.vendor,
        migrations=migrations,
        rows=rows,
        audit=head,
        drill=settings.DRILL,
        key=key_sign(master_key()),
    )


@contextmanager
def scratch() -> Iterator[Path]:
    """A place in the home, so that what lies there in clear lies where the database does; gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix=".scratch-", dir=settings.YANPAN_HOME))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _check_what_was_written(draft: Path, *, check_chain: bool) -> None:
    """Opened, counted, and the audit chain recomputed."""
    said = check_archive(draft, master_key())
    with scratch() as place:
        database = place / "yanpan.sqlite3"
        open_part(draft, DATABASE, master_key(), database)
        if said.database == "postgresql":
            rows = postgresql_copy.count_dump(database)
        else:
            sqlite_copy.check_database(database)
            rows = sqlite_copy.count_rows(database)
            open_part(draft, "audit-heads", master_key(), place / "audit-heads")
        if rows != said.rows:
            raise Refused("backup_damaged", part=DATABASE)
        if check_chain:
            _check_chain(place if said.database == "sqlite" else Path(settings.YANPAN_HOME))


# On PostgreSQL a transaction sees one moment from its first look to its last.
ONE_LOOK = {"PGOPTIONS": "-c default_transaction_isolation=repeatable\\ read"}


def _check_chain(home: Path) -> None:
    """In a process of its own, which looks at the copy; on PostgreSQL at the database the dump was taken of."""
    said = subprocess.run(
        [sys.executable, "-m", "yanpan", "audit", "verify"],
        env={**os.environ, "YANPAN_HOME": str(home), "YANPAN_DATABASE": database_address(), **ONE_LOOK},
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise Refused("backup_audit_unsound", said=(said.stderr.strip().splitlines() or [""])[-1][:200])


def _own_archives(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """One that cannot be read, or was made by another home, is left alone: it may stop no new archive."""
    for place in archives_in(folder):
        with suppress(Refused):
            said = read_manifest(place)
            if said.key == key_sign(master_key()):
                yield said.at, place


def prune(folder: Path, now: datetime) -> None:
    """Drafts of killed backups, and archives that are kept no longer."""
    forget_drafts(folder, now.fromtimestamp(now.timestamp() - HOURS * 3600, UTC))
    made = dict(_own_archives(folder))
    wanted = kept(made, now)
    for at, place in made.items():
        if at not in wanted and place.name == archive_name(at):
            shutil.rmtree(place, ignore_errors=True)
