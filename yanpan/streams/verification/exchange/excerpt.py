"""Of the sender's sheet the columns that were given a meaning, and no other (HC-4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yanpan.science.list_layout import Field
from yanpan.science.list_layout.cell_text import cell_text
from yanpan.streams.verification.exchange.mapping import with_mapping
from yanpan.streams.verification.exchange.reading import ReadSheet


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Rows of one sheet. rows: (number as a spreadsheet counts it, the texts under the titles)."""

    sheet: str
    titles: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def excerpt_of(sheet: ReadSheet, mapping: Mapping[str, str], numbers: Collection[int]) -> Excerpt:
    """The rows with these numbers, as typed. mapping: column index → field, as proposed or confirmed."""
    layout = with_mapping(sheet.layout, mapping)
    columns = [column for column in layout.columns if column.field != Field.UNKNOWN]
    rows = tuple(
        (
            row.number,
            tuple(cell_text(row.cells[one.index]) if one.index < len(row.cells) else "" for one in columns),
        )
        for row in sheet.rows
        if row.number in numbers
    )
    return Excerpt(sheet.name, tuple(one.title for one in columns), rows)
