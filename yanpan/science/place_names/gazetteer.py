"""Reading an address: every way to cut it into city, county, township and village is tried, the best kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from yanpan.science.place_names.index import (
    FORMER,
    OFFICIAL,
    OTHER_TYPE,
    SHORT,
    Index,
    TownName,
)
from yanpan.science.place_names.places import (
    SURE,
    Alias,
    City,
    Level,
    Place,
    Resolution,
)
from yanpan.science.place_names.segments import split_segments
from yanpan.science.place_names.spelling import (
    COMMITTEE,
    TOWN_TYPES,
    differ_by_one,
    ends_name,
    normalise,
    sound,
    village_core,
    without_house,
    without_village_word,
)

_TOWN_WORD = re.compile(rf"^(.{{2,5}}?)({'|'.join(TOWN_TYPES)})")
_UNIT_WORDS = tuple("县区市")  # 召陵|区 is the district, not 召陵镇
_MEMORY = 100_000  # distinct texts remembered; a register repeats its villages


class Start(NamedTuple):
    """An address read as far as its county."""

    position: int
    counties: frozenset[str] | None  # None: none was named


class Town(NamedTuple):
    """An address read as far as its township."""

    position: int
    counties: frozenset[str] | None
    name: TownName

    @property
    def contradicts(self) -> bool:
        return self.counties is not None and not (self.counties & self.name.counties)


class Reading(NamedTuple):
    """An address read to a village. The best confidence wins; readings near it must agree."""

    codes: frozenset[str]
    confidence: float
    reasons: tuple[str, ...]


class Gazetteer:
    """Names of one city.

    ``places``: all its villages. ``aliases``: former and short names. ``city``: its own name, province
    and the names that mean elsewhere.
    """

    def __init__(
        self,
        places: Iterable[Place],
        aliases: Iterable[Alias] = (),
        *,
        city: City | None = None,
    ) -> None:
        self._index = Index(places, aliases, city or City("", "", ""))
        self._remembered = lru_cache(maxsize=_MEMORY)(self._read)

    def resolve(self, text: str) -> Resolution:
        """The place one address names. Never raises; see `Resolution` for levels and reasons."""
        present, household = split_segments(normalise(text))
        answer = self._remembered(without_house(present))
        if not household:
            return answer
        home = self._remembered(without_house(household))
        return answer._replace(household_code=home.code, reasons=(*answer.reasons, "household"))

    def resolve_codes(self, texts: Sequence[str]) -> list[str]:
        """The code of each text: 12, 9 or 6 digits, empty for elsewhere and unknown."""
        memory: dict[str, str] = {}
        for text in texts:
            if text not in memory:
                memory[text] = self.resolve(text).code
        return [memory[text] for text in texts]

    def _read(self, text: str) -> Resolution:
        if not text:
            return Resolution("", "", 0.0, (), ("empty",))
        starts = list(self._starts(text))
        towns = [town for start in starts for town in self._towns(text, start)]
        village = self._village(text, starts, towns)
        if village and village.confidence >= SURE and len(village.codes) == 1:
            return Resolution(min(village.codes), "village", village.confidence, (), village.reasons)
        for answer in (
            self._wider(village),
            self._township(text, towns),
            self._county(text, starts),
        ):
            if answer:
                return answer
        return self._elsewhere(text, 0.7) or Resolution("", "", 0.0, (), ("unknown",))

    # From the left: province and city, county.

    def _starts(self, text: str) -> Iterator[Start]:
        for position in self._after_city(text):
            yield Start(position, None)
            for end, counties in self._county_names(text, position):
                yield Start(end, counties)
                # 召陵区召陵区青年镇: the county is repeated because the township's own name has it.
                yield from (Start(e, c) for e, c in self._county_names(text, end) if c == counties)

    def _after_city(self, text: str) -> list[int]:
        positions = [0]
        # The city twice: 漯河漯河 is the city and the zone whose name begins with it, both cut short.
        for names in (self._index.province, self._index.home, self._index.home):
            for position in tuple(positions):
                positions += [position + len(n) for n in names if text.startswith(n, position)]
        return list(dict.fromkeys(positions))

    def _county_names(self, text: str, start: int) -> Iterator[tuple[int, frozenset[str]]]:
        for end in range(start + 2, min(len(text), start + self._index.longest_county) + 1):
            counties = self._index.counties.get(text[start:end])
            if counties:
                yield end, counties

    def _towns(self, text: str, start: Start) -> Iterator[Town]:
        for end in range(
            start.position + 2,
            min(len(text), start.position + self._index.longest_town) + 1,
        ):
            names = self._index.towns.get(text[start.position : end])
            if names:
                for name in _fitting(names, start.counties):
                    town = Town(_repeated(text, start.position, end, name), start.counties, name)
                    if not (name.rank == SHORT and (town.contradicts or text[end : end + 1] in _UNIT_WORDS)):
                        yield town

    # Villages.

    def _village(self, text: str, starts: list[Start], towns: list[Town]) -> Reading | None:
        readings = [r for town in towns if (r := self._in_town(text, town))]
        if not any(r.confidence >= 0.97 for r in readings):
            readings += [r for s in starts if (r := self._in_county(text, s))]
        if not readings:
            readings = [r for town in towns if (r := self._similar(text, town))]
        if not readings:
            readings = list(self._similar_township(text, starts))
        return _best(readings)

    def _in_town(self, text: str, town: Town) -> Reading | None:
        rest = text[town.position :]
        if not rest:
            return None
        codes, weight, reasons = self._named(rest, town.name.code)
        if not codes:
            return None
        confidence, reason = _town_confidence(town)
        return Reading(frozenset(codes), confidence * weight, (reason, *reasons))

    def _named(self, rest: str, township: str) -> tuple[set[str], float, tuple[str, ...]]:
        """Village codes of the township that the rest of the address names."""
        current = self._index.town_cores.get(township, {})
        former = self._index.former_cores.get(township, {})
        committee = COMMITTEE.match(rest)
        core = without_village_word(committee[1]) if committee else without_village_word(rest)
        if core in current:
            return self._same_kind(current[core], rest), 1.0, ()
        if core in former:
            return former[core], 0.97, ("former_name",)
        for end in range(len(rest) - 1, 1, -1):
            core = without_village_word(rest[:end])
            if core in current:
                return (
                    current[core],
                    0.9 if ends_name(rest, end) else 0.7,
                    ("village_prefix",),
                )
        return set(), 0.0, ()

    def _same_kind(self, codes: set[str], rest: str) -> set[str]:
        """Where 郭庄社区 and 郭庄村 are two villages, the full name decides if it is written."""
        if len(codes) > 1:
            return {c for c in codes if rest.startswith(self._index.names[c])} or codes
        return codes

    def _in_county(self, text: str, start: Start) -> Reading | None:
        """A village named without its township: fine where only one in the county bears the name."""
        rest = text[start.position :]
        if len(rest) < 2:
            return None
        codes = self._index.cores.get(village_core(rest), set())
        if start.counties is not None:
            inside = frozenset(c for c in codes if self._county_of(c) in start.counties)
            return Reading(inside, 0.9, ("no_township",)) if inside else None
        confidence = 0.82 if COMMITTEE.match(rest) or rest.endswith("村") else 0.6
        return Reading(frozenset(codes), confidence, ("no_township", "no_county")) if codes else None

    def _county_of(self, code: str) -> str:
        return self._index.home_counties.get(code[:9], code[:6])

    def _similar(self, text: str, town: Town) -> Reading | None:
        """No village of the name: one that sounds the same, or has one other character."""
        rest = text[town.position :]
        if len(rest) < 2 or town.contradicts:
            return None
        same, near = self._index.similar_villages(town.name.code, village_core(rest))
        confidence = _town_confidence(town)[0]
        if same:
            return Reading(frozenset(same), 0.9 * confidence, ("similar_name",))
        return Reading(frozenset(near), 0.75 * confidence, ("similar_name",)) if near else None

    def _similar_township(self, text: str, starts: list[Start]) -> Iterator[Reading]:
        """The township itself is mistyped (北午渡镇): only beside its county, and with a village it has."""
        for start in starts:
            rest = text[start.position :]
            found = _TOWN_WORD.match(rest)
            if start.counties is None or not found:
                continue
            for name in self._sounding_like(found[1], start.counties):
                codes, weight, _ = self._named(rest[found.end() :], name.code)
                if codes:
                    yield Reading(frozenset(codes), 0.9 * weight, ("similar_township",))

    def _sounding_like(self, stem: str, counties: frozenset[str]) -> Iterator[TownName]:
        for written, names in self._index.towns.items():
            alike = len(written) == len(stem) and (
                sound(written) == sound(stem) or differ_by_one(written, stem)
            )
            yield from (n for n in names if alike and n.rank == SHORT and n.counties & counties)

    # Wider answers.

    def _wider(self, village: Reading | None) -> Resolution | None:
        """Several villages, or an unsure one: the smallest area that holds them, with the candidates."""
        if village is None or (len(village.codes) == 1 and "no_county" in village.reasons):
            return None
        candidates = tuple(sorted(village.codes))
        reasons = (*village.reasons, "ambiguous") if len(candidates) > 1 else village.reasons
        code, level = self._common(candidates)
        return Resolution(code, level, 0.7 if level == "township" else 0.5, candidates, reasons)

    def _common(self, codes: Sequence[str]) -> tuple[str, Level]:
        if len({c[:9] for c in codes}) == 1:
            return codes[0][:9], "township"
        counties = {self._county_of(c) for c in codes}
        return (min(counties), "county") if len(counties) == 1 else (self._index.city.code, "city")

    def _township(self, text: str, towns: list[Town]) -> Resolution | None:
        fitting = [t for t in towns if not t.contradicts] or towns
        typed = [t for t in fitting if t.name.rank != SHORT] or self._short_towns(text, fitting)
        if not typed:
            return None
        best = [t for t in typed if t.position == max(t.position for t in typed)]
        codes = sorted({t.name.code for t in best})
        confidence, reason = max(_town_confidence(t) for t in best)
        reasons = (reason,) if best[0].position == len(text) else (reason, "village_unknown")
        if len(codes) == 1:
            return Resolution(
                codes[0],
                "township",
                confidence - 0.05 * (len(reasons) - 1),
                (),
                reasons,
            )
        code, level = self._common_county(codes)
        return Resolution(code, level, 0.5, tuple(codes), (*reasons, "ambiguous"))

    def _short_towns(self, text: str, towns: list[Town]) -> list[Town]:
        """召陵 alone is the county's short name as much as the township's: then the county answers."""
        shared = {end for start in self._after_city(text) for end, _ in self._county_names(text, start)}
        return [t for t in towns if t.counties is not None or t.position not in shared]

    def _common_county(self, townships: Sequence[str]) -> tuple[str, Level]:
        counties = {self._county_of(c) for c in townships}
        return (min(counties), "county") if len(counties) == 1 else (self._index.city.code, "city")

    def _county(self, text: str, starts: list[Start]) -> Resolution | None:
        elsewhere = next((e for s in starts if (e := self._elsewhere_at(text, s.position))), None)
        named = [s for s in starts if s.counties]
        if elsewhere and not named:
            return elsewhere
        if named:
            return self._county_answer(text, max(named, key=lambda s: s.position))
        last = max(s.position for s in starts)
        if any(text.endswith(n, 0, last) for n in self._index.home) and last:
            reasons = ("exact",) if last == len(text) else ("village_unknown",)
            return Resolution(self._index.city.code, "city", 0.95, (), reasons)
        return None

    def _county_answer(self, text: str, start: Start) -> Resolution:
        counties = start.counties or frozenset()
        reasons = ("exact",) if start.position == len(text) else ("village_unknown",)
        if len(counties) == 1:
            return Resolution(min(counties), "county", 0.95, (), reasons)
        return Resolution(
            self._index.city.code,
            "city",
            0.5,
            tuple(sorted(counties)),
            ("former_name", "ambiguous"),
        )

    # Elsewhere.

    def _elsewhere_at(self, text: str, start: int) -> Resolution | None:
        for end in range(start + 2, min(len(text), start + self._index.longest_elsewhere) + 1):
            if text[start:end] in self._index.elsewhere:
                return Resolution("", "outside", 0.95, (), ("elsewhere",))
        return None

    def _elsewhere(self, text: str, confidence: float) -> Resolution | None:
        """Another city's full name anywhere in a text that names nothing of ours."""
        if any(self._elsewhere_at(text, i) for i in range(1, len(text) - 1)):
            return Resolution("", "outside", confidence, (), ("elsewhere",))
        return None


