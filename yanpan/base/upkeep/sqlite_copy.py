"""SQLite: a copy that agrees with itself while others write, and what is counted in it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from yanpan.base.upkeep.manifest import Head
from yanpan.kernel.errors import Refused


def copy_database(source: Path, target: Path) -> None:
    """In one step, so one moment: with the write-ahead log nobody waits for it, and no writer makes it begin anew."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def check_database(path: Path) -> None:
    """Refused('backup_damaged') where the file does not agree with itself."""
    try:
        with closing(sqlite3.connect(path)) as database:
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
            broken = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError:
        raise Refused("backup_damaged", part="database") from None
    if said != "ok" or broken:
        raise Refused("backup_damaged", part="database")


def tables(database: sqlite3.Connection) -> list[str]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [name for (name,) in database.execute(named)]


def count_rows(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as database:
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in tables(database)
        }


def migrations(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        done = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in done]


def audit_head(path: Path) -> Head:
    with closing(sqlite3.connect(path)) as database:
        last = database.execute(
            "SELECT number, digest, sealed_at FROM audit_block ORDER BY number DESC LIMIT 1"
        )
        block, digest, at = last.fetchone() or (0, "", "")
        (lines,) = database.execute("SELECT count(*) FROM audit_auditline").fetchone()
    return Head(block, digest, str(at), lines)
