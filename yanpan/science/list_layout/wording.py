"""What the title of a column says, in Chinese (both scripts), English and initials.

Chinese titles put the deciding word last: 就诊医疗机构联系电话 is a phone. So the rules ask first
for the last word (time, place, number, name …) and then for what it belongs to.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from yanpan.science.list_layout.problem import DATE_FIELDS, IDENTITY_FIELDS, Field
from yanpan.science.list_layout.title_pieces import FAMILIES, HOUSEHOLD, KNOWN_PIECES
from yanpan.science.list_layout.vocabulary import (
    ENGLISH,
    EVERYTHING,
    GIVEN_NAMES,
    NOT_NEEDED,
    OTHER_PERSON,
    OTHER_PERSON_ENGLISH,
    OWN_PERSON,
    RULES,
    SPECIMENS,
    SURNAMES,
    TRADITIONAL,
)

FUZZY_FROM = 74.0


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a title says: the field, how surely (0..1), whose it is, and fields it combines.

    `strange`: there is more in the title than is known here, or only the heading above explains it; whatever
    is made of it, a person confirms it.
    """

    field: Field
    certainty: float
    other_person: bool = False
    not_needed: bool = False
    address_part: bool = False
    name_part: bool = False
    strange: bool = False
    also: tuple[Field, ...] = ()


