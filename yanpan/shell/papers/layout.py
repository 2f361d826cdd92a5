"""Measures of the official page (GB/T 9704-2012) and how a table is fitted to it."""

from dataclasses import dataclass
from itertools import zip_longest

from .paper import Table, cell_text
from .wording import display_width

# A4 with a text area of 156 × 225 mm; a page turned sideways keeps the same area, turned.
PAGE_MM = (210, 297)
PORTRAIT_MARGINS_MM = {"top": 37, "right": 26, "bottom": 35, "left": 28}
LANDSCAPE_MARGINS_MM = {"top": 28, "right": 35, "bottom": 26, "left": 37}
TEXT_MM = (156, 225)

TITLE_POINTS = 22.0
BODY_POINTS = 16.0
PAGE_NUMBER_POINTS = 14.0
LINE_POINTS = 28.9  # 22 lines on 225 mm
CHARACTERS_PER_LINE = 28

_POINTS_PER_MM = 72 / 25.4
_TABLE_POINTS = (12.0, 10.5, 9.0, 7.5)  # 小四, 五号, 小五, 六号
_NARROWEST, _WIDEST, _PADDING = 4, 28, 2  # half-width columns


@dataclass(frozen=True, slots=True)
class TableFit:
    """How a table lies on the page: sideways or not, type size, relative column widths."""

    landscape: bool
    points: float
    weights: tuple[int, ...]


def fit_table(table: Table) -> TableFit:
    """Upright in the larger two sizes if it fits; else sideways in the largest size that fits."""
    weights = _weights(table)
    upright = [size for size in _TABLE_POINTS[:2] if _width_mm(weights, size) <= TEXT_MM[0]]
    if upright:
        return TableFit(False, upright[0], weights)
    sideways = [size for size in _TABLE_POINTS if _width_mm(weights, size) <= TEXT_MM[1]]
    return TableFit(True, sideways[0] if sideways else _TABLE_POINTS[-1], weights)


def organ_points(organ: str) -> float:
    """Size of the red mark: as large as one line allows, 34 pt at most, never under the title's."""
    room = TEXT_MM[0] * _POINTS_PER_MM
    return max(min(34.0, room * 2 / max(display_width(organ), 1) * 0.98 // 0.5 * 0.5), TITLE_POINTS)


def numeric_columns(table: Table) -> tuple[bool, ...]:
    """Which columns hold numbers only (unknown allowed) and are set flush right."""
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.header)
    return tuple(bool(column) and not any(isinstance(cell, str) for cell in column) for column in columns)


def _weights(table: Table) -> tuple[int, ...]:
    lines = [table.header, *([cell_text(cell) for cell in row] for row in table.rows)]
    columns = zip_longest(*lines, fillvalue="")
    widest = (max(display_width(text) for text in column) for column in columns)
    return tuple(min(max(width, _NARROWEST), _WIDEST) + _PADDING for width in widest)


def _width_mm(weights: tuple[int, ...], points: float) -> float:
    return sum(weights) * points / 2 / _POINTS_PER_MM
