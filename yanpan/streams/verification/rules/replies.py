"""回填原表: which columns ask for an answer, what is said of a row, the numbers that must add up. Pure.

Titles and words are data (`data/replies.toml`).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from yanpan.kernel.errors import Refused
from yanpan.streams.verification.rules.outcomes import Standing

DUE_SOON = timedelta(hours=2)  # hour 22 of 24: the reply is looked at
LONGEST_WORD = 40
EMPTY_ENOUGH = 0.98  # share of empty cells from which a column waits for an answer
FILLED = 0.5  # below it the sender has said something there himself


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


class Said(StrEnum):
    """What became of a row, as the sender is told."""

    HERE = "here"
    ELSEWHERE = "outside"
    WRONG = "wrong"
    DUPLICATE = "duplicate"
    NOT_FOUND = "not_found"
    DECEASED = "deceased"
    LAPSED = "lapsed"
    UNREACHABLE = "unreachable"
    IN_HAND = "in_hand"


class Level(StrEnum):
    """How exactly a present address is told; the street or village unless the sender asks for more."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    DOOR = "door"


class Kind(StrEnum):
    FIRST = "first"
    FINAL = "final"
    CORRECTION = "correction"


class Channel(StrEnum):
    """How a reply went out."""

    PLATFORM = "platform"
    OFFICE_MAIL = "office_mail"
    FAX = "fax"
    CONFIDENTIAL_POST = "confidential_post"
    HANDED_OVER = "handed_over"


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
    """answer '' = not ours; confidence 0..1, below 0.6 a person is asked."""

    index: int
    title: str
    empty: float
    answer: str
    confidence: float


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


def check_plan(sheets: Sequence[Mapping[str, Any]], known: Mapping[str, set[int]]) -> None:
    """sheets: [{"sheet", "columns": [{"index", "title", "answer", "overwrite"}], "new": [answer, …]}].

    Refused: unknown sheet, column or answer, an answer twice on a sheet, nothing to answer anywhere.
    """
    for sheet in sheets:
        if sheet["sheet"] not in known:
            raise Refused("no_such_sheet", sheets=str(sheet["sheet"]))
        answers = [one["answer"] for one in sheet["columns"] if one["answer"]] + list(sheet["new"])
        if unknown := sorted(set(answers) - set(Answer)):
            raise Refused("no_such_answer", answers=", ".join(unknown))
        if twice := sorted(one for one, count in Counter(answers).items() if count > 1):
            raise Refused("answer_given_twice", answers=", ".join(twice), sheet=str(sheet["sheet"]))
        if wrong := sorted({one["index"] for one in sheet["columns"]} - known[sheet["sheet"]]):
            raise Refused("no_such_column", columns=", ".join(str(one + 1) for one in wrong))
        if not answers:
            raise Refused("no_reply_column", sheet=str(sheet["sheet"]))


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


# Rows


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one row when the reply is drafted. Times are already local, as text."""

    sheet: str
    number: int
    said: Said
    same_as: tuple[str, int] | None = None
    address: str = ""
    found_at: str = ""
    measure: str = ""
    controlled_at: str = ""
    body: str = ""
    document: str = ""
    test_at: str = ""
    test_result: str = ""
    letter: str = ""
    unit: str = ""
    held: bool = False


def said_of(standing: str, contact: str) -> Said:
    """What a task's standing is to the sender; refusing and unreachable never close."""
    if standing == Standing.IN_HAND:
        return Said.UNREACHABLE if contact == "not_reached" else Said.IN_HAND
    return {
        Standing.VERIFIED: Said.HERE,
        Standing.HANDED_ON: Said.ELSEWHERE,
        Standing.RETURNED: Said.WRONG,
        Standing.NOT_FOUND: Said.NOT_FOUND,
        Standing.DECEASED: Said.DECEASED,
        Standing.LAPSED: Said.LAPSED,
    }[Standing(standing)]


def text_for(answer: Answer, facts: Facts, words: Mapping[str, str], *, says_in_hand: bool) -> str:
    """What one cell says; '' leaves it as it is. In hand: blank, or the sender's word for it."""
    if facts.said == Said.IN_HAND:
        return _of_open(answer, facts, words) if says_in_hand else ""
    if answer == Answer.RESULT:
        return _result(facts, words)
    if facts.said not in (Said.HERE, Said.ELSEWHERE):
        return ""
    return _OF_ANSWER[answer](facts, words)


def _of_open(answer: Answer, facts: Facts, words: Mapping[str, str]) -> str:
    if answer == Answer.RESULT:
        return words[Said.IN_HAND.value]
    return vocabulary().phrases["held"] if answer == Answer.REMARK and facts.held else ""


