"""Persons who are outside the city and to whose city a letter is to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.documents.rules import ENDED
from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import MaskedPerson, masked
from yanpan.base.places.codes import CityName, list_cities
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import WriteToOtherCity
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.masks import is_masked
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import (
    LetterPerson,
    ListBatch,
    ListRow,
    Outcome,
    Receipt,
    TaskMerge,
    VerificationTask,
)
from yanpan.streams.verification.queries.living import living_ids, records_of
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.rules.letters import Kind, Result, Told, kind_of, sex_and_age

PAGE = 50
_SETTLING = ("", Result.FOUND.value)


def people_outside(actor: Actor) -> QuerySet[VerificationTask]:
    """Handed on, signed for by the actor's unit (or found outside by it), and no letter is under way or answered.

    Who moved on, by the receipt, is there again: a second letter goes to the next city.
    """
    taken = Handover.objects.filter(
        under("receiver__path", actor), request=WriteToOtherCity.REQUEST, acknowledged_at__isnull=False
    )
    settled = LetterPerson.objects.filter(result__in=_SETTLING).exclude(letter__document__state__in=ENDED)
    by_force = Q(custody__kind="force") & under("custody__path", actor)
    ours = Q(id__in=taken.values("subject")) | by_force
    written = settled.values("task")
    merged = TaskMerge.objects.filter(undone_at=None, gone__in=written).values_list("gone", flat=True)
    return VerificationTask.objects.filter(ours, standing="handed_on", merged_away=False).exclude(
        Q(id__in=written) | Q(id__in=set(living_ids(merged).values()))
    )


@dataclass(frozen=True, slots=True)
class Outside:
    """One person to write about, masked. again: an earlier letter was answered with the next city."""

    id: UUID
    person: MaskedPerson
    urgency: str
    answered_at: datetime | None
    found_by: str
    city: str
    city_name: str
    again: bool


@query("verification.list_people_outside", records=("page",))
def list_people_outside(actor: Actor, *, event_id: UUID, page: int, now: datetime) -> list[Outside]:
    """A page of 50 persons to write about, the gravest class first; with the city their answers name."""
    start = PAGE * max(0, page - 1)
    tasks = list(
        people_outside(actor)
        .filter(event_id=event_id)
        .select_related("person", "custody")
        .order_by("find_by", "id")[start : start + PAGE]
    )
    records = records_of(task.id for task in tasks)
    moved = _moved_to(records)
    said = _last_said(records)
    home = city_unit().key
    return [_outside(task, moved.get(task.id), said.get(task.id, ""), home) for task in tasks]


def _outside(task: VerificationTask, moved: Receipt | None, said: str, home: str) -> Outside:
    city = _goes_to(task, moved, said, home)
    return Outside(
        task.id,
        masked(task.person),
        task.urgency,
        task.answered_at,
        task.custody.name,
        city.code if city else "",
        city.name if city else "",
        again=moved is not None,
    )


def _moved_to(records: Mapping[UUID, UUID]) -> dict[UUID, Receipt]:
    """The receipt that says where somebody went on to, by the task that counts; the last one counts."""
    found = Receipt.objects.filter(
        person__task__in=list(records), result=Result.MOVED_ON, person__result=Result.MOVED_ON
    )
    ordered = found.select_related("person").order_by("entered_at", "id")
    return {records[one.person.task_id]: one for one in ordered}


def _last_said(records: Mapping[UUID, UUID]) -> dict[UUID, str]:
    """The note of the last answer 'outside', by the task that counts."""
    found = Outcome.objects.filter(task__in=list(records), where="outside").order_by("at", "id")
    return {records[one.task_id]: unseal(one, "note") for one in found}


def _goes_to(task: VerificationTask, moved: Receipt | None, said: str, home: str) -> CityName | None:
    """The city the last receipt names, else the village's answer, else the address."""
    if moved is not None:
        return _city(moved.onward_city) or city_named_in(unseal(moved, "onward"), home)
    return city_named_in(said, home) or city_named_in(unseal(task.person, "address"), home)


def _city(code: str) -> CityName | None:
    return next((city for city in list_cities() if city.code == code), None)


def city_named_in(text: str, home: str) -> CityName | None:
    """The city of the country a text names, the longest name first; None for none, or for the own one (code)."""
    if not text:
        return None
    named = [
        city
        for city in list_cities()
        if city.code != home and (short := city.name.removesuffix("市")) in text and len(short) > 1
    ]
    return max(named, key=lambda city: len(city.name), default=None)


