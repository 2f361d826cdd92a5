"""Without any register: people are built from the lists, one for each, and merged across lists as rightly as ever."""

import csv
import io
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from tests.world import NOW, make_city, make_event
from yanpan.base.people.keeping import living
from yanpan.base.people.models import Person as PersonRecord
from yanpan.demo.synthetic.city import city_villages
from yanpan.science.synthetic_city import register_columns
from yanpan.science.synthetic_city.lists import push
from yanpan.science.synthetic_city.lists.entries import Entry
from yanpan.science.synthetic_city.lists.persons import draw_residents
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListRow, Pair, VerificationTask
from yanpan.streams.verification.operations import decide_pair, receive_list, undo_pair
from yanpan.streams.verification.tests.lists import confirmed, desk, worked_on

pytestmark = pytest.mark.django_db
DAY = date(2021, 8, 5)
TITLES = ("姓名", "性别", "出生日期", "身份证号码", "联系电话", "现住址", "接触地点", "接触日期")
ROWS = 900


@dataclass(frozen=True)
class Figures:
    """Of pairs of rows: how many of those put together are one person, and how many of one person are together."""

    precision: float
    recall: float
    asked: float


def lists_of(rows: int, seed: int) -> dict[str, list[Entry]]:
    """The generator's five lists, each row with the person it is about."""
    register = register_columns(city_villages(), rows * 8, seed)
    rng = random.Random(f"no register {seed}")
    pool = draw_residents(register, round(rows * 0.54), rng)
    total = sum(push.LIST_WEIGHTS.values())
    return {
        key: push.written_down(
            push.list_persons(pool, round(rows * weight / total), push.STRANGER_SHARES[key], DAY, rng),
            push.CARE[key],
            rng,
        )
        for key, weight in push.LIST_WEIGHTS.items()
    }


def file_of(entries: Iterable[Entry]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TITLES)
    for one in entries:
        cells = (one.name, one.sex, one.birth_date, one.id_number, one.phone, one.address)
        writer.writerow((*cells, "南京禄口机场", "2021-08-01"))
    return text.getvalue().encode("utf-8-sig")


def taken_in(entries: Sequence[Entry], name: str) -> list[ListRow]:
    batch = receive_list(
        desk(name="receiver"),
        read=read_list(file_of(entries), name),
        unit_key="411100",
        source="province",
        sender="某专班",
        topic="",
        place="",
        window_from=None,
        window_to=None,
        now=NOW,
    )
    return list(worked_on(confirmed(batch)).rows.order_by("number"))


def figures_of(truth: Mapping[object, object], together: Mapping[object, object], asked: int) -> Figures:
    """truth and together: row → person."""

    def pairs(of: Mapping[object, object]) -> set[tuple[object, object]]:
        groups: dict[object, list[object]] = {}
        for row, person in of.items():
            groups.setdefault(person, []).append(row)
        return {pair for group in groups.values() for pair in combinations(sorted(group, key=str), 2)}

    said, true = pairs(together), pairs(truth)
    right = len(said & true)
    return Figures(right / max(len(said), 1), right / max(len(true), 1), asked / len(truth))


def test_people_are_built_from_the_lists_and_merged_across_them() -> None:
    make_city()
    make_event()
    truth: dict[object, object] = {}
    together: dict[object, object] = {}
    for key, entries in lists_of(ROWS, 3).items():
        rows = taken_in(entries, f"{key}.csv")
        assert len(rows) == len(entries)
        for row, entry in zip(rows, entries, strict=True):
            truth[row.id] = entry.person.resident_id or entry.person
            together[row.id] = row.task_id
    waiting = Pair.objects.count()
    alone = figures_of(truth, together, waiting)
    assert alone.precision >= 0.998 and alone.recall >= 0.88 and alone.asked <= 0.03
    routed = Counter(VerificationTask.objects.values_list("routed_by", flat=True))
    assert set(routed) <= {"address", "id_area", "outside", "first_call"} and routed["address"] > ROWS / 3
    people = PersonRecord.objects.filter(merged_into=None).count()

    decided_rightly(truth)
    after = figures_of(truth, counting(together), 0)
    print(f"without a register: {alone}, {people} persons; with the clerks: {after}")
    assert after.precision >= 0.998 and after.recall > alone.recall

    for pair in Pair.objects.filter(follows=None, answer="same").order_by("-answered_at", "-id"):
        undo_pair(desk(), pair_id=pair.id, reason="复核", now=NOW)
    assert counting(together) == together
    assert PersonRecord.objects.filter(merged_into=None).count() == people


def decided_rightly(truth: Mapping[object, object]) -> None:
    """A clerk who knows the truth decides every pair, one a second."""
    first_row: dict[Any, Any] = {}
    for row in ListRow.objects.order_by("batch__received_at", "id").select_related("task"):
        assert row.task is not None
        first_row.setdefault(row.task.person_id, row.id)
    for number, pair in enumerate(Pair.objects.filter(follows=None).order_by("id")):
        same = truth[pair.row_id] == truth[first_row[pair.person_id]]
        decide_pair(
            desk(),
            pair_id=pair.id,
            answer="same" if same else "different",
            reason="已核实",
            now=NOW + timedelta(seconds=number),
        )


def counting(together: Mapping[object, object]) -> dict[object, object]:
    """Row → the task that counts for its person."""
    people = {task.id: task.person for task in VerificationTask.objects.select_related("person")}
    count_for = living(list(people.values()))
    tasks = {person.id: task for task, person in people.items()}
    return {row: tasks[count_for[people[task].id].id] for row, task in together.items()}  # type: ignore[index]
