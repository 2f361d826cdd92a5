"""The five lists of a morning, of any size, about the residents of a register and some strangers."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from ..village import shares
from .entries import Care, Entry, entry_of
from .grid import ListSet
from .layouts import (
    HOSPITAL,
    INSURANCE,
    LETTERS,
    PORT,
    PROVINCE,
    hospital_list,
    insurance_list,
    letters_list,
    port_list,
    province_list,
)
from .persons import Person, draw_residents, stranger

LIST_WEIGHTS: Mapping[str, int] = {
    PROVINCE: 360,
    INSURANCE: 200,
    LETTERS: 120,
    HOSPITAL: 103,
    PORT: 60,
}
STRANGER_SHARES: Mapping[str, float] = {
    PROVINCE: 0.117,
    INSURANCE: 0.015,
    LETTERS: 0.175,
    HOSPITAL: 0.29,
    PORT: 0.23,
}
CARE: Mapping[str, Care] = {
    PROVINCE: Care(),
    INSURANCE: Care(name=0.5, id_number=0.4, phone=1.1, address=1.05, birth_missing=0.13),
    LETTERS: Care(name=1.4, id_number=1.4, phone=0.9, address=1.1),
    HOSPITAL: Care(name=1.0, id_number=0.9, phone=0.95, address=1.0, birth_missing=0.3),
    PORT: Care(name=1.6, id_number=1.3, phone=0.9, address=1.0, birth_missing=0.3),
}
CITIES = (
    "南京市",
    "扬州市",
    "张家界市",
    "郑州市",
    "长沙市",
    "厦门市",
    "莆田市",
    "西安市",
)
ROWS_PER_LETTER = 20_000

POOL_SHARE = 0.62
"""Different residents per resident row: the rest are repeats across lists."""

REPEAT_SHARE = 0.035
"""Share of a list's rows that repeat somebody of the same list."""

FEWEST_ROWS, MOST_ROWS = 5, 1_000_000


def push_lists(
    register: pl.DataFrame, rows: int, seed: int, day: dt.date = dt.date(2021, 8, 5)
) -> ListSet:  # fmt: skip
    """Five lists with `rows` person rows in all, as they arrive on `day`, and the truth about each row.

    `register` has the columns of `register_columns`, all text. About an eighth of the rows are strangers, the rest
    residents of which many stand on several lists. Raises ValueError for an empty register or an absurd number.
    """
    if register.is_empty():
        raise ValueError("the register is empty; lists need residents")
    if not FEWEST_ROWS <= rows <= MOST_ROWS:
        raise ValueError(f"rows must be between {FEWEST_ROWS} and {MOST_ROWS}, not {rows}")
    rng = random.Random(f"push lists {seed}")
    sizes = shares(rows, np.array(list(LIST_WEIGHTS.values()), dtype=np.float64)).tolist()
    pool = draw_residents(register, max(1, round(POOL_SHARE * 0.87 * rows)), rng)
    entries = {
        key: written_down(list_persons(pool, size, STRANGER_SHARES[key], day, rng), CARE[key], rng)
        for key, size in zip(LIST_WEIGHTS, sizes, strict=True)
    }
    return _laid_out(entries, day, rng)


def list_persons(
    pool: Sequence[Person],
    size: int,
    stranger_share: float,
    day: dt.date,
    rng: random.Random,
) -> list[Person]:
    """The persons of one list: strangers, different residents of the pool, and a few of them once more."""
    repeats = round(size * REPEAT_SHARE)
    strangers = [stranger(pool, day, rng) for _ in range(round(size * stranger_share))]
    residents = rng.sample(pool, min(size - repeats - len(strangers), len(pool)))
    once = strangers + residents
    persons = once + rng.choices(once, k=size - len(once))
    rng.shuffle(persons)
    return persons


def written_down(persons: Sequence[Person], care: Care, rng: random.Random) -> list[Entry]:
    """Each person as the list's desk wrote them."""
    return [entry_of(person, care, rng) for person in persons]


def _laid_out(entries: Mapping[str, list[Entry]], day: dt.date, rng: random.Random) -> ListSet:
    sets = (
        province_list("附件1-省疫情防控指挥部推送信息(第三批).xlsx", entries[PROVINCE], day, rng),
        insurance_list(f"医保结算-郑州六院{july(day)}.csv", entries[INSURANCE], day, rng),
        letters_list(f"协查函〔{day.year}〕47号 附表.xls", by_city(entries[LETTERS], 3), day, rng),
        hospital_list("郑州六院相关人员(重点).xlsx", entries[HOSPITAL], day, rng),
        port_list(f"外事办-入境人员信息{day:%m%d}.xlsx", entries[PORT], day, rng),
    )
    return joined(sets)


def joined(sets: Sequence[ListSet]) -> ListSet:
    """Several deliveries as one."""
    return ListSet(
        tuple(f for s in sets for f in s.files),
        tuple(row for s in sets for row in s.truth),
    )


def july(day: dt.date) -> str:
    """The month before `day` as file names put it: 7.1-7.31."""
    last = day.replace(day=1) - dt.timedelta(days=1)
    return f"{last.month}.1-{last.month}.{last.day}"


def by_city(entries: Sequence[Entry], fewest: int) -> dict[str, list[Entry]]:
    """Entries dealt to the sheets of `fewest` cities, more where a sheet of the old format would overflow."""
    count = min(len(CITIES), max(fewest, -(-len(entries) // ROWS_PER_LETTER)))
    size = -(-len(entries) // count) or 1
    return {
        city: list(entries[index * size : (index + 1) * size]) for index, city in enumerate(CITIES[:count])
    }
