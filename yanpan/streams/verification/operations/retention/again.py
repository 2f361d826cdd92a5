"""After an older backup was restored: what was destroyed since is destroyed again, by the list kept of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.people.models import Person, Register, Resident
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.destroyed import destroyed_path, read_destroyed
from yanpan.base.vault.models import DataKey
from yanpan.base.vault.rotation import destroy_key
from yanpan.streams.verification.models import ListRow
from yanpan.streams.verification.operations.retention.destroying import (
    Gone,
    destroy_people,
    destroy_rows,
)

PER_STEP = 200


@dataclass(slots=True)
class GoneAgain:
    """count: persons, rows and residents; tables: where something was deleted."""

    count: int = 0
    tables: set[str] = field(default_factory=set)

    def note(self, count: int, gone: Gone) -> None:
        self.count += count
        self.tables |= {*gone.counts, *gone.keys}


@operation("verification.purge_again")
def purge_again(actor: Actor, *, now: datetime) -> GoneAgain:
    """Persons, rows, registers and keys on the list of destroyed things that are here again; nothing else.

    It decides nothing: two persons did, and their certificate was issued. Twice changes nothing more.
    """
    actor.must_cover(city_unit().path)
    listed, gone = read_destroyed(destroyed_path()), GoneAgain()
    for ids in _here(Person, listed["person"]):
        gone.note(len(ids), destroy_people(ids, now=now))
    for ids in _here(ListRow, listed["row"]):
        gone.note(len(ids), destroy_rows(ids, now=now))
    _forget_registers(listed["register"], gone)
    for key in DataKey.objects.filter(id__in=[int(one, 16) for one in listed["key"]]):
        destroy_key(key.id)
    return gone


def _here(model: type[Person] | type[ListRow], listed: set[str]) -> Iterator[list[UUID]]:
    """Those that came back, a few at a time."""
    wanted = sorted(UUID(one) for one in listed)
    for start in range(0, len(wanted), PER_STEP):
        some = wanted[start : start + PER_STEP]
        if ids := list(model._default_manager.filter(pk__in=some).values_list("pk", flat=True)):
            yield ids


def _forget_registers(listed: set[str], gone: GoneAgain) -> None:
    residents = Resident.objects.filter(register_id__in=[UUID(one) for one in listed])
    if count := residents.count():
        residents.delete()
        Register.objects.filter(id__in=listed).update(resident_count=0)
        gone.note(count, Gone())
        gone.tables.add(Resident._meta.db_table)
