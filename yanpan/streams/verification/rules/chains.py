"""Reading a group chain (接龙): lines of names and answers become proposals. Pure; nothing unclear is guessed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from yanpan.science.record_matching import name_similarity
from yanpan.streams.verification.rules.chain_hints import (
    AFTER_A_NAME,
    HARMLESS,
    HINTS,
    NEGATIONS,
    NOT_OURS,
    PLACES_OUTSIDE,
    UNSURE,
)

MOST_LINES = 200
MOST_SIGNS = 20_000
ALIKE = 0.6  # from here on a name is offered, never taken
_OFFERED = 3


class Doubt(StrEnum):
    """Why a line is asked about instead of being filled in."""

    NO_PERSON = "no_person"  # no name in the line
    NOBODY = "nobody"  # nobody of this name among those in hand
    SIMILAR = "similar_name"
    SAME_NAME = "same_name"
    TWICE = "named_twice"
    RUNS_ON = "name_runs_on"  # a name in hand, and perhaps one more sign of another name
    OTHERS = "names_others"  # the line speaks of others in hand as well
    UNSURE = "unsure"
    NOT_OURS = "not_ours"
    NEGATED = "negated"
    CONTRADICTS = "contradicts"
    NOTHING = "nothing_understood"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chain. taps: what it says of ①–④, by name; tested_at: of the test, hour as said or noon."""

    number: int
    text: str
    name: str = ""
    taps: Mapping[str, str] = field(default_factory=dict)
    tested_at: datetime | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line with the person it means. candidates: who may be meant, the likeliest first; taken: surely the first."""

    line: Line
    candidates: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    @property
    def is_clear(self) -> bool:
        return not self.doubts


class _Part(NamedTuple):
    name: str
    said: str
    doubts: tuple[Doubt, ...]


_NUMBER = re.compile(
    r"^\s*[(\[【「]?\s*\d{1,3}\s*(?:[)\]】」]\s*[.、,:]?|[.、,:]|\s+|(?=[一-鿿]))(?![月日号])\s*"
)
_LABEL = re.compile(r"^(?:姓名|被核查人|人员)\s*[::]?\s*")
_LATER_LABEL = re.compile(r"(?:核查情况|核查结果|情况|结果|备注)\s*[::]\s*")
_TITLE = re.compile(r"^\s*(?:#.*|.*接龙.*)$")
_PRIVATE = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")
_SEPARATOR = re.compile(r"[\s、,;/和与及。.:()\-—@]")
_GUESS = re.compile(r"^([一-鿿]{1,3}(?:·[一-鿿]{1,6})?[一-鿿])(?=[\s:,、;()\-—]|$)")


def read_chain(text: str, names: Sequence[str], now: datetime, zone: ZoneInfo) -> list[Line]:
    """Every line that says something, in order. names: of the people in hand; now: when it was pasted.

    Titles and blank lines are left out; a line without a name is kept with its doubt.
    """
    lines: list[Line] = []
    known = sorted({one for one in names if len(one) > 1}, key=len, reverse=True)
    for raw in text[:MOST_SIGNS].splitlines():
        plain = _plain(raw)
        if not plain or _TITLE.match(plain):
            continue
        numbered = _NUMBER.match(plain)
        body = _LABEL.sub("", plain[numbered.end() :] if numbered else plain)
        parts = _parts(_LATER_LABEL.sub(" ", body), known)
        if not numbered and not parts[0].name and lines and not lines[-1].taps:
            lines[-1] = _understood(
                lines[-1].number,
                lines[-1].text + " " + raw.strip(),
                _Part(lines[-1].name, body, ()),
                now,
                zone,
            )
            continue
        first = len(lines) + 1
        lines += _apart(
            [_understood(first + more, raw.strip(), part, now, zone) for more, part in enumerate(parts)]
        )
    return lines


def _apart(lines: list[Line]) -> list[Line]:
    """Several names in one line are told apart only where each is said to be somewhere."""
    if len(lines) == 1 or all("where" in line.taps for line in lines):
        return lines
    return [replace(line, doubts=(*line.doubts, Doubt.OTHERS)) for line in lines]


def _plain(raw: str) -> str:
    """Full width to half, numbers of persons and small pictures taken out."""
    folded = _PRIVATE.sub(" ", unicodedata.normalize("NFKC", raw))
    kept = (sign if unicodedata.category(sign)[0] != "S" and sign not in "️‍" else " " for sign in folded)
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def _parts(body: str, known: Sequence[str]) -> list[_Part]:
    """The line cut at the names it begins with: 「张三、李四在家」 says the same of both."""
    found = list(_names_in(body, known))
    starts = [(at, name) for at, name in found if at == 0 or _SEPARATOR.match(body[at - 1])]
    if not starts or starts[0][0] != 0:
        return [_guessed(body, bool(found))]
    others = (Doubt.OTHERS,) if len(starts) < len(found) else ()
    ends = [at for at, _ in starts[1:]] + [len(body)]
    parts = [
        _part(name, body[at + len(name) : end], others) for (at, name), end in zip(starts, ends, strict=True)
    ]
    for index in range(len(parts) - 2, -1, -1):
        if not parts[index].said:
            parts[index] = parts[index]._replace(said=parts[index + 1].said)
    return parts


def _part(name: str, said: str, doubts: tuple[Doubt, ...]) -> _Part:
    follows = said[:1]
    runs_on = (
        bool(re.match(r"[一-鿿]", follows)) and follows not in AFTER_A_NAME and _hint_at(said, 0) is None
    )
    return _Part(name, said.strip(" 、,;/和与及。.:()-—@"), (*doubts, Doubt.RUNS_ON) if runs_on else doubts)


def _guessed(body: str, names_others: bool) -> _Part:
    """The name of somebody not in hand: what stands before the first sign of its end, or the first phrase known."""
    others = (Doubt.OTHERS,) if names_others else ()
    if (guess := _GUESS.match(body)) and _hint_at(body, 0) is None:
        return _Part(guess[1], body[guess.end() :].strip(" :,、;()-—"), others)
    first = next((at for at in range(1, min(len(body), 5)) if _hint_at(body, at)), 0)
    if first >= 2 and re.fullmatch(r"[一-鿿]+", body[:first]):
        return _Part(body[:first], body[first:], others)
    return _Part("", body, (*others, Doubt.NO_PERSON))


def _names_in(body: str, known: Sequence[str]) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(body):
        name = next((one for one in known if body.startswith(one, at)), "")
        if name:
            yield at, name
        at += len(name) or 1


def _hint_at(text: str, at: int) -> str | None:
    return next((text[at : at + size] for size in range(8, 1, -1) if text[at : at + size] in HINTS), None)


def _understood(number: int, text: str, part: _Part, now: datetime, zone: ZoneInfo) -> Line:
    said = part.said
    doubts = list(part.doubts)
    doubts += [Doubt.UNSURE] if any(one in said for one in UNSURE) else []
    doubts += [Doubt.NOT_OURS] if any(one in said for one in NOT_OURS) else []
    values, negated = _taps_of(said)
    doubts += [Doubt.NEGATED] if negated else []
    doubts += [Doubt.CONTRADICTS] if any(len(some) > 1 for some in values.values()) else []
    taps = {name: next(iter(some)) for name, some in values.items() if len(some) == 1}
    doubts += [] if taps else [Doubt.NOTHING]
    tested = taps.get("test_result", "") not in ("", "not_tested")
    tested_at = _tested_at(said, now.astimezone(zone)) if tested else None
    return Line(number, text, part.name, taps, tested_at, tuple(doubts))


def _taps_of(said: str) -> tuple[dict[str, set[str]], bool]:
    """What each tap is said to be, and whether a known phrase was denied."""
    rest, outside = _places(said)
    values: dict[str, set[str]] = {"where": {"outside"}} if outside else {}
    negated, at = False, 0
    for phrase in HARMLESS:
        rest = rest.replace(phrase, " ")
    while at < len(rest):
        hint = _hint_at(rest, at)
        if hint is None:
            at += 1
            continue
        negated = negated or (at > 0 and rest[at - 1] in NEGATIONS)
        for name, value in HINTS[hint].items():
            values.setdefault(name, set()).add(value)
        at += len(hint)
    return _settled(values), negated


def _settled(values: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is no contradiction: the family on the telephone or at the door; not reached says nothing of where."""
    contacts = values.get("contact", set())
    if "family" in contacts and "not_reached" not in contacts:
        values["contact"] = {"family"}
    if "not_reached" in contacts and values.get("where", set()) == {"here", "outside"}:
        values["where"] = {"outside"}
    if values.get("measure", set()) > {"monitoring"} and values["measure"] == {"monitoring", "at_home"}:
        values["measure"] = {"at_home"}
    return values


