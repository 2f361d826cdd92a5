"""Lists in layouts nobody laid out for the reader of layouts: its figure is measured on them."""

import random
from dataclasses import dataclass

from . import unseen_words as words
from .grid import Cell
from .unseen_values import COUNTIES, DATE_STYLES, TOWNS, VILLAGES, as_number, cell, somebody

ALL = (0, 1, 2, 3)
BLANKS = (None, None, "/", "无", "-")


@dataclass(frozen=True)
class UnseenColumn:
    """A column and what it may be taken for; `unknown` among them: it may be left out."""

    index: int
    title: str
    kind: str
    fields: frozenset[str]


@dataclass(frozen=True)
class UnseenSheet:
    """Rows, the truth about columns and the indices of the rows that are persons.

    `shape` is plain, turned (fields down, a person per column) or beside (two tables side by side); for the last
    two `columns` and `persons` are those of the table(s) set upright, the left one first.
    """

    rows: tuple[tuple[Cell, ...], ...]
    columns: tuple[UnseenColumn, ...]
    persons: tuple[int, ...]
    shape: str = "plain"
    merges: tuple[tuple[int, int, int, int], ...] = ()


def unseen_sheet(seed: int, number: int, quarters: tuple[int, ...] = ALL) -> UnseenSheet:
    """Layout `number` of a seed; titles only of the given quarters of the words."""
    rng = random.Random(f"unseen layouts {seed} {number}")
    kinds = _kinds(rng)
    shape = rng.choices(("plain", "turned", "beside"), (0.9, 0.05, 0.05))[0]
    if shape == "turned":
        return _turned(_columns(kinds, quarters, rng), rng)
    if shape == "beside":
        return _beside(_columns(kinds[:6], quarters, rng), rng)
    return _plain(_columns(kinds, quarters, rng), rng)


def _kinds(rng: random.Random) -> list[str]:
    """Which columns: always who, mostly how to reach them, then whatever the sender had."""
    kinds = ["name", *(kind for kind, share in (("id_number", 0.9), ("phone", 0.85)) if rng.random() < share)]
    if len(kinds) == 1:
        kinds.append("id_number")
    usual = (
        "sex",
        "age",
        "birth_date",
        "address",
        "household_address",
        "reason",
        "exposed_on",
        "exposed_place",
    )
    rare = (
        "entry_date",
        "entry_port",
        "arrived_on",
        "transport",
        "pushed_on",
        "passport",
        "outcome",
        "remark",
        "part",
    )
    kinds += [kind for kind in usual if rng.random() < 0.4] + [kind for kind in rare if rng.random() < 0.2]
    kinds += rng.sample(list(words.DISTRACTORS), rng.choice((0, 1, 1, 2, 2, 3, 4)))
    if rng.random() < 0.45:
        rng.shuffle(kinds)
    if rng.random() < 0.75:
        kinds.insert(0, "sequence")
    return kinds


def _columns(kinds: list[str], quarters: tuple[int, ...], rng: random.Random) -> list[UnseenColumn]:
    columns: list[UnseenColumn] = []
    taken: set[str] = set()
    for kind in kinds:
        if kind == "part":
            start = rng.randrange(3)
            for part in ("county", "town", "village")[start:]:
                columns.append(
                    _column(len(columns), part, words.PARTS, frozenset({"address"}), quarters, taken, rng)
                )
            continue
        pool = words.PERSON.get(kind) or words.DISTRACTORS[kind]
        own = {kind} if kind in words.PERSON else {"unknown"}
        fields = frozenset(own | set(words.ALSO_FINE.get(kind, "").split()))
        columns.append(_column(len(columns), kind, pool, fields, quarters, taken, rng))
    return columns


def _column(
    index: int,
    kind: str,
    pool: str,
    fields: frozenset[str],
    quarters: tuple[int, ...],
    taken: set[str],
    rng: random.Random,
) -> UnseenColumn:
    own = [title for title in words.titles(pool) if kind not in _PARTS or _part_of(title) == kind]
    free = [title for title in own if words.quarter_of(title) in quarters and title not in taken] or own
    title = rng.choice(free)
    taken.add(title)
    return UnseenColumn(index, title, kind, fields)


