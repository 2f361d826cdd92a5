"""Cells of made-up persons, as carelessly typed as on lists that arrive."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

from ..id_numbers import check_character
from .damage import ID_DAMAGES, ID_SHARES, NAME_DAMAGES, NAME_SHARES, PHONE_DAMAGES, PHONE_SHARES, damaged
from .grid import Cell
from .persons import full_name, mobile_number

AREAS = ("411102", "411103", "411104", "411121", "411122", "410105", "420111", "341222", "330106", "510104")
COUNTIES = ("源汇区", "郾城区", "召陵区", "舞阳县", "临颍县")
TOWNS = ("裴城镇", "孟庙镇", "大刘镇", "干河陈街道", "北舞渡镇", "王岗镇", "空冢郭镇", "沙北街道")
VILLAGES = ("小徐村", "蒋堂村", "官厅街村", "岗李村", "柳江路社区", "西刘村", "建业花园小区", "五里庙社区")
HOSPITALS = ("郑州六院", "郑州市第六人民医院", "南京市第二医院", "郑大一附院", "漯河市中心医院")
PLACES = (
    "南京禄口机场",
    "张家界魅力湘西剧场",
    "郑州市二七区",
    "扬州市邗江区",
    "德尔塔超市",
    "金水路肯德基",
    *HOSPITALS,
)
REASONS = (
    "密接",
    "次密接",
    "时空伴随",
    "一般接触者",
    "旅居史",
    "同乘",
    "就诊",
    "陪护",
    "红码",
    "高风险",
    "中风险地区返漯",
)
WIDE = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
HAN_DIGITS = "〇一二三四五六七八九"
DATE_STYLES = 16


@dataclass(frozen=True)
class Somebody:
    """A made-up person."""

    name: str
    sex: str
    birth: dt.date
    id_number: str
    phone: str


def somebody(rng: random.Random) -> Somebody:
    """Anybody of any age."""
    birth = dt.date(2021, 8, 5) - dt.timedelta(days=rng.randrange(400, 33_000))
    sex = rng.choice("男女")
    body = f"{rng.choice(AREAS)}{birth:%Y%m%d}{rng.randrange(500) * 2 + (sex == '男'):03d}"
    name = full_name(sex, birth.year, rng)
    return Somebody(name, sex, birth, body + check_character(body), mobile_number(rng))


def han_number(number: int) -> str:
    """15 → 十五, 21 → 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else HAN_DIGITS[tens] + "十")
    return head + (HAN_DIGITS[ones] if ones or not tens else "")


def written_day(day: dt.date, style: int) -> Cell:
    """A day in one of DATE_STYLES styles."""
    y, m, d = day.year, day.month, day.day
    styles: tuple[Callable[[], Cell], ...] = (
        day.isoformat,
        lambda: f"{y}/{m}/{d}",
        lambda: f"{y}.{m}.{d}",
        lambda: f"{y}{m:02}{d:02}",
        lambda: f"{y}年{m}月{d}日",
        lambda: f"{m}月{d}日",
        lambda: f"{m}.{d}",
        lambda: f"{y % 100:02}{m:02}{d:02}",
        lambda: (day - dt.date(1899, 12, 30)).days,
        lambda: day,
        lambda: f"{y}-{m:02}-{d:02} 14:30:00",
        lambda: f"{han_number(m)}月{han_number(d)}日",
        lambda: f"{han_number(d)}日",
        lambda: f"{y}-{m:02}-{d:02}".translate(WIDE),
        lambda: f"{m}/{d}/{y}",
        lambda: f"{y}{m:02}{d:02}1430",
    )
    return styles[style % DATE_STYLES]()


def recent(rng: random.Random) -> dt.date:
    """A day of the two weeks before."""
    return dt.date(2021, 8, 5) - dt.timedelta(days=rng.randrange(14))


def address(rng: random.Random) -> str:
    """A place to live, whole or in part."""
    county, town, village = rng.choice(COUNTIES), rng.choice(TOWNS), rng.choice(VILLAGES)
    return rng.choice(
        [
            f"河南省漯河市{county}{town}{village}{rng.randrange(1, 300)}号",
            f"漯河市{county}{town}{village}",
            f"{town}{village}",
            f"{county}{village}{rng.randrange(1, 20)}号楼{rng.randrange(1, 4)}单元",
            f"{county}{town}",
        ]
    )


Maker = Callable[[Somebody, random.Random], Cell]


def _id(person: Somebody, rng: random.Random) -> Cell:
    return damaged(person.id_number, ID_SHARES, ID_DAMAGES, 1.0, rng)[0] or None


