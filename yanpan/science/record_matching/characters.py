"""Tables over characters: toneless readings, look-alikes. A character is its 16-bit code.

Characters beyond the basic plane are folded into the private use area: two rare ones may share a code,
which costs nothing but a little evidence.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypinyin.constants import PINYIN_DICT

from yanpan.science.record_matching.lookalikes import lookalike_pairs

Codes = NDArray[np.uint16]
"""Character codes, 0 = no character."""

NAME_WIDTH = 6
"""Characters of a name that take part in comparison; longer names are cut for it (not for equality)."""

WILD = 0x2A  # '*'
READINGS = 3
READING_BITS = 9

# Readings characters have as surnames, where the dictionary's first one is another.
_SURNAME_READINGS = {
    "单": "shan", "仇": "qiu", "查": "zha", "解": "xie", "曾": "zeng", "任": "ren",
    "区": "ou", "朴": "piao", "盖": "ge", "翟": "zhai", "覃": "qin", "冼": "xian",
    "乐": "yue", "宁": "ning", "缪": "miao", "员": "yun", "葛": "ge", "那": "na",
    "仝": "tong", "谌": "chen", "黑": "he", "纪": "ji", "华": "hua", "尹": "yin",
    "折": "she", "种": "chong", "秘": "bi", "逄": "pang", "郇": "huan", "令": "ling",
    "繁": "po", "能": "nai", "牟": "mou", "隗": "wei", "洗": "xian", "召": "shao",
    "石": "shi", "沈": "shen", "长": "chang", "重": "chong", "不": "fou", "祭": "zhai",
    "过": "guo", "车": "che", "贾": "jia", "卜": "bu", "薄": "bo", "俞": "yu", "燕": "yan",
}  # fmt: skip


def code_of(character: str) -> int:
    """The 16-bit code of a character."""
    point = ord(character)
    return point if point < 0x10000 else 0xE000 + point % 0x1800


def fold_points(points: NDArray[np.uint32]) -> Codes:
    """Codes of an array of code points."""
    return np.where(points < 0x10000, points, 0xE000 + points % 0x1800).astype(np.uint16)


@cache
def syllables() -> dict[str, int]:
    """Number (from 1) of every toneless syllable."""
    return {s: i + 1 for i, s in enumerate(sorted({s for r in _readings().values() for s in r}))}


@cache
def reading_table() -> NDArray[np.uint16]:
    """Syllable numbers by code, up to three readings each, 0 = none; shape (65536, 3)."""
    numbers = syllables()
    table = np.zeros((0x10000, READINGS), dtype=np.uint16)
    for code, readings in _readings().items():
        for i, syllable in enumerate(readings[:READINGS]):
            table[code, i] = numbers[syllable]
    return table


@cache
def surname_reading_table() -> NDArray[np.uint16]:
    """The first reading by code when the character is a surname; shape (65536,)."""
    table = reading_table()[:, 0].copy()
    for character, syllable in _SURNAME_READINGS.items():
        table[ord(character)] = syllables()[syllable]
    return table


@cache
def near_sound_table() -> NDArray[np.uint16]:
    """Class of a syllable that is confused in speech (an/ang, in/ing, z/zh, n/l, h/f); by syllable number."""
    numbers = syllables()
    classes: dict[str, int] = {}
    table = np.zeros(len(numbers) + 1, dtype=np.uint16)
    for syllable, number in numbers.items():
        table[number] = classes.setdefault(_blurred(syllable), len(classes) + 1)
    return table


def share_reading(a: Codes, b: Codes) -> NDArray[np.bool_]:
    """Where two characters have a reading in common."""
    table = reading_table()
    ra, rb = table[a], table[b]
    shared = np.zeros(a.shape, dtype=bool)
    for i in range(READINGS):
        for j in range(READINGS):
            shared |= (ra[..., i] == rb[..., j]) & (ra[..., i] != 0)
    return shared


def near_sound(a: Codes, b: Codes) -> NDArray[np.bool_]:
    """Where the first readings of two characters are easily confused."""
    table, blur = reading_table(), near_sound_table()
    sa, sb = blur[table[a, 0]], blur[table[b, 0]]
    equal: NDArray[np.bool_] = (sa == sb) & (sa != 0)
    return equal


def look_alike(a: Codes, b: Codes) -> NDArray[np.bool_]:
    """Where two characters are in the table of look-alikes."""
    keys = _lookalike_keys()
    wanted = _pair_keys(a, b)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: NDArray[np.bool_] = keys[at] == wanted
    return found


@cache
def _lookalike_keys() -> NDArray[np.uint32]:
    return np.array(
        sorted(code_of(a) << 16 | code_of(b) for a, b in lookalike_pairs()),
        dtype=np.uint32,
    )


def _pair_keys(a: Codes, b: Codes) -> NDArray[np.uint32]:
    low, high = np.minimum(a, b).astype(np.uint32), np.maximum(a, b).astype(np.uint32)
    return (low << np.uint32(16)) | high


@cache
def _readings() -> dict[int, tuple[str, ...]]:
    source: dict[int, str] = PINYIN_DICT
    strip = _ToneStripper()
    basic = ((c, r) for c, r in source.items() if c < 0x10000)
    return {code: tuple(dict.fromkeys(strip[r] for r in text.split(","))) for code, text in basic}


class _ToneStripper(dict[str, str]):
    """Toneless form of a syllable with tone mark, remembered ('lǚ' → 'lv')."""

    def __missing__(self, syllable: str) -> Any:
        marked = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
        self[syllable] = "".join(c for c in marked if c.isascii() and c.isalpha())
        return self[syllable]


def _blurred(syllable: str) -> str:
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(long):
            syllable = short + syllable[2:]
    if syllable[:1] == "l":
        syllable = "n" + syllable[1:]
    if syllable[:2] == "hu":
        syllable = "f" + syllable[2:]
    return syllable[:-1] if syllable.endswith("ng") else syllable
