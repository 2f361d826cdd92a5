"""What goes wrong with a person's data between the first desk and the list.

Every function returns the damaged text, or None where this damage cannot befall this text. The names of the kinds
are those of the truth file: `name:homophone`, `id:digit`, `phone:masked`, …
"""

import random
from collections.abc import Callable, Mapping
from functools import lru_cache

from pypinyin import lazy_pinyin

from ..given_names import FEMALE, MALE
from ..surnames import SHARES
from .persons import mobile_number

Damage = Callable[[str, random.Random], str | None]

NAME_SHARES = {
    "homophone": 0.10, "masked": 0.067, "glyph": 0.031, "space": 0.022, "mou": 0.022, "pinyin": 0.019,
    "dropped_char": 0.015, "swapped_chars": 0.012,
}  # fmt: skip
ID_SHARES = {
    "digit": 0.143, "missing": 0.083, "lowercase": 0.048, "masked": 0.046, "transposed": 0.044,
    "truncated": 0.040, "15_digit": 0.034, "fullwidth": 0.031,
}  # fmt: skip
PHONE_SHARES = {
    "format": 0.207,
    "missing": 0.13,
    "changed": 0.113,
    "masked": 0.083,
    "digit": 0.075,
}

_LOOK_ALIKES = (
    "顺项 金全 军农 波泽 光当 贞则 澜潘 辉晖 刚钢 伟炜 峰锋 青清 明朋 民氏 林木 杰杏 宇字 佳住 婷停 丽俪 红江 兰三 英央 梅海 芳苏 "
    "玲铃 霞露 燕蒸 云去 平干 春香 志忘 建健 国围 强弘 海悔 超起 鹏朋 飞气 龙尤 永水 文交 天夫 大太 小少 子孑 浩洁 轩轨 泽择 涵函 "
    "梓样 欣砍 怡恰 晨震 瑞端 静净 娜挪 敏每 艳绝 娟捐 萍苹 琳淋 雪雷 月目 荣荥 花芝 香杳 珍诊 凤风 秀季 桂挂 玉王 爱受 莲连 振震 "
    "亮高 旭旮 凯剀 俊峻 帅师 磊蕊 涛寿 斌赋 勇男 华毕 安妥 世也 昊吴 然燃 博搏 豪毫 铭名 家冢 李季 陈阵 杨扬 刘浏 赵赴 孙孔 吴昊 "
    "徐涂 胡湖 朱未 郭廓 何河 高亭 罗萝 郑邓 梁粱 谢榭 宋宗 唐塘 许讦 韩翰 冯玛 邓邹 曹漕 彭膨 肖育 田由 董懂 潘藩 袁哀 蔡祭 余佘 "
    "于千 叶叮 程理 魏巍 苏办 吕昌 丁了 任住 卢户 姚姙 沈沉 钟钞 姜美 崔催 谭潭 陆际 汪江 廖寥 石右 贾贸 韦书 付村 方万 邹皱"
)


@lru_cache(maxsize=1)
def _look_alikes() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for pair in _LOOK_ALIKES.split():
        one, other = pair[0], pair[1]
        table.setdefault(one, other)
        table.setdefault(other, one)
    return table


@lru_cache(maxsize=1)
def _homophones() -> Mapping[str, str]:
    """Syllable without tone → characters: those of names first, then all of GB 2312 level 1."""
    in_names = "".join(cohort.first + cohort.second for cohort in MALE + FEMALE) + "".join(SHARES)
    level_1 = "".join(
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
    )
    groups: dict[str, str] = {}
    for character in dict.fromkeys(in_names + level_1):
        syllable = lazy_pinyin(character)[0]
        groups[syllable] = groups.get(syllable, "") + character
    return groups


def _replace_one(name: str, rng: random.Random, other: Callable[[str], str]) -> str | None:
    """Replace one character, preferring those after the surname."""
    positions = [*rng.sample(range(1, len(name)), len(name) - 1), 0]
    for position in positions:
        candidates = other(name[position])
        if candidates:
            return name[:position] + rng.choice(candidates) + name[position + 1 :]
    return None


def homophone(name: str, rng: random.Random) -> str | None:
    """Another character of the same sound."""

    def same_sound(character: str) -> str:
        return _homophones().get(lazy_pinyin(character)[0], "").replace(character, "")[:12]

    return _replace_one(name, rng, same_sound)


