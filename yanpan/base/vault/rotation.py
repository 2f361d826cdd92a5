"""Retiring a data key, sealing anew what still lies under it, and destroying it. Rows lose nothing.

retire_key → reseal until nothing is left → destroy_key; each its own transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, F, Func, Model, Q, QuerySet

from yanpan.base.vault.destroyed import note_destroyed
from yanpan.base.vault.fields import SealedField
from yanpan.base.vault.models import DataKey
from yanpan.base.vault.sealing import KEY_ID, Sealer, forget_keys, open_bytes
from yanpan.base.vault.shares import destroy_share

ROWS_PER_STEP = 5000


class _KeyOf(Func):
    """The number of the key a sealed value lies under: its first bytes, on both databases."""

    template = f"SUBSTR(%(expressions)s, 1, {KEY_ID})"
    output_field = BinaryField()


def sealed_columns(model: type[Model]) -> list[str]:
    """Names of the sealed columns of a table; none for most."""
    return [field.name for field in model._meta.local_fields if isinstance(field, SealedField)]


def keys_of(rows: QuerySet[Model]) -> set[int]:
    """The data keys these rows lie under."""
    found: set[int] = set()
    for column in sealed_columns(rows.model):
        keys = rows.exclude(**{column: b""}).order_by().values_list(_KeyOf(F(column)), flat=True).distinct()
        found |= {int.from_bytes(bytes(key)) for key in keys}
    return found


def rows_under(model: type[Model], key_id: int) -> QuerySet[Model]:
    """Every row of a table with a value under this key."""
    columns = sealed_columns(model)
    marked: QuerySet[Model] = model._default_manager.annotate(
        **{f"key_of_{one}": _KeyOf(F(one)) for one in columns}
    )
    wanted = Q(pk__in=[])
    for one in columns:
        wanted |= Q(**{f"key_of_{one}": key_id.to_bytes(KEY_ID)})
    return marked.filter(wanted)


def retire_key(key_id: int, *, now: datetime) -> None:
    """From here on nothing new is sealed under it, in no process.

    A transaction that looked the key up and has not ended yet is waited for: on SQLite it holds the one pen, on
    PostgreSQL the look-up holds the table.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {DataKey._meta.db_table} IN ACCESS EXCLUSIVE MODE")
    DataKey.objects.filter(id=key_id, retired_at=None).update(retired_at=now)


def reseal(
    model: type[Model],
    key_id: int,
    *,
    now: datetime,
    after: UUID | None = None,
    limit: int = ROWS_PER_STEP,
) -> UUID | None:
    """Seal the next rows under the same month's new key; returns the last row's id, None if none was left."""
    rows = rows_under(model, key_id).select_for_update().order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    columns = sealed_columns(model)
    found = list(rows.values_list("pk", *columns)[:limit])
    if not found:
        return None
    month = DataKey.objects.values_list("month", flat=True).get(id=key_id)
    sealer = Sealer(model, now, month=month)
    _write(model, columns, (_anew(sealer, key_id, columns, *row) for row in found))
    return UUID(str(found[-1][0]))


def _anew(
    sealer: Sealer, key_id: int, columns: list[str], row: UUID, *sealed: bytes
) -> list[bytes | str | UUID]:
    """The values of one row in the order of columns, then its id."""
    values: list[bytes | str | UUID] = []
    for column, value in zip(columns, sealed, strict=True):
        blob = bytes(value)
        mine = int.from_bytes(blob[:KEY_ID]) == key_id
        values.append(
            sealer.seal_bytes(column, row, open_bytes(sealer.table, column, row, blob)) if mine else blob
        )
    return [*values, row if connection.features.has_native_uuid_field else row.hex]


def _write(model: type[Model], columns: list[str], rows: Iterable[Sequence[bytes | str | UUID]]) -> None:
    """Hundreds of thousands of rows: one prepared statement, not one built for each batch."""
    quoted = connection.ops.quote_name
    named = {field.name: str(field.column) for field in model._meta.local_concrete_fields}
    assigned = ", ".join(f"{quoted(named[one])} = %s" for one in columns)
    table, key = quoted(model._meta.db_table), quoted(named[model._meta.pk.name])
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assigned} WHERE {key} = %s", list(rows))


def destroy_key(key_id: int) -> bool:
    """Key and share are gone: what lay under it is lost, here and in every copy. Call it with nothing left to keep.

    Returns whether old copies of the database are useless for it too (False: a key made before there were shares).
    Run again after a fault it finishes what it began.
    """
    key = DataKey.objects.select_for_update().filter(id=key_id).first()
    if key is None:
        return True
    note_destroyed("key", [f"{key_id:016x}"])
    if key.slot is not None:
        destroy_share(key.slot)
    key.delete()
    forget_keys()
    return key.slot is not None


def sealed_models() -> dict[str, type[Model]]:
    """Table → model, of every table with a sealed column."""
    return {one._meta.db_table: one for one in apps.get_models() if sealed_columns(one)}


def idle_keys(now: datetime) -> list[int]:
    """Keys of months past under which nothing lies any more; of tables that are gone, too."""
    models, this_month = sealed_models(), now.strftime("%Y%m")
    keys = DataKey.objects.filter(month__lt=this_month).order_by("month", "table").values_list("id", "table")
    return [key for key, table in keys if table not in models or not rows_under(models[table], key).exists()]
