"""The drop-down lists of a sender's sheet."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from yanpan.shell.spreadsheets.filling import Choices, read_choices
from yanpan.shell.spreadsheets.reading import FileRefused
from yanpan.shell.spreadsheets.tests.files import sheet_xml, xlsx


def test_words_are_read_from_the_rule_and_from_the_cells_it_names() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "名单"
    page.append(["姓名", "结果", "措施"])
    words = book.create_sheet("选项 一")
    for word in ("集中", "居家"):
        words.append([word])
    for place, formula in (("B2:B9", '"在漯,不在漯"'), ("C2:C9", "'选项 一'!$A$1:$A$2")):
        rule = DataValidation(type="list", formula1=formula)
        rule.add(place)
        page.add_data_validation(rule)
    kept = io.BytesIO()
    book.save(kept)
    assert read_choices(kept.getvalue(), "a.xlsx") == [
        Choices("名单", 1, ("在漯", "不在漯")),
        Choices("名单", 2, ("集中", "居家")),
    ]


def test_words_of_another_sheet_stand_in_the_extension_list() -> None:
    rule = (
        '<extLst><ext xmlns:x14="urn:x14" xmlns:xm="urn:xm"><x14:dataValidations><x14:dataValidation type="list">'
        '<x14:formula1><xm:f>"是,否"</xm:f></x14:formula1><xm:sqref>A2:A5</xm:sqref></x14:dataValidation>'
        "</x14:dataValidations></ext></extLst>"
    )
    assert read_choices(xlsx(sheet_xml(after=rule)), "a.xlsx") == [Choices("名单", 0, ("是", "否"))]


@pytest.mark.parametrize("rule", ['type="whole"', 'type="list"'])
def test_other_rules_and_names_give_no_words(rule: str) -> None:
    one = f'<dataValidation {rule} sqref="A1"><formula1>名称</formula1></dataValidation>'
    part = f"<dataValidations>{one}</dataValidations>"
    assert read_choices(xlsx(sheet_xml(after=part)), "a.xlsx") == []


def test_other_kinds_of_files_have_none_and_hostile_ones_are_refused() -> None:
    assert read_choices("姓名,结果\n张三,\n".encode(), "a.csv") == []
    with pytest.raises(FileRefused):
        read_choices(b"MZ", "a.xlsx")
