"""Fills an .xlsx: the parts of the sheets that change, and no other byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from yanpan.shell.spreadsheets.filling.package import with_parts
from yanpan.shell.spreadsheets.filling.problem import Placed
from yanpan.shell.spreadsheets.filling.splicing import in_utf8, spliced
from yanpan.shell.spreadsheets.filling.xlsx_cells import row_edits
from yanpan.shell.spreadsheets.filling.xlsx_frame import frame_edits
from yanpan.shell.spreadsheets.filling.xlsx_positions import SheetPositions
from yanpan.shell.spreadsheets.ooxml import read_workbook_part


def fill_xlsx(data: bytes, placed: Mapping[int, Placed]) -> bytes:
    """`placed` by the sheet's place among the worksheets. FileRefused for a cell that holds a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = read_workbook_part(archive).sheets
        changed = {}
        for index, texts in placed.items():
            name, _, part = sheets[index]
            changed[part] = _filled_part(in_utf8(archive.read(part)), name, texts)
        return with_parts(archive, changed)


def _filled_part(part: bytes, sheet: str, texts: Placed) -> bytes:
    if not texts.rows:
        return part
    positions = SheetPositions(part, set(texts.rows)).walk()
    return spliced(part, [*frame_edits(part, positions, texts), *row_edits(part, positions, sheet, texts)])
