"""Single titles: what they say."""

from __future__ import annotations

import pytest

from yanpan.science.list_layout.problem import Field
from yanpan.science.list_layout.wording import read_title

MEANT = {
    Field.NAME: "姓名 姓　名 姓\n名 患者姓名 参保人姓名 被协查人姓名 姓名* 姓名(必填) full_name xm 就诊人",
    Field.SEX: "性别 性別 Sex gender",
    Field.BIRTH_DATE: "出生日期 出生年月 生日 DOB birth_date",
    Field.AGE: "年龄 年龄（岁） 周岁 age",
    Field.ID_NUMBER: "身份证号码 公民身份号码 有效证件号码 身份证\n号码 身份證號碼 sfzh idcard 身份证件号",
    Field.PASSPORT: "护照号 Passport 港澳通行证号",
    Field.PHONE: "手机号 联系方式 電話號碼 Tel 本人电话 就诊医疗机构登记电话",
    Field.ADDRESS: "现住址 目前所在地/户籍地 国内目的地 落脚点 现居地 参保地 拟前往地址 县区 乡镇（街道）",
    Field.HOUSEHOLD_ADDRESS: "户籍地 户口所在地 籍贯 户籍详细地址",
    Field.REASON: "推送原因 人员类别 与六院关系 旅居史 密接类型 流行病学史 接触方式",
    Field.EXPOSED_ON: "末次接触日期 就诊时间 离郑时间 结算日期 最后接触时间 到访时间",
    Field.EXPOSED_PLACE: "就诊医疗机构 医院 接触地点 旅居地 出发地 就诊单位",
    Field.ENTRY_DATE: "入境日期 抵华日期",
    Field.ENTRY_PORT: "入境口岸 口岸 入境城市",
    Field.ARRIVED_ON: "返漯时间 抵漯日期 到达时间",
    Field.TRANSPORT: "航班号 车次/航班 交通工具 Flight",
    Field.PUSHED_ON: "推送时间 下发日期 发函日期",
    Field.SEQUENCE: "序号 编号 No. #",
    Field.OUTCOME: "核查结果 是否在漯 管控措施 反馈情况 核酸检测结果 当前状态",
    Field.REMARK: "备注 備註 其他说明 Remarks",
}


@pytest.mark.parametrize(
    ("title", "field"),
    [(title, field) for field, titles in MEANT.items() for title in titles.split(" ")],
)
def test_a_title_says_what_it_means(title: str, field: Field) -> None:
    reading = read_title(title)
    assert (reading.field, reading.other_person, reading.not_needed) == (field, False, False)
    assert reading.certainty >= 0.6


@pytest.mark.parametrize(
    "title",
    [
        *("联系人", "监护人姓名", "紧急联系人电话", "填报人", "包保干部电话", "户主姓名", "同住人电话"),
        *("班主任", "电话（家属）", "证件号(家长)", "Contact Person", "Next of kin phone", "Father's Name"),
    ],
)
def test_somebody_elses_column_is_told(title: str) -> None:
    assert read_title(title).other_person


@pytest.mark.parametrize("title", ["电话（本人或家属）", "手机(本人)", "Contact No.", "Name"])
def test_ones_own_column_is_told(title: str) -> None:
    assert not read_title(title).other_person


@pytest.mark.parametrize(
    "title", ["银行账户", "工作单位", "证件类型", "民族", "社保卡号", "Occupation", "归属地"]
)
def test_what_is_not_needed_is_told(title: str) -> None:
    assert read_title(title).not_needed


@pytest.mark.parametrize(
    "sentence", ["1.身份证号码必须为文本格式；2.不得合并单元格", "请各县区于24小时内反馈核查结果，注意保密"]
)
def test_a_sentence_is_no_title(sentence: str) -> None:
    assert read_title(sentence).certainty == 0.0


def test_a_group_above_makes_the_title_somebody_elses() -> None:
    assert read_title("姓名", "监护人信息").other_person
    assert not read_title("姓名", "密接者信息").other_person
