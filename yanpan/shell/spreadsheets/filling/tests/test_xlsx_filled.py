"""An .xlsx filled: the texts are there, and every other byte is as it was."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
import python_calamine
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from yanpan.shell.spreadsheets.filling import NewColumn, SheetTexts, fill
from yanpan.shell.spreadsheets.package_parts import fixed_parts
from yanpan.shell.spreadsheets.reading import FileRefused, read_workbook
from yanpan.shell.spreadsheets.tests.files import MAIN, sheet_xml, zipped

NAME = "名单"
SHEET = "xl/worksheets/sheet1.xml"


def dressed() -> bytes:
    """What an office sends: title, colours, widths, hidden rows and columns, notes, formulas, drop-downs."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = NAME
    page.append(["推送人员名单"])
    page.merge_cells("A1:E1")
    page.append(["序号", "姓名", "电话", "核查结果", "合计"])
    for number in range(1, 6):
        page.append([number, f"演练{number}", f"1990000000{number}", None, f"=A{number + 2}*2"])
    page["D3"].fill = PatternFill("solid", fgColor="FFFF00")
    page["D3"].font = Font(bold=True)
    page["B3"].comment = Comment("请核对", "省专班")
    page.column_dimensions["C"].hidden = True
    page.column_dimensions["D"].width = 33
    page.row_dimensions[5].hidden = True
    rule = DataValidation(type="list", formula1='"在漯,不在漯,失联"')
    rule.add("D3:D7")
    page.add_data_validation(rule)
    book.create_sheet("说明")["A1"] = "填表说明"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def bare(sheet: str | bytes) -> bytes:
    """A workbook around one part of a sheet."""
    fixed = fixed_parts([NAME], datetime.datetime(2021, 8, 5, tzinfo=datetime.UTC))
    return zipped({**fixed, SHEET: sheet})


def filled(data: bytes, *sheets: SheetTexts) -> bytes:
    done = fill(data, "名单.xlsx", sheets)
    assert not done.format_is_new
    return done.data


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cell(data: bytes, place: str, sheet: str = NAME) -> object:
    return openpyxl.load_workbook(io.BytesIO(data))[sheet][place].value


def values(data: bytes) -> list[tuple[object, ...]]:
    return [row.cells for row in read_workbook(data, "a.xlsx").sheets[0].rows]


def test_only_the_part_of_the_sheet_changes_and_the_order_of_the_parts_stays() -> None:
    data = dressed()
    done = filled(data, SheetTexts(NAME, {(3, 3): "在漯"}))
    before, after = parts(data), parts(done)
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == [SHEET]


def test_in_the_sheet_only_the_cell_changes() -> None:
    data = dressed()
    before = parts(data)[SHEET].decode()
    after = parts(filled(data, SheetTexts(NAME, {(3, 3): "在漯"})))[SHEET].decode()
    new = re.search(r'<c r="D3"[^>]*>.*?</c>', after)
    assert new and new[0] == ('<c r="D3" s="1" t="inlineStr"><is><t xml:space="preserve">在漯</t></is></c>')
    assert re.sub(r'<c r="D3"[^>]*></c>', "", before) == after.replace(new[0], "")


def test_colours_widths_hidden_rows_notes_formulas_and_drop_downs_are_as_they_were() -> None:
    done = filled(dressed(), SheetTexts(NAME, {(3, 3): "在漯", (4, 3): "失联"}))
    page = openpyxl.load_workbook(io.BytesIO(done))[NAME]
    assert (page["D3"].value, page["D4"].value) == ("在漯", "失联")
    assert page["D3"].fill.fgColor.rgb == "00FFFF00" and page["D3"].font.b
    assert page.column_dimensions["C"].hidden and page.column_dimensions["D"].width == 33
    assert page.row_dimensions[5].hidden
    assert page["B3"].comment.text == "请核对"
    assert page["E3"].value == "=A3*2"
    assert page.data_validations.dataValidation[0].formula1 == '"在漯,不在漯,失联"'
    assert [str(one) for one in page.merged_cells.ranges] == ["A1:E1"]


def test_another_reader_finds_the_same_values() -> None:
    done = filled(dressed(), SheetTexts(NAME, {(3, 3): "在漯"}, [NewColumn("现住址", 2, {4: "姬石镇"})]))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(done))
    rows = book.get_sheet_by_name(NAME).to_python()
    assert rows[1][3:] == ["核查结果", "合计", "现住址"]
    assert rows[2][3] == "在漯" and rows[3][5] == "姬石镇"


def test_a_new_column_stands_behind_all_others_in_the_look_of_its_neighbour() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["姓名", "电话"])
    page.append(["演练1", "19900000001"])
    page["B1"].font = Font(bold=True)
    kept = io.BytesIO()
    book.save(kept)
    done = filled(kept.getvalue(), SheetTexts("Sheet", new_columns=[NewColumn("结果", 1, {2: "在漯"}, 30)]))
    page = openpyxl.load_workbook(io.BytesIO(done)).active
    assert page is not None
    assert (page["C1"].value, page["C2"].value) == ("结果", "在漯")
    assert page["C1"].font.b and not page["C2"].font.b
    assert page.column_dimensions["C"].width == 30
    assert page.dimensions == "A1:C2"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@cmd", "＝2", "<b>&\"'</b>", "两行\n字", " 空格 "])
