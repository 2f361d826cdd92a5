"""回填原表: what is said of a row in the sender's words, and the numbers that must add up. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from yanpan.kernel.errors import Refused
from yanpan.streams.verification.rules.outcomes import Standing
from yanpan.streams.verification.rules.reply_columns import Answer, vocabulary

DUE_SOON = timedelta(hours=2)  # hour 22 of 24: the reply is looked at


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


_OF_ANSWER: dict[Answer, Callable[[Facts, Mapping[str, str]], str]] = {
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
    unreachable: int = 0  # of those in hand

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
