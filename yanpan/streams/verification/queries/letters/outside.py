"""Persons who are outside the city and to whose city a letter is to be written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.documents.rules import ENDED
from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import MaskedPerson, masked
from yanpan.base.places.codes import CityName, list_cities
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import WriteToOtherCity
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.masks import is_masked
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import LetterPerson, ListRow, Outcome, Receipt, VerificationTask
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
    return VerificationTask.objects.filter(ours, standing="handed_on", merged_away=False).exclude(
        id__in=settled.values("task")
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
    moved = _moved_to(tasks)
    said = _last_said(tasks)
    return [_outside(task, moved.get(task.id), said.get(task.id, "")) for task in tasks]


def _outside(task: VerificationTask, moved: Receipt | None, said: str) -> Outside:
    named = _city(moved.onward_city) if moved else None
    city = named or city_named_in(unseal(moved, "onward") if moved else said)
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


def _moved_to(tasks: Iterable[VerificationTask]) -> dict[UUID, Receipt]:
    """The receipt that says where somebody went on to, by task; the last one counts."""
    found = Receipt.objects.filter(
        person__task__in=list(tasks), result=Result.MOVED_ON, person__result=Result.MOVED_ON
    )
    return {one.person.task_id: one for one in found.select_related("person").order_by("entered_at", "id")}


def _last_said(tasks: Iterable[VerificationTask]) -> dict[UUID, str]:
    """The note of the last answer 'outside', by task."""
    found = Outcome.objects.filter(task__in=list(tasks), where="outside").order_by("at", "id")
    return {one.task_id: unseal(one, "note") for one in found}


def _city(code: str) -> CityName | None:
    return next((city for city in list_cities() if city.code == code), None)


def city_named_in(text: str) -> CityName | None:
    """The city of the country a text names, the longest name first; None for none."""
    named = [
        city for city in list_cities() if (short := city.name.removesuffix("市")) in text and len(short) > 1
    ]
    return max(named, key=lambda city: len(city.name), default=None) if text else None


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


def describe(tasks: list[VerificationTask], now: datetime) -> list[ToWrite]:
    """Bounded queries, whatever their number. Inside queries and operations only."""
    rows: dict[UUID, ListRow] = {}
    for row in (
        ListRow.objects.filter(task__in=tasks)
        .select_related("batch")
        .defer("batch__content")
        .order_by("batch__received_at", "number")
    ):
        assert row.task_id is not None
        rows[row.task_id] = row  # the latest list tells most
    moved, said = _moved_to(tasks), _last_said(tasks)
    numbers = dict(
        LetterPerson.objects.filter(task__in=tasks, result=Result.MOVED_ON)
        .exclude(letter__document__number="")
        .order_by("letter__document__signed_at")
        .values_list("task_id", "letter__document__number")
    )
    return [
        _to_write(
            task, rows.get(task.id), moved.get(task.id), said.get(task.id, ""), numbers.get(task.id, ""), now
        )
        for task in tasks
    ]


def _to_write(
    task: VerificationTask, row: ListRow | None, moved: Receipt | None, said: str, number: str, now: datetime
) -> ToWrite:
    fields = fields_of(row) if row else {}
    identity = {name: in_full(unseal(task.person, name)) for name in ("name", "id_number", "phone")}
    sex, age = sex_and_age(identity["id_number"], task.person.sex, now.astimezone(CITY_TIME).date())
    onward = unseal(moved, "onward") if moved else ""
    city = (_city(moved.onward_city) if moved else None) or city_named_in(onward or said)
    told = Told(
        task=str(task.id),
        name=identity["name"],
        sex=sex,
        age=age or fields.get("age", ""),
        id_number=identity["id_number"],
        phone=identity["phone"],
        kind=kind_of(fields.get("reason", ""), task.urgency).value,
        last_contact=fields.get("exposed_on", ""),
        last_place=in_full(onward or said or unseal(task.person, "address")),
        travel=fields.get("transport", ""),
    )
    batch = row.batch if row else None
    return ToWrite(
        told,
        tuple(name for name in ("name", "id_number") if not identity[name]),
        task.urgency,
        fields.get("exposed_place", "") or (batch.place or batch.topic if batch else ""),
        _window(fields, batch.window_from if batch else None, batch.window_to if batch else None),
        city.code if city else "",
        number,
    )


def _window(fields: dict[str, str], start: object, end: object) -> str:
    if start or end:
        return "至".join(str(one) for one in dict.fromkeys((start or end, end or start)))
    return fields.get("exposed_on", "")


def in_full(value: str) -> str:
    """'' for a value that came masked: a mask never goes out as a value."""
    return "" if is_masked(value) or "*" in value else value


def known_kind(code: str) -> str:
    return code if code in set(Kind) else Kind.OTHER.value