_PARTS = ("county", "town", "village")


def _part_of(title: str) -> str:
    if "县" in title or title.endswith("区县"):
        return "county"
    return "town" if any(each in title for each in "乡镇街") else "village"


def _rows(columns: list[UnseenColumn], count: int, rng: random.Random) -> list[tuple[Cell, ...]]:
    styles = {column.index: rng.randrange(DATE_STYLES) for column in columns}
    numeric = {column.index for column in columns if rng.random() < 0.2}
    empty = {c.index for c in columns if c.kind in ("outcome", "remark") and rng.random() < 0.5}
    blank = {c.index: rng.choice((0, 0, 0, 0.05, 0.3)) for c in columns if c.kind not in ("name", "sequence")}
    rows = []
    for number in range(1, count + 1):
        person = somebody(rng)
        cells: list[Cell] = []
        for column in columns:
            value = _part(column.kind, rng) or cell(column.kind, person, number, styles[column.index], rng)
            if column.index in empty or rng.random() < blank.get(column.index, 0):
                value = rng.choice(BLANKS)
            cells.append(as_number(value) if column.index in numeric else value)
        rows.append(tuple(cells))
    return rows


def _part(kind: str, rng: random.Random) -> str:
    choices = {"county": COUNTIES, "town": TOWNS, "village": VILLAGES}.get(kind)
    return rng.choice(choices) if choices else ""


def _plain(columns: list[UnseenColumn], rng: random.Random) -> UnseenSheet:
    width, left = len(columns), rng.choices((0, 1), (0.93, 0.07))[0]
    above = [_across(text, width, rng) for text in _above(rng)]
    header, merges = _header(columns, rng)
    has_header = rng.random() < 0.95
    people = _rows(columns, rng.choice((3, 5, 8, 12, 20, 40, 60)), rng)
    rows = [*above, *header] if has_header else [*above]
    if has_header and rng.random() < 0.06:
        rows.append(tuple(range(1, width + 1)))
    if has_header and rng.random() < 0.05:
        rows.append(("例", *people[0][1:]))
    persons = []
    again = rng.randrange(5, 30) if has_header and rng.random() < 0.12 else 0
    for position, person in enumerate(people):
        if again and position and position % again == 0:
            rows += header[-1:] if len(header) == 1 else header
        if rng.random() < 0.02:
            rows.append(())
        persons.append(len(rows))
        rows.append(person)
    rows += _below(len(people), rng)
    shifted = tuple(tuple([None] * left + list(row)) if row else () for row in rows)
    truth = tuple(_moved(c, left) if has_header else _without_title(c, left) for c in columns)
    if not has_header:
        truth = tuple(c for c in truth if any(row[c.index - left] not in BLANKS for row in people))
    moved = tuple((first + len(above), last + len(above), a + left, b + left) for first, last, a, b in merges)
    return UnseenSheet(shifted, truth, tuple(persons), merges=moved if has_header else ())


def _moved(column: UnseenColumn, left: int) -> UnseenColumn:
    return UnseenColumn(column.index + left, column.title, column.kind, column.fields)


def _without_title(column: UnseenColumn, left: int) -> UnseenColumn:
    """Without a title nobody can tell a reason from a remark: such a column may be left open."""
    told = column.kind in ("name", "id_number", "phone", "sex", "birth_date", "address")
    return UnseenColumn(
        column.index + left, "", column.kind, column.fields | (set() if told else {"unknown"})
    )


def _above(rng: random.Random) -> list[str]:
    found = [rng.choice(words.lines(words.HEADLINES))] if rng.random() < 0.6 else []
    if rng.random() < 0.35:
        found.append(rng.choice(words.lines(words.NOTICES)))
    if found and rng.random() < 0.15:
        found.append("")
    return found


