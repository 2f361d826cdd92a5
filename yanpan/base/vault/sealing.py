"""Sealing and opening values: AES-256-GCM, the associated data binds a value to table, column, row and key."""

import hmac
import os
import random
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from time import perf_counter
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, models, transaction

from yanpan.base.vault.keys import derived_key
from yanpan.base.vault.models import DataKey
from yanpan.base.vault.shares import SLOTS, make_shares, read_share, shares_path
from yanpan.kernel.errors import Refused

SUITE = b"AES-256-GCM"
_NONCE = 12
KEY_ID = 8  # bytes of the key's number before every sealed value
_REMEMBERED_SECONDS = 900  # a process that serves on forgets a destroyed key within a quarter of an hour
_ciphers: dict[int, tuple[AESGCM, float]] = {}


def forget_keys() -> None:
    """Drop the cached data keys (tests, key destruction)."""
    _ciphers.clear()


def _wrapper(slot: int | None) -> AESGCM:
    secret = derived_key("wrap data keys")
    return AESGCM(secret if slot is None else hmac.digest(secret, read_share(slot), sha256))


def _bound(table: str, column: str, row: UUID, key_id: int) -> bytes:
    return b"|".join((SUITE, table.encode(), column.encode(), row.bytes, key_id.to_bytes(KEY_ID)))


def _cipher(key_id: int) -> AESGCM:
    now = perf_counter()
    cipher, until = _ciphers.get(key_id, (None, 0.0))
    if cipher is None or until < now:
        for stale in [one for one, (_, ends) in _ciphers.items() if ends < now]:
            del _ciphers[stale]
        cipher = AESGCM(_unwrapped(key_id))
        _ciphers[key_id] = cipher, now + _REMEMBERED_SECONDS
    return cipher


def _unwrapped(key_id: int) -> bytes:
    stored = DataKey.objects.filter(id=key_id).first()
    if stored is None:
        raise Refused("data_key_destroyed", key=key_id)
    return unwrap(bytes(stored.wrapped), stored.table, stored.month, stored.slot)


def unwrap(wrapped: bytes, table: str, month: str, slot: int | None) -> bytes:
    """A data key from what the database keeps of it. Refused('data_key_destroyed') once its share is gone."""
    try:
        return _wrapper(slot).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], f"{table}|{month}".encode())
    except InvalidTag:
        raise Refused("data_key_destroyed", table=table, month=month) from None


def _make_key(table: str, month: str) -> DataKey:
    slot, nonce = _free_slot(), os.urandom(_NONCE)
    wrapped = nonce + _wrapper(slot).encrypt(nonce, os.urandom(32), f"{table}|{month}".encode())
    try:
        with transaction.atomic():
            return DataKey.objects.create(
                id=int.from_bytes(os.urandom(KEY_ID)) >> 1,
                table=table,
                month=month,
                wrapped=wrapped,
                slot=slot,
            )
    except IntegrityError:  # another process was first: with this month's key, or in this slot
        return _key_in_use(table, month) or _make_key(table, month)


def _free_slot() -> int:
    """One nobody leans on, drawn by lot: two processes seldom meet."""
    taken = set(DataKey.objects.exclude(slot=None).values_list("slot", flat=True))
    if taken and not shares_path().exists():
        raise Refused("no_key_shares", where=str(shares_path()))
    make_shares()
    free = sorted(set(range(SLOTS)) - taken)
    if not free:
        raise Refused("no_key_slot_left")
    return random.SystemRandom().choice(free)


def _key_in_use(table: str, month: str) -> DataKey | None:
    return DataKey.objects.filter(table=table, month=month, retired_at=None).first()


class Sealer:
    """Seals many values of one table under one key: one look-up with the first of them, then no database.

    The look-up is never saved: a key that has been retired since must not seal again. month: of a key other than
    this month's, e.g. '202108', where values are sealed anew.
    """

    def __init__(self, model: type[models.Model], now: datetime, *, month: str = "") -> None:
        self.table = model._meta.db_table
        self._month = month or now.strftime("%Y%m")

    @cached_property
    def key_id(self) -> int:
        return (_key_in_use(self.table, self._month) or _make_key(self.table, self._month)).id

    def seal(self, column: str, row: UUID, text: str) -> bytes:
        """'' stays empty: an absent value is not a secret."""
        return self.seal_bytes(column, row, text.encode())

    def seal_bytes(self, column: str, row: UUID, plain: bytes) -> bytes:
        """The same for a file."""
        if not plain:
            return b""
        nonce = os.urandom(_NONCE)
        bound = _bound(self.table, column, row, self.key_id)
        return self.key_id.to_bytes(KEY_ID) + nonce + _cipher(self.key_id).encrypt(nonce, plain, bound)


def open_bytes(table: str, column: str, row: UUID, sealed: bytes | memoryview) -> bytes:
    """Open one stored value. Refused('sealed_value_moved') if it was made for another row, column or table."""
    blob = bytes(sealed)
    if not blob:
        return b""
    key_id = int.from_bytes(blob[:KEY_ID])
    try:
        nonce, secret = blob[KEY_ID : KEY_ID + _NONCE], blob[KEY_ID + _NONCE :]
        return _cipher(key_id).decrypt(nonce, secret, _bound(table, column, row, key_id))
    except InvalidTag:
        raise Refused("sealed_value_moved", table=table, column=column, row=row) from None


def unseal_text(table: str, column: str, row: UUID, sealed: bytes | memoryview) -> str:
    return open_bytes(table, column, row, sealed).decode()


def unseal(instance: models.Model, column: str) -> str:
    """Open a SealedField of a loaded row."""
    return unseal_text(instance._meta.db_table, column, instance.pk, getattr(instance, column))
