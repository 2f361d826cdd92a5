"""People built from earlier lists: later rows are compared with them where the register does not say who it is.

Opened in the worker while a list is taken in, and forgotten when that is done (`forget_people`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yanpan.base.people.keeping import living
from yanpan.base.people.models import Person
from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.masks import is_masked
from yanpan.base.vault.sealing import unseal
from yanpan.science.place_names import Gazetteer
from yanpan.science.record_matching import (
    Decision,
    ListedPerson,
    Register,
    id_problems,
    match,
    normal_id,
    normal_name,
    normal_phone,
)

ExactKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class OpenedPerson:
    """What a person's first row said; village: twelve digits, '' where the address names none."""

    name: str
    id_number: str
    phone: str
    sex: str
    birth_date: str
    address: str
    village: str
    exact: ExactKey | None


@dataclass(frozen=True, slots=True)
class Found:
    """sure: the same person; else somebody a clerk has to compare, with the likeness."""

    person: Person
    sure: bool
    likeness: float


_opened: dict[UUID, OpenedPerson] = {}


def forget_people() -> None:
    _opened.clear()


def find_known(event_id: UUID, listed: Sequence[ListedPerson]) -> list[Found | None]:
    """For each listed person somebody of an earlier list, or None; in order."""
    ids = list(
        Person.objects.filter(event_id=event_id, resident=None).order_by("id").values_list("id", flat=True)
    )
    if not ids or not listed:
        return [None] * len(listed)
    places: Gazetteer = gazetteer_of(city_unit().key)
    _open([one for one in ids if one not in _opened], places)
    decisions = match(_register_of(ids, _records_of_one(event_id)), listed, places=places)
    exact = _exactly_known(ids)
    said = [exact.get(_exact_key(one.name, one.id_number, one.phone)) for one in listed]
    counting = _living(
        {*(UUID(one.resident_id) for one in decisions if one.resident_id), *filter(None, said)}
    )
    return [
        Found(counting[same], sure=True, likeness=1.0) if same else _found(decision, counting)
        for same, decision in zip(said, decisions, strict=True)
    ]


def _found(decision: Decision, counting: Mapping[UUID, Person]) -> Found | None:
    if not decision.resident_id:
        return None
    person = counting[UUID(decision.resident_id)]
    return Found(person, sure=decision.decision == "match", likeness=round(decision.score, 4))


def _exact_key(name: str, id_number: str, phone: str) -> ExactKey | None:
    """Name with a sound number, or with a whole telephone where there is no number: one person without weighing.

    Where few people are known yet, their names and birthdays say nothing about how rare they are.
    """
    name, number, phone = normal_name(name), normal_id(id_number), normal_phone(phone)
    if not name or is_masked(name):
        return None
    if number:
        return (name, number, "") if not id_problems(number) else None
    return (name, "", phone) if phone.isdecimal() and len(phone) == 11 else None


def _exactly_known(ids: Sequence[UUID]) -> dict[ExactKey | None, UUID]:
    return {key: one for one in reversed(ids) if (key := _opened[one].exact)}


def _records_of_one(event_id: UUID) -> dict[UUID, UUID]:
    """Record → the record that counts, of those a clerk has made one."""
    merged = list(
        Person.objects.filter(event_id=event_id).exclude(merged_into=None).select_related("merged_into")
    )
    counting = {key: one.id for key, one in living(merged).items()}
    return counting | {one: one for one in counting.values()}


def _living(ids: Iterable[UUID]) -> dict[UUID, Person]:
    return living(list(Person.objects.in_bulk(list(ids)).values()))


def _open(ids: Sequence[UUID], places: Gazetteer) -> None:
    for start in range(0, len(ids), 900):
        people = Person.objects.in_bulk(ids[start : start + 900])
        for one in people.values():
            _opened[one.id] = _opened_person(one, places)


def _opened_person(person: Person, places: Gazetteer) -> OpenedPerson:
    address = unseal(person, "address")
    code = places.resolve_codes([address])[0] if address else ""
    name, id_number, phone = (unseal(person, column) for column in ("name", "id_number", "phone"))
    return OpenedPerson(
        name=name,
        id_number=id_number,
        phone=phone,
        sex=person.sex,
        birth_date=unseal(person, "birth_date"),
        address=address,
        village=code if len(code) == 12 else "",
        exact=_exact_key(name, id_number, phone),
    )


def _register_of(ids: Sequence[UUID], counting: Mapping[UUID, UUID]) -> Register:
    people = [_opened[one] for one in ids]
    return Register.from_columns(
        resident_id=[str(one) for one in ids],
        name=[one.name for one in people],
        id_number=[one.id_number for one in people],
        phone=[one.phone for one in people],
        sex=[one.sex for one in people],
        birth_date=[one.birth_date for one in people],
        village_code=[one.village for one in people],
        address=[one.address for one in people],
        person=[str(counting.get(one, "")) for one in ids],
    )
