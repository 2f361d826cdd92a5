"""Django's SQLite backend plus one check: WAL and synchronous=FULL, or no connection."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

FULL = 2


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
        if journal not in ("wal", "memory") or synchronous != FULL:
            raise ImproperlyConfigured(f"SQLite runs with WAL and FULL only (found {journal}, {synchronous})")
        return connection
