"""Which colours the rows of a list have, and what the sheet itself says about them. Nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yanpan.science.list_layout.cell_text import cell_text
from yanpan.science.list_layout.problem import CellValue, Layout
from yanpan.science.list_layout.value_kinds import has_id_inside, has_phone_inside, is_id, is_name, is_phone

ColouredRow = Sequence[tuple[int, int, str]]
"""First column, last column and colour (RRGGBB) of neighbouring coloured cells."""
LONGEST_LEGEND = 60


@dataclass(frozen=True, slots=True)
class ColourUse:
    """A colour: how many person rows have it, and the sheet's own words about it ('' without any)."""

    fill: str
    person_rows: int
    legend: str = ""


def colours_of(
    layout: Layout,
    rows: Sequence[Sequence[CellValue]],
    fills: Sequence[str | None],
    coloured: Sequence[ColouredRow],
) -> tuple[ColourUse, ...]:
    """The colours of the person rows, the most frequent first.

    `fills` gives each row's colour, `coloured` its coloured cells. The legend is the text of a cell of that
    colour outside the table, or beside an empty one: quoted for the person who is asked, not understood.
    """
    counted = Counter(fill for index in layout.persons if (fill := fills[index]))
    legends = dict(_legends(layout, rows, coloured)) if counted else {}
    return tuple(ColourUse(fill, count, legends.get(fill, "")) for fill, count in counted.most_common())


def _legends(
    layout: Layout, rows: Sequence[Sequence[CellValue]], coloured: Sequence[ColouredRow]
) -> Iterator[tuple[str, str]]:
    """Colour and words, the best words of a colour last."""
    persons, headers = set(layout.persons), set(layout.header_rows)
    last = max((column.index for column in layout.columns if column.title), default=-1)
    for index in range(len(coloured) - 1, -1, -1):
        if index in headers:
            continue
        for first, end, colour in coloured[index]:
            if index in persons and first <= last and not _is_one_word(rows[index]):
                continue
            text = _text_of(rows[index], first, end)
            if text and not _names_somebody(text):
                yield colour, text


def _names_somebody(text: str) -> bool:
    """A person beside the table is no explanation of a colour."""
    return any(test(text) for test in (is_name, is_id, is_phone, has_id_inside, has_phone_inside))


def _is_one_word(row: Sequence[CellValue]) -> bool:
    """A lone word below a list may pass for a name nobody knows more of."""
    return sum(1 for value in row if cell_text(value)) == 1


def _text_of(row: Sequence[CellValue], first: int, last: int) -> str:
    """The words in the coloured cells, or in the next cell where those are empty."""
    texts = [cell_text(value) for value in row[first : last + 2]]
    words = next((text for text in texts if text), "")
    return words if len(words) <= LONGEST_LEGEND else words[:LONGEST_LEGEND] + "…"
