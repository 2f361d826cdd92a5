"""Telephones, dates, names and places as typed."""

from __future__ import annotations

import time

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.science.record_matching import (
    ListedPerson,
    RegisterPlaces,
    match,
    name_similarity,
    normal_phone,
    read_date,
    read_sex,
)
from yanpan.science.record_matching.names import read_name
from yanpan.science.record_matching.phones import read_phone
from yanpan.science.record_matching.tests.registers import PLACES, make_residents, register_of


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("15699952119", "15699952119"),
        ("+86 156-9995-2119", "15699952119"),
        ("0086-15699952119", "15699952119"),
        ("15699952119.0", "15699952119"),
        ("1.5699952119E10", "15699952119"),
        ("１５６９９９５２１１９", "15699952119"),
        ("156 9995 2119（家）", "15699952119"),
        ("0395-3112345", "03953112345"),
        ("156****2119", "156****2119"),
        ("*******2119", "*******2119"),
        ("1.57E10", "15*********"),  # what a narrow column showed: the last digit is rounded
        ("无", ""),
        ("", ""),
    ],
)
def test_telephones_are_read_through_their_writing(typed: str, phone: str) -> None:
    assert normal_phone(typed) == phone


def test_two_numbers_in_one_cell_are_both_kept() -> None:
    assert read_phone("13900000001/13900000002").numbers == ("13900000001", "13900000002")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("1969-01-15", (1969, 1, 15)),
        ("1969/1/15", (1969, 1, 15)),
        ("1969.1.15", (1969, 1, 15)),
        ("19690115", (1969, 1, 15)),
        ("1969年1月15日", (1969, 1, 15)),
        ("1969-01-15 00:00:00", (1969, 1, 15)),
        ("15/01/1969", (1969, 1, 15)),
        ("69.1.15", (1969, 1, 15)),
        ("25218", (1969, 1, 15)),
        ("25218.0", (1969, 1, 15)),
        ("1月15日", (0, 1, 15)),
        ("1969年1月", (1969, 1, 0)),
        ("1969", (1969, 0, 0)),
        ("15-Jan-1969", (1969, 1, 15)),
        ("January 15th, 1969", (1969, 1, 15)),
        ("15 Foo 1969", (0, 0, 0)),
        ("不详", (0, 0, 0)),
        ("1969-13-45", (0, 0, 0)),
        ("", (0, 0, 0)),
    ],
)
def test_dates_are_read_in_every_style(typed: str, parts: tuple[int, int, int]) -> None:
    assert read_date(typed) == parts


def test_the_sex_is_read_in_words_and_codes() -> None:
    assert [read_sex(t) for t in ("男", "女", "1", "2", "Male", "F", "男性", "", "?")] == [
        1,
        2,
        1,
        2,
        1,
        2,
        1,
        0,
        0,
    ]


@pytest.mark.parametrize(
    ("typed", "registered", "at_least", "below"),
    [
        ("熊永成", "熊永成", 1.0, 1.1),
        ("王 瑗", "王瑗", 1.0, 1.1),
        ("XIONG YONG CHENG", "熊永成", 0.95, 1.0),
        ("Yongcheng Xiong", "熊永成", 0.95, 1.0),
        ("XIONGYONGCHENG", "熊永成", 0.95, 1.0),
        ("LYU HAI", "吕海", 0.95, 1.0),
        ("黎叶颜", "黎叶燕", 0.9, 1.0),
        ("張偉", "张伟", 0.9, 1.0),
        ("单于丽", "善于丽", 0.9, 1.0),  # 单 is read shan as a surname
        ("王华防", "王华阳", 0.85, 0.9),
        ("黄*咏", "黄莎咏", 0.8, 0.85),
        ("张*", "张伟强", 0.8, 0.85),
        ("张XX", "张伟强", 0.8, 0.85),
        ("张x强", "张伟强", 0.8, 0.85),
        ("张某强", "张伟强", 0.8, 0.85),
        ("张某强", "张伟", 0.0, 0.5),
        ("某丽", "某丽", 1.0, 1.1),
        ("程某某", "程发铁", 0.8, 0.85),
        ("张伟东", "张东伟", 0.75, 0.8),
        ("崔卿", "崔卿菁", 0.7, 0.75),
        ("王华国", "王华阳", 0.6, 0.7),
        ("李*咏", "黄莎咏", 0.0, 0.5),
        ("王伟", "李强", 0.0, 0.1),
        ("", "李强", 0.0, 0.1),
    ],
)
def test_names_are_compared_as_chinese_names(
    typed: str, registered: str, at_least: float, below: float
) -> None:
    assert at_least <= name_similarity(typed, registered) < below


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_texts_are_compared_without_an_error(a: str, b: str) -> None:
    assert 0.0 <= name_similarity(a, b) <= 1.0


@given(
    st.text(alphabet="张王伟强娜", min_size=2, max_size=4),
    st.text(alphabet="张王伟强娜", min_size=2, max_size=4),
)
def test_the_order_of_two_names_does_not_matter(a: str, b: str) -> None:
    assert name_similarity(a, b) == name_similarity(b, a)


def test_no_name_is_no_name() -> None:
    assert [read_name(t).codes for t in ("", "无名氏", "***", "  ")] == [(), (), (), ()]


@pytest.fixture(scope="module")
def places() -> RegisterPlaces:
    columns = list(zip(*PLACES, strict=True))
    frame = {
        "code": [int(c) for c in columns[0]],
        "county": columns[1],
        "township": columns[2],
        "village": columns[3],
    }
    return RegisterPlaces(pl.DataFrame(frame))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("河南省漯河市临颍县王岗镇岗李村村民委员会258号", "411122103231"),
        ("漯河临颍王岗镇岗李村民委员会", "411122103231"),
        ("王岗乡岗李村", "411122103231"),
        ("岗李", "411122103231"),
        ("郑州市二七区务工(户籍:舞阳县辛安镇)", "411121104"),
        ("召陵蒋庄村民委员会", "411104100236"),
        ("漯河市召陵区", "411104"),
        ("漯河漯河邓襄镇后安村民委员会", "411171102206"),
        ("漯河市召陵区邓襄镇后安村", "411171102206"),
        ("经开区", "411171"),
        ("漯河市", ""),
        ("周口市西华县", ""),
        ("", ""),
    ],
)
def test_an_address_leads_to_the_finest_unit_it_names(places: RegisterPlaces, text: str, code: str) -> None:
    assert places.resolve_codes([text]) == [code]


@pytest.mark.parametrize("unit", ["(", "1", "*", "9 ", "A", "张", "1月", "×", "，", "O1"])
def test_a_monstrous_cell_costs_no_time(unit: str) -> None:
    person = ListedPerson(*[unit * 200_000] * 6)
    register = register_of(make_residents(20))
    started = time.perf_counter()
    assert match(register, [person])[0].decision == "none"
    assert time.perf_counter() - started < 2.0
