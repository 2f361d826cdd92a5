"""Layouts in words nobody tuned on. The figure is made by bench/layouts.py; here a part of it is held."""

from __future__ import annotations

import pytest

from yanpan.science.list_layout import Column, Field, blocks_of, read_layout
from yanpan.science.list_layout.meaning import TO_CONFIRM
from yanpan.science.list_layout.problem import CellValue
from yanpan.science.list_layout.tests.lists import Row, person_rows
from yanpan.science.list_layout.wording import read_title
from yanpan.science.synthetic_city.lists.unseen import UnseenSheet, unseen_sheet

SURE = 0.6
HELD_OUT = (3,)


def grid(sheet: UnseenSheet) -> list[list[CellValue]]:
    rows: list[list[CellValue]] = [list(row) for row in sheet.rows]
    for first, last, column, _ in sheet.merges:
        for index in range(first + 1, last + 1):
            rows[index][column] = rows[first][column]
    return rows


def columns(rows: list[Row]) -> dict[int, Column]:
    layouts = [read_layout(block.rows) for block in blocks_of(rows)]
    return {column.index: column for layout in layouts for column in layout.columns}


def test_no_column_of_an_unseen_layout_is_silently_wrong_and_most_are_right() -> None:
    right = total = 0
    for number in range(60):
        sheet = unseen_sheet(41, number, HELD_OUT)
        found = columns(grid(sheet))
        for truth in sheet.columns:
            mine = found.get(truth.index)
            is_right = (mine.field if mine else Field.UNKNOWN).value in truth.fields
            assert is_right or (mine is not None and mine.confidence < SURE), (number, truth, mine)
            right, total = right + is_right, total + 1
    assert right >= 0.95 * total


def test_the_same_seed_gives_the_same_layout() -> None:
    assert unseen_sheet(5, 7) == unseen_sheet(5, 7)
    assert unseen_sheet(5, 7) != unseen_sheet(6, 7)


@pytest.mark.parametrize("title", ["物业电话", "医院电话", "证件电话", "驾校学员姓名", "身份证姓名"])
def test_a_title_with_a_strange_word_or_of_two_things_is_to_be_confirmed(title: str) -> None:
    rows: list[Row] = [["序号", title, "身份证号"], *person_rows("#pi", 6)]
    assert read_title(title).strange
    assert columns(rows)[1].confidence <= TO_CONFIRM


@pytest.mark.parametrize(
    "title", ["本人电话", "患者姓名", "现住址", "末次接触时间", "身份证号码", "入境日期"]
)
def test_a_title_of_known_words_is_not(title: str) -> None:
    assert not read_title(title).strange


def test_values_alone_never_make_a_column_sure() -> None:
    assert all(column.confidence < SURE for column in columns(person_rows("nip")).values())


def test_a_word_that_is_not_needed_does_not_carry_off_one_that_is() -> None:
    rows: list[Row] = [["姓名", "身份证号", "批次推送时间"], *person_rows("nid")]
    assert columns(rows)[2].confidence < SURE


def test_where_no_name_is_found_the_columns_left_out_are_asked_about() -> None:
    rows: list[Row] = [["身份证号", "工作单位"], *person_rows("iw")]
    assert columns(rows)[1].confidence < SURE


def test_a_footer_with_titles_in_it_is_no_header() -> None:
    rows: list[Row] = [*person_rows("nip", 5), ["联系人：张某  联系电话：13800000000"]]
    assert len(read_layout(rows).persons) == 5