NOTHING = TitleReading(Field.UNKNOWN, 0.0)
COMBINABLE = frozenset(
    {Field.NAME, Field.ID_NUMBER, Field.PHONE, Field.SEX, Field.AGE, Field.ADDRESS, Field.BIRTH_DATE}
)
# What a group heading such as 监护人信息 makes somebody else's.
BELONGING = frozenset(
    {Field.NAME, Field.ID_NUMBER, Field.PHONE, Field.ADDRESS, Field.SEX, Field.AGE, Field.UNKNOWN}
)
# What is not left out because of a word beside it.
NEEDED = DATE_FIELDS | IDENTITY_FIELDS | {Field.ADDRESS, Field.HOUSEHOLD_ADDRESS, Field.EXPOSED_PLACE}
LONGEST_TITLE = 18
_SENTENCE = re.compile(r"[；。！？;!?].")
_PARENTHESES = re.compile(r"[(（\[【〔<《].*?[)）\]】〕>》]|[(（\[【].*$")
_MARKS = re.compile(r"[*＊★☆:：。.?？!！\"“”'‘’#\s_\-—–·]+|必填|选填|必录|可选")
_SPLIT = re.compile(r"[/、,，;；|+&\\]|以及|及其|及|和|与|或")
_NOT_A_TELEPHONE = re.compile(r"\s*(qq|wechat|e-?mail)", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_PART = re.compile(
    r"(所属|所在|居住|现住|户籍|现居住?|住址|目的地|责任|归属|属地|现)?(地)?"
    r"(省(份|级)?|地?市(州|级)?|区?县(级|区)?|县\(?市?区\)?|县市区|区|乡镇?|镇|街道|镇街|[镇乡]办|街镇|乡镇办?事?处?街?道?"
    r"|乡镇\(?街道办?\)?|办事处|村|社区|村居|村社区|行政村|自然村|居委会|村委会|小区|门牌号?|楼栋|网格|组)+(名称?)?"
)


@lru_cache(maxsize=8_192)
def read_title(title: str, group: str = "") -> TitleReading:
    """Read a column's title; `group` is the merged heading above it, '' if none."""
    own = _read(title)
    if own.other_person or not group:
        return own
    if own.field in BELONGING and OTHER_PERSON.search(_simplified(group)):
        return TitleReading(own.field, own.certainty, other_person=True)
    if own.certainty < 0.5:
        joined = _read(f"{group}{title}")
        if joined.certainty > own.certainty:
            return replace(joined, strange=True)
    return own


def is_title(title: str) -> bool:
    """Whether a text is a column title of lists, known or known to be unneeded."""
    reading = read_title(title)
    return reading.certainty >= 0.6 or reading.not_needed or reading.other_person


def _read(title: str) -> TitleReading:
    whole = _simplified(title)
    bare = _PARENTHESES.sub("", whole) or whole
    aside = "".join(_PARENTHESES.findall(whole)) if bare != whole else ""
    reading = _read_parts(whole, bare)
    if OTHER_PERSON.search(aside) and not OWN_PERSON.search(aside):
        return replace(reading, other_person=True)
    return reading


def _read_parts(whole: str, bare: str) -> TitleReading:
    """Without what is in parentheses, or with it where nothing else says anything."""
    if _SENTENCE.search(bare) or sum(1 if ord(each) > 0x2E80 else 0.5 for each in bare) > LONGEST_TITLE:
        return NOTHING
    for text in dict.fromkeys((bare, whole)):
        found = _read_bare(text)
        if found.certainty > 0 or found.not_needed or found.other_person:
            return found
    return _fuzzy(_MARKS.sub("", bare))


def _read_bare(text: str) -> TitleReading:
    if _NOT_A_TELEPHONE.match(text):
        return TitleReading(Field.UNKNOWN, 0.0, not_needed=True)
    pieces = [_MARKS.sub("", piece) for piece in _SPLIT.split(text)]
    pieces = [piece for piece in pieces if piece and _HAN.search(piece)]
    if len(pieces) > 1:
        several = _several(pieces)
        if several.certainty:
            return several
    han = _MARKS.sub("", "".join(re.findall(r"[\u3400-\u9fff0-9/、,，及和与()（）]+", text)))
    if _HAN.search(han):
        return _chinese(han)
    return _english(text)


def _several(pieces: list[str]) -> TitleReading:
    """姓名/身份证号: several fields in one cell. 目前所在地/户籍地: two words, one place."""
    readings = [_chinese(piece) for piece in pieces]
    understood = [reading for reading in readings if reading.certainty >= 0.6]
    if len(understood) < len(pieces) or any(reading.other_person for reading in readings):
        return NOTHING
    fields = list(dict.fromkeys(reading.field for reading in understood))
    combined = [field for field in fields if field in COMBINABLE]
    strange = any(reading.strange for reading in readings)
    if len(combined) > 1:
        return TitleReading(combined[0], 0.8, also=tuple(combined[1:]), strange=strange)
    # The present address comes before the registered one.
    preferred = Field.ADDRESS if Field.ADDRESS in fields else fields[0]
    return TitleReading(preferred, 0.9, strange=strange)


def _chinese(text: str) -> TitleReading:
    if NOT_NEEDED.search(text):
        return TitleReading(Field.UNKNOWN, 0.0, not_needed=True, strange=_says_more(text))
    if EVERYTHING.search(text):
        return TitleReading(Field.NAME, 0.6, also=(Field.ID_NUMBER, Field.PHONE))
    other = bool(OTHER_PERSON.search(text))
    if text in ("姓", "姓氏", "名"):
        return TitleReading(Field.NAME, 0.8, name_part=True)
    if _PART.fullmatch(text):
        household = text.startswith("户籍")
        field = Field.HOUSEHOLD_ADDRESS if household else Field.ADDRESS
        return TitleReading(field, 0.8, other_person=other, address_part=True)
    for pattern, field, certainty in RULES:
        if pattern.search(text):
            return TitleReading(field, certainty, other_person=other, strange=_is_strange(text))
    return TitleReading(Field.UNKNOWN, 0.0, other_person=other)


def _says_more(text: str) -> bool:
    """Beside the word that is not needed there is one that is: 推送批次时间 is a time after all."""
    rest = NOT_NEEDED.sub("", text)
    return any(
        pattern.search(rest) and certainty > 0.5 and field in NEEDED for pattern, field, certainty in RULES
    )


def _is_strange(text: str) -> bool:
    """A word that is not known here, or words of two things at once: 医院电话 is not the patient's."""
    if _HAN.search(KNOWN_PIECES.sub("", text)):
        return True
    return sum(bool(family.search(text)) for family in FAMILIES) > 1 and not HOUSEHOLD.search(text)


def _english(text: str) -> TitleReading:
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    words = " ".join(re.findall(r"[a-z0-9#]+", words.lower().replace(".", " ")))
    other = bool(OTHER_PERSON_ENGLISH.search(words))
    if is_surname_title(words) or is_given_name_title(words):
        return TitleReading(Field.NAME, 0.95, name_part=True)
    for pattern, field, certainty in ENGLISH:
        if pattern.search(words):
            if field is None:
                return TitleReading(Field.UNKNOWN, 0.0, not_needed=True)
            return TitleReading(field, certainty, other_person=other)
    return TitleReading(Field.UNKNOWN, 0.0, other_person=other)


def is_surname_title(title: str) -> bool:
    """姓, Surname: the first half of a name in two columns."""
    return bool(SURNAMES.fullmatch(_only_words(title)))


def is_given_name_title(title: str) -> bool:
    """名, Given names: the second half."""
    return bool(GIVEN_NAMES.fullmatch(_only_words(title)))


def _only_words(title: str) -> str:
    return " ".join(_MARKS.sub(" ", _PARENTHESES.sub("", _simplified(title))).split()).lower()


def _fuzzy(text: str) -> TitleReading:
    """Slips of the brush: 身分证号码, 手机号玛, 联系电活."""
    if len(text) < 3:
        return NOTHING
    best = process.extractOne(text, SPECIMENS.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_FROM)
    if best is None:
        return NOTHING
    return TitleReading(SPECIMENS[best[0]], 0.65 * best[1] / 100, strange=True)


def _simplified(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\n", "").replace("\r", "")
    return folded.translate(TRADITIONAL)
