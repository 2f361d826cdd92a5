"""Finding the applicant: by the whole ID number or the short code, nothing else, and not fast."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.people.keeping import id_index, living
from yanpan.base.people.models import Person
from yanpan.base.people.searching import check_pace
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.masks import mask_name
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Refused
from yanpan.kernel.ids import is_short_code, plain_short_code
from yanpan.science.record_matching import id_problems, normal_id

SEARCH = "verification.find_applicant"
_SOUND = {"old_15"}


@dataclass(frozen=True, slots=True)
class ApplicantFound:
    """As little as tells the desk that it is the one who stands there: the masked name."""

    id: UUID
    short_code: str
    name: str
    event: str


@query(SEARCH)
def find_applicant(actor: Actor, *, number: str, now: datetime) -> list[ApplicantFound]:
    """Records of one whole ID number or one short code, one an event; an empty list: nothing is held.

    Refused('exact_number_needed'); Refused('too_many_searches') above 20 a minute. Every search leaves its line,
    without the number.
    """
    actor.must_cover(city_unit().path)
    check_pace(SEARCH, actor, now)
    found = _records(number.strip())
    records = {one.id: one for one in living(found).values()}
    people = Person.objects.filter(id__in=records).select_related("event").order_by("-event__opened_at", "id")
    return [
        ApplicantFound(one.id, one.short_code, mask_name(unseal(one, "name")), one.event.name)
        for one in people
    ]


def _records(number: str) -> list[Person]:
    if is_short_code(number):
        return list(Person.objects.filter(short_code=plain_short_code(number)))
    if set(id_problems(number)) - _SOUND:
        raise Refused("exact_number_needed")
    return list(Person.objects.filter(id_index=id_index(normal_id(number))))
