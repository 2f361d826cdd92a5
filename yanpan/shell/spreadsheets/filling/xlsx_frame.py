"""What stands around the rows of a worksheet and must agree with them: its extent, widths of new columns."""

from __future__ import annotations

from collections.abc import Iterator

from yanpan.shell.spreadsheets.filling.problem import Placed
from yanpan.shell.spreadsheets.filling.splicing import Edit, with_attribute
from yanpan.shell.spreadsheets.filling.xlsx_positions import SheetPositions
from yanpan.shell.spreadsheets.references import column_letters, range_corners


def frame_edits(part: bytes, positions: SheetPositions, texts: Placed) -> Iterator[Edit]:
    """The changes outside the rows."""
    yield from _extent(part, positions, texts)
    yield from _widths(part, positions, texts)


def _extent(part: bytes, positions: SheetPositions, texts: Placed) -> Iterator[Edit]:
    tag = positions.dimension
    if tag is None or "ref" not in tag.attributes:
        return
    top, bottom, left, right = range_corners(tag.attributes["ref"])
    columns = [column for line in texts.rows.values() for column in line]
    top, bottom = min(top, *texts.rows), max(bottom, *texts.rows)
    left, right = min(left, *columns), max(right, *columns)
    reference = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
    if reference != tag.attributes["ref"]:
        yield tag.start, tag.opened, with_attribute(part[tag.start : tag.opened], "ref", reference)


def _widths(part: bytes, positions: SheetPositions, texts: Placed) -> Iterator[Edit]:
    """A width for each new column the sheet says nothing about; they stand behind all others."""
    last = max((last for _, last, _ in positions.columns), default=-1)
    prefix = positions.sheet_data.prefix
    wanted = "".join(
        f'<{prefix}col min="{column + 1}" max="{column + 1}" width="{width:g}" customWidth="1"/>'
        for column, width in sorted(texts.widths.items())
        if column > last
    )
    if not wanted:
        return
    if positions.cols is None:
        start = positions.sheet_data.start
        yield start, start, f"<{prefix}cols>{wanted}</{prefix}cols>".encode()
    elif not positions.cols.is_empty_tag:
        yield positions.cols.closing, positions.cols.closing, wanted.encode()
