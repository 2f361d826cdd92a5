"""Names as typed: cleaned, with masks as wildcards, pinyin cut into syllables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from yanpan.science.record_matching.characters import (
    NAME_WIDTH,
    READINGS,
    WILD,
    code_of,
    reading_table,
    surname_reading_table,
    syllables,
)
from yanpan.science.record_matching.ids import LONGEST_CELL

_MASK = re.compile(r"[*#?•●■□×○◯※~]+")
_NOTE = re.compile(r"[(\[【<].*?[)\]】>]")
_TITLE = re.compile(r"(先生|女士|小姐|同志|之子|之女)$")
_LATIN = re.compile(r"^[A-Z ]+$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_NAME = frozenset({"无", "无名氏", "不详", "未知", "姓名不详", "暂无", "NONE", "NULL", "NA"})

Syllables = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameReading:
    """`codes`: character codes, WILD for a hidden one. `open_end`: how many follow is not known ('张某').
    `spellings`: for a name in pinyin, the ways to read it as syllable numbers, surname first."""

    text: str = ""
    codes: tuple[int, ...] = ()
    open_end: bool = False
    spellings: tuple[Syllables, ...] = ()


NO_NAME = NameReading()


@lru_cache(maxsize=1 << 16)
def read_name(text: str) -> NameReading:
    """Reads a name cell; never raises."""
    flat = _NOTE.sub("", unicodedata.normalize("NFKC", text[:LONGEST_CELL]).strip()).upper()
    if not flat or flat in _NO_NAME:
        return NO_NAME
    latin = re.sub(r"[,.'’\-_/\s]+", " ", flat).strip()
    if _LATIN.match(latin):
        return _read_latin(latin)
    joined = _TITLE.sub("", normal_name(flat)) or normal_name(flat)
    return _read_hanzi(joined)


def normal_name(text: str) -> str:
    """Width, case, spaces and separators removed; masks kept as '*'."""
    flat = _MASK.sub(lambda m: "*" * len(m.group()), unicodedata.normalize("NFKC", text).upper())
    return "".join(c for c in flat if c.isalnum() or c == "*")


def pinyin_keys(codes: tuple[int, ...], limit: int = 8) -> list[Syllables]:
    """Ways to read a name of characters as syllables, most usual first; [] when one has no reading."""
    choices: list[list[int]] = []
    for i, code in enumerate(codes[:4]):
        readings = [int(reading_table()[code, k]) for k in range(READINGS) if reading_table()[code, k]]
        if i == 0:
            readings = [int(surname_reading_table()[code]), *readings]
        if not readings or readings[0] == 0:
            return []
        choices.append(list(dict.fromkeys(readings)))
    return list(product(*choices))[:limit]


def _read_hanzi(joined: str) -> NameReading:
    # the first 某 may be a surname; 张XX is masked as 张** is
    masked = joined[:1] + joined[1:].replace("某", "*")
    masked = masked.replace("X", "*") if _HAN.search(masked) else masked
    # how many characters 某 stands for is not known, unless the name goes on: 张某强
    open_end = masked.endswith("*") and joined.find("某", 1) > 0
    joined = masked
    if joined.strip("*") == "":
        return NO_NAME
    # '张*' may stand for a name of three characters too
    open_end = open_end or (joined.endswith("*") and joined.count("*") == len(joined) - 1)
    codes = tuple(WILD if c == "*" else code_of(c) for c in joined[: NAME_WIDTH * 2])
    return NameReading(joined, codes, open_end)


def _read_latin(latin: str) -> NameReading:
    letters = latin.replace(" ", "")
    codes = tuple(code_of(c) for c in letters[: NAME_WIDTH * 2])
    spellings: list[Syllables] = []
    words = [_split_word(w) for w in latin.split()]
    if all(words):
        for combination in list(product(*words))[:4]:
            parts = [list(p) for p in combination]
            spellings.append(tuple(n for p in parts for n in p))
            if len(parts) == 2 and len(parts[1]) == 1:
                spellings.append(tuple(parts[1] + parts[0]))
            elif len(parts) == 3:
                spellings.append(tuple(parts[2] + parts[0] + parts[1]))
    kept = tuple(dict.fromkeys(s for s in spellings if 2 <= len(s) <= 4))[:6]
    return NameReading(letters, codes, False, kept)


@lru_cache(maxsize=1 << 14)
def _split_word(word: str) -> tuple[Syllables, ...]:
    """Every way to cut a run of letters into at most four syllables, fewest syllables first."""
    table, found = _spellings(), []
    stack: list[tuple[int, Syllables]] = [(0, ())]
    while stack:
        at, done = stack.pop()
        if at == len(word):
            found.append(done)
            continue
        if len(done) < 4:
            for length in range(1, 7):
                for number in table.get(word[at : at + length], ()) if at + length <= len(word) else ():
                    stack.append((at + length, (*done, number)))
    return tuple(sorted(found, key=len)[:4])


@cache
def _spellings() -> dict[str, tuple[int, ...]]:
    """Syllable numbers by how passports and sheets spell them (LV, LYU and LU for 吕)."""
    table: dict[str, tuple[int, ...]] = {}
    table.update({s.upper(): (n,) for s, n in syllables().items() if len(s) > 1 or s in "aeo"})
    for plain in ("L", "N"):
        if (v := table.get(plain + "V")) is not None:
            table[plain + "YU"] = v
            table[plain + "U"] = (*table.get(plain + "U", ()), *v)
    return table
