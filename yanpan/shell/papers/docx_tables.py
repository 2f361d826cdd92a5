"""Tables of a paper in WordprocessingML, written as elements: python-docx walks the grid once per cell."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document

from .docx_styles import element
from .layout import TEXT_MM, fit_table, numeric_columns
from .paper import Cell, Table, cell_text

_TWIPS_PER_MM = 72 / 25.4 * 20
_HEAD, _TEXT = "PaperTableHead", "PaperTableText"


def add_table(document: Document, table: Table) -> None:
    """Title, grid with a head repeated on every page, note."""
    fit = fit_table(table)
    figures = numeric_columns(table)
    widths = _widths(fit.weights, TEXT_MM[1 if fit.landscape else 0])
    if table.title:
        title = document.add_paragraph(table.title, style="Paper Table Title")
        title.paragraph_format.keep_with_next = True
    heads = zip(table.header, widths, strict=True)
    rows = [_row((_cell(name, w, _HEAD, fit.points) for name, w in heads), repeat=True)]
    for row in table.rows:
        cells = zip(row, widths, figures, strict=True)
        rows.append(_row(_cell(cell_text(cell), w, _TEXT, fit.points, figure) for cell, w, figure in cells))
    _place(document, widths, rows, table.note)


def add_facts(document: Document, pairs: Sequence[tuple[str, Cell]]) -> None:
    """Labels left, values right, one pair per row."""
    widths = _widths((3, 7), TEXT_MM[0])
    rows = [
        _row(
            [
                _cell(label, widths[0], _HEAD, 14, align="left"),
                _cell(cell_text(value), widths[1], _TEXT, 14),
            ]
        )
        for label, value in pairs
    ]
    _place(document, widths, rows, "")


def _widths(weights: Sequence[int], millimetres: float) -> list[int]:
    room = millimetres * _TWIPS_PER_MM / sum(weights)
    return [int(weight * room) for weight in weights]


def _place(document: Document, widths: Sequence[int], rows: Iterable[Any], note: str) -> None:
    table = element("w:tbl")
    table.append(_table_properties(sum(widths)))
    grid = element("w:tblGrid")
    grid.extend(element("w:gridCol", w=width) for width in widths)
    table.append(grid)
    table.extend(rows)
    # A table must be followed by a paragraph: it also keeps two tables from growing together.
    after: Any = document.add_paragraph(note, style="Paper Note")._p
    after.addprevious(table)


def _table_properties(width: int) -> Any:
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=width, type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    margins.extend(element(f"w:{side}", w=80, type="dxa") for side in ("left", "right"))
    properties.append(margins)
    return properties


def _row(cells: Iterable[Any], repeat: bool = False) -> Any:
    row = element("w:tr")
    properties = element("w:trPr")
    properties.append(element("w:cantSplit"))
    if repeat:
        properties.append(element("w:tblHeader"))
    row.append(properties)
    row.extend(cells)
    return row


def _cell(text: str, width: int, style: str, points: float, figure: bool = False, align: str = "") -> Any:
    cell = element("w:tc")
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=width, type="dxa"))
    properties.append(element("w:vAlign", val="center"))
    cell.append(properties)
    cell.append(_paragraph(text, style, points, "right" if figure else align))
    return cell


def _paragraph(text: str, style: str, points: float, align: str) -> Any:
    paragraph = element("w:p")
    properties = element("w:pPr")
    properties.append(element("w:pStyle", val=style))
    if align:
        properties.append(element("w:jc", val=align))
    paragraph.append(properties)
    run = element("w:r")
    size = element("w:rPr")
    size.extend((element("w:sz", val=round(points * 2)), element("w:szCs", val=round(points * 2))))
    run.append(size)
    run.text = text  # python-docx turns line ends into breaks
    paragraph.append(run)
    return paragraph