def glyph(name: str, rng: random.Random) -> str | None:
    """Another character that looks alike."""
    return _replace_one(name, rng, lambda character: _look_alikes().get(character, ""))


def masked_name(name: str, rng: random.Random) -> str | None:
    """王*胜, 张*."""
    return name[0] + "*" + name[2:]


def spaced_name(name: str, rng: random.Random) -> str | None:
    """A space inside."""
    return name[0] + " " + name[1:]


def mou(name: str, rng: random.Random) -> str | None:
    """陈某某."""
    return name[0] + "某" * (len(name) - 1)


def pinyin_name(name: str, rng: random.Random) -> str | None:
    """Latin capitals as in a passport."""
    return " ".join(lazy_pinyin(name)).upper()


def dropped_character(name: str, rng: random.Random) -> str | None:
    """The last or the middle character is missing."""
    if len(name) < 3:
        return None
    position = rng.choice((len(name) - 1, len(name) - 1, 1))
    return name[:position] + name[position + 1 :]


def swapped_characters(name: str, rng: random.Random) -> str | None:
    """The characters of the given name in the wrong order."""
    if len(name) < 3 or name[-1] == name[-2]:
        return None
    return name[:-2] + name[-1] + name[-2]


NAME_DAMAGES: dict[str, Damage] = {
    "homophone": homophone,
    "masked": masked_name,
    "glyph": glyph,
    "space": spaced_name,
    "mou": mou,
    "pinyin": pinyin_name,
    "dropped_char": dropped_character,
    "swapped_chars": swapped_characters,
}


def one_digit(text: str, rng: random.Random, first: int, end: int) -> str:
    """One digit of text[first:end] is another one."""
    position = rng.randrange(first, end)
    digit = rng.choice("0123456789".replace(text[position], ""))
    return text[:position] + digit + text[position + 1 :]


def transposed(number: str, rng: random.Random) -> str | None:
    """Two neighbouring digits in the wrong order."""
    places = [index for index in range(6, 16) if number[index] != number[index + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def fullwidth(number: str, rng: random.Random) -> str | None:
    """Digits and X as full-width characters."""
    return "".join(chr(ord(character) + 0xFEE0) for character in number)


ID_DAMAGES: dict[str, Damage] = {
    "digit": lambda number, rng: one_digit(number, rng, 6, 17),
    "missing": lambda number, rng: "",
    "lowercase": lambda number, rng: number.lower() if number.endswith("X") else None,
    "masked": lambda number, rng: number[:6] + "********" + number[14:],
    "transposed": transposed,
    "truncated": lambda number, rng: number[:17],
    "15_digit": lambda number, rng: number[:6] + number[8:17],
    "fullwidth": fullwidth,
}


def written_phone(phone: str, rng: random.Random) -> str | None:
    """A number with country code, dashes or spaces."""
    a, b, c = phone[:3], phone[3:7], phone[7:]
    forms = (
        f"+86 {a}-{b}-{c}",
        f"+86 {a}-{b}-{c}",
        f"{a}-{b}-{c}",
        f"{a} {b} {c}",
        f"86{phone}",
        f"0086-{phone}",
    )
    return rng.choice(forms)


PHONE_DAMAGES: dict[str, Damage] = {
    "format": written_phone,
    "missing": lambda phone, rng: "",
    "changed": lambda phone, rng: mobile_number(rng),
    "masked": lambda phone, rng: phone[:3] + "****" + phone[7:],
    "digit": lambda phone, rng: one_digit(phone, rng, 3, 11),
}


def pick(shares: Mapping[str, float], factor: float, rng: random.Random) -> str:
    """One kind by its share times `factor`, or "" for none."""
    chance = rng.random()
    for kind, share in shares.items():
        chance -= share * factor
        if chance < 0:
            return kind
    return ""


def damaged(
    text: str,
    shares: Mapping[str, float],
    damages: Mapping[str, Damage],
    factor: float,
    rng: random.Random,
) -> tuple[str, str]:
    """The text after at most one damage, and the damage's kind ("" for none)."""
    kind = pick(shares, factor, rng) if text else ""
    result = damages[kind](text, rng) if kind else None
    if result is None or (result == text):
        return text, ""
    return result, kind