def _result(facts: Facts, words: Mapping[str, str]) -> str:
    if facts.said != Said.DUPLICATE or facts.same_as is None:
        return words[facts.said.value]
    sheet, row = facts.same_as
    if sheet == facts.sheet:
        return words["duplicate"].replace("{row}", str(row))
    return vocabulary().phrases["duplicate_elsewhere"].format(sheet=sheet, row=row)


def _in_city(facts: Facts, words: Mapping[str, str]) -> str:
    return words["in_city.yes" if facts.said == Said.HERE else "in_city.no"]


def _measure(facts: Facts, words: Mapping[str, str]) -> str:
    """The measure with who decided it and by which paper: 集中隔离（某指挥部，某号）."""
    if not facts.measure:
        return ""
    phrases = vocabulary().phrases
    paper = (facts.document or phrases["oral"]) if facts.body else ""
    basis = phrases["joint"].join(part for part in (facts.body, paper) if part)
    word = words[f"measure.{facts.measure}"]
    return f"{word}（{basis}）" if basis else word


def _test(facts: Facts, words: Mapping[str, str]) -> str:
    return words[f"test.{facts.test_result}"] if facts.test_result else ""


def _letter(facts: Facts, words: Mapping[str, str]) -> str:
    return facts.letter if facts.said == Said.ELSEWHERE else ""


def _remark(facts: Facts, words: Mapping[str, str]) -> str:
    if facts.said != Said.ELSEWHERE:
        return ""
    phrases = vocabulary().phrases
    return phrases["letter_sent"] + f"（{facts.letter}）" if facts.letter else phrases["letter_unsent"]


_OF_ANSWER = {
    Answer.IN_CITY: _in_city,
    Answer.ADDRESS: lambda facts, words: facts.address,
    Answer.FOUND_AT: lambda facts, words: facts.found_at,
    Answer.MEASURE: _measure,
    Answer.CONTROLLED_AT: lambda facts, words: facts.controlled_at,
    Answer.BODY: lambda facts, words: facts.body,
    Answer.DOCUMENT: lambda facts, words: facts.document,
    Answer.TEST_AT: lambda facts, words: facts.test_at,
    Answer.TEST_RESULT: _test,
    Answer.LETTER: _letter,
    Answer.CHECKED_BY: lambda facts, words: facts.unit,
    Answer.REMARK: _remark,
}


# Numbers


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover line: received = here + elsewhere + wrong + duplicate + not found + deceased + lapsed + in hand."""

    received: int
    here: int = 0
    elsewhere: int = 0
    wrong: int = 0
    duplicate: int = 0
    not_found: int = 0
    deceased: int = 0
    lapsed: int = 0
    in_hand: int = 0
    unreachable: int = field(default=0)  # of those in hand

    @property
    def adds_up(self) -> bool:
        parts = self.here + self.elsewhere + self.wrong + self.duplicate + self.not_found
        return self.received == parts + self.deceased + self.lapsed + self.in_hand

    @property
    def answered(self) -> int:
        return self.received - self.in_hand


_PLACE_IN_COVER = {Said.ELSEWHERE: "elsewhere", Said.UNREACHABLE: "in_hand"}


def cover_of(received: int, rows: Iterable[Said]) -> Cover:
    """The numbers of a reply from what is said of each row. Refused('reply_does_not_add_up')."""
    counted = Counter(rows)
    numbers: Counter[str] = Counter()
    for said, count in counted.items():
        numbers[_PLACE_IN_COVER.get(said, said.value)] += count
    cover = Cover(received, **numbers, unreachable=counted[Said.UNREACHABLE])
    if not cover.adds_up:
        raise Refused("reply_does_not_add_up", received=received, answered=sum(counted.values()))
    return cover


def check_kind(kind: str, cover: Cover, sent: Sequence[str], reason: str) -> None:
    """Whether a version of this kind may be drafted. sent: kinds of the versions that went out, in order.

    Refused: a first after one was sent, a second final, a correction of nothing or without a reason, a final
    with rows nobody has answered (unreachable is an answer the sender accepts, in hand is none).
    """
    if kind not in set(Kind):
        raise Refused("no_such_kind_of_reply", kind=kind[:20])
    if kind == Kind.FIRST and sent:
        raise Refused("first_reply_was_sent")
    if kind == Kind.FINAL and Kind.FINAL in sent:
        raise Refused("final_reply_was_sent")
    if kind == Kind.CORRECTION and not sent:
        raise Refused("nothing_to_correct")
    if kind == Kind.CORRECTION and not reason.strip():
        raise Refused("reason_needed")
    if kind == Kind.FINAL and cover.in_hand > cover.unreachable:
        raise Refused("final_with_rows_in_hand", rows=cover.in_hand - cover.unreachable)
