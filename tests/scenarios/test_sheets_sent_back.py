"""The sender's sheet filled and sent in again: the same persons, in every layout the lists of a morning have."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from yanpan.demo.synthetic.list_files import file_bytes
from yanpan.science.synthetic_city import register_columns
from yanpan.science.synthetic_city.lists import ListFile, push_lists
from yanpan.science.synthetic_city.tests.test_register import VILLAGES
from yanpan.streams.verification.exchange import ReadList, person_rows, read_list
from yanpan.streams.verification.exchange.replies import columns_seen, drop_downs, filled_file, texts_of
from yanpan.streams.verification.rules.replies import Facts, Said
from yanpan.streams.verification.rules.reply_columns import Answer, propose, vocabulary

NAMING = ("name", "id_number", "phone", "passport", "sex")


def all_five() -> tuple[ListFile, ...]:
    return push_lists(register_columns(VILLAGES, 4_000, 7), 300, 11).files


def everything_answered(read: ReadList) -> tuple[list[dict[str, object]], list[Facts]]:
    """Every column that asks is filled, every other answer is added at the right, for every row."""
    plan: list[dict[str, object]] = []
    rows: list[Facts] = []
    for name, columns in columns_seen(read).items():
        proposed = propose(columns, {})
        asked = {one.answer for one in proposed}
        shown = [
            {"index": one.index, "title": one.title, "answer": one.answer, "overwrite": False}
            for one in proposed
        ]
        plan.append({"sheet": name, "columns": shown, "new": [one for one in Answer if one not in asked]})
    for sheet in read.sheets:
        rows += [
            Facts(
                sheet.name,
                row.number,
                Said.HERE,
                address="漯河市召陵区姬石镇某村",
                found_at="2021-08-05 15:40",
                measure="at_home",
                body="召陵区疫情防控指挥部",
                test_at="2021-08-05 12:00",
                test_result="negative",
                unit="姬石镇某村",
            )
            for row in sheet.rows
        ]
    return plan, rows


def filled(content: bytes, name: str) -> tuple[ReadList, ReadList]:
    before = read_list(content, name)
    plan, rows = everything_answered(before)
    texts = texts_of(plan, rows, vocabulary().words, says_in_hand=True)
    done = filled_file(content, name, texts, with_results=True)
    return before, read_list(done.data, done.name)


def persons(read: ReadList) -> Iterator[tuple[str, int, list[str]]]:
    for row in person_rows(read, {}):
        yield row.sheet, row.number, [row.fields.get(name, "") for name in NAMING]


@pytest.mark.parametrize("which", range(5))
def test_each_layout_filled_passes_intake_again_unchanged(which: int) -> None:
    file = all_five()[which]
    before, after = filled(file_bytes(file), file.name)
    assert list(persons(after)) == list(persons(before))
    assert after.row_keys == before.row_keys
    for old, new in zip(before.sheets, after.sheets, strict=True):
        fields = [column.field for column in old.layout.columns]
        assert [column.field for column in new.layout.columns][: len(fields)] == fields
    texts = {str(cell) for sheet in after.sheets for row in sheet.rows for cell in row.cells}
    assert {"已排查在漯", "漯河市召陵区姬石镇某村", "阴性"} <= texts


def two_row_header() -> bytes:
    """Titles over titles, merged both ways, reply columns under one heading."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["附件2 涉疫人员核查表"])
    page.append(["序号", "姓名", "身份证号码", "联系电话", "核查反馈", None, None])
    page.append([None, None, None, None, "是否在漯", "核查结果", "现居住地"])
    page.merge_cells("A1:G1")
    page.merge_cells("E2:G2")
    for letter in "ABCD":
        page.merge_cells(f"{letter}2:{letter}3")
    for number in range(1, 5):
        page.append(
            [number, f"演练{'甲乙丙丁'[number - 1]}", f"41110419900101{number:04d}", f"1990000000{number}"]
        )
    rule = DataValidation(type="list", formula1='"在漯,不在漯,失联"')
    rule.add("F4:F7")
    page.add_data_validation(rule)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_header_of_two_rows_is_filled_in_its_own_columns() -> None:
    before, after = filled(two_row_header(), "核查表.xlsx")
    assert list(persons(after)) == list(persons(before))
    (sheet,) = after.sheets
    assert [list(row.cells[4:7]) for row in sheet.rows] == [
        ["是", "已排查在漯", "漯河市召陵区姬石镇某村"]
    ] * 4
    titles = [column.title for column in sheet.layout.columns]
    assert titles[7:9] == ["核查时间", "管控措施"]


def test_the_words_of_the_drop_down_lists_are_found_at_their_columns() -> None:
    content = two_row_header()
    assert drop_downs(content, read_list(content, "核查表.xlsx")) == {
        "Sheet": {5: ("在漯", "不在漯", "失联")}
    }
