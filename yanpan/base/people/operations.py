"""The resident register: loaded under a named authority, destroyed at the end."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.people.intake import insert_residents
from yanpan.base.people.models import Register, Resident
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.retention import retention_rule
from yanpan.base.vault.certificates import Destroyed, issue_certificate
from yanpan.base.vault.destroyed import note_destroyed
from yanpan.base.vault.models import DataKey
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.rotation import destroy_key, keys_of, reseal, retire_key
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
    """Destroy a register under a document; returns how many lines are gone. People already sought stay.

    Its keys go with it, and a certificate stays (HC-20); another register under the same key is sealed anew.
    """
    actor.must_cover(city_unit().path)
    if not document.strip():
        raise Refused("document_needed")
    register = Register.objects.filter(id=register_id).first()
    if register is None:
        raise Missing("register")
    residents = Resident.objects.filter(register=register)
    keys, ids = keys_of(residents), list(residents.values_list("id", flat=True))
    note_destroyed("register", [register.id])
    residents.delete()
    gone, register.resident_count = len(ids), 0
    register.save(update_fields=["resident_count"])
    _certify(register, actor, document.strip(), ids, sorted(keys), now)
    return gone


def _certify(
    register: Register, actor: Actor, document: str, ids: list[UUID], keys: list[int], now: datetime
) -> None:
    named = DataKey.objects.filter(id__in=keys).order_by("month", "id")
    gone = [(key.table, key.month, key.id) for key in named]
    rule = retention_rule("register")
    what = Destroyed(
        matter="people.register",
        about=register.authority,
        rule=rule.id,
        basis=rule.basis,
        signed_by=actor.name,
        signed_at=now,
        document=document[:120],
        subjects=ids,
        counts={Resident._meta.db_table: len(ids)},
        keys=gone,
        old_keys=sum(0 if _let_go(key, now) else 1 for key in keys),
    )
    issue_certificate(what, now=now)


def _let_go(key: int, now: datetime) -> bool:
    """Destroy a key; what another register keeps under it is sealed anew first."""
    retire_key(key, now=now)
    after: UUID | None = None
    while after := reseal(Resident, key, now=now, after=after):
        pass
    return destroy_key(key)
