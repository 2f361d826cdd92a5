"""Django's SQLite backend plus one check: WAL and synchronous=FULL, or no connection."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

FULL = 2


def _make_private(name: str) -> None:
    """A new database file is for its owner alone: sessions lie in it as they are. Its log files follow it."""
    path = Path(name)
    if path.is_absolute() and path.parent.is_dir() and not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        _make_private(str(conn_params["database"]))
        connection = super().get_new_connection(conn_params)
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
        if journal not in ("wal", "memory") or synchronous != FULL:
            raise ImproperlyConfigured(f"SQLite runs with WAL and FULL only (found {journal}, {synchronous})")
        return connection
