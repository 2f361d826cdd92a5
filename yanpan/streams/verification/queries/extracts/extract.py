"""All that is held about one person, from where and for what, who looked, who received it. For the applicant alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.people.models import Person
from yanpan.base.places.queries import city_unit
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import (
    Application,
    Correction,
    FollowUp,
    HomeMonitoring,
    LetterPerson,
    ListRow,
    Need,
    Outcome,
    PoliceSearch,
    Reply,
    VerificationTask,
)
from yanpan.streams.verification.queries.extracts.looks import Look, Untold, looks_at
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.queries.retention.belongings import Ids, belonging_to
from yanpan.streams.verification.queries.retention.due import merged_links
from yanpan.streams.verification.rules.retention import groups_of


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of a list that names the person: who sent it, when, for what; fields: as they stand in the row."""

    source: str
    sender: str
    letter_number: str
    received_at: datetime
    check: str
    pocket: int
    topic: str
    fields: dict[str, str]
    standing: str


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    at: datetime
    unit: str
    where: str
    contact: str
    measure: str
    deciding_body: str
    document_number: str
    test_at: datetime | None
    test_result: str
    note: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who received something about the person: kind letter, reply, police; number: of the paper."""

    kind: str
    who: str
    number: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Extract:
    """id: of the application. other: table → rows held besides what is written out here."""

    id: UUID
    asked_at: datetime
    relation: str
    event: str
    short_code: str
    name: str
    id_number: str
    phone: str
    address: str
    rows: list[HeldRow]
    answers: list[HeldAnswer]
    hands: list[dict[str, Any]]
    homes: list[dict[str, Any]]
    needs: list[dict[str, Any]]
    recipients: list[Recipient]
    looks: list[Look]
    untold: list[Untold]
    corrections: list[dict[str, Any]]
    other: dict[str, int]
    answer_by: date


@query("verification.get_extract", subject="application_id")
def get_extract(actor: Actor, *, application_id: UUID, now: datetime) -> Extract:
    """Opened for the applicant whose document was seen; the look itself stands in the next extract. Missing."""
    application = application_of(actor, application_id)
    records = records_of(application.person)
    held = belonging_to(Person, records)
    tasks = held.get(VerificationTask, set())
    handovers = Handover.objects.filter(subject__in=tasks).select_related("sender", "receiver")
    hands = list(handovers.order_by("sent_at", "id"))
    ids = {one for model in held for one in held[model] if isinstance(one, UUID)}
    person, rows = application.person, _rows(held)
    since = min([person.made_at, *(row.received_at for row in rows)])
    looks, untold = looks_at({*ids, *(one.id for one in hands), *_letters(held)}, since)
    return Extract(
        id=application.id,
        asked_at=application.asked_at,
        relation=application.relation,
        event=person.event.name,
        short_code=person.short_code,
        name=unseal(person, "name"),
        id_number=unseal(person, "id_number"),
        phone=unseal(person, "phone"),
        address=unseal(person, "address"),
        rows=rows,
        answers=_answers(held),
        hands=[_hand(one) for one in hands],
        homes=_homes(held),
        needs=_needs(held),
        recipients=_recipients(held),
        looks=looks,
        untold=untold,
        corrections=_corrections(held),
        other={model._meta.db_table: len(found) for model, found in held.items() if found},
        answer_by=application.answer_by,
    )


def application_of(actor: Actor, application_id: UUID) -> Application:
    """For the desk of the city; Missing."""
    actor.must_cover(city_unit().path)
    found = Application.objects.filter(id=application_id).select_related("person__event").first()
    if found is None:
        raise Missing("application")
    return found


def records_of(person: Person) -> tuple[UUID, ...]:
    """The record with every record merged into it."""
    links = merged_links(person.event_id)
    return next(group for group in groups_of([person.id], links) if person.id in group)


def _letters(held: Ids) -> list[UUID]:
    named = LetterPerson.objects.filter(id__in=held.get(LetterPerson, set()))
    return list(named.values_list("letter_id", flat=True))


def _rows(held: Ids) -> list[HeldRow]:
    found = ListRow.objects.filter(id__in=held.get(ListRow, set())).select_related("batch", "task")
    found = found.defer("batch__content", "batch__row_keys").order_by("batch__received_at", "id")
    return [
        HeldRow(
            row.batch.source,
            row.batch.sender,
            row.batch.letter_number,
            row.batch.received_at,
            row.batch.check_kind,
            row.batch.pocket,
            row.batch.topic,
            fields_of(row),
            row.task.standing if row.task else row.state,
        )
        for row in found
    ]


def _answers(held: Ids) -> list[HeldAnswer]:
    found = (
        Outcome.objects.filter(id__in=held.get(Outcome, set())).select_related("unit").order_by("at", "id")
    )
    return [
        HeldAnswer(
            one.at,
            one.unit.name,
            one.where,
            one.contact,
            one.measure,
            one.deciding_body,
            one.document_number,
            one.test_at,
            one.test_result,
            unseal(one, "note"),
        )
        for one in found
    ]


def _hand(one: Handover) -> dict[str, Any]:
    return {
        "sent_at": one.sent_at,
        "sender": one.sender.name,
        "receiver": one.receiver.name,
        "acknowledged_at": one.acknowledged_at,
    }


def _homes(held: Ids) -> list[dict[str, Any]]:
    found = HomeMonitoring.objects.filter(id__in=held.get(HomeMonitoring, set())).order_by("starts_on", "id")
    answers = FollowUp.objects.filter(id__in=held.get(FollowUp, set())).order_by("number")
    told: dict[UUID, list[dict[str, Any]]] = {}
    for one in answers:
        told.setdefault(one.monitoring_id, []).append({"on": one.on, "said": unseal(one, "health")})
    return [
        {
            "measure": one.measure,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "deciding_body": one.deciding_body,
            "document_number": one.document_number,
            "follow_ups": told.get(one.id, []),
        }
        for one in found
    ]


def _needs(held: Ids) -> list[dict[str, Any]]:
    found = Need.objects.filter(id__in=held.get(Need, set())).order_by("asked_at", "id")
    return [
        {"kind": one.kind, "asked_at": one.asked_at, "met_at": one.met_at, "what": unseal(one, "what")}
        for one in found
    ]


def _recipients(held: Ids) -> list[Recipient]:
    named = LetterPerson.objects.filter(id__in=held.get(LetterPerson, set()))
    letters = [
        Recipient(
            "letter",
            one.letter.city_name,
            one.letter.document.number,
            one.letter.document.issued_at,
        )
        for one in named.select_related("letter__document").order_by("letter_id")
        if one.letter.document.issued_at
    ]
    batches = ListRow.objects.filter(id__in=held.get(ListRow, set())).values("batch_id")
    sent = Reply.objects.filter(batch__in=batches, state="sent").select_related("batch").defer("texts")
    replies = [
        Recipient("reply", one.batch.sender or one.batch.source, one.batch.letter_number, one.sent_at)
        for one in sent.order_by("sent_at", "id")
    ]
    asked = PoliceSearch.objects.filter(id__in=held.get(PoliceSearch, set())).select_related("unit")
    police = [
        Recipient("police", one.unit.name, "", one.asked_at) for one in asked.order_by("asked_at", "id")
    ]
    return [*letters, *replies, *police]


def _corrections(held: Ids) -> list[dict[str, Any]]:
    found = Correction.objects.filter(id__in=held.get(Correction, set())).order_by("asked_at", "id")
    return [
        {
            "kind": one.kind,
            "said": unseal(one, "said"),
            "asked_at": one.asked_at,
            "answer": one.answer,
            "reason": one.reason,
        }
        for one in found
    ]
