"""Sealing and opening values: AES-256-GCM, the associated data binds a value to table, column, row and key."""

import os
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, models, transaction

from yanpan.base.vault.keys import derived_key
from yanpan.base.vault.models import DataKey
from yanpan.kernel.errors import Refused

SUITE = b"AES-256-GCM"
_NONCE = 12
_KEY_ID = 8
_ciphers: dict[int, AESGCM] = {}
_current: dict[tuple[str, str], int] = {}


def forget_keys() -> None:
    """Drop the cached data keys (tests, key destruction)."""
    _ciphers.clear()
    _current.clear()


def _wrapper() -> AESGCM:
    return AESGCM(derived_key("wrap data keys"))


def _bound(table: str, column: str, row: UUID, key_id: int) -> bytes:
    return b"|".join((SUITE, table.encode(), column.encode(), row.bytes, key_id.to_bytes(_KEY_ID)))


def _cipher(key_id: int) -> AESGCM:
    if key_id not in _ciphers:
        stored = DataKey.objects.filter(id=key_id).first()
        if stored is None:
            raise Refused("data_key_destroyed", key=key_id)
        wrapped = bytes(stored.wrapped)
        plain = _wrapper().decrypt(
            wrapped[:_NONCE], wrapped[_NONCE:], f"{stored.table}|{stored.month}".encode()
        )
        _ciphers[key_id] = AESGCM(plain)
    return _ciphers[key_id]


def _make_key(table: str, month: str) -> DataKey:
    nonce = os.urandom(_NONCE)
    wrapped = nonce + _wrapper().encrypt(nonce, os.urandom(32), f"{table}|{month}".encode())
    try:
        with transaction.atomic():
            return DataKey.objects.create(
                id=int.from_bytes(os.urandom(_KEY_ID)) >> 1, table=table, month=month, wrapped=wrapped
            )
    except IntegrityError:  # another process was first
        return DataKey.objects.get(table=table, month=month)


def _current_key(table: str, now: datetime) -> int:
    month = now.strftime("%Y%m")
    if (known := _current.get((table, month))) is not None:
        return known
    key = DataKey.objects.filter(table=table, month=month).first() or _make_key(table, month)
    # Only a committed key may be remembered: a rolled-back one would seal what nobody can open.
    transaction.on_commit(lambda: _current.__setitem__((table, month), key.id))
    return key.id


class Sealer:
    """Seals many values of one table under one key: one look-up, then no database."""

    def __init__(self, model: type[models.Model], now: datetime) -> None:
        self.table = model._meta.db_table
        self.key_id = _current_key(self.table, now)
        self._cipher = _cipher(self.key_id)
        self._prefix = self.key_id.to_bytes(_KEY_ID)

    def seal(self, column: str, row: UUID, text: str) -> bytes:
        """'' stays empty: an absent value is not a secret."""
        return self.seal_bytes(column, row, text.encode())

    def seal_bytes(self, column: str, row: UUID, plain: bytes) -> bytes:
        """The same for a file."""
        if not plain:
            return b""
        nonce = os.urandom(_NONCE)
        return (
            self._prefix
            + nonce
            + self._cipher.encrypt(nonce, plain, _bound(self.table, column, row, self.key_id))
        )


def open_bytes(table: str, column: str, row: UUID, sealed: bytes | memoryview) -> bytes:
    """Open one stored value. Refused('sealed_value_moved') if it was made for another row, column or table."""
    blob = bytes(sealed)
    if not blob:
        return b""
    key_id = int.from_bytes(blob[:_KEY_ID])
    try:
        nonce, secret = blob[_KEY_ID : _KEY_ID + _NONCE], blob[_KEY_ID + _NONCE :]
        return _cipher(key_id).decrypt(nonce, secret, _bound(table, column, row, key_id))
    except InvalidTag:
        raise Refused("sealed_value_moved", table=table, column=column, row=row) from None


def unseal_text(table: str, column: str, row: UUID, sealed: bytes | memoryview) -> str:
    return open_bytes(table, column, row, sealed).decode()


def unseal(instance: models.Model, column: str) -> str:
    """Open a SealedField of a loaded row."""
    return unseal_text(instance._meta.db_table, column, instance.pk, getattr(instance, column))
