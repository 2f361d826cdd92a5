"""Reading people."""

from dataclasses import dataclass
from uuid import UUID

from yanpan.base.people.models import Person
from yanpan.base.vault.masks import mask_id_number, mask_name, mask_phone
from yanpan.base.vault.sealing import unseal


@dataclass(frozen=True, slots=True)
class MaskedPerson:
    """The default display: the short code is what staff speak of."""

    id: UUID
    short_code: str
    name: str
    id_number: str
    phone: str


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """C2 in clear: only inside a query that is logged with its subject or its digest."""

    id: UUID
    short_code: str
    name: str
    phone: str
    address: str


def masked(person: Person) -> MaskedPerson:
    return MaskedPerson(
        person.id,
        person.short_code,
        mask_name(unseal(person, "name")),
        mask_id_number(unseal(person, "id_number")),
        mask_phone(unseal(person, "phone")),
    )


def unnamed(person: Person) -> MaskedPerson:
    """The short code alone: for those who never see lists of names, not even masked ones."""
    return MaskedPerson(person.id, person.short_code, "", "", "")


def contact_facts(person: Person) -> ContactFacts:
    """Opens name, phone and address of a record; call it inside a `@query` only."""
    return ContactFacts(
        person.id,
        person.short_code,
        unseal(person, "name"),
        unseal(person, "phone"),
        unseal(person, "address"),
    )
