"""A page's table as a sheet: what its columns are called and how a row says each of them, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.utils.functional import Promise

from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.quantities import Share
from yanpan.shell.spreadsheets.writing import SheetToWrite

Row = TypeVar("Row")
Text = str | Promise
# What a download may hold at most; a view with more is to be narrowed first.
MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """columns: (heading, how a row says it). Words, hours and numbers, never codes."""

    title: Text
    columns: Sequence[tuple[Text, Callable[[Row], object]]]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(str(heading) for heading, _says in self.columns)

    def lines(self, rows: Sequence[Row]) -> list[tuple[str | int, ...]]:
        return [tuple(cell_of(says(row)) for _heading, says in self.columns) for row in rows]

    def sheet(self, rows: Sequence[Row]) -> SheetToWrite:
        return SheetToWrite(str(self.title), self.header, self.lines(rows), title=str(self.title))


def cell_of(value: object) -> str | int:
    """As pages show it: shares with their base, hours of the city; what there is not, as a dash."""
    if isinstance(value, Share):
        return f"{value.percent} ({value.numerator}/{value.denominator})" if value.denominator else "–"
    if isinstance(value, datetime):
        return f"{value.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    return str(value or "") or "–"


def every_page(page_of: Callable[[int], Sequence[Row]], size: int) -> list[Row]:
    """The whole of a view that is shown in pages, at most 5,000 rows of it."""
    rows: list[Row] = []
    for page in range(1, MOST_ROWS // size + 2):
        found = page_of(page)
        rows += found
        if len(found) < size:
            break
    return rows[:MOST_ROWS]