@dataclass(frozen=True, slots=True)
class ToWrite:
    """One person as the letter would tell of them, in clear, from the record and the rows of the lists.

    lacks: fields the record does not have in full ('name', 'id_number'): the drafter may give them.
    place, window, refers_to: proposals for the letter as a whole; city: where the answers say.
    """

    told: Told
    lacks: tuple[str, ...]
    urgency: str
    place: str
    window: str
    city: str
    refers_to: str


@query("verification.open_people_outside", records=("task_ids",))
def open_people_outside(actor: Actor, *, task_ids: list[UUID], now: datetime) -> list[ToWrite]:
    """The persons of a letter to be drafted, in clear; Missing if one is not to be written about."""
    tasks = list(
        people_outside(actor).filter(id__in=task_ids).select_related("person").order_by("find_by", "id")
    )
    if not task_ids or len(tasks) != len(set(task_ids)):
        raise Missing("task")
    return describe(tasks, now)


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows, answers and receipts tell of one person, beside the record."""

    fields: dict[str, str]
    batch: ListBatch | None
    moved: Receipt | None
    said: str
    letter_number: str


def describe(tasks: list[VerificationTask], now: datetime) -> list[ToWrite]:
    """Bounded queries, whatever their number. Inside queries and operations only."""
    records = records_of(task.id for task in tasks)
    rows = _last_rows(records)
    moved, said, numbers = _moved_to(records), _last_said(records), _last_numbers(records)
    home = city_unit().key
    on = now.astimezone(CITY_TIME).date()
    described = []
    for task in tasks:
        row = rows.get(task.id)
        known = _Known(
            fields_of(row) if row else {},
            row.batch if row else None,
            moved.get(task.id),
            said.get(task.id, ""),
            numbers.get(task.id, ""),
        )
        described.append(_to_write(task, known, home, on))
    return described


def _last_rows(records: Mapping[UUID, UUID]) -> dict[UUID, ListRow]:
    """The row of the latest list, which tells most, by the task that counts."""
    listed = ListRow.objects.filter(task__in=list(records)).select_related("batch").defer("batch__content")
    ordered = listed.order_by("batch__received_at", "number")
    return {records[row.task_id]: row for row in ordered if row.task_id is not None}


def _last_numbers(records: Mapping[UUID, UUID]) -> dict[UUID, str]:
    """The number of the letter that was answered with the next city, by the task that counts."""
    found = LetterPerson.objects.filter(task__in=list(records), result=Result.MOVED_ON).exclude(
        letter__document__number=""
    )
    numbers = found.order_by("letter__document__signed_at").values_list("task", "letter__document__number")
    return {records[task_id]: number for task_id, number in numbers}


def _to_write(task: VerificationTask, known: _Known, home: str, on: date) -> ToWrite:
    identity = {name: in_full(unseal(task.person, name)) for name in ("name", "id_number", "phone")}
    sex, age = sex_and_age(identity["id_number"], task.person.sex, on)
    onward = unseal(known.moved, "onward") if known.moved else ""
    city = _goes_to(task, known.moved, known.said, home)
    fields, batch = known.fields, known.batch
    told = Told(
        task=str(task.id),
        name=identity["name"],
        sex=sex,
        age=age or fields.get("age", ""),
        id_number=identity["id_number"],
        phone=identity["phone"],
        kind=kind_of(fields.get("reason", ""), task.urgency).value,
        last_contact=fields.get("exposed_on", ""),
        last_place=in_full(onward or known.said or unseal(task.person, "address")),
        travel=fields.get("transport", ""),
    )
    return ToWrite(
        told,
        tuple(name for name in ("name", "id_number") if not identity[name]),
        task.urgency,
        fields.get("exposed_place", "") or (batch.place or batch.topic if batch else ""),
        _window(fields, batch),
        city.code if city else "",
        known.letter_number,
    )


def _window(fields: dict[str, str], batch: ListBatch | None) -> str:
    """The day of the row, else the window of its list."""
    if fields.get("exposed_on") or batch is None:
        return fields.get("exposed_on", "")
    days = (batch.window_from, batch.window_to)
    return "至".join(dict.fromkeys(str(day) for day in days if day))


def in_full(value: str) -> str:
    """'' for a value that came masked: a mask never goes out as a value."""
    return "" if is_masked(value) or "*" in value else value


def known_kind(code: str) -> str:
    return code if code in set(Kind) else Kind.OTHER.value
