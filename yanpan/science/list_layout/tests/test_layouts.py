"""Whole sheets as they arrive: which columns mean what, which rows are persons."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanpan.science.list_layout import Field, SkipReason, Why, person_fields, read_layout
from yanpan.science.list_layout.tests.lists import Row, person_rows

ASK_BELOW = 0.6


@dataclass
class Sheet:
    """`header` and `title` lines with cells cut at '|'; `kinds` as in `lists.People`."""

    name: str
    kinds: str
    fields: str
    header: list[str]
    title: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    def rows(self) -> list[Row]:
        above = [cells(line) for line in [*self.title, *self.header]]
        return above + person_rows(self.kinds) + [cells(line) for line in self.foot]

    def persons(self) -> tuple[int, ...]:
        first = len(self.title) + len(self.header)
        return tuple(range(first, first + 12))


def cells(line: str) -> Row:
    return [text or None for text in line.split("|")]


SHEETS = [
    Sheet("plain", "#nipa", "sequence name id_number phone address", ["序号|姓名|身份证|电话|住址"]),
    Sheet("no header", "#nsipa", "sequence name sex id_number phone address", []),
    Sheet("no header, no numbers", "npa", "name phone address", []),
    Sheet("empty titles", "nipa", "name id_number phone address", ["|||"]),
    Sheet(
        "three header rows",
        "#nsipade",
        "sequence name sex id_number phone address exposed_on remark",
        [
            "序号|密接者信息|||||接触信息|备注",
            "|基本信息|||联系信息|||",
            "|姓名|性别|身份证号|电话|现住址|末次接触时间|",
        ],
        title=["XX市协查名单", "日期：2021年8月5日"],
    ),
    Sheet(
        "groups beside single titles",
        "#nsgphde",
        "sequence name sex age phone exposed_place exposed_on remark",
        ["序号|个人信息||||就诊信息||备注", "|姓名|性别|年龄|电话|医院名称|时间|"],
    ),
    Sheet("bank account", "niBp", "name id_number unknown phone", ["姓名|身份证号|银行账户|手机"]),
    Sheet(
        "a pupil's guardian",
        "nsipnp",
        "name sex id_number phone unknown unknown",
        ["学生信息||||监护人信息|", "姓名|性别|身份证号|联系电话|姓名|电话"],
    ),
    Sheet(
        "an address in parts",
        "nipcTva",
        "name id_number phone address address address address",
        ["姓名|证件号码|联系方式|县区|乡镇|村|详细地址"],
    ),
    Sheet(
        "titles over the wrong columns",
        "npia",
        "name phone id_number address",
        ["姓名|身份证号|联系电话|地址"],
    ),
    Sheet(
        "English",
        "#nsbkpatd",
        "sequence name sex birth_date passport phone address transport entry_date",
        ["No|Name|Gender|Date of Birth|Passport No.|Mobile|Address in China|Flight No|Arrival Date"],
    ),
    Sheet(
        "traditional", "nsipa", "name sex id_number phone address", ["姓名|性別|身份證號碼|聯絡電話|現住地址"]
    ),
    Sheet(
        "columns nobody needs",
        "nsgipwar",
        "name sex age id_number phone unknown address reason",
        ["姓名|性别|年龄|公民身份号码|手机|工作单位|居住地址|人员类别"],
    ),
    Sheet(
        "day numbers", "niSS", "name id_number exposed_on pushed_on", ["姓名|身份证号码|就诊时间|推送日期"]
    ),
    Sheet(
        "columns for the reply",
        "#nipaxee",
        "sequence name id_number phone address outcome outcome remark",
        ["序号|姓名|身份证号|电话|现住址|核查结果|管控措施|备注"],
    ),
    Sheet(
        "slips of the brush", "nipa", "name id_number phone address", ["姓 名*|身分证号吗|联系电活|现住扯"]
    ),
    Sheet("identity numbers as numbers", "nfp", "name id_number phone", ["姓名|身份证号码|手机号码"]),
    Sheet(
        "arrivals",
        "dotnkipa",
        "entry_date entry_port transport name passport id_number phone address",
        ["入境时间|入境口岸|航班号|姓名|护照号码|身份证号码|国内联系电话|国内目的地"],
    ),
    Sheet(
        "somebody to ring",
        "nipnp",
        "name id_number phone unknown unknown",
        ["姓名|身份证号|本人电话|联系人|联系人电话"],
    ),
    Sheet(
        "two addresses",
        "nipaa",
        "name id_number phone household_address address",
        ["姓名|身份证号|联系电话|户籍地址|现居住地址"],
    ),
    Sheet("one column", "n", "name", ["姓名"]),
    Sheet(
        "a title in the middle",
        "#nip",
        "sequence name id_number phone",
        ["序号|姓名|身份证号|手机号"],
        title=["||关于协查的名单|", "|||2021年8月5日"],
    ),
    Sheet(
        "labels above",
        "#nip",
        "sequence name id_number phone",
        ["序号|姓名|身份证号|手机号"],
        title=["填报单位：|漯河|填报日期：|2021-08-05"],
    ),
    Sheet(
        "notes and signatures below",
        "nip",
        "name id_number phone",
        ["姓名|身份证号|电话"],
        foot=[
            "合计：12人",
            "注：请于24小时内反馈",
            "填报人：张三||审核人：李四",
            "联系电话：13812345678",
            "单位（盖章）：||2021年8月5日",
        ],
    ),
    Sheet(
        "totals among the titles",
        "#nipee",
        "sequence name id_number phone unknown unknown",
        ["序号|姓名|身份证号|电话|小计|合计"],
        foot=["合计|12||||", "填报人：张三||联系电话：0395-3131234"],
    ),
    Sheet(
        "a total at the head of few titles",
        "enp",
        "unknown name phone",
        ["合计人数|姓名|电话"],
    ),
    Sheet(
        "a spread footer",
        "#nip",
        "sequence name id_number phone",
        ["序号|姓名|身份证号|电话"],
        foot=[
            "填报单位：|漯河市疾控中心|填报人：|张三",
            "合计|12||",
            "|小计|12|",
            "总计12人",
            "13|||",
            "|||",
            "|无||",
        ],
    ),
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_gets_its_meaning(sheet: Sheet) -> None:
    layout = read_layout(sheet.rows())
    assert " ".join(column.field for column in layout.columns) == sheet.fields


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_persons_are_the_person_rows_and_every_other_row_has_a_reason(sheet: Sheet) -> None:
    rows = sheet.rows()
    layout = read_layout(rows)
    assert layout.persons == sheet.persons()
    assert sorted([*layout.persons, *(index for index, _ in layout.skipped)]) == list(range(len(rows)))


def test_what_values_contradict_is_not_asserted() -> None:
    layout = read_layout([["姓名", "登记时间", "身份证号"], *person_rows("ndi")])
    assert layout.columns[1].confidence < ASK_BELOW


def test_values_win_over_a_misleading_title_and_say_so() -> None:
    layout = read_layout([["姓名", "身份证号", "联系电话"], *person_rows("npi")])
    assert [column.why for column in layout.columns[1:]] == [Why.VALUES_OVER_TITLE] * 2


def test_the_only_phone_is_taken_from_the_guardian_but_has_to_be_confirmed() -> None:
    layout = read_layout([["姓名", "身份证号", "监护人电话"], *person_rows("nip")])
    column = layout.columns[2]
    assert (column.field, column.why) == (Field.PHONE, Why.OTHER_PERSON)
    assert column.confidence < ASK_BELOW


def test_of_two_columns_with_the_same_title_one_is_left_to_a_person() -> None:
    layout = read_layout([["姓名", "身份证号", "身份证号"], *person_rows("nii")])
    assert [column.field for column in layout.columns] == [Field.NAME, Field.ID_NUMBER, Field.UNKNOWN]
    assert layout.columns[2].why == Why.SECOND_OF_KIND


@pytest.mark.parametrize("title", ["姓名/身份证号", "姓名、证件号码", "人员信息", "名单"])
def test_a_name_and_a_number_in_one_cell_are_both_found(title: str) -> None:
    layout = read_layout([["序号", title, "联系电话", "住址"], *person_rows("#mpa")])
    assert (layout.columns[1].field, layout.columns[1].also[:1]) == (Field.NAME, (Field.ID_NUMBER,))


def test_sections_subtotals_repeated_headers_and_examples_are_no_persons() -> None:
    header: Row = ["序号", "姓名", "身份证号", "电话"]
    people = person_rows("#nip", 4)
    rows: list[Row] = [
        header,
        [1, 2, 3, 4],
        ["例", "张三", "411102199001011234", "13800000000"],
        ["一、召陵区"],
        *people[:2],
        ["召陵区小计", None, 2],
        header,
        *people[2:],
        [None, "合计", "4人"],
    ]
    layout = read_layout(rows)
    assert layout.persons == (4, 5, 8, 9)
    assert dict(layout.skipped) == {
        0: SkipReason.HEADER,
        1: SkipReason.COLUMN_NUMBERS,
        2: SkipReason.EXAMPLE,
        3: SkipReason.SECTION,
        6: SkipReason.TOTAL,
        7: SkipReason.REPEATED_HEADER,
        10: SkipReason.TOTAL,
    }


NO_PERSONS: dict[str, list[Row]] = {
    "notes": [["填表说明"], ["1.姓名：必须与身份证一致"], ["2.身份证号码必须为文本格式；不得合并单元格"]],
    "notes with a contact": [["1.请于24小时内反馈核查结果。"], ["2.联系人：赵某，电话13800000000"]],
    "columns explained": [
        ["字段", "说明"],
        ["姓名", "与身份证一致"],
        ["身份证号", "18位"],
        ["联系电话", "11位"],
    ],
    "statistics": [
        ["县区", "推送数", "已核查", "核查率"],
        ["召陵区", 12, 11, "92%"],
        ["源汇区", 9, 9, "100%"],
    ],
    "telephones": [["县区", "联系人", "联系电话"], *person_rows("cnp", 5)],
    "nothing": [],
}


@pytest.mark.parametrize("rows", NO_PERSONS.values(), ids=NO_PERSONS.keys())
def test_sheets_without_a_list_have_no_persons(rows: list[Row]) -> None:
    assert read_layout(rows).persons == ()


def test_persons_in_plain_lines_without_columns_are_found() -> None:
    rows: list[Row] = [["王伟 411122196309059579 13800000001"], ["李娜 411123198202260176 13900000002"]]
    layout = read_layout(rows)
    assert layout.persons == (0, 1)
    assert person_fields(layout, rows[1])[Field.NAME] == "李娜"


def test_of_two_columns_of_names_the_first_is_the_persons() -> None:
    rows: list[Row] = [["甲栏", "乙栏", "手机"]]
    for number, sign in enumerate("伟芳娜秀英敏静丽"):
        rare = "溥" if number < 2 else "王"
        rows.append([f"{rare}世{sign}", f"李{sign}强", f"1380000000{number}"])
    names = [column.index for column in read_layout(rows).columns if column.field == Field.NAME]
    assert names == [0]


def test_an_english_signature_is_no_person() -> None:
    rows: list[Row] = [["Full Name", "Mobile Phone", "Current Address"], ["Wang Wei", "13800000001", "Luohe"]]
    rows.append(["Prepared by: CDC", "", "Tel: 0371-66558899"])
    assert read_layout(rows).persons == (1,)


def test_a_person_with_nothing_but_an_odd_name_is_still_a_person() -> None:
    rows: list[Row] = [
        ["序号", "姓名", "身份证号", "住址"],
        *person_rows("#nia", 5),
        [6, "犇", None, "裴城镇小徐村"],
    ]
    assert read_layout(rows).persons[-1] == 6


def test_without_a_header_the_first_person_is_not_taken_for_a_title() -> None:
    rows: list[Row] = [["协查名单"], ["王某芳", None, "小徐村"], *person_rows("npa", 6)]
    assert read_layout(rows).persons == (1, 2, 3, 4, 5, 6, 7)


@pytest.mark.parametrize(
    "footer",
    ["合计|12||", "合计：12人|姓名||", "填报人：张三|联系电话||", "合计|男|8|女|4", "小计|姓名|12|"],
)
def test_a_line_of_totals_or_signatures_above_the_list_is_no_header(footer: str) -> None:
    rows: list[Row] = [list(footer.split("|")), *person_rows("#nip", 6)]
    assert read_layout(rows).header_rows == ()


def test_footers_do_not_drown_the_evidence_of_a_short_list() -> None:
    rows: list[Row] = [
        *person_rows("nip", 1),
        ["合计", "1人"],
        ["填表人：王某", None, "联系电话：0395-3131234"],
    ]
    layout = read_layout(rows)
    assert layout.persons == (0,)
    assert [column.field for column in layout.columns] == [Field.NAME, Field.ID_NUMBER, Field.PHONE]


def test_birth_dates_are_told_from_other_dates_by_their_span_of_years() -> None:
    layout = read_layout([["姓名", "身份证号", "日期"], *person_rows("nib")])
    assert layout.columns[2].field == Field.BIRTH_DATE


def test_a_person_without_name_number_and_phone_is_held_not_dropped() -> None:
    rows: list[Row] = [
        ["序号", "姓名", "电话", "住址", "原因"],
        *person_rows("#npar", 5),
        [6, None, None, "小徐村", "密接"],
    ]
    assert read_layout(rows).persons[-1] == 6


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10**18),
    st.floats(allow_nan=True),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(
        ["姓名", "身份证号", "电话", "合计", "王某", "13800000000", "411122198210303905", "备注"]
    ),
)


@given(st.lists(st.lists(values, max_size=6), max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_grid_is_understood_without_losing_a_row(rows: list[Row]) -> None:
    layout = read_layout(rows)
    seen = sorted([*layout.persons, *(index for index, _ in layout.skipped)])
    assert seen == list(range(len(rows)))
    assert all(0 <= column.confidence <= 1 for column in layout.columns)
