"""The world of the tests: the city, who acts in it, an event. Plain functions, called where needed."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from yanpan.base.accounts.rules import role_named
from yanpan.base.audit.models import AuditLine, PendingLine
from yanpan.base.events.models import Event
from yanpan.base.events.operations import open_event
from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.models import Resident
from yanpan.base.people.operations import load_register
from yanpan.base.places.models import Unit
from yanpan.base.places.operations import load_city
from yanpan.base.places.queries import view_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.sending import Parcel, send_many
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.streams.verification.models import ListBatch, ListRow, Pair, VerificationTask

NOW = datetime(2021, 8, 5, 15, 40, tzinfo=CITY_TIME).astimezone(UTC)
"""15:40 on the drill day, 5 August 2021."""

CITY = "411100"
COUNTY = "411104"  # 召陵区
OTHER_COUNTY = "411122"  # 临颍县
TOWNSHIP = "411104104"  # 姬石镇
OTHER_TOWNSHIP = "411122101"  # 繁城回族镇


def make_city() -> None:
    """漯河 with its counties, zones, townships and villages; once, then it is there. Leaves no audit line."""
    if Unit.objects.exists():
        return
    load_city(Actor(name="setup", permissions=frozenset({"places.load_city"})), code=CITY, now=NOW)
    PendingLine.objects.all().delete()
    AuditLine.objects.all().delete()


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def villages_of(key: str) -> list[Unit]:
    """All villages below a unit, in the order of the books."""
    return list(Unit.objects.filter(path__startswith=unit(key).path, kind="village").order_by("order"))


def make_actor(role: str, unit_key: str = CITY) -> Actor:
    """Somebody who holds this role at this unit, with exactly the rights of the role file."""
    found = role_named(role)
    return Actor(
        name=f"{role}@{unit_key}",
        role=role,
        permissions=found.rights,
        units=(unit(unit_key).path,),
        label=found.name_en,
    )


def actor_with(*rights: str, unit_key: str = CITY) -> Actor:
    """Somebody with just these rights at this unit."""
    return Actor(name=f"somebody@{unit_key}", permissions=frozenset(rights), units=(unit(unit_key).path,))


def make_event(*, name: str = "演练疫情", disease: str = "covid19") -> Event:
    """An open event with the pack in force on the drill day."""
    return open_event(
        actor_with("events.open_event"),
        name=name,
        disease=disease,
        document="演指〔2021〕1号",
        drill=True,
        now=NOW,
    )


def make_people_sought(count: int, *, at: str = CITY, target: str = "") -> list[VerificationTask]:
    """People built from lists, each with a task in the custody of a unit, on the way to `target`."""
    event = Event.objects.filter(closed_at=None).first() or make_event()
    facts = [PersonFacts(f"演练{one}", "", f"1380000{one:04d}", "漯河市") for one in range(count)]
    return VerificationTask.objects.bulk_create(
        VerificationTask(
            id=fresh_id(NOW),
            event=event,
            person=person,
            urgency="other",
            received_at=NOW,
            find_by=NOW + timedelta(hours=24),
            pack=event.pack,
            custody=unit(at),
            target=unit(target or at),
            routed_by="address",
        )
        for person in make_people(event.id, facts, now=NOW)
    )


def send(tasks: Sequence[VerificationTask], *, to: str) -> list[Handover]:
    """Hand these people over from where they are to a unit; not yet acknowledged."""
    parcels = [
        Parcel(task.id, view_unit(task.custody), view_unit(unit(to)), task.urgency, "address")
        for task in tasks
    ]
    actor = Actor(name="sender")
    return send_many(actor, FindPerson.REQUEST, parcels, event=event_view(tasks[0].event_id), now=NOW)


def _layout(count: int) -> list[dict[str, object]]:
    name = {"index": 0, "title": "姓名", "field": "name", "sure": True}
    return [{"sheet": "", "rows": count, "columns": [name]}]


def make_list(
    count: int,
    *,
    at: str = CITY,
    state: str = "taken_in",
    row_state: str = "accepted",
    source: str = "province",
) -> ListBatch:
    """A list of `count` rows in a state; accepted rows have their tasks at the same unit."""
    event = Event.objects.filter(closed_at=None).first() or make_event()
    batch = ListBatch.objects.create(
        id=fresh_id(NOW),
        event=event,
        unit=unit(at),
        source=source,
        file_name="演练名单.xlsx",
        file_digest=fresh_id(NOW).hex,
        check_kind="verify",
        received_at=NOW,
        received_by="receiver",
        state=state,
        person_rows=count,
        layout=_layout(count),
    )
    if row_state:
        _make_rows(batch, count, at, row_state)
    return batch


def _make_rows(batch: ListBatch, count: int, at: str, state: str) -> None:
    sealer = Sealer(ListRow, NOW)
    tasks: list[VerificationTask | None] = [None] * count
    if state == "accepted":
        tasks = list(make_people_sought(count, at=at))
    ids = [fresh_id(NOW) for _ in range(count)]
    ListRow.objects.bulk_create(
        ListRow(
            id=row_id,
            batch=batch,
            number=number,
            fields=sealer.seal("fields", row_id, json.dumps({"name": f"演练{number}"})),
            state=state,
            task=task,
        )
        for number, (row_id, task) in enumerate(zip(ids, tasks, strict=True), start=2)
    )


def make_residents(count: int, *, village: str = "") -> list[Resident]:
    """A register with so many residents of one village."""
    actor = actor_with("people.load_register")
    key = village or villages_of(COUNTY)[0].key
    blank = dict.fromkeys(("sex", "birth_date", "id_number", "phone", "address"), "")
    residents = [{**blank, "name": f"居民{one}", "village_code": key} for one in range(count)]
    register = load_register(
        actor, register_id=None, authority="演指〔2021〕2号", residents=residents, now=NOW
    )
    return list(Resident.objects.filter(register=register).order_by("id"))


def make_pairs(count: int, *, at: str = CITY, answer: str = "") -> list[Pair]:
    """Rows that may be residents, waiting for a clerk (or answered)."""
    batch = make_list(count, at=at)
    return Pair.objects.bulk_create(
        Pair(id=fresh_id(NOW), row=row, resident=resident, score=0.5, asked_at=NOW, answer=answer)
        for row, resident in zip(batch.rows.order_by("number"), make_residents(count), strict=True)
    )
