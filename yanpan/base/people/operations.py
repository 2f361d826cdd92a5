"""The resident register: loaded under a named authority, destroyed at the end."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.people.intake import insert_residents
from yanpan.base.people.models import Register, Resident
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused

BATCH = 10_000


@operation("people.load_register", subject="register_id", records=("authority",))
def load_register(
    actor: Actor,
    *,
    register_id: UUID | None,
    authority: str,
    residents: Sequence[dict[str, str]],
    now: datetime,
) -> Register:
    """Add a batch of residents to a register (None = a new one) held under an authority document (HC-20).

    residents: name, sex, birth_date, id_number, phone, address, village_code as text. Refused: no authority,
    a village code that no unit has (all of them at once).
    """
    actor.must_cover(city_unit().path)
    if not authority.strip():
        raise Refused("authority_needed")
    villages = dict(Unit.objects.filter(kind="village").values_list("key", "id"))
    if unknown := sorted({one["village_code"] for one in residents} - set(villages)):
        raise Refused("unknown_villages", codes=", ".join(unknown[:20]), count=len(unknown))
    register = _register(register_id, authority, now)
    register.resident_count += insert_residents(register, residents, villages, now)
    register.save(update_fields=["resident_count"])
    return register


def _register(register_id: UUID | None, authority: str, now: datetime) -> Register:
    if register_id is None:
        return Register.objects.create(id=fresh_id(now), authority=authority, loaded_at=now)
    register = Register.objects.select_for_update().filter(id=register_id).first()
    if register is None:
        raise Missing("register")
    return register


@operation("people.destroy_register", subject="register_id", records=("document",))
def destroy_register(actor: Actor, *, register_id: UUID, document: str, now: datetime) -> int:
    """Destroy a register under a document; returns how many lines are gone. People already sought stay."""
    actor.must_cover(city_unit().path)
    if not document.strip():
        raise Refused("document_needed")
    register = Register.objects.filter(id=register_id).first()
    if register is None:
        raise Missing("register")
    Resident.objects.filter(register=register).delete()
    gone, register.resident_count = register.resident_count, 0
    register.save(update_fields=["resident_count"])
    return gone
