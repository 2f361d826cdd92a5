"""协查函: what a letter says, which format its province wants, what a receipt means. Pure."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from yanpan.kernel.errors import Refused
from yanpan.science.record_matching import id_problems, normal_id
from yanpan.streams.verification.rules import URGENCY_ORDER

MOST_PERSONS = 50  # on one letter; more go on another
MOST_HOURS = 72


class Purpose(StrEnum):
    ASK = "ask"
    ONWARD = "onward"  # a second letter: the person went on to another city
    WITHDRAW = "withdraw"  # the person is here after all


class Result(StrEnum):
    """What a receipt says of a person."""

    FOUND = "found"
    NOT_HERE = "not_here"
    RETURNED = "returned"
    MOVED_ON = "moved_on"


# The person is looked for here again.
BACK_IN_HAND = frozenset({Result.NOT_HERE, Result.RETURNED})


class Kind(StrEnum):
    """Why somebody is sought, as the other city needs it: never a diagnosis."""

    CLOSE_CONTACT = "close_contact"
    SECONDARY = "secondary_contact"
    COMPANION = "companion"
    TOPIC = "topic"
    OTHER = "other"


def kind_of(reason: str, urgency: str) -> Kind:
    """The class by the words of the row's reason, else by its urgency."""
    if "次密" in reason:
        return Kind.SECONDARY
    if "时空伴随" in reason or "时空交集" in reason:
        return Kind.COMPANION
    return {"contact": Kind.CLOSE_CONTACT, "topic": Kind.TOPIC}.get(urgency, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of a person or of a receipt. also: other words for it in sheets that come back."""

    field: str
    word: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """How a province is written to. words: 'table.key' → wording with {…} to be filled in."""

    key: str
    name_zh: str
    name_en: str
    provinces: tuple[str, ...]
    common: bool
    words: Mapping[str, str]
    asked: tuple[str, ...]
    hours: Mapping[str, int]
    persons: tuple[Wanted, ...]
    receipt: tuple[Wanted, ...]
    number_titles: tuple[str, ...]
    says: Mapping[str, Mapping[str, Sequence[str]]]

    def answer_hours(self, urgencies: Iterable[str]) -> int:
        """Hours until the receipt is due, by the gravest class in the letter."""
        gravest = min(urgencies, key=URGENCY_ORDER.index, default=URGENCY_ORDER[-1])
        return self.hours[gravest]

    def word(self, wording: str, /, **facts: object) -> str:
        """The wording 'table.key' with its facts."""
        return self.words[wording].format(**facts)


_TABLES = ("titles", "opening", "clauses", "kinds")
_LINES = ("addressee", "receipt_title", "person_title")


def _format(said: dict[str, Any], common: dict[str, Any]) -> Format:
    """A province says only where it differs from the common format."""
    words = {
        f"{table}.{name}": text
        for table in _TABLES
        for name, text in (common[table] | said.get(table, {})).items()
    }
    return Format(
        key=said["key"],
        name_zh=said["name_zh"],
        name_en=said["name_en"],
        provinces=tuple(said["provinces"]),
        common=said.get("common", False),
        words=words | {name: said.get(name, common[name]) for name in _LINES},
        asked=tuple(said.get("asked", common["asked"])),
        hours=common["hours"] | said.get("hours", {}),
        persons=_wanted(said.get("persons", common["persons"])),
        receipt=_wanted(said.get("receipt", common["receipt"])),
        number_titles=tuple(said.get("sheet", common["sheet"])["number"]),
        says=common["says"] | said.get("says", {}),
    )


def _wanted(rows: list[dict[str, Any]]) -> tuple[Wanted, ...]:
    return tuple(Wanted(one["field"], one["word"], tuple(one.get("also", ()))) for one in rows)


@cache
def all_formats() -> tuple[Format, ...]:
    """Every shipped format, the common one first."""
    folder = files("yanpan.streams.verification") / "data" / "letters"
    said = [tomllib.loads(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    common = next(one for one in said if one.get("common"))
    said.sort(key=lambda one: (one is not common, one["key"]))
    return tuple(_format(one, common) for one in said)


def format_of(city_code: str) -> Format:
    """The format of the receiving city's province."""
    return next((one for one in all_formats() if city_code[:2] in one.provinces), all_formats()[0])


def format_named(key: str) -> Format:
    found = next((one for one in all_formats() if one.key == key), None)
    if found is None:
        raise Refused("unknown_letter_format", format=key[:20])
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter tells of one person; '' = not known. kind: a code of `Kind`."""

    task: str
    name: str
    sex: str
    age: str
    id_number: str
    phone: str
    kind: str
    last_contact: str
    last_place: str
    travel: str


@dataclass(frozen=True, slots=True)
class LetterText:
    """Everything a letter says; kept sealed with its paper and set from nothing else."""

    purpose: str
    format: str
    city: str
    city_name: str
    province: str
    case_number: str
    place: str
    window: str
    asked: tuple[str, ...]
    hours: int
    contact_name: str
    contact_phone: str
    refers_to: str
    persons: tuple[Told, ...]

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def letter_text(said: Mapping[str, Any]) -> LetterText:
    """The text as it was kept."""
    persons = tuple(Told(**one) for one in said["persons"])
    return LetterText(**{**said, "asked": tuple(said["asked"]), "persons": persons})


class LetterProblem(StrEnum):
    CASE_NUMBER = "letter_case_number_odd"
    PLACE = "letter_place_needed"
    WINDOW = "letter_window_needed"
    ASKED = "letter_asked_needed"
    HOURS = "letter_hours_odd"
    CONTACT = "letter_contact_needed"
    NOBODY = "letter_names_nobody"
    TOO_MANY = "letter_names_too_many"
    UNNAMED = "letter_person_unnamed"
    ID_WRONG = "letter_id_wrong"
    LAST_PLACE = "letter_last_place_needed"


# The number of a case, never its name: it holds a digit, and no more than a place and a word beside it.
_CASE_NUMBER = re.compile(r"(?=.*\d)[\w\-—()（）〔〕\[\]/·]{1,40}")


def letter_problems(text: LetterText) -> list[str]:
    """All that is wrong, at once; of a person as 'number:code', counted from 1. A notice needs less."""
    problems = [] if text.persons else [LetterProblem.NOBODY.value]
    if len(text.persons) > MOST_PERSONS:
        problems.append(LetterProblem.TOO_MANY.value)
    if not (text.contact_name and text.contact_phone):
        problems.append(LetterProblem.CONTACT.value)
    if text.purpose != Purpose.WITHDRAW:
        problems += [one.value for one in _facts_missing(text)]
        problems += [
            f"{number}:{code}"
            for number, told in enumerate(text.persons, start=1)
            for code in _person_problems(told)
        ]
    return problems


def _facts_missing(text: LetterText) -> list[LetterProblem]:
    wrong = {
        LetterProblem.CASE_NUMBER: text.case_number and not _CASE_NUMBER.fullmatch(text.case_number),
        LetterProblem.PLACE: not text.place,
        LetterProblem.WINDOW: not text.window,
        LetterProblem.ASKED: not text.asked,
        LetterProblem.HOURS: not 1 <= text.hours <= MOST_HOURS,
    }
    return [problem for problem, is_wrong in wrong.items() if is_wrong]


def _person_problems(told: Told) -> list[str]:
    wrong = {
        LetterProblem.UNNAMED: not told.name,
        LetterProblem.ID_WRONG: bool(told.id_number) and bool(id_problems(told.id_number)),
        LetterProblem.LAST_PLACE: not (told.last_place or told.phone),
    }
    return [problem.value for problem, is_wrong in wrong.items() if is_wrong]


def sex_and_age(id_number: str, sex: str, on: date) -> tuple[str, str]:
    """Sex as told or by the ID number, and the age on a day; '' for what is not known."""
    number = normal_id(id_number)
    if len(number) != 18 or id_problems(number):
        return sex, ""
    born = (int(number[6:10]), int(number[10:12]), int(number[12:14]))
    age = on.year - born[0] - ((on.month, on.day) < born[1:])
    return sex or ("男" if int(number[16]) % 2 else "女"), str(age)
