"""Small lists made by hand, taken in as an upload is: received, mapped, worked on by its job."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tests.world import CITY, NOW, actor_with, make_event
from yanpan.base.events.models import Event
from yanpan.base.gate import OPERATIONS, QUERIES, Actor
from yanpan.base.jobs.running import run
from yanpan.base.vault.randomness import fresh_id
from yanpan.science.record_matching import check_character
from yanpan.streams.verification.exchange import ReadList, read_list
from yanpan.streams.verification.models import ListBatch, ListRow, Topic, VerificationTask
from yanpan.streams.verification.operations import confirm_mapping, receive_list

TITLES = ("序号", "姓名", "身份证号码", "联系电话", "现住址", "推送原因", "接触地点", "接触日期")
VILLAGE_ADDRESS = "河南省漯河市召陵区姬石镇{village}"


@dataclass(frozen=True)
class Line:
    """One row of a list; what is left out is empty in the file."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    reason: str = "旅居史"
    place: str = "南京禄口机场"
    on: str = "2021-08-01"


def id_number(sequence: int, *, area: str = "411104", birth: str = "19900101") -> str:
    """A number with a right check character."""
    seventeen = f"{area}{birth}{sequence:03d}"
    return seventeen + check_character(seventeen)


def phone(number: int) -> str:
    return f"1990000{number:04d}"


_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈", ("建国", "秀英", "志强", "丽华", "文斌", "海燕", "永辉", "春梅")


def people(count: int, *, first: int = 0, address: str = "") -> list[Line]:
    """So many different people, each with a right ID and a telephone."""
    return [
        Line(
            _SURNAMES[one % 10] + _GIVEN[one // 10 % 8],
            id_number(one, birth=f"19{50 + one % 50}0{1 + one % 9}1{one % 9}"),
            phone(one),
            address,
        )
        for one in range(first, first + count)
    ]


def file_of(lines: Sequence[Line], titles: Sequence[str] = TITLES) -> bytes:
    """A CSV as an office sends it, in the order of the titles."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(titles)
    for number, one in enumerate(lines, start=1):
        row = (number, one.name, one.id_number, one.phone, one.address, one.reason, one.place, one.on)
        writer.writerow(row)
    return text.getvalue().encode("utf-8-sig")


def read(lines: Sequence[Line], name: str = "名单.csv") -> ReadList:
    return read_list(file_of(lines), name)


def desk(unit_key: str = CITY, name: str = "") -> Actor:
    """Somebody with every right of the room and of hand-overs at a unit; which roles hold which is tested elsewhere."""
    rights = [one for one in (*OPERATIONS, *QUERIES) if one.split(".")[0] in ("verification", "tasks")]
    actor = actor_with(*rights, unit_key=unit_key)
    return Actor(name=name or actor.name, permissions=actor.permissions, units=actor.units)


def opened_topic(title: str = "郑州六院", *, find_hours: int = 12, priority: int = 1) -> Topic:
    """A topic of the city's open event."""
    event = Event.objects.filter(closed_at=None).first() or make_event()
    return Topic.objects.create(
        id=fresh_id(NOW),
        event=event,
        title=title,
        place="郑州市第六人民医院",
        window_from=date(2021, 7, 5),
        window_to=date(2021, 7, 31),
        find_hours=find_hours,
        priority=priority,
        opened_at=NOW,
        opened_by="chief",
    )


def received(
    lines: Sequence[Line],
    *,
    source: str = "province",
    at: datetime = NOW,
    name: str = "名单.csv",
    topic: str = "",
    unit_key: str = CITY,
) -> ListBatch:
    return received_of(read(lines, name), source=source, at=at, topic=topic, unit_key=unit_key)


def received_of(
    read: ReadList,
    *,
    source: str = "province",
    sender: str = "某专班",
    at: datetime = NOW,
    topic: str = "",
    unit_key: str = CITY,
) -> ListBatch:
    return receive_list(
        desk(unit_key, "receiver"),
        read=read,
        unit_key=unit_key,
        source=source,
        sender=sender,
        topic=topic,
        place="",
        window_from=None,
        window_to=None,
        now=at,
    )


def confirmed(
    batch: ListBatch, mapping: Mapping[str, Mapping[str, str]] | None = None, *, at: datetime = NOW
) -> ListBatch:
    return confirm_mapping(
        desk(name="receiver"), batch_id=batch.id, mapping=mapping or {}, version=batch.version, now=at
    )


def worked_on(batch: ListBatch) -> ListBatch:
    """Let the list's job run as the worker does, and look again."""
    assert batch.job is not None
    run(batch.job)
    batch.refresh_from_db()
    return batch


def taken_in(
    lines: Sequence[Line],
    *,
    source: str = "province",
    at: datetime = NOW,
    name: str = "名单.csv",
    topic: str = "",
    unit_key: str = CITY,
) -> ListBatch:
    """A list with everything that follows from it."""
    batch = received(lines, source=source, at=at, name=name, topic=topic, unit_key=unit_key)
    return worked_on(confirmed(batch, at=at))


def rows_of(batch: ListBatch) -> list[ListRow]:
    return list(batch.rows.select_related("task__person", "task__target", "task__custody").order_by("number"))


def task_of(row: ListRow) -> VerificationTask:
    assert row.task is not None
    return row.task
