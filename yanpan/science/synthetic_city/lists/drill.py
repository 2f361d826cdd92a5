"""The lists of the drill day (5 August 2021), each with its hour of arrival. Every file says 演练."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ..register import register_columns
from ..village import Village
from .entries import Care, Entry, entry_of
from .grid import ListFile, ListSet, TruthRow
from .layouts import (
    FINANCE,
    HOSPITAL,
    INSURANCE,
    LETTERS,
    PORT,
    PROVINCE,
    hospital_list,
    insurance_list,
    key_persons_list,
    letters_list,
    port_list,
    province_list,
)
from .persons import Person, draw_residents, person_of
from .push import CARE, STRANGER_SHARES, list_persons, written_down

DRILL_DAY = dt.date(2021, 8, 5)
HIDDEN_RESIDENTS = 6_000

PROVINCE_ROWS, INSURANCE_ROWS, HOSPITAL_ROWS, PORT_ROWS, FINANCE_ROWS = (
    1150,
    640,
    310,
    190,
    446,
)
LETTER_ROWS: Mapping[str, int] = {
    "扬州市": 82,
    "南京市": 78,
    "张家界市": 60,
    "郑州市": 40,
}
FAX_ROWS = 2
TONIGHT_ROWS = 12
MOVED_ROWS = 41
TELEPHONE_ROWS, TELEPHONE_VILLAGES = 60, 3
QUICK_ROWS = 9
ZONE, MOVED_TOWN, TELEPHONE_TOWN, STORY_COUNTY = "经济技术开发区", "邓襄镇", "北舞渡镇", "郾城区"

_NEAT = Care(name=0, id_number=0, phone=0, address=0, birth_missing=0)


@dataclass(frozen=True)
class DrillList:
    """One arrival: the list, the source's key (as in the truth), the local hour it comes in."""

    source: str
    arrives_at: dt.time
    file: ListFile


@dataclass(frozen=True)
class DrillSet:
    """The day's arrivals in order, the truth about their rows, and the rows the day's story needs.

    `marks`: `telephone` (up to 60 rows of three villages in 北舞渡镇), `quick_village` (up to nine of one village),
    `moved` (up to 41 of 邓襄镇, written as still in 召陵区), `lost_returnee` (one), `due_tonight` (twelve). The quick
    village and the lost one are of 郾城区, which is awake all day.
    """

    lists: tuple[DrillList, ...]
    truth: tuple[TruthRow, ...]
    marks: Mapping[str, tuple[TruthRow, ...]]


def hidden_population(villages: Sequence[Village], seed: int, *, city: str = "河南省漯河市") -> pl.DataFrame:
    """A small register nobody at the headquarters has, for a day without one."""
    return register_columns(villages, HIDDEN_RESIDENTS, seed + 1, city=city)


def drill_lists(register: pl.DataFrame, seed: int, day: dt.date = DRILL_DAY) -> DrillSet:
    """The seven arrivals of the day, about 3,000 rows. Raises ValueError for an empty register."""
    if register.is_empty():
        raise ValueError("the register is empty; make a hidden population first")
    rng = random.Random(f"drill lists {seed}")
    cast = _cast(register, rng)
    pool = draw_residents(register, 1900, rng)
    province, people = _province(cast, pool, day, rng)
    insurance = _insurance(people, pool, day, rng)
    arrivals = (
        (LETTERS, dt.time(5, 10), _fax(pool, day, rng)),
        (PROVINCE, dt.time(8, 20), province),
        (INSURANCE, dt.time(9, 5), insurance),
        (HOSPITAL, dt.time(10, 15), _hospital(people, pool, day, rng)),
        (PORT, dt.time(11, 30), _port(pool, day, rng)),
        (FINANCE, dt.time(13, 20), _finance(pool, day, rng)),
        (LETTERS, dt.time(14, 20), _letters(pool, day, rng)),
    )
    lists = tuple(DrillList(source, hour, s.files[0]) for source, hour, s in arrivals)
    truth = tuple(row for _, _, s in arrivals for row in s.truth)
    return DrillSet(lists, truth, _marks(cast, truth))


def _cast(register: pl.DataFrame, rng: random.Random) -> dict[str, list[Person]]:
    """The residents the day's story is about; fewer where the register has fewer."""
    town = register.filter(pl.col("township").str.ends_with(TELEPHONE_TOWN))
    zone = register.filter(
        pl.col("county").str.ends_with(ZONE) & pl.col("township").str.ends_with(MOVED_TOWN)
    )
    county = register.filter(pl.col("county") == STORY_COUNTY)
    quick = county.filter(pl.col("village_code").is_in(_largest(county, 1)))
    callers = [town.filter(pl.col("village_code") == code) for code in _largest(town, TELEPHONE_VILLAGES)]
    each = TELEPHONE_ROWS // TELEPHONE_VILLAGES
    return {
        "telephone": [person for part in callers for person in _some(part, each, rng)],
        "quick_village": _some(quick, QUICK_ROWS, rng),
        "moved": _some(zone, MOVED_ROWS, rng),
        "lost_returnee": _some(county.filter(~pl.col("village_code").is_in(_largest(county, 1))), 1, rng),
    }


def _largest(part: pl.DataFrame, count: int) -> list[str]:
    sizes = part.group_by("village_code").len().sort(["len", "village_code"], descending=[True, False])
    return list(sizes["village_code"].head(count))


