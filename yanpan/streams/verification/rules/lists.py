"""Lists as they come: the same rows again, a sender's layout over time, colours, letters, how long files stay. Pure."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from yanpan.science.list_layout.cell_text import cell_text
from yanpan.science.list_layout.problem import CellValue
from yanpan.streams.verification.rules import HEALTH_SOURCES, Source

KEEP_FILE = timedelta(hours=72)  # for resume and the copy with the errors
KEEP_FOR_REPLY = timedelta(days=7)  # where a reply in the sender's own sheet is due
NUMBER_FOLLOWS = timedelta(hours=24)  # a letter by fax may be numbered later
SPLIT_WITHIN = timedelta(hours=24)  # lists of one sender count together: splitting evades nothing (HC-19)
CONTINUES_FROM = 0.9  # so much of a known list in a new one: the sender sends it again, longer
KEY_BYTES = 8

_REPLY_EXPECTED = frozenset({Source.PROVINCE, Source.OTHER_CITY, Source.MEDICAL_INSURANCE})


def expects_reply(source: str) -> bool:
    """Whether a sender of this kind is answered in the own sheet, unless the clerk says otherwise."""
    return Source(source) in _REPLY_EXPECTED


def counts_together(source: str) -> bool:
    """Lists from outside health are counted together over a day (HC-19)."""
    return Source(source) not in HEALTH_SOURCES


def same_name(left: str, right: str) -> bool:
    """Whether two ways of writing a sender are one: width, case and blanks say nothing."""
    return _folded(left) == _folded(right)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


# The same rows


def key_of_row(cells: Sequence[CellValue]) -> bytes:
    """32 bytes for what a row says; width of signs, blanks around and the way a number is stored say nothing."""
    texts = [unicodedata.normalize("NFKC", cell_text(cell)).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).digest()


def key_of_rows(sheets: Sequence[Sequence[bytes]]) -> str:
    """One digest for the rows of all sheets, whatever the order of rows and sheets."""
    each = sorted(hashlib.sha256(b"".join(sorted(rows))).digest() for rows in sheets)
    return hashlib.sha256(b"".join(each)).hexdigest()


@dataclass(frozen=True, slots=True)
class Overlap:
    """repeated: persons of the new list that the known one had; new: the others."""

    repeated: int
    new: int

    @property
    def is_continuation(self) -> bool:
        return self.repeated > 0


def overlap_of(known: bytes, coming: bytes) -> Overlap:
    """Keys of 8 bytes each. Lists that share less than 90 % of the shorter one have nothing to do with each other."""
    before, now = _keys(known), _keys(coming)
    both = len(before & now)
    if not before or both < CONTINUES_FROM * min(len(before), len(now)):
        return Overlap(0, len(now))
    return Overlap(both, len(now) - both)


def _keys(joined: bytes) -> set[bytes]:
    return {joined[at : at + KEY_BYTES] for at in range(0, len(joined), KEY_BYTES)}


# Letters typed from a fax or a photo


class ReasonClass(StrEnum):
    """Why another city writes about somebody; a closed list, so that nothing is read out of free words."""

    CONTACT = "contact"
    SECONDARY = "secondary"
    SAME_PLACE = "same_place"
    GENERAL = "general"
    STAYED = "stayed"
    RISK_POST = "risk_post"


# As the sheets of the trade say it; the clock of a row is read from these words.
TRADE_WORDS = {
    ReasonClass.CONTACT: "密切接触者",
    ReasonClass.SECONDARY: "次密接",
    ReasonClass.SAME_PLACE: "时空伴随",
    ReasonClass.GENERAL: "一般接触者",
    ReasonClass.STAYED: "旅居史",
    ReasonClass.RISK_POST: "高风险岗位",
}
MOST_TYPED = 100
_LEFT_OPEN = "_missing"


def wrong_in_letter(persons: Sequence[Sequence[str]]) -> list[str]:
    """'line:field:code' for what is wrong in each person's problems; what a letter leaves open is not wrong.

    persons: the problems ('field:code') of each person in turn.
    """
    return [
        f"{line}:{problem}"
        for line, problems in enumerate(persons, start=1)
        for problem in problems
        if not problem.endswith(_LEFT_OPEN)
    ]
