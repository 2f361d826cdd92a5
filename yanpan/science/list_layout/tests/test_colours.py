"""What a sheet says about its own colours, quoted."""

from __future__ import annotations

from yanpan.science.list_layout import ColourUse, colours_of, read_layout
from yanpan.science.list_layout.tests.lists import Row, person_rows

YELLOW, RED = "FFFF00", "FF0000"
HEADER: Row = ["姓名", "身份证号", "电话"]


def used(
    rows: list[Row], coloured: dict[int, list[tuple[int, int, str]]], fills: dict[int, str]
) -> tuple[ColourUse, ...]:
    layout = read_layout(rows)
    each = range(len(rows))
    return colours_of(layout, rows, [fills.get(n) for n in each], [coloured.get(n, []) for n in each])


def test_each_colour_is_listed_with_its_person_rows() -> None:
    rows: list[Row] = [HEADER, *person_rows("nip", 4)]
    found = used(rows, {}, {0: "CCCCCC", 1: YELLOW, 2: RED, 3: YELLOW})
    assert found == (ColourUse(YELLOW, 2), ColourUse(RED, 1))


def test_the_words_in_a_cell_of_that_colour_outside_the_table_are_quoted() -> None:
    rows: list[Row] = [["黄色为已转运人员"], HEADER, *person_rows("nip", 3)]
    assert used(rows, {0: [(0, 0, YELLOW)], 2: [(0, 2, YELLOW)]}, {2: YELLOW})[0].legend == "黄色为已转运人员"


def test_the_words_beside_an_empty_coloured_cell_are_quoted() -> None:
    rows: list[Row] = [HEADER, *person_rows("nip", 3), [], [None, "已核查"]]
    assert used(rows, {5: [(0, 0, RED)]}, {1: RED})[0].legend == "已核查"


def test_a_legend_may_stand_to_the_right_of_the_persons() -> None:
    rows: list[Row] = [
        HEADER,
        *[[*row, None, "红：失联"] for row in person_rows("nip", 1)],
        *person_rows("nip", 2),
    ]
    found = used(rows, {1: [(0, 2, YELLOW), (4, 4, RED)]}, {1: YELLOW, 2: RED})
    assert {use.fill: use.legend for use in found} == {YELLOW: "", RED: "红：失联"}


def test_a_persons_own_cells_and_the_header_are_no_legend() -> None:
    rows: list[Row] = [HEADER, *person_rows("nip", 2)]
    found = used(rows, {0: [(0, 2, YELLOW)], 1: [(0, 2, YELLOW)]}, {1: YELLOW})
    assert found == (ColourUse(YELLOW, 1),)


def test_a_person_beside_the_table_is_no_legend() -> None:
    for words in ("李娜娜", "13800000000", "张伟13800000000已转运"):
        rows: list[Row] = [[words], HEADER, *person_rows("nip", 2)]
        assert used(rows, {0: [(0, 0, RED)]}, {2: RED})[0].legend == ""


def test_colours_of_no_person_are_not_asked_about() -> None:
    rows: list[Row] = [["通知"], HEADER, *person_rows("nip", 2)]
    assert used(rows, {0: [(0, 0, RED)]}, {0: RED}) == ()