_PLACE = "|".join(PLACES_OUTSIDE)
_CAME_BACK = re.compile(rf"从?(?:{_PLACE})[一-鿿]{{0,4}}?(?:回来|返回|返漯|回村|返乡|归来|回漯)")
_AWAY = re.compile(rf"(?:在|去了?|到|赴|前往|回了?|返回|住)(?:{_PLACE})(?!路|街|医院|回)")
_WAS_THERE = re.compile(rf"(?:未|没有?|不)(?:曾)?(?:去过?|到过?|在)(?:{_PLACE})|(?:去过|到过)(?:{_PLACE})")


def _places(said: str) -> tuple[str, bool]:
    """The text without the places it names, and whether the person is at one outside the city now."""
    back = _CAME_BACK.search(said) is not None
    rest = _WAS_THERE.sub(" ", _CAME_BACK.sub(" 回来了 ", said))
    return _AWAY.sub(" ", rest), not back and _AWAY.search(rest) is not None


_DAYS_AGO = {"今": 0, "昨": 1, "前": 2}
_AGO = re.compile(r"(今|昨|前)(?:天|日|晚|早|晨)")
_ON = re.compile(r"(?<!\d)(\d{1,2})(?:月|[./-])(\d{1,2})(?!\d)(?:日|号)?")
_DAY_ONLY = re.compile(r"(?<!\d)(\d{1,2})[日号]")
_HOURS = {"凌晨": 3, "早": 8, "晨": 8, "上午": 9, "中午": 12, "下午": 15, "晚": 20}


