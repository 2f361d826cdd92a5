"""回填原表: which columns of a sender's sheet ask for an answer, and in whose words it is given. Pure.

Titles and words are data (`data/replies.toml`).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from yanpan.kernel.errors import Refused

LONGEST_WORD = 40
EMPTY_ENOUGH = 0.98  # share of empty cells from which a column waits for an answer
FILLED = 0.5  # below it the sender has said something there himself
# Who a row is about is never written over, whatever a title says.
WHO = frozenset(
    {"name", "sex", "birth_date", "age", "id_number", "passport", "phone", "sequence", "household_address"}
)


class Answer(StrEnum):
    """What a column of the reply says."""

    RESULT = "result"
    IN_CITY = "in_city"
    ADDRESS = "address"
    FOUND_AT = "found_at"
    MEASURE = "measure"
    CONTROLLED_AT = "controlled_at"
    BODY = "body"
    DOCUMENT = "document"
    TEST_AT = "test_at"
    TEST_RESULT = "test_result"
    LETTER = "letter"
    CHECKED_BY = "checked_by"
    REMARK = "remark"


HEALTH = frozenset({Answer.TEST_AT, Answer.TEST_RESULT})


@dataclass(frozen=True, slots=True)
class Title:
    """The patterns of a kind of column, and its title where it is added."""

    answer: Answer
    patterns: tuple[re.Pattern[str], ...]
    new: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    titles: tuple[Title, ...]
    words: Mapping[str, str]
    choices: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    phrases: Mapping[str, str]

    def new_title(self, answer: str) -> str:
        return next(one.new for one in self.titles if one.answer == answer)


@cache
def vocabulary() -> Vocabulary:
    """What is shipped."""
    place = files("yanpan.streams.verification") / "data" / "replies.toml"
    said: dict[str, Any] = tomllib.loads(place.read_text("utf-8"))
    return Vocabulary(
        tuple(Title(Answer(one["code"]), _patterns(one["titles"]), one["new"]) for one in said["answers"]),
        said["words"],
        tuple((code, _patterns(patterns)) for code, patterns in said["choices"].items()),
        said["phrases"],
    )


def _patterns(texts: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text) for text in texts)


# Columns


@dataclass(frozen=True, slots=True)
class Seen:
    """A column of the sender's sheet: place from 0, title, what it was read as, share of its cells that is empty."""

    index: int
    title: str
    field: str
    empty: float


@dataclass(frozen=True, slots=True)
class Proposed:
    """answer '' = not ours; confidence 0..1, below 0.6 a person is asked. fixed: says who a row is about."""

    index: int
    title: str
    empty: float
    answer: str
    confidence: float
    fixed: bool = False


def propose(columns: Sequence[Seen], remembered: Mapping[str, str]) -> list[Proposed]:
    """Which columns wait for an answer: by title and emptiness; as last time where the sender is known.

    remembered: title → answer ('' = not ours). Of two columns for one answer the emptier, then the first, gets it.
    """
    found = [_proposed(one, remembered) for one in columns]
    best: dict[str, Proposed] = {}
    for one in found:
        if one.answer and (one.answer not in best or one.confidence > best[one.answer].confidence):
            best[one.answer] = one
    return [
        one
        if not one.answer or best[one.answer] is one
        else Proposed(one.index, one.title, one.empty, "", one.confidence / 2)
        for one in found
    ]


def _proposed(column: Seen, remembered: Mapping[str, str]) -> Proposed:
    if column.field in WHO and column.empty < EMPTY_ENOUGH:
        return Proposed(column.index, column.title, column.empty, "", 1.0, fixed=True)
    title = "".join(column.title.split())
    if title in remembered:
        return Proposed(column.index, column.title, column.empty, remembered[title], 1.0)
    answer = answer_by_title(title)
    if answer is None or column.empty < FILLED:
        return Proposed(column.index, column.title, column.empty, "", 1.0 if answer is None else 0.9)
    sure = 0.95 if column.empty >= EMPTY_ENOUGH else 0.5
    return Proposed(column.index, column.title, column.empty, answer.value, sure)


def answer_by_title(title: str) -> Answer | None:
    """The first kind of column whose patterns fit a title without blanks."""
    return next(
        (one.answer for one in vocabulary().titles if any(each.search(title) for each in one.patterns)), None
    )


def check_plan(sheets: Sequence[Mapping[str, Any]], known: Mapping[str, Mapping[int, str]]) -> None:
    """sheets: [{"sheet", "columns": [{"index", "title", "answer", "overwrite"}], "new": [answer, …]}].

    known: sheet → column → what it was read as. Refused: unknown sheet, column or answer, an answer twice on a
    sheet, a sheet without a result, an answer written over who the rows are about.
    """
    for sheet in sheets:
        if sheet["sheet"] not in known:
            raise Refused("no_such_sheet", sheets=str(sheet["sheet"]))
        answers = [one["answer"] for one in sheet["columns"] if one["answer"]] + list(sheet["new"])
        if unknown := sorted(set(answers) - set(Answer)):
            raise Refused("no_such_answer", answers=", ".join(unknown))
        if twice := sorted(one for one, count in Counter(answers).items() if count > 1):
            raise Refused("answer_given_twice", answers=", ".join(twice), sheet=str(sheet["sheet"]))
        if wrong := sorted({one["index"] for one in sheet["columns"]} - set(known[sheet["sheet"]])):
            raise Refused("no_such_column", columns=", ".join(str(one + 1) for one in wrong))
        if _writes_over_who(sheet["columns"], known[sheet["sheet"]]):
            raise Refused("column_says_who", sheet=str(sheet["sheet"]))
        if Answer.RESULT not in answers:
            raise Refused("no_result_column", sheet=str(sheet["sheet"]))


def _writes_over_who(columns: Iterable[Mapping[str, Any]], fields: Mapping[int, str]) -> bool:
    return any(one["answer"] and one.get("overwrite") and fields[one["index"]] in WHO for one in columns)


def answers_by_title(sheets: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Title without blanks → answer, of a plan that was confirmed."""
    return {
        "".join(column["title"].split()): column["answer"] for sheet in sheets for column in sheet["columns"]
    }


def carries_results(sheets: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a plan asks for results of tests."""
    return any(
        answer in HEALTH
        for sheet in sheets
        for answer in [*(one["answer"] for one in sheet["columns"]), *sheet["new"]]
    )


# Words


def check_words(words: Mapping[str, str]) -> dict[str, str]:
    """The words as they are kept. Refused: unknown, empty or too long ones."""
    known = vocabulary().words
    if unknown := sorted(set(words) - set(known)):
        raise Refused("no_such_answer", answers=", ".join(unknown))
    kept = {code: words.get(code, known[code]).strip() for code in known}
    if wrong := sorted(code for code, word in kept.items() if not word or len(word) > LONGEST_WORD):
        raise Refused("word_missing_or_long", words=", ".join(wrong), limit=LONGEST_WORD)
    return kept


def words_in(choices: Iterable[str]) -> dict[str, str]:
    """The words of ours that a sender's drop-down list has, by what they mean: code → word."""
    found: dict[str, str] = {}
    for choice in choices:
        for code, patterns in vocabulary().choices:
            if any(pattern.search(choice) for pattern in patterns):
                found.setdefault(code, choice)
                break
    return found
