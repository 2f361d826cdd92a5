"""回执: what the other city's answer must hold, and what a row of a sheet that came back says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from yanpan.streams.verification.rules.letters import Format, Result
from yanpan.streams.verification.rules.outcomes import DECIDED, LONGEST_AGO, Measure, TestResult

_CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One receipt on one person. samples: as the paper says it; test_at and test_result: the last of them."""

    result: str
    place: str = ""
    controlled_at: datetime | None = None
    measure: str = ""
    deciding_body: str = ""
    samples: str = ""
    test_at: datetime | None = None
    test_result: str = ""
    onward: str = ""
    onward_city: str = ""
    next_contacts: int | None = None
    reporter: str = ""
    checker: str = ""
    receipted_on: date | None = None


class ReceiptProblem(StrEnum):
    RESULT = "receipt_result_needed"
    PLACE = "receipt_place_needed"
    ONWARD = "receipt_onward_needed"
    MEASURE = "receipt_measure_unknown"
    BODY = "measure_needs_a_deciding_body"
    TEST = "receipt_test_half_told"
    REPORTER = "receipt_reporter_needed"
    FUTURE = "receipt_in_the_future"
    LONG_AGO = "receipt_long_ago"


def receipt_problems(said: Answered, now: datetime, today: date) -> list[ReceiptProblem]:
    """All that is missing or cannot be, at once."""
    if said.result not in set(Result):
        return [ReceiptProblem.RESULT]
    times = [one for one in (said.controlled_at, said.test_at) if one is not None]
    wrong = {
        ReceiptProblem.PLACE: said.result == Result.FOUND and not said.place,
        ReceiptProblem.ONWARD: (said.result == Result.MOVED_ON and not (said.onward or said.onward_city))
        or not _is_city_code(said.onward_city),
        ReceiptProblem.MEASURE: bool(said.measure) and said.measure not in set(Measure),
        ReceiptProblem.BODY: said.measure in DECIDED and not said.deciding_body,
        ReceiptProblem.TEST: _half_told(said),
        ReceiptProblem.REPORTER: not said.reporter,
        ReceiptProblem.FUTURE: any(one > now + _CLOCKS_DIFFER for one in times)
        or (said.receipted_on is not None and said.receipted_on > today),
        ReceiptProblem.LONG_AGO: any(one < now - LONGEST_AGO for one in times)
        or (said.receipted_on is not None and said.receipted_on < today - LONGEST_AGO),
    }
    return [problem for problem, is_wrong in wrong.items() if is_wrong]


def _is_city_code(code: str) -> bool:
    """None, or the six digits of a city."""
    return not code or (len(code) == 6 and code.isascii() and code.isdecimal())


def _half_told(said: Answered) -> bool:
    if said.test_result and said.test_result not in set(TestResult):
        return True
    return (said.test_at is None) != (said.test_result in ("", TestResult.NOT_TESTED.value))


def columns_by_title(titles: Mapping[int, str], wanted: Format, others: Sequence[Format]) -> dict[str, int]:
    """Field of the receipt → column, by the words of the city's own format first, then of the others.

    'number' is the column with the numbers of our letters. A column is used once; the first title that fits.
    """
    found: dict[str, int] = {}
    for one in (wanted, *others):
        for field, words in _titles_of(one).items():
            if field not in found and (column := _column(titles, words, found.values())) is not None:
                found[field] = column
    return found


def _titles_of(one: Format) -> dict[str, tuple[str, ...]]:
    return {"number": one.number_titles} | {w.field: (w.word, *w.also) for w in one.receipt}


def _column(titles: Mapping[int, str], words: Sequence[str], taken: object) -> int | None:
    """Exactly so named before named so in part."""
    free = {column: _bare(title) for column, title in titles.items() if column not in list(taken)}  # type: ignore[call-overload]
    for word in map(_bare, words):
        for column, title in free.items():
            if title == word:
                return column
    return next(
        (
            column
            for word in map(_bare, words)
            for column, title in free.items()
            if len(word) > 1 and word in title
        ),
        None,
    )


def _bare(title: str) -> str:
    return "".join(title.split()).replace("（", "(").replace("）", ")")


def code_said(text: str, codes: Mapping[str, Sequence[str]]) -> str:
    """The code whose words occur in a cell; codes and words in the order of the format. '' for none."""
    bare = _bare(text)
    return next((code for code, words in codes.items() if any(word in bare for word in words)), "")


def last_result_said(text: str) -> str:
    """The last result a cell tells: later words stand further right."""
    words = {
        "阴性": TestResult.NEGATIVE,
        "阳性": TestResult.POSITIVE,
        "待出": TestResult.PENDING,
        "未出": TestResult.PENDING,
    }
    places = [(text.rfind(word), code.value) for word, code in words.items() if word in text]
    return max(places)[1] if places else ""
