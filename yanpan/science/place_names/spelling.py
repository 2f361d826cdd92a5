"""How place names are written, shortened and mistyped."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

# Characters that stand for another in typed place names: variants, traditional forms, look-alikes.
_VARIANTS = str.maketrans("颖颕偃塚區縣鎮鄉莊樓號臺婁閣趙陳劉張馬", "颍颍郾冢区县镇乡庄楼号台娄阁赵陈刘张马")
# Characters a reader of a poor copy takes for each other; each is read as the first of its group.
_LOOK_ALIKE_GROUPS = """
冢家 末未朱宋 己已巳 王玉主壬 大太犬 孟盂 午牛 巨臣 干千于 天夫 土士 日曰 人入 田由甲申 侯候 辛幸 藏臧 坡波陂
营宫 岗冈 塔搭 裴斐 渚诸 徐除 陈阵 周同 李季 史吏 关美 桥挢 庙届 刘刈 杨扬 柳抑 杜社 汪注 洼哇
"""
_LOOK_ALIKES = {ord(other): group[0] for group in _LOOK_ALIKE_GROUPS.split() for other in group[1:]}
# Brackets, commas and colons stay: they separate the present place from the household's.
_NOISE = re.compile(r"[\s·•.\"'“”‘’*_/\\|]+")

TOWN_TYPES = (
    "街道办事处",
    "地区办事处",
    "镇办事处",
    "乡办事处",
    "街道办",
    "办事处",
    "民族乡",
    "街道",
    "街办",
    "镇",
    "乡",
)
_PEOPLES = (
    "回|满|蒙古|藏|维吾尔|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|"
    "纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|"
    "鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_PEOPLE = re.compile(rf"(?:(?:{_PEOPLES})族)+$")

COMMITTEE = re.compile(
    r"^(.+?)((?:社区)?(?:居民委员会|居民委会|居委会|居委)|社区|(?:村民委员会|村民员委会|村民委会|村委会|村委))"
)
# A house at the end of an address: 1号, 21号楼3单元302, 3组12号, 附5-2.
_HOUSE = re.compile(
    r"(?:附?[0-9A-Za-z]+(?:号楼|号院|号|楼|栋|幢|座|单元|室|户|层|村民小组|组|队|排|巷|弄|-|#|—|、|之)*)+$"
)
_AFTER_NAME = re.compile(
    r"(?:$|村|社区|居委|第?[一二三四五六七八九十百0-9]+(?:组|队|号|巷|街|区)?|[东南西北]头|自然村|小组)"
)


def normalise(text: str) -> str:
    """Full width to half, spaces and dots out, variant characters to the usual ones."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).translate(_VARIANTS)


def without_house(text: str) -> str:
    """河滨社区居民委员会25号楼4单元601 -> 河滨社区居民委员会."""
    return _HOUSE.sub("", text)


def village_core(name: str) -> str:
    """冢张村村民委员会, 冢张村委会 and 冢张村 are all 冢张; 中村 stays 中村."""
    found = COMMITTEE.match(name)
    return without_village_word(found[1] if found else name)


def without_village_word(name: str) -> str:
    """冢张村 -> 冢张; two characters stay: 李村 (also where 李村民委员会 was written)."""
    while name.endswith("村") and len(name) > 2:
        name = name[:-1]
    return name + "村" if len(name) == 1 else name


def ends_name(text: str, position: int) -> bool:
    """Whether a village name may end at ``position``: not in 大李|庄, but in 大李|村东头."""
    return _AFTER_NAME.match(text, position) is not None


def township_stems(name: str) -> tuple[str, ...]:
    """繁城回族镇 -> 繁城回族, 繁城; 天桥街街道 -> 天桥街, 天桥. The first is the name without its type."""
    kind = next((t for t in TOWN_TYPES if name.endswith(t) and len(name) > len(t) + 1), "")
    stem = name[: len(name) - len(kind)]
    shorter = _PEOPLE.sub("", stem)
    if shorter == stem and stem.endswith("街") and len(stem) > 2:
        shorter = stem[:-1]
    return (stem, shorter) if shorter != stem and len(shorter) > 1 else (stem,)


def unit_stem(name: str) -> str:
    """漯河市 -> 漯河, 临颍县 -> 临颍, 河南省 -> 河南; two characters stay at the least."""
    for ending in (
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "自治州",
        "地区",
        "省",
        "市",
        "县",
        "区",
        "盟",
    ):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """The name's pinyin without tones; syllables stay apart (xi an is not xian)."""
    return " ".join(lazy_pinyin(name))


def alike(a: str, b: str) -> bool:
    """The same sound, or only characters that look like each other are exchanged."""
    if len(a) != len(b):
        return False
    return a.translate(_LOOK_ALIKES) == b.translate(_LOOK_ALIKES) or sound(a) == sound(b)


def differ_by_one(a: str, b: str) -> bool:
    """One character replaced, none added or dropped."""
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
