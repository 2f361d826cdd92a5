"""A sheet of key places ↔ the register. No database: bytes in, rows out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from yanpan.kernel.errors import Refused
from yanpan.science.list_layout.cell_text import cell_text
from yanpan.shell.spreadsheets.reading import Limits, Sheet, read_workbook
from yanpan.streams.verification.rules.sweep import NEEDED_COLUMNS, PlaceColumn, columns_for

LIMITS = Limits(max_bytes=10 * 1024 * 1024, max_rows=50_000, max_columns=100, max_sheets=20)
LOOKED_THROUGH = 20  # rows from the top among which the titles stand


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row; number: as a spreadsheet counts it; texts: by meaning, as typed."""

    number: int
    texts: dict[PlaceColumn, str]


@dataclass(frozen=True, slots=True)
class ReadPlaces:
    """A sheet as far as a machine understands it. titles: of all columns; meant: what each is taken for."""

    titles: tuple[str, ...]
    meant: tuple[PlaceColumn, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def under(self, meant: Sequence[PlaceColumn]) -> list[PlaceRow]:
        """Its rows when the columns mean this."""
        return [
            PlaceRow(
                number,
                {
                    column: text
                    for column, text in zip(meant, texts, strict=False)
                    if column != PlaceColumn.UNUSED
                },
            )
            for number, texts in self.rows
        ]


def content_of_places(read: ReadPlaces) -> bytes:
    """What is sealed in place of the file: titles and rows as typed."""
    return json.dumps({"titles": read.titles, "rows": read.rows}, ensure_ascii=False).encode()


def places_in(content: bytes) -> ReadPlaces:
    """The same, read back."""
    kept = json.loads(content)
    titles = tuple(kept["titles"])
    rows = tuple((int(number), tuple(texts)) for number, texts in kept["rows"])
    return ReadPlaces(titles, tuple(columns_for(titles)), rows)


def read_places(content: bytes, file_name: str) -> ReadPlaces:
    """The first sheet with a row of titles. Raises FileRefused; Refused('no_places_in_file')."""
    for sheet in read_workbook(content, file_name, limits=LIMITS).sheets:
        if found := _read(sheet):
            return found
    raise Refused("no_places_in_file", file=file_name[:80])


def _read(sheet: Sheet) -> ReadPlaces | None:
    lines = [tuple(cell_text(cell) for cell in cells) for cells in sheet.grid()]
    at = _titles_at(lines[:LOOKED_THROUGH])
    if at is None:
        return None
    width = max(index for index, title in enumerate(lines[at]) if title) + 1
    titles = lines[at][:width]
    rows = tuple(
        (sheet.rows[index].number, _wide(lines[index], width))
        for index in range(at + 1, len(lines))
        if any(lines[index][:width])
    )
    return ReadPlaces(titles, tuple(columns_for(titles)), rows)


def _titles_at(lines: Sequence[tuple[str, ...]]) -> int | None:
    """The row that names the most columns; without the one that must be there it is none."""
    named = [set(columns_for(line)) - {PlaceColumn.UNUSED} for line in lines]
    best = max(range(len(named)), key=lambda index: len(named[index]), default=None)
    return best if best is not None and len(named[best]) > 1 and set(NEEDED_COLUMNS) <= named[best] else None


def _wide(line: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*line[:width], *([""] * (width - len(line))))
