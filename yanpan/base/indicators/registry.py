"""What is counted: definitions and reports, registered by the rooms; the headquarters reads here and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

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
class RoomReport:
    """What a room says at a cut-off. `checks` = named truths (the identity) that must hold.

    topics: the most urgent first.
    """

    room: str
    counts: tuple[Count, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: dict[str, bool] = field(default_factory=dict)
    count_names: tuple[str, ...] = ()
    topics: tuple[TopicLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """room: key; make: (event id, path, now) -> RoomReport, bounded queries, works on an empty city.

    count_rows: count → 'URL name?query' of the page that lists its rows; the page takes ?unit= as well.
    """

    room: str
    title: Words
    make: Callable[[UUID, str, datetime], RoomReport]
    count_words: dict[str, Words]
    count_rows: dict[str, str] = field(default_factory=dict)


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
