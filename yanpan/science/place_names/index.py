"""Look-up tables from names to codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yanpan.science.place_names.places import Alias, City, Place
from yanpan.science.place_names.spelling import (
    TOWN_TYPES,
    alike,
    differ_by_one,
    normalise,
    township_stems,
    unit_stem,
    village_core,
)


class TownName(NamedTuple):
    """One way to write one township."""

    code: str
    rank: int  # 0 the official name, 1 another type (镇 for 乡), 2 a former name, 3 without a type
    counties: frozenset[str]  # county codes under which an address may put it


OFFICIAL, OTHER_TYPE, FORMER, SHORT = range(4)


class Index:
    """All names of one city. Built once, only read afterwards."""

    def __init__(self, places: Iterable[Place], aliases: Iterable[Alias], city: City) -> None:
        self.city = city
        self.names: dict[str, str] = {}  # village code -> its name
        self.counties: dict[str, frozenset[str]] = {}
        self.towns: dict[str, list[TownName]] = defaultdict(list)
        self.town_cores: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.former_cores: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.cores: dict[str, set[str]] = defaultdict(set)  # core -> village codes in the city
        towns: dict[str, tuple[str, str, str]] = {}
        for place in places:
            self._add_village(place)
            towns[place.township_code] = (
                place.township,
                place.county,
                place.county_code,
            )
        for code, (name, county, county_code) in towns.items():
            self._add_town(code, normalise(name), normalise(county), county_code)
        self._add_counties({(c, n) for _, n, c in towns.values()})
        self.home_counties = {code: county for code, (_, _, county) in towns.items()}
        self.home = {normalise(n) for n in (city.name, unit_stem(city.name)) if n}
        self._add_aliases([a._replace(name=normalise(a.name)) for a in aliases])
        self.province = {normalise(n) for n in (city.province, unit_stem(city.province)) if n}
        self.elsewhere = frozenset(self._elsewhere())
        self.longest_town = max(map(len, self.towns), default=0)
        self.longest_county = max(map(len, self.counties), default=0)
        self.longest_elsewhere = max(map(len, self.elsewhere), default=0)

    def _add_village(self, place: Place) -> None:
        core = village_core(normalise(place.name))
        self.names[place.code] = normalise(place.name)
        self.town_cores[place.township_code][core].add(place.code)
        self.cores[core].add(place.code)

    def _add_town(self, code: str, name: str, county: str, county_code: str) -> None:
        # The edition itself writes some names with the county in front: 召陵区青年镇.
        base = name[len(county) :] if name.startswith(county) and len(name) > len(county) + 1 else name
        counties = frozenset({county_code})
        for stem in township_stems(base):
            for kind in TOWN_TYPES:
                rank = OFFICIAL if stem + kind in (base, base + "办事处", base + "办") else OTHER_TYPE
                self.towns[stem + kind].append(TownName(code, rank, counties))
            if len(stem) > 1:
                self.towns[stem].append(TownName(code, SHORT, counties))

    def _add_counties(self, counties: Iterable[tuple[str, str]]) -> None:
        names: dict[str, set[str]] = defaultdict(set)
        for code, name in counties:
            names[normalise(name)].add(code)
            names[unit_stem(normalise(name))].add(code)
        self.counties = {name: frozenset(codes) for name, codes in names.items()}

    def _add_aliases(self, aliases: list[Alias]) -> None:
        for alias in aliases:
            if alias.code == self.city.code:
                self.home.add(alias.name)
            elif alias.name in self.home:
                continue  # an older, smaller unit of the city's name: the name means the city today
            elif len(alias.code) == 6:
                known = self.counties.get(alias.name, frozenset())
                self.counties[alias.name] = known | {alias.code}
            elif len(alias.code) == 9:
                self._add_former_town(alias)
            else:
                core = village_core(alias.name)
                self.former_cores[alias.code[:9]][core].add(alias.code)
                self.cores[core].add(alias.code)

    def _add_former_town(self, alias: Alias) -> None:
        homes = {
            self.home_counties.get(alias.code, alias.code[:6]),
            (alias.former_code or alias.code)[:6],
        }
        county = next(
            (n for n in self.counties if alias.name.startswith(n) and n[-1] in "区县市"),
            "",
        )
        base = alias.name[len(county) :] if len(alias.name) > len(county) + 1 else alias.name
        stem = township_stems(base)[0]
        rank = SHORT if stem == base else FORMER
        self.towns[base].append(TownName(alias.code, rank, frozenset(homes)))
        if rank == FORMER:
            self._widen(alias.code, frozenset(homes))
            if len(stem) > 1:
                self.towns[stem].append(TownName(alias.code, SHORT, frozenset(homes)))

    def _widen(self, code: str, homes: frozenset[str]) -> None:
        """A township that lay in another county may be written under either, by any of its names."""
        if len(homes) < 2:
            return
        for names in self.towns.values():
            names[:] = [n._replace(counties=n.counties | homes) if n.code == code else n for n in names]

    def _elsewhere(self) -> Iterator[str]:
        own = self.home | self.province | set(self.counties) | set(self.towns)
        for name in map(normalise, self.city.elsewhere):
            for written in (name, unit_stem(name)):
                # A short name that begins one of ours (商桥 and a 商…) would send our own people away.
                if written not in own and (written == name or not self._begins_ours(written)):
                    yield written

    def _begins_ours(self, written: str) -> bool:
        return any(name.startswith(written) for names in (self.towns, self.cores) for name in names)

    def similar_villages(self, township: str, core: str) -> tuple[set[str], set[str]]:
        """Village codes of the township: names that sound or look the same; names one character off."""
        cores = self.town_cores.get(township, {})
        same = {c for name, codes in cores.items() if alike(name, core) for c in codes}
        near = {c for n, codes in cores.items() if len(n) > 2 and differ_by_one(n, core) for c in codes}
        return same, near
