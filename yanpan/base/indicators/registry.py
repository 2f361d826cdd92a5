"""What is counted: definitions and reports, registered by the rooms; the headquarters reads here and nowhere else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from yanpan.base.policy.lines import LINES

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Indicator:
    """Definition first: numerator ÷ denominator and where the denominator comes from. id = 'room.name'."""

    id: str
    name: Words
    numerator: Words
    denominator: Words
    source: Words
    higher_is_better: bool
    target: str = ""  # name of the pack's target
    whole_day: bool = False  # of the day 0–24: never in one table with what stands at a cut-off
    rows_url: str = ""  # URL name of the page that lists its rows
    rows_filter: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of one responsible unit. unit: key."""

    unit: str
    indicator: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Count:
    """A plain number of one unit, e.g. received = 360."""

    unit: str
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One open topic (专题) with its own numbers, e.g. received = 360; said before everything else."""

    title: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A count of which a unit's own force says one number and the units below it add up to another."""

    name: str
    said: int
    summed: int


@dataclass(frozen=True, slots=True)
class UnitText:
    """What a unit says of a line in words. part: progress, problems or needs. No persons."""

    line: str
    unit: str
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class RoomReport:
    """What a room says at a cut-off. `checks` = named truths (the identity) that must hold.

    topics: the most urgent first. entries: lines of a ledger in order, as plain values without persons, which the
    room that keeps them puts into words.
    """

    room: str
    counts: tuple[Count, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: dict[str, bool] = field(default_factory=dict)
    count_names: tuple[str, ...] = ()
    topics: tuple[TopicLine, ...] = ()
    differences: tuple[Difference, ...] = ()
    texts: tuple[UnitText, ...] = ()
    entries: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts that stand beside each other, a row a unit. whole_day: of 0–24 h, not as of a cut-off."""

    title: Words
    names: tuple[str, ...]
    whole_day: bool = False


@dataclass(frozen=True, slots=True)
class GridTable:
    """Counts named 'row_column', of the whole unit: the twelve items, the four pockets."""

    title: Words
    rows: tuple[tuple[str, Words], ...]
    columns: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """room: key; make: (event id, path, now) -> RoomReport, bounded queries, works on an empty city.

    count_rows: count → 'URL name?query' of the page that lists its rows; the page takes ?unit= as well.
    tables, grids: how its counts are laid out; none = one table of all of them.
    worrying: counts of which one is too many.
    together: makes the reports of several rooms in one walk, this one among them.
    """

    room: str
    title: Words
    make: Callable[[UUID, str, datetime], RoomReport]
    count_words: dict[str, Words]
    count_rows: dict[str, str] = field(default_factory=dict)
    tables: tuple[CountTable, ...] = ()
    grids: tuple[GridTable, ...] = ()
    worrying: tuple[str, ...] = ()
    together: Callable[[UUID, str, datetime], Mapping[str, RoomReport]] | None = None


INDICATORS: dict[str, Indicator] = {}
REPORTS: dict[str, Report] = {}


def define(indicator: Indicator) -> None:
    """Raises ValueError: defined twice, or no source for its denominator."""
    if indicator.id in INDICATORS or not str(indicator.source):
        raise ValueError(f"indicator {indicator.id}: defined twice, or without a source")
    INDICATORS[indicator.id] = indicator


def report(entry: Report) -> None:
    if entry.room in REPORTS:
        raise ValueError(f"room {entry.room} reports twice")
    REPORTS[entry.room] = entry


def in_order(rooms: Iterable[str]) -> list[str]:
    """Rooms in the order the meeting hears their lines of work."""
    places = {line.key: place for place, line in enumerate(LINES)}
    return sorted(rooms, key=lambda room: (places.get(room, len(places)), room))


def make_reports(event_id: UUID, unit_path: str, now: datetime) -> dict[str, RoomReport]:
    """What every room says of a unit now."""
    made: dict[str, RoomReport] = {}
    for room, entry in REPORTS.items():
        if room not in made:
            together = entry.together
            made |= (
                together(event_id, unit_path, now)
                if together
                else {room: entry.make(event_id, unit_path, now)}
            )
    return made


def kept(made: RoomReport) -> dict[str, Any]:
    """As a cut-off keeps it: numbers, unit keys and words of units, in a fixed order. No persons."""
    return {
        "counts": sorted([one.unit, one.name, one.value] for one in made.counts),
        "figures": sorted([one.unit, one.indicator, one.numerator, one.denominator] for one in made.figures),
        "checks": dict(sorted(made.checks.items())),
        "topics": [[one.title, [list(pair) for pair in one.counts]] for one in made.topics],
        "differences": [[one.name, one.said, one.summed] for one in made.differences],
        "texts": [[one.line, one.unit, one.part, one.text] for one in made.texts],
        "entries": [dict(one) for one in made.entries],
    }
