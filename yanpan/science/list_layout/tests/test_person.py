"""A person row as fields, and all its problems at once."""

from __future__ import annotations

import datetime

import pytest

from yanpan.science.list_layout import Column, Field, Layout, Why, listed_problems, person_fields, read_layout
from yanpan.science.list_layout.cell_text import cell_text
from yanpan.science.list_layout.problem import CellValue
from yanpan.science.list_layout.tests.lists import Row, person_rows

SOUND = "411122198210303905"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13800000000.0, "13800000000"),
        (4.1112319820226e17, "411123198202260000"),
        (411122198210303905, "411122198210303905"),
        (0.5, "0.5"),
        (datetime.date(2021, 8, 5), "2021-08-05"),
        (datetime.datetime.fromisoformat("2021-08-05T00:00:00"), "2021-08-05"),
        (datetime.datetime.fromisoformat("2021-08-05T13:30:00"), "2021-08-05 13:30"),
        (True, "TRUE"),
        (None, ""),
        ("  王某\t", "王某"),
        ('="411122198210303905"', "411122198210303905"),
        ("'411122198210303905", "411122198210303905"),
        ("=1+1", "=1+1"),
    ],
)
def test_cells_become_the_text_a_person_typed(value: CellValue, text: str) -> None:
    assert cell_text(value) == text


def fields_of(header: Row, kinds: str, row: Row) -> dict[Field, str]:
    return person_fields(read_layout([header, *person_rows(kinds), row]), row)


def test_a_row_gives_its_fields_as_typed_and_leaves_out_blanks() -> None:
    row: Row = [13, "王某", 4.1112319820226e17, 13800000000.0, "—", "/"]
    assert fields_of(["序号", "姓名", "身份证号", "手机", "住址", "备注"], "#nipae", row) == {
        Field.SEQUENCE: "13",
        Field.NAME: "王某",
        Field.ID_NUMBER: "411123198202260000",
        Field.PHONE: "13800000000",
    }


def test_numbers_with_an_exponent_are_written_out_as_far_as_they_are_known() -> None:
    row: Row = ["王某", "4.1112319820226017E+17", "1.3812345678E+10"]
    fields = fields_of(["姓名", "身份证号", "手机"], "nip", row)
    assert (fields[Field.ID_NUMBER], fields[Field.PHONE]) == ("411123198202260000", "13812345678")


def test_a_power_with_most_digits_lost_is_not_taken_for_a_number() -> None:
    row: Row = ["王某", "4.11E+17", "1.38E+10"]
    fields = fields_of(["姓名", "身份证号", "手机"], "nip", row)
    assert (fields[Field.ID_NUMBER], fields[Field.PHONE]) == ("4.11E+17", "1.38E+10")


@pytest.mark.parametrize(
    ("titles", "row", "name"),
    [
        (["Surname", "Given Name", "Passport/ID"], ["ZHANG", "RAN", "411122196309059579"], "ZHANG RAN"),
        (["名", "姓", "身份证"], ["小然", "张", "411122196309059579"], "张小然"),
        (["姓", "名", "姓名"], ["张", "然", "张小然"], "张小然"),
    ],
)
def test_a_name_in_two_columns_is_put_together(titles: list[str], row: Row, name: str) -> None:
    layout = read_layout([list(titles), row, row])
    assert person_fields(layout, row)[Field.NAME] == name


@pytest.mark.parametrize("number", ["4111212500611038413", "411122275004143759"])
def test_a_damaged_number_in_a_combined_cell_is_still_a_number(number: str) -> None:
    fields = fields_of(["姓名/身份证号", "住址"], "ma", [f"溥世利 {number}", "裴城镇"])
    assert (fields[Field.NAME], fields[Field.ID_NUMBER]) == ("溥世利", number)


def test_a_latin_name_in_a_combined_cell_stays_whole() -> None:
    fields = fields_of(["姓名/身份证号", "住址"], "ma", ["LU XINCHAO，411103201803238075", "裴城镇"])
    assert (fields[Field.NAME], fields[Field.ID_NUMBER]) == ("LU XINCHAO", "411103201803238075")


def test_day_numbers_become_dates_only_in_date_columns() -> None:
    fields = fields_of(["姓名", "就诊时间", "备注"], "nSe", ["王某", 44413, 44413])
    assert (fields[Field.EXPOSED_ON], fields[Field.REMARK]) == ("2021-08-05", "44413")


def test_an_address_in_parts_is_joined_without_saying_things_twice() -> None:
    header: Row = ["姓名", "身份证号", "县区", "乡镇", "村", "详细地址"]
    row: Row = ["王某", SOUND, "郾城区", "裴城镇", "小徐村", "裴城镇小徐村3号"]
    assert fields_of(header, "nicTva", row)[Field.ADDRESS] == "郾城区裴城镇小徐村3号"
    row = ["王某", SOUND, "郾城区", "裴城镇", "小徐村", None]
    assert fields_of(header, "nicTva", row)[Field.ADDRESS] == "郾城区裴城镇小徐村"