def _tested_at(said: str, now: datetime) -> datetime | None:
    """When a test was taken, as the line says it; None if it does not. The hour said, else noon; never after now."""
    day = _day_in(said, now.date())
    if day is None:
        return None
    hour = next((hour for word, hour in _HOURS.items() if word in said), 12)
    return min(datetime.combine(day, time(hour), now.tzinfo), now)


def _day_in(said: str, today: date) -> date | None:
    if ago := _AGO.search(said):
        return today - timedelta(days=_DAYS_AGO[ago[1]])
    if on := _ON.search(said):
        return _past_day(today, int(on[1]), int(on[2]))
    if on := _DAY_ONLY.search(said):
        return _past_day(today, today.month, int(on[1]))
    return None


def _past_day(today: date, month: int, day: int) -> date | None:
    """The last such day that is not in the future; None for one that does not exist or is older than a month."""
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found <= today:
            return found if today - found <= timedelta(days=31) else None
    return None


def proposals(lines: Sequence[Line], people: Mapping[str, str]) -> list[Proposal]:
    """Each line with whom it means. people: key → name of those in hand. Only an only, exact name is taken."""
    by_name: dict[str, list[str]] = {}
    for key, name in people.items():
        by_name.setdefault(name, []).append(key)
    times = Counter(line.name for line in lines if line.name in by_name)
    return [_proposal(line, by_name, times[line.name] > 1) for line in lines]


def _proposal(line: Line, by_name: Mapping[str, list[str]], twice: bool) -> Proposal:
    exact = by_name.get(line.name, [])
    doubts = list(line.doubts)
    doubts += [Doubt.TWICE] if twice else []
    doubts += [Doubt.SAME_NAME] if len(exact) > 1 else []
    if exact or not line.name:
        return Proposal(line, tuple(exact), tuple(doubts))
    alike = _alike(line.name, by_name)
    return Proposal(line, alike, (*doubts, Doubt.SIMILAR if alike else Doubt.NOBODY))


def _alike(name: str, by_name: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Those whose name sounds or looks like this one, or differs by one sign; the likeliest first."""
    near = [one for one in by_name if abs(len(one) - len(name)) <= 1 and set(one) & set(name)]
    scored = sorted(((name_similarity(name, one), one) for one in near), key=lambda pair: (-pair[0], pair[1]))
    return tuple(key for score, one in scored[:_OFFERED] if score >= ALIKE for key in by_name[one])
