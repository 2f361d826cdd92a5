"""The resident register: opened as a whole in a worker for matching, never browsed (HC-20)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import msgspec

from yanpan.base.people.models import Register, Resident
from yanpan.base.vault.sealing import open_bytes

FIELDS = ("name", "sex", "birth_date", "id_number", "phone", "address")


@dataclass(frozen=True, slots=True)
class OpenResident:
    id: UUID
    village_id: int
    name: str
    sex: str
    birth_date: str
    id_number: str
    phone: str
    address: str


def pack_record(values: dict[str, str]) -> bytes:
    """One sealed value per resident: a JSON array in the order of FIELDS."""
    return msgspec.json.encode([values.get(name, "") for name in FIELDS])


def current_register() -> Register | None:
    return Register.objects.order_by("-loaded_at").first()


def open_residents(register_id: UUID) -> Iterator[OpenResident]:
    """Every resident, decrypted, in the order of ids. For workers; the caller's job leaves the audit line."""
    rows = (
        Resident.objects.filter(register_id=register_id)
        .order_by("id")
        .values_list("id", "village_id", "record")
    )
    table = Resident._meta.db_table
    for resident_id, village_id, record in rows.iterator(chunk_size=20_000):
        yield OpenResident(
            resident_id, village_id, *msgspec.json.decode(open_bytes(table, "record", resident_id, record))
        )