def test_what_begins_like_a_formula_is_a_text(text: str) -> None:
    done = filled(dressed(), SheetTexts(NAME, {(3, 3): text}))
    assert 't="inlineStr"' in parts(done)[SHEET].decode()
    assert "<f>" not in parts(done)[SHEET].decode().partition('r="D3"')[2].partition("</c>")[0]
    assert values(done)[2][3] == text


def test_the_same_order_gives_the_same_bytes() -> None:
    data = dressed()
    order = SheetTexts(NAME, {(3, 3): "在漯"}, [NewColumn("现住址", 2, {4: "姬石镇"})])
    assert filled(data, order) == filled(data, order)


def test_an_empty_text_leaves_its_cell_as_it_is() -> None:
    data = dressed()
    assert parts(filled(data, SheetTexts(NAME, {(3, 1): ""}))) == parts(data)


def test_a_kept_column_is_written_to_where_it_is_empty_only() -> None:
    data = bare(sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>旧</t></is></c></row><row r="2"/>'))
    done = filled(data, SheetTexts(NAME, {(1, 0): "新", (2, 0): "新"}, kept_columns=[0]))
    assert values(done) == [("旧",), ("新",)]


def test_a_formula_is_never_written_over() -> None:
    with pytest.raises(FileRefused) as caught:
        fill(dressed(), "名单.xlsx", [SheetTexts(NAME, {(3, 4): "x"})])
    assert caught.value.code == "cell_holds_a_formula" and caught.value.facts["cell"] == "E3"


def test_shared_formulas_beside_the_cells_are_untouched() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c><c r="B2"><v>2</v></c></row>'
    )
    done = filled(bare(sheet_xml(rows)), SheetTexts(NAME, {(1, 2): "甲", (2, 2): "乙"}))
    assert 'ref="A1:A2" si="0">B1*2</f>' in parts(done)[SHEET].decode()
    assert cell(done, "A1") == "=B1*2"
    assert values(done) == [(2, 1, "甲"), (4, 2, "乙")]


def test_rows_and_cells_without_references_keep_their_places() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c/></row>"
    done = filled(bare(sheet_xml(rows)), SheetTexts(NAME, {(1, 2): "右", (2, 1): "里"}))
    assert values(done) == [(1, 2, "右"), (3, "里")]
    assert (cell(done, "C1"), cell(done, "B2")) == ("右", "里")


def test_rows_that_are_not_there_are_set_between_the_others() -> None:
    rows = '<row r="2"><c r="A2"><v>2</v></c></row><row r="6" spans="1:1"/>'
    done = filled(
        bare(sheet_xml(rows)), SheetTexts(NAME, {(1, 0): "一", (4, 1): "四", (6, 1): "六", (9, 0): "九"})
    )
    assert [(cell(done, place)) for place in ("A1", "A2", "B4", "B6", "A9")] == ["一", 2, "四", "六", "九"]
    assert 'spans="1:2"' in parts(done)[SHEET].decode()


def test_parts_written_with_a_prefix_and_in_another_encoding_are_filled() -> None:
    text = (
        f'<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1"/>'
        '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    done = filled(
        bare(text.encode("utf-16")), SheetTexts(NAME, new_columns=[NewColumn("结果", 1, {2: "在漯"})])
    )
    assert values(done) == [("姓名", "结果"), (None, "在漯")]
    assert cell(done, "B2") == "在漯"


def test_a_text_under_a_merged_cell_goes_where_it_shows() -> None:
    data = bare(
        sheet_xml(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"/></row>',
            after='<mergeCells count="1"><mergeCell ref="B1:B2"/></mergeCells>',
        )
    )
    assert cell(filled(data, SheetTexts(NAME, {(1, 1): "在漯", (2, 1): "在漯"})), "B1") == "在漯"
    assert cell(filled(data, SheetTexts(NAME, {(1, 1): "在漯", (2, 1): "失联"})), "B1") == "在漯；失联"


def test_a_cell_under_another_columns_block_is_refused() -> None:
    data = bare(
        sheet_xml(
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            after='<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
        )
    )
    with pytest.raises(FileRefused) as caught:
        fill(data, "a.xlsx", [SheetTexts(NAME, {(1, 1): "x"})])
    assert caught.value.code == "cell_is_covered"


def test_a_new_column_steps_over_a_block_that_reaches_into_its_rows() -> None:
    data = bare(
        sheet_xml(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
            after='<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
        )
    )
    assert cell(filled(data, SheetTexts(NAME, new_columns=[NewColumn("x", 1, {2: "y"})])), "D2") == "y"
    assert cell(filled(data, SheetTexts(NAME, new_columns=[NewColumn("x", 2, {3: "y"})])), "B3") == "y"


def test_a_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(FileRefused) as caught:
        fill(dressed(), "a.xlsx", [SheetTexts("没有", {(1, 0): "x"})])
    assert caught.value.code == "no_such_sheet_to_fill"


@pytest.mark.parametrize("wrong", ["<!DOCTYPE x [<!ENTITY a 'b'>]>"])
def test_dangerous_parts_are_refused(wrong: str) -> None:
    with pytest.raises(FileRefused) as caught:
        fill(bare(sheet_xml(prolog=wrong)), "a.xlsx", [SheetTexts(NAME, {(1, 1): "x"})])
    assert caught.value.code == "xml_entities"


def test_what_is_no_spreadsheet_is_refused_as_an_upload_is() -> None:
    with pytest.raises(FileRefused) as caught:
        fill(b"%PDF-1.7", "a.xlsx", [SheetTexts(NAME, {(1, 1): "x"})])
    assert caught.value.code == "not_a_spreadsheet"