def _repeated(text: str, start: int, end: int, name: TownName) -> int:
    """北舞渡镇北舞渡镇: lists joined from two columns say it twice. (孟庙孟庙村 is a village of its name.)"""
    twice = name.rank != SHORT and text.startswith(text[start:end], end)
    return end + (end - start) * twice


def _fitting(names: list[TownName], counties: frozenset[str] | None) -> list[TownName]:
    """Those of the county where one is named; the official name before one with another type."""
    inside = [n for n in names if counties is None or n.counties & counties] or names
    official = {n.counties for n in inside if n.rank == OFFICIAL}
    return [n for n in inside if n.rank == OFFICIAL or n.counties not in official]


def _town_confidence(town: Town) -> tuple[float, str]:
    if town.contradicts:
        return 0.85, "county_mismatch"
    if town.name.rank == SHORT:
        return 0.95, "township_short"
    if town.name.rank == FORMER:
        return 0.98, "former_name"
    if town.counties is not None and town.name.code[:6] not in town.counties:
        return 0.98, "moved"
    return (0.985, "township_type") if town.name.rank == OTHER_TYPE else (0.99, "exact")


def _best(readings: list[Reading]) -> Reading | None:
    """The likeliest reading; others hardly less likely add their villages, so that nothing is guessed."""
    if not readings:
        return None
    top = max(readings, key=lambda r: (r.confidence, -len(r.codes)))
    rivals = frozenset(c for r in readings if r.confidence >= top.confidence - 0.1 for c in r.codes)
    return top if rivals == top.codes else top._replace(codes=rivals)