def _phone(person: Somebody, rng: random.Random) -> Cell:
    return damaged(person.phone, PHONE_SHARES, PHONE_DAMAGES, 1.0, rng)[0] or None


def _code(letters: str, digits: int) -> Maker:
    return lambda _person, rng: f"{rng.choice(letters.split('|'))}{rng.randrange(10**digits):0{digits}d}"


def _one_of(*choices: Cell) -> Maker:
    return lambda _person, rng: rng.choice(choices)


def _other(part: str) -> Maker:
    return lambda _person, rng: getattr(somebody(rng), part)


MAKERS: dict[str, Maker] = {
    "name": lambda person, rng: damaged(person.name, NAME_SHARES, NAME_DAMAGES, 1.0, rng)[0],
    "id_number": _id,
    "phone": _phone,
    "sex": lambda person, rng: person.sex,
    "age": lambda person, rng: 2021 - person.birth.year,
    "address": lambda person, rng: address(rng),
    "household_address": lambda person, rng: address(rng),
    "reason": _one_of(*REASONS),
    "exposed_place": _one_of(*PLACES),
    "entry_port": _one_of("上海浦东", "广州白云", "郑州新郑", "成都双流", "深圳湾口岸"),
    "transport": _one_of("G1234", "MU588", "CZ3101", "自驾豫L12345", "K180", "D5678次", "大巴", "HU7938"),
    "outcome": _one_of(None, None, "在漯", "不在漯", "已核查", "居家隔离", "阴性", "未见面", "否", "是"),
    "remark": _one_of(None, None, None, "本人已外出务工", "电话无人接听", "重复", "8月3日已返回南京"),
    "passport": _code("E|G|EA", 8),
    "bank": _code("622202|621700|6228", 13),
    "student_number": _code("2019|2020|18", 6),
    "record_number": _code("MZ|20210805|ZY|", 8),
    "unit": _one_of("漯河双汇", "漯河一中", "务农", "源汇区第二小学", "自由职业", "临颍县人民医院", "富士康"),
    "nation": _one_of("汉族", "汉", "回族", "中国", "满族"),
    "job": _one_of("教师", "农民", "司机", "护士", "货车司机", "学生", "离退", "个体"),
    "school": _one_of("高二(3)班", "计算机系", "2019级", "三年级", "护理1班"),
    "schooling": _one_of("本科", "大专", "已婚", "群众", "高中", "党员"),
    "other_name": _other("name"),
    "other_phone": _other("phone"),
    "other_id": _other("id_number"),
    "mail": lambda _person, rng: f"wx_{rng.randrange(10**6)}",
    "seat": lambda _person, rng: (
        f"{rng.randrange(1, 17):02}车{rng.randrange(1, 20):02}{rng.choice('ABCDF')}号"
    ),
    "room": lambda _person, rng: str(rng.randrange(101, 1900)),
    "place_number": lambda _person, rng: round(113 + rng.random(), 6),
    "money": lambda _person, rng: round(rng.random() * 900, 2),
    "measure": lambda _person, rng: rng.choice([36.5, 1, 2, 3, 36.8, 30]),
    "vaccine": _one_of("已接种2针", "未接种", "北京生物", "是", "否"),
    "code": _one_of("绿码", "黄码", "红码"),
    "kind_of_paper": _one_of("居民身份证", "身份证", "护照"),
    "office": _one_of("省大数据局", "郾城区指挥部", "市公安局", "源汇区", "医保局"),
    "batch": _one_of("第3批", "第12批", "0805-1"),
    "department": _one_of("发热门诊", "呼吸内科", "上呼吸道感染", "感染科", "急诊科"),
}
DATES = frozenset({"exposed_on", "entry_date", "arrived_on", "pushed_on", "sampled_on"})


def cell(kind: str, person: Somebody, number: int, style: int, rng: random.Random) -> Cell:
    """A cell of a kind of column; `style` is the same for a column of dates."""
    if kind == "sequence":
        return number
    if kind == "birth_date":
        # Nobody writes a birth date without its year.
        whole = (0, 1, 2, 3, 4, 8, 9, 13)
        return written_day(person.birth, whole[style % len(whole)])
    if kind in DATES:
        return written_day(recent(rng), style if rng.random() < 0.85 else rng.randrange(DATE_STYLES))
    return MAKERS[kind](person, rng)


def as_number(value: Cell) -> Cell:
    """What a spreadsheet makes of digits typed into a plain cell: fifteen of them, the rest zeros."""
    if not isinstance(value, str) or not (value.isascii() and value.isdigit()):
        return value
    return int(value) if len(value) <= 15 else float(int(value[:15]) * 10 ** (len(value) - 15))
