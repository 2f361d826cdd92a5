"""Nothing of what was deleted stays in the files of the database: pages written over, log emptied.

SQLite: secure_delete while deleting, then VACUUM and an emptied WAL. PostgreSQL: VACUUM FULL of the tables; its WAL is
recycled by itself and holds sealed bytes only, whose keys are gone.
"""

from collections.abc import Iterable

from django.db import connection


def write_over_what_is_deleted() -> None:
    """For this connection: a freed page is filled with zeros. Called before the deleting begins."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def sweep(tables: Iterable[str]) -> str:
    """Rewrite the files without what was deleted from these tables; says what was done, '' inside a transaction.

    There it cannot be. A name that is no table is passed over."""
    if connection.in_atomic_block:
        return ""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in sorted({*tables} & {*connection.introspection.table_names(cursor)}):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
            return "vacuum_full"
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
        return "vacuum" if busy else "vacuum_checkpoint"
