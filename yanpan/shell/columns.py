"""Columns of a page's table, chosen by who looks at it: cut out of the page that was rendered, so that no script is
needed and a download holds what the page shows. A column is known by its heading."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Column:
    """key: made from the heading, stable as long as the column is called so."""

    key: str
    heading: str


def key_of(heading: str) -> str:
    return hashlib.sha256(" ".join(heading.split()).encode()).hexdigest()[:8]


@dataclass
class _Cell:
    """Where a cell stands in the page, and the words in it."""

    start: int
    end: int = 0
    spans: bool = False
    words: list[str] = field(default_factory=list)


def columns_of(page: str) -> list[Column]:
    """The columns of the first table; none where cells span several, and none without a heading."""
    rows = _rows_of(page)
    if not rows or any(cell.spans for cell in rows[0]):
        return []
    headings = [" ".join("".join(cell.words).split()) for cell in rows[0]]
    return [Column(key_of(one), one) for one in headings if one]


def without(page: str, hidden: Collection[str]) -> str:
    """The page with these columns of its first table left out; the first column always stays."""
    rows = _rows_of(page)
    if not rows or any(cell.spans for cell in rows[0]):
        return page
    keys = [key_of("".join(cell.words)) for cell in rows[0]]
    gone = {at for at, key in enumerate(keys) if at and key in hidden}
    cuts = [
        row[at] for row in rows for at in gone if len(row) == len(keys)
    ]  # a row of one wide cell says something of all columns and stays
    for cell in sorted(cuts, key=lambda one: one.start, reverse=True):
        page = page[: cell.start] + page[cell.end :]
    return page


def _rows_of(page: str) -> list[list[_Cell]]:
    reader = _Reader(page)
    reader.feed(page)
    return reader.rows


class _Reader(HTMLParser):
    """The cells of the first table of a page of ours, in which every cell is closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._inside = False
        self._over = False
        self._cell: _Cell | None = None

    def _here(self) -> int:
        line, offset = self.getpos()
        return self._lines[line - 1] + offset

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._over:
            return
        if tag == "table":
            self._inside = True
        elif tag == "tr" and self._inside:
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            spans = bool({"colspan", "rowspan"} & {name for name, _value in attrs})
            self._cell = _Cell(self._here(), spans=spans)
            self.rows[-1].append(self._cell)

    def handle_endtag(self, tag: str) -> None:
        if self._over:
            return
        if tag in ("td", "th") and self._cell:
            self._cell.end = self._here() + len(f"</{tag}>")
            self._cell = None
        elif tag == "table" and self._inside:
            self._over = True

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._cell.words.append(data)