def _across(text: str, width: int, rng: random.Random) -> tuple[Cell, ...]:
    """A line above the table, at its left edge or somewhere in the middle."""
    if not text:
        return ()
    column = rng.choices((0, width // 2), (0.85, 0.15))[0]
    return (*[None] * column, text)


def _below(count: int, rng: random.Random) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    if rng.random() < 0.25:
        rows.append(rng.choice([("合计", None, None, count), (f"合计：{count}人",), (None, "合计", count)]))
    if rng.random() < 0.3:
        rows += rng.choice(
            [
                [("填报人：王某", None, None, "审核人：李某")],
                [(), ("填报单位（盖章）：", None, "负责人签字：")],
                [("注：以上人员请于24小时内核查完毕",)],
                [("联系人：张某  联系电话：13800000000",)],
                [("1.本表一式两份，请妥善保管，不得外传",), ("2.核查结果请填写在漯、不在漯、失联",)],
            ]
        )
    return rows


def _header(
    columns: list[UnseenColumn], rng: random.Random
) -> tuple[list[tuple[Cell, ...]], list[tuple[int, int, int, int]]]:
    """One row of titles, or two or three with headings merged above them."""
    titles: list[Cell] = [column.title for column in columns]
    depth = rng.choices((1, 2, 3), (0.78, 0.17, 0.05))[0]
    if depth == 1 or len(columns) < 4:
        return [tuple(titles)], []
    upper: list[Cell] = [None] * len(columns)
    lower: list[Cell] = list(titles)
    merges = []
    for first, last in _groups(columns, rng):
        if first == last:
            upper[first], lower[first] = titles[first], None
            merges.append((0, 1, first, first))
        else:
            upper[first] = rng.choice(words.titles(words.GROUPS[_group_of(columns[first].kind)]))
            merges.append((0, 0, first, last))
    rows = [tuple(upper), tuple(lower)]
    if depth == 3:
        rows.insert(0, (words.titles(words.GROUPS["person"])[0], *[None] * (len(columns) // 2), "核查反馈"))
    return rows, [(a + depth - 2, b + depth - 2, c, d) for a, b, c, d in merges]


def _groups(columns: list[UnseenColumn], rng: random.Random) -> list[tuple[int, int]]:
    """Neighbours of one group together; single ones with their title over both rows."""
    found: list[tuple[int, int]] = []
    for column in columns:
        group = _group_of(column.kind)
        before = _group_of(columns[found[-1][1]].kind) if found else ""
        if found and group == before and group != "more":
            found[-1] = (found[-1][0], column.index)
        else:
            found.append((column.index, column.index))
    return found


def _group_of(kind: str) -> str:
    for group, kinds in {
        "person": "name sex age birth_date id_number passport",
        "contact": "phone address household_address county town village",
        "exposure": "reason exposed_on exposed_place transport",
        "reply": "outcome",
        "other": "other_name other_phone other_id",
    }.items():
        if kind in kinds.split():
            return group
    return "more"


def _turned(columns: list[UnseenColumn], rng: random.Random) -> UnseenSheet:
    """Fields down the first column, one person per column."""
    people = _rows(columns, rng.choice((2, 3, 5, 8)), rng)
    above = [(text,) for text in _above(rng)[:1]]
    lines = [(column.title, *(person[column.index] for person in people)) for column in columns]
    return UnseenSheet((*above, *lines), tuple(columns), tuple(range(1, len(people) + 1)), "turned")


def _beside(columns: list[UnseenColumn], rng: random.Random) -> UnseenSheet:
    """The same table twice side by side, as where paper was to be saved."""
    people = _rows(columns, rng.choice((12, 20, 40)), rng)
    half, gap = len(people) // 2, rng.choice((0, 1))
    titles: tuple[Cell, ...] = tuple(column.title for column in columns)
    between: tuple[Cell, ...] = (None,) * gap
    above = [(text,) for text in _above(rng)[:1]]
    rows = [*above, titles + between + titles]
    rows += [people[position] + between + people[half + position] for position in range(half)]
    both = [
        *columns,
        *(UnseenColumn(c.index + len(columns) + gap, c.title, c.kind, c.fields) for c in columns),
    ]
    first = len(above) + 1
    return UnseenSheet(tuple(rows), tuple(both), tuple(range(first, first + half)) * 2, "beside")
