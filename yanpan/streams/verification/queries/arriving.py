"""People on the way to a unit, before it signs: enough to see whether they are its own, and whose they may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.models import Person
from yanpan.base.people.queries import ContactFacts, contact_facts
from yanpan.base.places.queries import UnitView, get_unit
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import open_handovers
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.queries.police import places_from_police
from yanpan.streams.verification.queries.right_units import Known, RightUnit

MOST = 200


@dataclass(frozen=True, slots=True)
class Arriving:
    """One hand-over not yet signed for. id: of the hand-over, to sign or refuse it; reason: why to this unit;
    place: what the police returned, '' if they were not asked."""

    id: UUID
    person: ContactFacts
    sender: str
    urgency: str
    sent_at: datetime
    acknowledge_by: datetime
    late: bool
    reason: str
    place: str


def _waiting_at(actor: Actor, unit_key: str) -> QuerySet[Handover]:
    return open_handovers().filter(
        under("receiver__path", actor),
        request=FindPerson.REQUEST,
        receiver__key=unit_key,
        event__closed_at=None,
    )


@query("verification.list_arriving", records=("unit_key",))
def list_arriving(
    actor: Actor, *, unit_key: str, now: datetime, batch_id: UUID | None = None
) -> list[Arriving]:
    """The first 200 people waiting at exactly this unit, of one list if named; the earliest clock first."""
    found = _waiting_at(actor, unit_key).filter(_of(batch_id)).select_related("sender")
    waiting = list(found.order_by("acknowledge_by", "id")[:MOST])
    tasks = VerificationTask.objects.select_related("person").in_bulk([one.subject for one in waiting])
    places = places_from_police(one.subject for one in waiting if one.reason == "police")
    return [
        Arriving(
            one.id,
            contact_facts(tasks[one.subject].person),
            one.sender.name,
            one.urgency,
            one.sent_at,
            one.acknowledge_by,
            one.acknowledge_by < now,
            one.reason,
            places.get(one.subject, ""),
        )
        for one in waiting
        if one.subject in tasks
    ]


def _of(batch_id: UUID | None) -> Q:
    if batch_id is None:
        return Q()
    return Q(subject__in=VerificationTask.objects.filter(rows__batch_id=batch_id).values("id"))


def ids_arriving(actor: Actor, unit_key: str, *, batch_id: UUID | None = None) -> list[UUID]:
    """Ids of the hand-overs waiting at this unit, of one list if named, the earliest clock first. No person."""
    found = _waiting_at(actor, unit_key).filter(_of(batch_id))
    return list(found.order_by("acknowledge_by", "id").values_list("id", flat=True))


# Whose they are, if not ours


@dataclass(frozen=True, slots=True)
class Proposal:
    """The unit that may be right for some of those chosen; why: the rule that says so; ids: of the hand-overs."""

    unit: UnitView
    why: str
    ids: tuple[UUID, ...]


@query("verification.propose_right_units", records=("unit_key", "handover_ids"))
def propose_right_units(
    actor: Actor, *, unit_key: str, handover_ids: list[UUID], now: datetime
) -> list[Proposal]:
    """For people a unit is about to refuse: whose they may be, and by which rule; the largest group first.

    Whom no rule places is in no proposal. Missing if one of them does not wait at this unit.
    """
    wanted = set(handover_ids)
    waiting = list(_waiting_at(actor, unit_key).filter(id__in=wanted).order_by("id"))
    if not wanted or len(waiting) != len(wanted):
        raise Missing("handover")
    tasks = VerificationTask.objects.select_related("person").in_bulk([one.subject for one in waiting])
    right, known = RightUnit(get_unit(unit_key), now), _known([one.person for one in tasks.values()])
    groups: dict[tuple[str, str], tuple[UnitView, list[UUID]]] = {}
    for one in waiting:
        task = tasks.get(one.subject)
        if task and (proposed := right.proposed(known[task.person_id])):
            unit, why = proposed
            groups.setdefault((unit.key, why), (unit, []))[1].append(one.id)
    found = [Proposal(unit, why, tuple(ids)) for (_, why), (unit, ids) in groups.items()]
    return sorted(found, key=lambda one: (-len(one.ids), one.unit.path))


def _known(people: Sequence[Person]) -> dict[UUID, Known]:
    answered = _who_answered(people)
    return {
        one.id: Known(
            unseal(one, "address"),
            unseal(one, "id_number"),
            one.home_id,
            answered.get(bytes(one.phone_index)) if one.phone_index else None,
        )
        for one in people
    }


def _who_answered(people: Iterable[Person]) -> dict[bytes, int]:
    """Blind index of a telephone → the unit that found somebody else with the same one: the household's."""
    ids = [one.id for one in people]
    indexes = [one.phone_index for one in people if one.phone_index]
    found = VerificationTask.objects.filter(
        standing="verified", answering_unit__isnull=False, person__phone_index__in=indexes
    ).exclude(person_id__in=ids)
    ordered = found.order_by("answered_at", "id").values_list("person__phone_index", "answering_unit_id")
    return {bytes(index): unit_id for index, unit_id in ordered if index and unit_id}
