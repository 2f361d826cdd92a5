"""Address texts to division codes from nothing but the place names in the register.

Used when the caller has no gazetteer. Finds county, township and village names inside the text in their
short forms (裴城 for 裴城镇, 小徐 for 小徐村村民委员会), so a dropped prefix or suffix or an old
township type (乡 for 镇) does no harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import polars as pl

from yanpan.science.record_matching.ids import LONGEST_CELL

_ZONE = re.compile(r"(经济技术开发区|经济开发区|高新技术产业开发区|高新区|开发区|示范区|新区)$")
_COUNTY_END = re.compile(r"(自治县|自治旗|林区|特区|县|区|市|旗)$")
_TOWNSHIP_END = re.compile(r"(民族乡|回族镇|回族乡|街道办事处|街道|地区办事处|办事处|镇|乡|苏木|农场|林场)$")
_VILLAGE_END = re.compile(
    r"(村民委员会|村民员委会|村民委会|居民委员会|委员会|村委会|居委会|社区居民委员会|社区|村|嘎查)$"
)
_NO_PLACE = ""


def short_forms(name: str, ending: re.Pattern[str], inside: str = "") -> set[str]:
    """A name and what is left of it without its endings and without the name of the unit above; never
    under two characters."""
    forms, left = {name}, name
    for _ in range(3):
        left = ending.sub("", left)
        forms.add(left)
    forms |= {f.removeprefix(inside) for f in forms if inside}
    return {f for f in forms if len(f) >= 2}


def county_forms(county: str) -> set[str]:
    """Forms of a county's name; of a zone's what it is called there, never the bare city name before it."""
    zone = _ZONE.search(county)
    if not zone:
        return short_forms(county, _COUNTY_END)
    return (
        {county, zone.group(), "经开区", "经济开发区"} if "经济" in zone.group() else {county, zone.group()}
    )


class NameIndex:
    """Place names with their codes, found inside a text by their first character."""

    def __init__(self) -> None:
        self.codes: dict[str, set[str]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, name: str, code: str) -> None:
        """One more place of this name."""
        self.codes.setdefault(name, set()).add(code)
        lengths = self._lengths.setdefault(name[0], [])
        if len(name) not in lengths:
            lengths.append(len(name))

    def names_in(self, text: str) -> list[str]:
        """Known names in the text, the longest first, the earlier first among equals."""
        found = [
            (-length, start)
            for start, character in enumerate(text)
            for length in self._lengths.get(character, ())
            if text[start : start + length] in self.codes
        ]
        return [text[start : start - size] for size, start in sorted(found)]


class RegisterPlaces:
    """A PlaceResolver over the distinct (code, county, township, village) of a register."""

    def __init__(self, place_names: pl.DataFrame) -> None:
        self._counties = NameIndex()
        self._townships = NameIndex()
        self._villages = NameIndex()
        for code, county, township, village in place_names.iter_rows():
            self._add(f"{code:012d}", county, township, village)
        self._known: dict[str, str] = {}

    def resolve_codes(self, texts: Sequence[str]) -> list[str]:
        """The finest code each text supports; '' when it names no place of the register or two alike."""
        return [self._resolve_once(text) for text in texts]

    def _add(self, code: str, county: str, township: str, village: str) -> None:
        for form in county_forms(county):
            self._counties.add(form, code[:6])
        for form in short_forms(township, _TOWNSHIP_END, inside=county):
            self._townships.add(form, code[:9])
        if not code.endswith("000"):
            for form in short_forms(village, _VILLAGE_END):
                self._villages.add(form, code)

    def _resolve_once(self, text: str) -> str:
        if not text:
            return _NO_PLACE
        if text not in self._known:
            self._known[text] = self._resolve(
                re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[:LONGEST_CELL]))
            )
        return self._known[text]

    def _resolve(self, text: str) -> str:
        counties, before, rest = _cut_at(text, self._counties)
        townships, _, behind = _cut_at(rest, self._townships)
        if not townships and counties:
            townships, _, behind = _cut_at(before, self._townships)
            behind = behind if townships else rest
        inside = {t for t in townships if t[:6] in counties} or townships
        village = self._village(behind, inside, counties) or self._village(
            before + " " + rest, inside, counties
        )
        if village:
            return village
        if len(inside) == 1:
            return next(iter(inside))
        return next(iter(counties)) if len(counties) == 1 else _NO_PLACE

    def _village(self, text: str, townships: set[str], counties: set[str]) -> str:
        """The one village with the longest name in the text that lies in the units found."""
        for name in self._villages.names_in(text):
            codes = self._villages.codes[name]
            for units, width in ((townships, 9), (counties, 6)):
                within = {c for c in codes if c[:width] in units} if units else set()
                if len(within) == 1:
                    return next(iter(within))
                if within:
                    return _NO_PLACE
            if not townships and len(codes) == 1 and (not counties or len(name) > 2):
                return next(iter(codes))
        return _NO_PLACE


def _cut_at(text: str, names: NameIndex) -> tuple[set[str], str, str]:
    """Codes of the longest name in the text, the text before it and behind it; all behind when none is."""
    for name in names.names_in(text):
        before, _, behind = text.partition(name)
        return names.codes[name], before, behind
    return set(), "", text