def _some(part: pl.DataFrame, count: int, rng: random.Random) -> list[Person]:
    chosen = rng.sample(range(part.height), min(count, part.height))
    return [person_of(row) for row in part[chosen].iter_rows(named=True)] if chosen else []


def _province(
    cast: Mapping[str, list[Person]],
    pool: Sequence[Person],
    day: dt.date,
    rng: random.Random,
) -> tuple[ListSet, list[Person]]:
    entries = [
        entry_of(person, CARE[PROVINCE], rng)
        for key in ("telephone", "quick_village")
        for person in cast[key]
    ]
    entries += [entry_of(person, CARE[PROVINCE], rng, address_kind="old_county") for person in cast["moved"]]
    entries += [entry_of(person, _NEAT, rng) for person in cast["lost_returnee"]]
    cast_ids = {person.resident_id for persons in cast.values() for person in persons}
    others = [person for person in pool if person.resident_id not in cast_ids]
    rest = list_persons(others, PROVINCE_ROWS - len(entries), STRANGER_SHARES[PROVINCE], day, rng)
    entries += written_down(rest, CARE[PROVINCE], rng)
    rng.shuffle(entries)
    file = "演练-附件1-省疫情防控指挥部推送信息(第三批).xlsx"
    people = [entry.person for entry in entries if entry.person.resident_id]
    return province_list(file, entries, day, rng, drill=True), people


def _insurance(people: Sequence[Person], pool: Sequence[Person], day: dt.date, rng: random.Random) -> ListSet:
    """Half of the rows are persons of the province's list."""
    known = _different(people)
    shared = rng.sample(known, min(INSURANCE_ROWS // 2, len(known)))
    ids = {person.resident_id for person in known}
    others = [person for person in pool if person.resident_id not in ids]
    rest = list_persons(others, INSURANCE_ROWS - len(shared), STRANGER_SHARES[INSURANCE], day, rng)
    persons = [*shared, *rest]
    rng.shuffle(persons)
    entries = written_down(persons, CARE[INSURANCE], rng)
    return insurance_list("演练-医保结算-郑州六院7.1-7.31.csv", entries, day, rng, drill=True)


def _different(people: Sequence[Person]) -> list[Person]:
    return list({person.resident_id: person for person in people}.values())


def _hospital(people: Sequence[Person], pool: Sequence[Person], day: dt.date, rng: random.Random) -> ListSet:
    """A quarter is on the province's list; most ID numbers went through a spreadsheet as numbers."""
    known = _different(people)
    known = rng.sample(known, min(HOSPITAL_ROWS // 4, len(known)))
    rest = list_persons(pool, HOSPITAL_ROWS - len(known), STRANGER_SHARES[HOSPITAL], day, rng)
    persons = [*known, *rest]
    rng.shuffle(persons)
    entries = written_down(persons, CARE[HOSPITAL], rng)
    return hospital_list("演练-郑州六院相关人员(重点).xlsx", entries, day, rng, drill=True, as_number=0.8)


def _port(pool: Sequence[Person], day: dt.date, rng: random.Random) -> ListSet:
    persons = list_persons(pool, PORT_ROWS, STRANGER_SHARES[PORT], day, rng)
    persons.sort(key=lambda person: not person.resident_id)  # those due tonight come home, so residents lead
    entries = written_down(persons, CARE[PORT], rng)
    head, tail = entries[:TONIGHT_ROWS], entries[TONIGHT_ROWS:]
    rng.shuffle(tail)
    file = f"演练-外事办-入境人员信息{day:%m%d}.xlsx"
    return port_list(file, head + tail, day, rng, drill=True, due_tonight=len(head))


def _finance(pool: Sequence[Person], day: dt.date, rng: random.Random) -> ListSet:
    entries = written_down(
        list_persons(pool, FINANCE_ROWS, 0.3, day, rng),
        Care(name=0.2, id_number=0.2),
        rng,
    )
    return key_persons_list("演练-重点人员名单.xlsx", entries, rng)


def _letters(pool: Sequence[Person], day: dt.date, rng: random.Random) -> ListSet:
    by_city = {
        city: written_down(
            list_persons(pool, rows, STRANGER_SHARES[LETTERS], day, rng),
            CARE[LETTERS],
            rng,
        )
        for city, rows in LETTER_ROWS.items()
    }
    return letters_list(f"演练-协查函〔{day.year}〕47号 附表.xls", by_city, day, rng, drill=True)


def _fax(pool: Sequence[Person], day: dt.date, rng: random.Random) -> ListSet:
    """Two names from Yangzhou without phones, typed from a fax."""
    entries = [
        _without_phone(entry_of(person, _NEAT, rng)) for person in rng.sample(pool, min(FAX_ROWS, len(pool)))
    ]
    return letters_list("演练-扬州市协查函(传真录入).xls", {"扬州市": entries}, day, rng, drill=True)


def _without_phone(entry: Entry) -> Entry:
    return Entry(
        entry.person, entry.name, entry.sex, entry.birth_date, entry.id_number, "", entry.address,
        (*entry.errors, "phone:missing"),
    )  # fmt: skip


def _marks(cast: Mapping[str, list[Person]], truth: Sequence[TruthRow]) -> dict[str, tuple[TruthRow, ...]]:
    marks = {}
    for mark, persons in cast.items():
        ids = {person.resident_id for person in persons}
        marks[mark] = tuple(row for row in truth if row.list_key == PROVINCE and row.resident_id in ids)
    marks["due_tonight"] = tuple(row for row in truth if row.list_key == PORT)[:TONIGHT_ROWS]
    return marks