@pytest.mark.parametrize(
    "cell", [f"王某/{SOUND}", f"王某 {SOUND}", f"姓名：王某 身份证号：{SOUND}", f"{SOUND}王某"]
)
def test_combined_cells_are_taken_apart(cell: str) -> None:
    fields = fields_of(["姓名/身份证号", "电话"], "mp", [cell, "13800000000"])
    assert (fields[Field.NAME], fields[Field.ID_NUMBER]) == ("王某", SOUND)


def test_a_passport_under_the_identity_number_is_a_passport() -> None:
    fields = fields_of(["姓名", "证件号码", "电话"], "nip", ["王某", "E12345678", "13800000000"])
    assert Field.ID_NUMBER not in fields
    assert fields[Field.PASSPORT] == "E12345678"


def codes(**fields: str) -> set[str]:
    given = {Field(name): value for name, value in fields.items()}
    return {problem.code for problem in listed_problems(given)}


def test_a_sound_row_has_no_problems() -> None:
    assert (
        codes(name="王某", id_number=SOUND, phone="13800000000", birth_date="1982-10-30", sex="女") == set()
    )


def test_all_problems_of_a_row_come_at_once() -> None:
    found = codes(id_number="411122198210303906", phone="1380000", birth_date="1982-02-30", age="-1")
    assert found == {"name_missing", "id_check_digit", "phone_length", "birth_date_impossible", "age_odd"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id_number": "411122198213303905"}, "id_birth_date"),
        ({"id_number": "411122********3905"}, "id_masked"),
        ({"id_number": "411123198202260000"}, "id_truncated"),
        ({"id_number": SOUND, "birth_date": "1983-10-30"}, "birth_date_differs"),
        ({"id_number": SOUND, "sex": "男"}, "sex_differs"),
        ({"phone": "138****0000"}, "phone_masked"),
        ({"name": "<script>"}, "name_odd"),
        ({}, "no_identity"),
    ],
)
def test_each_problem_has_its_code(fields: dict[str, str], code: str) -> None:
    assert code in codes(**fields)


def test_problems_show_values_masked() -> None:
    found = listed_problems(
        {Field.NAME: "王小明1", Field.ID_NUMBER: SOUND[:-1] + "0", Field.PHONE: "1380000000"}
    )
    shown = {problem.field: problem.shown for problem in found}
    assert shown == {Field.NAME: "王***", Field.ID_NUMBER: "411122…3900", Field.PHONE: "138****0000"}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("2021.8.5", "2021.8.5"),
        ("8月5日", "8月5日"),
        ("20210805", "20210805"),
        ("210805", "210805"),
        (44413, "2021-08-05"),
        (44413.6, "2021-08-05"),
        ("八月五日", "8月5日"),
        ("八月十五日", "8月15日"),
        ("五日", "5日"),
        ("二十一日", "21日"),
        ("廿一日", "21日"),
        ("二〇二一年八月十日", "2021年8月10日"),
        ("２０２１－０８－０５", "2021-08-05"),
        ("８月５日", "8月5日"),
        (datetime.date(2021, 8, 5), "2021-08-05"),
    ],
)
def test_a_day_in_any_style_is_told_in_plain_digits(typed: CellValue, plain: str) -> None:
    column = Column(0, "就诊时间", Field.EXPOSED_ON, 0.9, Why.TITLE)
    layout = Layout((0,), (column,), 1, (1,), ())
    assert person_fields(layout, [typed])[Field.EXPOSED_ON] == plain


@pytest.mark.parametrize(
    "text",
    [
        "姓名：张三丰 电话：13800000000 身份证：411102198001010016",
        "姓名:张三丰,身份证号码:411102198001010016,手机:13800000000",
        "张三丰（411102198001010016）13800000000",
        "张三丰/411102198001010016/13800000000",
        "张三丰 411102198001010016 13800000000",
        "姓名：张三丰\n身份证号：411102198001010016\n联系方式：13800000000",
    ],
)
def test_a_cell_with_everything_in_it_is_taken_apart(text: str) -> None:
    rows: list[list[CellValue]] = [["序号", "人员信息"]]
    rows += [[number, text] for number in range(1, 5)]
    layout = read_layout(rows)
    assert len(layout.persons) == 4
    fields = person_fields(layout, rows[1])
    assert fields[Field.NAME] == "张三丰"
    assert (fields[Field.ID_NUMBER], fields[Field.PHONE]) == ("411102198001010016", "13800000000")
