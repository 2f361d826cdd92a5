"""Finding one of the people sought in the own units: by code, number, tail of the telephone, name or initials."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.keeping import id_index, phone_index
from yanpan.base.people.models import Person
from yanpan.base.people.queries import MaskedPerson, masked, unnamed
from yanpan.base.people.searching import MOST_FOUND, AskedFor, Way, check_pace, check_purpose
from yanpan.base.vault.sealing import unseal_text
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import VerificationTask

SEARCH = "verification.find_people"
MOST_OPENED = 40_000
_TABLE = Person._meta.db_table
_OPENED = ("id", "person_id", "person__short_code", "person__name", "person__phone")


@dataclass(frozen=True, slots=True)
class PersonFound:
    """id: of the task that counts."""

    id: UUID
    person: MaskedPerson
    custody: str
    standing: str
    find_by: datetime


@query(SEARCH, records=("asked", "purpose", "unit_path"))
def find_people(
    actor: Actor, *, asked: AskedFor, purpose: str, now: datetime, unit_path: str = ""
) -> list[PersonFound]:
    """At most 20 whose task lies in the own units, or in one of these; for a village those still to be found.

    Masked as in `list_tasks`. Refused: purpose_needed, be_more_exact, too_many_searches, narrow_the_search above
    40,000 people by a tail or a name. The audit keeps purpose and a keyed digest, never what was typed.
    """
    check_purpose(purpose)
    check_pace(SEARCH, actor, now)
    if unit_path:
        actor.must_cover(unit_path)
    tasks = _within(actor, unit_path)
    found = tasks.filter(_exactly(asked)) if _is_exact(asked) else tasks.filter(id__in=_opened(tasks, asked))
    shown = masked if actor.may("verification.get_door") or actor.may("verification.list_pairs") else unnamed
    ordered = found.select_related("person", "custody").order_by("find_by", "id")[:MOST_FOUND]
    return [
        PersonFound(one.id, shown(one.person), one.custody.name, one.standing, one.find_by) for one in ordered
    ]


def _within(actor: Actor, unit_path: str) -> QuerySet[VerificationTask]:
    tasks = VerificationTask.objects.filter(under("custody__path", actor), merged_away=False)
    # A village reads nothing back once it has answered.
    still = tasks if actor.may("verification.get_person") else tasks.filter(standing="in_hand")
    return still.filter(custody__path__startswith=unit_path)


def _is_exact(asked: AskedFor) -> bool:
    return asked.way in (Way.SHORT_CODE, Way.ID_NUMBER, Way.TELEPHONE)


def _exactly(asked: AskedFor) -> Q:
    match asked.way:
        case Way.ID_NUMBER:
            return Q(person__id_index=id_index(asked.exact))
        case Way.TELEPHONE:
            return Q(person__phone_index=phone_index(asked.exact))
    return Q(person__short_code=asked.exact)


def _opened(tasks: QuerySet[VerificationTask], asked: AskedFor) -> list[UUID]:
    """Names and telephones are opened one by one: no index tells the tail of a number."""
    if tasks.count() > MOST_OPENED:
        raise Refused("narrow_the_search", most=MOST_OPENED)
    fits = asked.fits()
    meant = (task_id for task_id, *facts in _records(tasks) if fits(*facts))
    return list(islice(meant, MOST_FOUND))


def _records(tasks: QuerySet[VerificationTask]) -> Iterator[tuple[UUID, str, str, str]]:
    rows = tasks.order_by("find_by", "id").values_list(*_OPENED)
    for task_id, person_id, code, name, phone in rows.iterator(chunk_size=2000):
        yield (
            task_id,
            code,
            unseal_text(_TABLE, "name", person_id, name),
            unseal_text(_TABLE, "phone", person_id, phone),
        )
