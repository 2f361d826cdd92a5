"""What the values of one column show, as shares of the filled cells looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yanpan.science.list_layout.cell_text import cell_text, expand_exponent, is_blank_mark
from yanpan.science.list_layout.problem import CellValue
from yanpan.science.list_layout.value_kinds import TEXT_KINDS, is_day, is_short_day, year_of

SAMPLE = 240


@dataclass(frozen=True, slots=True)
class Evidence:
    """`shares` by kind of value (0..1) among `filled` non-blank cells of `seen` rows.

    `distinct` is the share of different values, `years` the span of years that holds most of
    the dates (single slips left out), `running` how much the column counts upwards.
    """

    filled: int = 0
    seen: int = 0
    shares: dict[str, float] = field(default_factory=dict)
    distinct: float = 0.0
    running: float = 0.0
    years: tuple[int, int] = (0, 0)
    mean_length: float = 0.0
    serial_days: float = 0.0

    def share(self, kind: str) -> float:
        """The share of one kind, 0 where nothing was seen."""
        return self.shares.get(kind, 0.0)


def sample(rows: Sequence[int], most: int) -> Sequence[int]:
    """At most `most` row indices, spread over the whole list."""
    if len(rows) <= most:
        return rows
    step = len(rows) / most
    return [rows[int(position * step)] for position in range(most)]


def weigh(values: Sequence[CellValue]) -> Evidence:
    """The evidence in the values of one column."""
    filled = [value for value in values if not is_blank_mark(cell_text(value))]
    if not filled:
        return Evidence(seen=len(values))
    texts = [expand_exponent(cell_text(value)) for value in filled]
    shares = {kind: _share([test(text) for text in texts]) for kind, test in TEXT_KINDS.items()}
    days = [is_day(value) for value in filled]
    shares["date"] = _share(days)
    shares["short_date"] = _share([day or is_short_day(text) for day, text in zip(days, texts, strict=True)])
    years = sorted(year_of(value) for value, day in zip(filled, days, strict=True) if day)
    years = [year for year in years if year]
    return Evidence(
        filled=len(filled),
        seen=len(values),
        shares=shares,
        distinct=len(set(texts)) / len(texts),
        running=_running(texts),
        years=_usual_span(years),
        mean_length=sum(map(len, texts)) / len(texts),
        serial_days=_share([text.isdecimal() and 10_000 < int(text) < 60_000 for text in texts]),
    )


def _usual_span(years: Sequence[int]) -> tuple[int, int]:
    """Without the outer tenth on each side: one 2012 for 2021 is a slip."""
    if not years:
        return 0, 0
    outer = len(years) // 10
    return years[outer], years[len(years) - 1 - outer]


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _running(texts: Sequence[str]) -> float:
    """How much the column counts upwards: the share of steps that rise in small whole numbers."""
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 7]
    if len(numbers) < max(2, 0.8 * len(texts)):
        return 0.0
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    widest = max(10, 4 * max(numbers) // max(len(numbers), 1))
    return _share([0 < step <= widest for step in steps])
