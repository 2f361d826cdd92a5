"""What is known of each row of a list when its reply is drafted. Inside a `@query` or an operation only."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yanpan.base.people.keeping import living
from yanpan.base.people.models import Person
from yanpan.base.places.queries import list_units
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.sealing import unseal
from yanpan.streams.verification.models import LetterPerson, ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.queries.living import living_ids
from yanpan.streams.verification.rules.replies import Facts, Level, Said, said_of
from yanpan.streams.verification.rules.reply_columns import vocabulary

_DEPTH = {Level.COUNTY: 2, Level.TOWNSHIP: 3, Level.VILLAGE: 4, Level.DOOR: 4}


def facts_of_rows(batch: ListBatch, level: Level) -> list[Facts]:
    """One for each row in the order of the file; a person's later rows repeat the first. Bounded queries."""
    rows = list(batch.rows.defer("fields").order_by("number"))
    place = {sheet["sheet"]: index for index, sheet in enumerate(batch.layout)}
    rows.sort(key=lambda row: (place.get(row.sheet, len(place)), row.number))
    known = _known(batch, level)
    first: dict[UUID, tuple[str, int]] = {}
    found = []
    for row in rows:
        task = known.tasks.get(row.task_id) if row.task_id else None
        if task is not None and task.id in first:
            found.append(Facts(row.sheet, row.number, Said.DUPLICATE, same_as=first[task.id]))
            continue
        if task is not None:
            first[task.id] = (row.sheet, row.number)
        found.append(_facts(row, task, known))
    return found


def said_of_rows(batch: ListBatch) -> list[Said]:
    """What the numbers of a reply are counted from, without opening anything."""
    return [one.said for one in facts_of_rows(batch, Level.COUNTY)]


@dataclass(slots=True)
class _Known:
    """tasks: by the id a row names; the task of the record that counts where records were merged."""

    tasks: dict[UUID, VerificationTask]
    letters: dict[UUID, tuple[str, str]]
    address_of: Callable[[VerificationTask], str]
    names: Mapping[str, str] = field(default_factory=dict)


def _known(batch: ListBatch, level: Level) -> _Known:
    tasks = _tasks(batch, with_person=level == Level.DOOR)
    names = {unit.path: unit.name for unit in list_units()}
    return _Known(tasks, _letters(tasks.values()), _address(level, names), names)


def _tasks(batch: ListBatch, *, with_person: bool) -> dict[UUID, VerificationTask]:
    related = ("custody", "answering_unit", *(("person",) if with_person else ()))
    named = VerificationTask.objects.filter(id__in=batch.rows.exclude(task=None).values("task"))
    found = {one.id: one for one in named.select_related(*related)}
    gone = [one for one in found.values() if one.merged_away]
    if not gone:
        return found
    people = living(list(Person.objects.filter(id__in=[one.person_id for one in gone])))
    kept = VerificationTask.objects.filter(
        event_id=gone[0].event_id, person_id__in=[person.id for person in people.values()], merged_away=False
    )
    by_person = {one.person_id: one for one in kept.select_related(*related)}
    return found | {one.id: by_person.get(people[one.person_id].id, one) for one in gone}


def _letters(tasks: Collection[VerificationTask]) -> dict[UUID, tuple[str, str]]:
    """Task → number and city of the letter about the person that was signed last."""
    outside = {one.id for one in tasks if one.standing == "handed_on"}
    if not outside:
        return {}
    events = {one.event_id for one in tasks}
    written = LetterPerson.objects.filter(
        Q(task__standing="handed_on") | Q(task__merged_away=True), task__event__in=events
    )
    signed = written.exclude(letter__purpose="withdraw").exclude(letter__document__number="")
    facts = signed.order_by("letter__document__drafted_at", "id").values_list(
        "task", "letter__document__number", "letter__city_name"
    )
    said = {task: (number, city) for task, number, city in facts}
    counts_for = living_ids(said)
    return {counts_for[task]: told for task, told in said.items() if counts_for[task] in outside}


def _address(level: Level, names: Mapping[str, str]) -> Callable[[VerificationTask], str]:
    """Where a unit lies, down to the level; to the door also what is known of the house."""

    def of(task: VerificationTask) -> str:
        parts = task.custody.path.strip("/").split("/")[: _DEPTH[level]]
        paths = ["/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)]
        lies = "".join(names.get(path, "") for path in paths)
        return (unseal(task.person, "address") or lies) if level == Level.DOOR else lies

    return of


def _facts(row: ListRow, task: VerificationTask | None, known: _Known) -> Facts:
    if row.state == "refused":
        return Facts(row.sheet, row.number, Said.WRONG)
    if task is None:
        return Facts(row.sheet, row.number, Said.IN_HAND, held=row.state == "held")
    if task.standing == "duplicate":
        return Facts(row.sheet, row.number, Said.IN_HAND)
    said = said_of(task.standing, task.contact)
    number, city = known.letters.get(task.id, ("", ""))
    return Facts(
        row.sheet,
        row.number,
        said,
        address=city if said == Said.ELSEWHERE else known.address_of(task) if said == Said.HERE else "",
        found_at=_local(task.found_at or task.answered_at),
        measure=task.measure,
        controlled_at=_local(task.controlled_at),
        body=task.deciding_body,
        document=task.document_number,
        test_at=_local(task.test_at),
        test_result=task.test_result,
        letter=number,
        unit=_unit_name(task, known.names),
    )


def _unit_name(task: VerificationTask, names: Mapping[str, str]) -> str:
    """The unit that answered, with the one above it: a village's name alone says little."""
    unit = task.answering_unit
    if unit is None:
        return ""
    above = unit.path.strip("/").split("/")[:-1]
    return names.get("/".join(above) + "/", "") + unit.name if len(above) > 2 else unit.name


def _local(moment: datetime | None) -> str:
    return moment.astimezone(CITY_TIME).strftime(vocabulary().phrases["moment"]) if moment else ""
