"""`yanpan backup --check`: in words, how much would be lost now, and what is missing for less."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from yanpan.base.gate.clock import wall_clock
from yanpan.base.upkeep.archive import archives_in
from yanpan.base.upkeep.manifest import read_manifest
from yanpan.base.upkeep.queries import LATE_AFTER
from yanpan.config.commands.backup import database_address

# Setting → what it has to be, and what it is for. `ALTER SYSTEM SET …` sets it; a restart makes it hold.
WANTED = {
    "fsync": ("on", "nothing acknowledged is lost at a power cut"),
    "synchronous_commit": ("on", "the same"),
    "full_page_writes": ("on", "a torn page is mended"),
    "wal_level": ("replica", "the log can be archived"),
    "archive_mode": ("on", "the log goes to a second disk"),
}
ARCHIVE_LINES = """\
    ALTER SYSTEM SET wal_level = 'replica';
    ALTER SYSTEM SET archive_mode = 'on';
    ALTER SYSTEM SET archive_timeout = '60s';
    ALTER SYSTEM SET archive_command = 'test ! -f /second-disk/wal/%f && cp %p /second-disk/wal/.%f
      && sync /second-disk/wal/.%f && mv /second-disk/wal/.%f /second-disk/wal/%f';   -- on one line
    -- restart the server; then, and every week: pg_basebackup -D /second-disk/base/DATE -Ft -z -X none
    -- for nothing lost at all, beside it: pg_receivewal --synchronous -D /second-disk/live -S yanpan, and
    ALTER SYSTEM SET synchronous_standby_names = 'pg_receivewal';"""


def run(folder: Path | None) -> int:
    """Exit code 0 = all is as promised, 1 = something is missing; each on a line of its own."""
    faults = [*_archives(folder or settings.YANPAN_BACKUPS)]
    if connection.vendor == "postgresql":
        faults += _log_archive(database_address())
        if faults:
            print(f"to set the archive of the log up, as the database's administrator:\n{ARCHIVE_LINES}")
    else:
        print(
            "SQLite: a killed process or a power cut loses nothing acknowledged; a lost disk loses what came after the "
            "newest archive, at most two hours. Where that is too much, use PostgreSQL with an archive of its log."
        )
    for fault in faults:
        print(f"missing: {fault}")
    if not faults:
        print("all is as promised")
    return 1 if faults else 0


def _archives(folder: Path) -> Iterator[str]:
    archives = archives_in(folder) if folder.is_dir() else []
    if not archives:
        yield f"an archive in {folder}"
        return
    age = wall_clock() - read_manifest(archives[-1]).at
    print(f"{len(archives)} archives in {folder}, the newest {age / timedelta(minutes=1):.0f} minutes old")
    if age > LATE_AFTER:
        yield f"an archive of the last two hours in {folder}"
    if folder.stat().st_dev == Path(settings.YANPAN_HOME).stat().st_dev:
        yield f"archives on another disk than {settings.YANPAN_HOME}; name one in YANPAN_BACKUPS"


def _log_archive(address: str) -> Iterator[str]:
    with psycopg.connect(address) as live:
        for name, (wanted, why) in WANTED.items():
            (found,) = live.execute("SELECT current_setting(%s)", [name]).fetchone() or ("",)
            if found != wanted and not (name == "wal_level" and found == "logical"):
                yield f"{name} = {wanted} (now {found}): {why}"
        last, failed = live.execute(
            "SELECT last_archived_time, last_failed_time FROM pg_stat_archiver"
        ).fetchone() or (None, None)
        if failed is not None and (last is None or failed > last):
            yield f"a working archive_command: the last try failed at {failed}"
        print(f"log archived last: {last or 'never'}; a lost disk loses what came after it")
