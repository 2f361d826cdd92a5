"""A city with a hundred thousand rows on its lists, written straight into the tables."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models

from tests.world import CITY, NOW, make_event, unit
from yanpan.base.events.models import Event
from yanpan.base.people.models import Person
from yanpan.base.places.models import Unit
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.models import Handover
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask

LISTS, MINUTE = 20, timedelta(minutes=1)


def written(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Many rows of one table with executemany: bulk writing through the models takes minutes."""
    columns = model._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(one.column or "") for one in columns)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})"
    known: dict[tuple[str, object], object] = {}  # most values of a column come again and again

    def value(field: models.Field[Any, Any], row: models.Model) -> object:
        plain = getattr(row, field.attname)
        if isinstance(plain, (list, dict)):
            return field.get_db_prep_save(plain, connection)
        if (field.attname, plain) not in known:
            known[field.attname, plain] = field.get_db_prep_save(plain, connection)
        return known[field.attname, plain]

    values: Any = ([value(one, row) for one in columns] for row in rows)
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def make_large_city(rows: int = 100_000) -> Event:
    """Nine of ten rows name somebody new; everybody is with a village, half of them answered for."""
    event, city = make_event(), unit(CITY)
    villages = list(Unit.objects.filter(kind="village").order_by("key"))
    lists = [_list(event, city, number, rows // LISTS) for number in range(LISTS)]
    ListBatch.objects.bulk_create(lists)
    people = rows * 9 // 10
    written(Person, (_person(event, number) for number in range(people)))
    written(VerificationTask, (_task(event, villages, number) for number in range(people)))
    written(ListRow, (_row(lists, rows, people, number) for number in range(rows)))
    written(Handover, _handovers(event, villages, people))
    return event


def _id(kind: int, number: int) -> UUID:
    return UUID(int=kind << 96 | number)


def _list(event: Event, city: Unit, number: int, rows: int) -> ListBatch:
    return ListBatch(
        id=_id(1, number),
        event=event,
        unit=city,
        source="province",
        file_name=f"名单{number}.xlsx",
        file_digest=str(number),
        check_kind="verify",
        pocket=number % 5,
        topic="六院" if number % 4 == 0 else "",
        received_at=NOW,
        received_by="receiver",
        state="taken_in",
        person_rows=rows,
    )


def _person(event: Event, number: int) -> Person:
    sealed = dict.fromkeys(("name", "phone", "address", "id_number", "id_index", "phone_index"), b"")
    return Person(id=_id(2, number), event=event, short_code=f"{number:08x}", made_at=NOW, **sealed)


def _task(event: Event, villages: list[Unit], number: int) -> VerificationTask:
    village = villages[number * 7 % len(villages)]
    answered = NOW + number % 600 * MINUTE if number % 2 else None
    return VerificationTask(
        id=_id(3, number),
        event=event,
        person_id=_id(2, number),
        urgency=("other", "topic", "other", "contact")[number % 4],
        topic="六院" if number % 20 == 1 else "",
        received_at=NOW,
        find_by=NOW + timedelta(hours=24),
        pack=event.pack,
        custody=village,
        target=village,
        routed_by="address",
        standing="verified" if answered else "in_hand",
        where="here" if answered else "",
        contact="met" if answered else ("not_reached" if number % 10 == 0 else ""),
        measure=("at_site" if number % 4 == 3 else "cleared") if answered else "",
        deciding_body="county" if answered and number % 4 == 3 else "",
        found_at=answered,
        controlled_at=answered + 30 * MINUTE if answered and number % 4 == 3 else None,
        answered_at=answered,
        answering_unit=village if answered else None,
    )


def _row(lists: list[ListBatch], rows: int, people: int, number: int) -> ListRow:
    return ListRow(
        id=_id(4, number),
        batch=lists[number * LISTS // rows],
        number=number,
        fields=b"",
        state="accepted",
        task_id=_id(3, number % people),
        duplicate=number >= people,
    )


def _handovers(event: Event, villages: list[Unit], people: int) -> Iterator[Handover]:
    """Three a person: city, county, township, village, all signed for."""
    by_id = {one.pk: one for one in Unit.objects.all()}
    for number in range(people):
        receiver = villages[number * 7 % len(villages)]
        for step in range(3):
            sender = by_id[receiver.parent_id]  # type: ignore[index]
            yield Handover(
                id=_id(5 + step, number),
                event=event,
                request=FindPerson.REQUEST,
                subject=_id(3, number),
                sender=sender,
                receiver=receiver,
                urgency="other",
                pack=event.pack,
                sent_at=NOW + (2 - step) * 10 * MINUTE,
                sent_by="sender",
                acknowledge_by=NOW + 120 * MINUTE,
                acknowledged_at=NOW + (2 - step) * 10 * MINUTE + (receiver.pk % 9) * MINUTE,
                acknowledged_by="receiver",
            )
            receiver = sender
            if receiver.kind == "city":
                break
