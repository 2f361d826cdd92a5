"""Sheets whose table lies on its side or stands twice beside itself."""

from __future__ import annotations

from yanpan.science.list_layout import Field, blocks_of, person_fields, read_layout
from yanpan.science.list_layout.tests.lists import Row, person_rows

CARD: list[Row] = [
    ["附件2 协查人员信息表"],
    ["姓名", "王磊", "李娜娜"],
    ["身份证号", "411102198001010016", "411123199203034523"],
    ["单元长", "甲", "乙"],
    ["联系电话", "13800000000", "13900000000"],
    ["现住址", "漯河市源汇区柳江路社区", None],
]


def persons(rows: list[Row]) -> list[dict[Field, str]]:
    found = []
    for block in blocks_of(rows):
        layout = read_layout(block.rows)
        found += [person_fields(layout, block.rows[index]) for index in layout.persons]
    return found


def test_fields_down_the_side_are_read_with_a_person_in_each_column() -> None:
    (block,) = blocks_of(CARD)
    assert (block.turned, block.top, block.place) == (True, 1, "2:6")
    assert [found[Field.NAME] for found in persons(CARD)] == ["王磊", "李娜娜"]
    assert [found.get(Field.PHONE) for found in persons(CARD)] == ["13800000000", "13900000000"]


def test_an_index_of_a_turned_block_is_a_column_of_the_sheet() -> None:
    shifted: list[Row] = [[None, *row] for row in CARD]
    (block,) = blocks_of(shifted)
    layout = read_layout(block.rows)
    assert [shifted[1][index] for index in layout.persons] == ["王磊", "李娜娜"]


def test_cards_below_each_other_are_one_block_each() -> None:
    rows: list[Row] = [*CARD[1:], [], *CARD[1:]]
    assert [block.place for block in blocks_of(rows)] == ["1:6", "7:11"]
    assert len(persons(rows)) == 4


def test_a_line_whose_title_nobody_knows_belongs_to_its_card() -> None:
    rows: list[Row] = [["涉及之人", "王磊"], *[row[:2] for row in CARD[2:]], ["所驾之车", "豫L12345"]]
    layout = read_layout(blocks_of(rows)[0].rows)
    assert {"涉及之人", "所驾之车"} <= {column.title for column in layout.columns}


def test_the_same_titles_once_more_to_the_right_are_two_halves_of_a_list() -> None:
    people = person_rows("#nip", 8)
    rows: list[Row] = [
        ["名单"],
        ["序号", "姓名", "身份证号", "电话", None, "序号", "姓名", "身份证号", "电话"],
    ]
    rows += [people[index] + [None] + people[index + 4] for index in range(4)]
    assert [block.place for block in blocks_of(rows)] == ["A:E", "F:J"]
    names = [found[Field.NAME] for found in persons(rows)]
    assert names == [row[1] for row in people]


def test_columns_keep_the_numbers_of_the_sheet_in_the_right_half() -> None:
    titles: Row = ["姓名", "电话"]
    rows: list[Row] = [titles * 2, *[row * 2 for row in person_rows("np", 4)]]
    _, right = blocks_of(rows)
    assert [column.index for column in read_layout(right.rows).columns] == [2, 3]


def test_a_guardian_beside_the_child_is_no_second_list() -> None:
    rows: list[Row] = [["姓名", "电话", "监护人姓名", "监护人电话"], *person_rows("npnp", 5)]
    assert [block.place for block in blocks_of(rows)] == [""]


def test_an_upright_list_is_left_as_it_is() -> None:
    rows: list[Row] = [["姓名", "身份证号", "电话"], *person_rows("nip", 5)]
    (block,) = blocks_of(rows)
    assert (block.rows, block.turned, block.place) == (rows, False, "")


def test_a_form_to_be_filled_in_has_no_persons() -> None:
    assert persons([[row[0], None] for row in CARD]) == []
