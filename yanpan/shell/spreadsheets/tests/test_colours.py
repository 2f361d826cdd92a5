"""Which rows are coloured how, in every format that has colours."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from openpyxl.styles import Color, PatternFill

from yanpan.shell.spreadsheets.colours import palette_colour, theme_colour, written_colour
from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.tests import files
from yanpan.shell.spreadsheets.workbook import Limits, SheetRow

YELLOW = PatternFill("solid", fgColor="FFFFFF00")


def rows(data: bytes, name: str) -> list[SheetRow]:
    (sheet,) = parse(data, name, Limits()).sheets
    return list(sheet.rows)


def book_with(fills: dict[str, PatternFill]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["姓名", "电话", "备注"], ["王某", "13800000000", None], ["李某", "13900000000", None]):
        sheet.append(line)
    for cell, fill in fills.items():
        sheet[cell].fill = fill
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_fill_of_a_row_is_that_of_most_of_its_coloured_cells() -> None:
    red = PatternFill("solid", fgColor="FFFF0000")
    found = rows(book_with({"A2": YELLOW, "B2": YELLOW, "C2": YELLOW, "A3": red}), "a.xlsx")
    assert [row.fill for row in found] == [None, "FFFF00", "FF0000"]
    assert found[1].coloured == ((0, 2, "FFFF00"),)


def test_an_empty_coloured_cell_is_known_but_does_not_colour_its_row() -> None:
    found = rows(book_with({"C3": YELLOW}), "a.xlsx")
    assert (found[2].fill, found[2].coloured) == (None, ((2, 2, "FFFF00"),))


def test_colours_of_the_theme_and_of_the_palette_are_resolved() -> None:
    accent = PatternFill("solid", fgColor=Color(theme=7))
    lighter = PatternFill("solid", fgColor=Color(theme=7, tint=0.5999938962981048))
    old = PatternFill("solid", fgColor=Color(indexed=13))
    found = rows(book_with({"A1": accent, "A2": lighter, "A3": old}), "a.xlsx")
    # The theme of openpyxl is that of 2007, whose fourth accent is a violet.
    assert [row.fill for row in found] == ["8064A2", "CCC1DA", "FFFF00"]


def test_white_and_grids_are_no_colour() -> None:
    white = PatternFill("solid", fgColor="FFFFFFFF")
    found = rows(book_with({"A2": white, "A3": PatternFill("gray125")}), "a.xlsx")
    assert [row.fill for row in found] == [None, None, None]


def test_an_old_workbook_gives_its_fills() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    yellow = xlwt.easyxf("pattern: pattern solid, fore_colour yellow")
    for row, style in enumerate([xlwt.easyxf(), yellow]):
        sheet.write(row, 0, "王某", style)
        sheet.write(row, 1, 5, style)
        sheet.write(row, 2, None, style)
    buffer = io.BytesIO()
    book.save(buffer)
    found = rows(buffer.getvalue(), "a.xls")
    assert [row.fill for row in found] == [None, "FFFF00"]
    assert found[1].coloured == ((0, 2, "FFFF00"),)


def test_a_palette_of_its_own_changes_the_fills_of_an_old_workbook() -> None:
    book = xlwt.Workbook()
    xlwt.add_palette_colour("own", 0x21)
    book.set_colour_RGB(0x21, 1, 2, 3)
    book.add_sheet("a").write(0, 0, "王某", xlwt.easyxf("pattern: pattern solid, fore_colour own"))
    buffer = io.BytesIO()
    book.save(buffer)
    assert rows(buffer.getvalue(), "a.xls")[0].fill == "010203"


def test_an_open_document_gives_fills_and_strikes_of_styles_and_their_parents() -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="p" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ffff00"/></style:style>'
        '<style:style style:name="c" style:family="table-cell" style:parent-style-name="p">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    cell = '<table:table-cell table:style-name="c" office:value-type="string"><text:p>王某</text:p></table:table-cell>'
    data = files.ods(files.ods_row("姓名") + f"<table:table-row>{cell}</table:table-row>", styles=styles)
    found = rows(data, "a.ods")
    assert [(row.fill, row.struck) for row in found] == [(None, False), ("FFFF00", True)]


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#ffff00", "FFFF00"),
        ("80FF0000", "FF0000"),
        ("white", None),
        ("transparent", None),
        ("Yellow", "FFFF00"),
    ],
)
def test_written_colours_come_in_one_form(written: str, colour: str | None) -> None:
    assert written_colour(written) == colour


def test_numbers_beyond_the_palette_and_the_theme_are_no_colour() -> None:
    assert (palette_colour(64), palette_colour(999), theme_colour(12, 0)) == (None, None, None)
    assert theme_colour(1, 0.5) == "808080"
    assert theme_colour(4, -0.5) == "203864"
