"""Every table of a page as a sheet: this view with its filters, in the words it is shown in (?as=xlsx).

A page that offers it has {% sheet_link %} among its tools and `@tables_taken_along` on its view. A column with
`data-stays` in its heading is looked at here and not taken away: names and telephones of people (RIGHTS).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from html.parser import HTMLParser
from typing import Concatenate, ParamSpec

from django.http import HttpResponse

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import units_of_actor
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import page_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.sheets import asks_for_sheet, workbook
from yanpan.shell.spreadsheets.tables import Row, every_page
from yanpan.shell.spreadsheets.writing import SheetToWrite

_SILENT = frozenset({"script", "style", "button", "option", "label", "template", "details", "svg"})
_HEADINGS = frozenset({"h1", "h2", "h3", "caption"})
P = ParamSpec("P")
View = Callable[Concatenate[AskedRequest, P], HttpResponse]


def tables_taken_along(view: View[P]) -> View[P]:
    """The same view, under the same rights; with ?as=xlsx its tables as a workbook. Missing where it shows none."""

    @wraps(view)
    def shown(request: AskedRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if request.method != "GET" or not asks_for_sheet(request) or answer.status_code != 200 or not is_page:
            return answer
        sheets = tables_of(answer.content.decode())
        if not sheets:
            raise Missing("table")
        return workbook(request, units_of_actor(request.actor)[0], sheets, drill=current_event().drill)

    return shown


def pages_of(request: AskedRequest, size: int, page_of: Callable[[int], Sequence[Row]]) -> Sequence[Row]:
    """Of a list shown in pages the page asked for; taken along, all of it (at most 5,000 rows)."""
    return every_page(page_of, size) if asks_for_sheet(request) else page_of(page_asked(request))


def tables_of(page: str) -> list[SheetToWrite]:
    """The tables of a page of ours in their order, each under the last heading before it."""
    reader = _Reader()
    reader.feed(page)
    return [_sheet(one) for one in reader.tables if one.rows]


@dataclass
class _Table:
    title: str
    rows: list[list[str]] = field(default_factory=list)
    stays: set[int] = field(default_factory=set)


def _sheet(table: _Table) -> SheetToWrite:
    """Columns without a word in them, as those of ticks and buttons, are left out."""
    width = max(map(len, table.rows))
    rows = [row + [""] * (width - len(row)) for row in table.rows]
    taken = [at for at in range(width) if at not in table.stays and any(row[at] for row in rows)]
    header, *lines = [[row[at] for at in taken] for row in rows]
    return SheetToWrite(
        name=table.title,
        title=table.title,
        header=header,
        rows=[[_value(cell) for cell in line] for line in lines],
    )


def _value(text: str) -> str | int:
    """A number as such, save what only looks like one: a telephone, a code."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 9 and (text == "0" or text[0] != "0")
    return int(text) if is_number else text


class _Reader(HTMLParser):
    """Text of cells, the chosen option and the content of fields; buttons and what is folded away are nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: _Table | None = None
        self._pieces: list[str] | None = None
        self._heading: list[str] | None = None
        self._title = ""
        self._silent: list[bool] = []
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _HEADINGS:
            self._heading = []
        elif tag == "table":
            self._open = _Table(self._title)
            self.tables.append(self._open)
        elif tag == "tr" and self._open:
            self._open.rows.append([])
        elif tag in ("td", "th") and self._open and self._open.rows:
            self._start_cell(self._open, given)
        elif tag in _SILENT:
            self._silent.append(tag != "option" or "selected" not in given)
        elif tag == "input" and given.get("type", "text") == "text" and self._pieces is not None:
            self._pieces.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and self._heading is not None:
            self._title, self._heading = _one_line(self._heading), None
            if tag == "caption" and self._open:
                self._open.title = self._title
        elif tag in ("td", "th") and self._pieces is not None and self._open:
            self._open.rows[-1] += [_one_line(self._pieces), *[""] * (self._span - 1)]
            self._pieces = None
        elif tag == "table":
            self._open = None
        elif tag in _SILENT and self._silent:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if self._heading is not None:
            self._heading.append(data)
        elif self._pieces is not None and not any(self._silent):
            self._pieces.append(data)

    def _start_cell(self, table: _Table, given: dict[str, str | None]) -> None:
        if "data-stays" in given:
            table.stays.add(len(table.rows[-1]))
        span = given.get("colspan") or ""
        self._span = int(span) if span.isdecimal() and len(span) < 3 else 1
        self._pieces = []


def _one_line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())
