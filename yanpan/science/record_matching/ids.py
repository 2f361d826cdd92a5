"""Chinese resident identity numbers (GB 11643-1999) as they arrive in lists.

Seventeen digits (six of area, eight of birth, three of sequence whose last is odd for men) and a check
character by ISO 7064 MOD 11-2; before 1999 fifteen digits without century and check.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
_INVERSE = {w: pow(w, -1, 11) for w in set(WEIGHTS)}
_PROVINCE_CODES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
    "50 51 52 53 54 61 62 63 64 65 71 81 82 83 91"
)
_PROVINCES = frozenset(_PROVINCE_CODES.split())
_DROPPED = re.compile(r"[\s\-‐-―_'\"`’‘“”.,;:/\\()\[\]【】·]+")
_SCIENTIFIC = re.compile(r"^[+]?(\d)(?:\.(\d+))?E\+?(\d{1,2})$")
_FLOAT_TAIL = re.compile(r"^(\d{6,})\.0*$")
_CAPTION = re.compile(r"[\u4e00-\u9fff]+")
_MISREAD = str.maketrans("OIL", "011")
_MISREAD_NUMBER = re.compile(r"[\dOIL]{14,18}X?")
_FULL_PRECISION = 12
_ZEROS_OF_A_SHOWN_POWER = 6
LONGEST_CELL = 200
"""Characters of a cell that are read; no name, number or address needs more."""
_MASK = re.compile(r"[*#?•●■□×○◯※~]")
_UNKNOWN = "*"


@dataclass(frozen=True, slots=True)
class IdReading:
    """What an ID cell says.

    `kind`: absent · complete (18 characters, check right) · failed_check · masked · truncated (last
    characters lost) · short / long (one character too few or too many) · other (passport …).
    `pattern`: 18 characters with '*' for the unknown ones, or '' where no position is known.
    `text`: the cleaned text. `was_15`: written in the fifteen-digit form.
    """

    kind: str
    pattern: str
    text: str
    was_15: bool = False


ABSENT = IdReading("absent", "", "")


def check_character(seventeen_digits: str) -> str:
    """The 18th character that belongs to seventeen digits."""
    return CHECK_CHARACTERS[sum(map(mul, map(int, seventeen_digits), WEIGHTS)) % 11]


def expand_15(old: str) -> str:
    """The 18-character form of a fifteen-digit number (born in the 1900s)."""
    seventeen = old[:6] + "19" + old[6:]
    return seventeen + check_character(seventeen)


def has_right_check(number: str) -> bool:
    """True for 18 characters whose last agrees with the others."""
    return len(number) == 18 and number[:17].isdecimal() and check_character(number[:17]) == number[17]


def read_id(text: str) -> IdReading:
    """Reads an ID cell however it was damaged; never raises."""
    if len(text) == 18 and text.isascii() and has_right_check(text) and not text.endswith("000"):
        return IdReading("complete", text, text)
    scientific = _SCIENTIFIC.match(_flat(text))
    if scientific:
        return _read_scientific(scientific)
    clean = _clean(text)
    if not clean or not any(c.isdigit() for c in clean):
        return ABSENT
    masked = _masked_pattern(clean)
    if masked:
        return IdReading("masked", masked, clean)
    if not re.fullmatch(r"\d+X?", clean):
        return IdReading("other", "", clean)
    return _read_plain(clean)


def normal_id(text: str) -> str:
    """The canonical text of an ID cell: 18 characters where they can be known ('X' large, fifteen digits
    expanded), else the cleaned text ('*' for hidden characters); '' when there is none."""
    reading = read_id(text)
    if reading.kind in ("complete", "failed_check", "masked"):
        return reading.pattern
    return reading.text


def id_problems(text: str) -> tuple[str, ...]:
    """Codes of what is wrong with an ID cell: absent, masked, truncated, length, characters, area,
    birth_date, check_digit. Empty for a sound number; a sound fifteen-digit one gives ('old_15',)."""
    reading = read_id(text)
    if reading.kind == "truncated" and has_right_check(reading.text):
        return ()
    if reading.kind in ("absent", "masked", "truncated"):
        return (reading.kind,)
    if reading.kind == "other":
        return ("characters",)
    if reading.kind in ("short", "long"):
        return ("length",)
    problems = ["old_15"] if reading.was_15 else []
    if reading.pattern[:2] not in _PROVINCES:
        problems.append("area")
    if not is_date(reading.pattern[6:14]):
        problems.append("birth_date")
    if reading.kind == "failed_check":
        problems.append("check_digit")
    return tuple(problems)


def is_date(yyyymmdd: str) -> bool:
    """True for eight digits that are a day between 1850 and 2099."""
    try:
        day = date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:8]))
    except ValueError:
        return False
    return 1850 <= day.year < 2100


def repairs(reading: IdReading) -> list[int]:
    """The seventeen-digit numbers one slip away from a wrong one: a digit changed, two neighbours swapped,
    one lost, one too many. Only those the check character allows, about twenty."""
    if reading.was_15:
        return [int(reading.pattern[:6] + "20" + reading.pattern[8:17])]  # written so for a child by mistake
    if reading.kind == "failed_check":
        return _repairs_of_18(reading.pattern)
    if reading.kind in ("truncated", "short") and len(reading.text) == 17:
        return _repairs_by_insertion(reading.text)
    if reading.kind == "long" and len(reading.text) == 19:
        shorter = (reading.text[:i] + reading.text[i + 1 :] for i in range(19))
        return sorted({int(s[:17]) for s in shorter if has_right_check(s)})
    return []


def _flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:LONGEST_CELL]).strip().upper()


def _clean(text: str) -> str:
    flat = _flat(text)
    float_tail = _FLOAT_TAIL.match(flat)
    if float_tail:
        return float_tail.group(1)
    clean = _DROPPED.sub("", _CAPTION.sub("", flat))
    if len(clean) == 18 and clean[17] == "×" and clean[:17].isdecimal():
        return clean[:17] + "X"
    # letters a scanner or a hand puts for digits
    misread = _MISREAD_NUMBER.fullmatch(clean) and sum(map(str.isdecimal, clean)) >= 12
    return clean.translate(_MISREAD) if misread else clean


def _read_scientific(match: re.Match[str]) -> IdReading:
    """4.11123E+17: with few decimals the last shown digit is rounded, with many the rest are zeros."""
    shown, exponent = match.group(1) + (match.group(2) or ""), int(match.group(3))
    if exponent not in (14, 17):
        return IdReading("other", "", match.group())
    known = shown[:15].ljust(15, "0") if len(shown) >= _FULL_PRECISION else shown[:-1]
    if exponent == 14:
        return _read_15(known) if len(known) == 15 else ABSENT
    return IdReading("truncated", known.ljust(18, _UNKNOWN), shown.ljust(18, "0"))


def _masked_pattern(clean: str) -> str:
    starred = _MASK.sub(_UNKNOWN, clean)
    if _UNKNOWN not in starred:
        # XXXX in the middle is a mask too; a single X at the end is the check character
        starred = re.sub(r"X(?=.)", _UNKNOWN, starred) if re.fullmatch(r"[\dX]+", starred) else starred
        if starred.endswith("*X"):
            starred = starred[:-1] + _UNKNOWN
    if _UNKNOWN not in starred or not re.fullmatch(r"[\d*X]+", starred):
        return ""
    if len(starred) == 15:
        return starred[:6] + "19" + starred[6:] + _UNKNOWN
    if len(starred) == 18:
        return starred
    head, _, tail = starred.partition(_UNKNOWN)
    tail = tail.rsplit(_UNKNOWN, 1)[-1]
    # a mask of the wrong width: what stands before it and after it is still known
    return head.ljust(18 - len(tail), _UNKNOWN) + tail if len(head) + len(tail) < 18 else ""


def _read_plain(clean: str) -> IdReading:
    if len(clean) == 18:
        return _read_18(clean)
    if len(clean) == 15 and clean.isdecimal():
        return _read_15(clean)
    if len(clean) in (16, 17) and clean.isdecimal():
        kind = "truncated" if is_date(clean[6:14]) else "short"
        return IdReading(kind, clean.ljust(18, _UNKNOWN), clean)
    if len(clean) in (12, 14) and clean.isdecimal() and _begins_as_one(clean):
        return IdReading("truncated", clean.ljust(18, _UNKNOWN), clean)
    if len(clean) in (17, 19):
        return IdReading("short" if len(clean) == 17 else "long", "", clean)
    return IdReading("other", "", clean)


def _begins_as_one(clean: str) -> bool:
    """Province and birth date (or its year and month) stand where a number has them: the rest was cut off."""
    born = clean[6:12] + (clean[12:14] or "01")
    return clean[:2] in _PROVINCES and born[:2] in ("19", "20") and is_date(born)


def _read_18(clean: str) -> IdReading:
    # A spreadsheet keeps fifteen digits of a number; other programs round to a multiple of 64. A right check
    # character says little about '000' at the end: such sequences are rare, lost digits are not.
    right = has_right_check(clean)
    rounded = clean.isdecimal() and (clean.endswith("000") or (not right and int(clean) % 64 == 0))
    if rounded:
        return IdReading("truncated", _what_rounding_left(clean).ljust(18, _UNKNOWN), clean)
    return IdReading("complete" if right else "failed_check", clean, clean)


def _what_rounding_left(clean: str) -> str:
    """Fifteen digits; of 411122000000000000 (a copy of the shown 4.11122E+17) only those before the last
    shown one, which is rounded. No day is 00, so six zeros at the end are never those of a number cut."""
    shown = clean.rstrip("0")
    return clean[:15] if len(clean) - len(shown) < _ZEROS_OF_A_SHOWN_POWER else shown[:-1]


def _read_15(clean: str) -> IdReading:
    as_truncated = clean[6:8] in ("19", "20") and is_date(clean[6:12] + "01")
    as_old = is_date("19" + clean[6:12])
    if as_old and not (as_truncated and clean[6:8] == "20"):
        return IdReading("complete", expand_15(clean), clean, was_15=True)
    if as_truncated:
        return IdReading("truncated", clean + _UNKNOWN * 3, clean)
    return IdReading("failed_check", expand_15(clean), clean, was_15=True)


def _repairs_of_18(number: str) -> list[int]:
    digits = [int(c) for c in number[:17]]
    missing = (CHECK_CHARACTERS.index(number[17]) - sum(map(mul, digits, WEIGHTS))) % 11
    found = {int(number[:17])}
    for i, (digit, weight) in enumerate(zip(digits, WEIGHTS, strict=True)):
        value = (digit + missing * _INVERSE[weight]) % 11
        if value < 10:
            found.add(int(number[:i] + str(value) + number[i + 1 : 17]))
    for i in range(16):
        if (digits[i + 1] - digits[i]) * (WEIGHTS[i] - WEIGHTS[i + 1]) % 11 == missing:
            found.add(int(number[:i] + number[i + 1] + number[i] + number[i + 2 : 17]))
    last_two_swapped = number[:16] + number[17] + number[16]
    if has_right_check(last_two_swapped):
        found.add(int(last_two_swapped[:17]))
    return sorted(found)


def _repairs_by_insertion(seventeen: str) -> list[int]:
    """Each place where a lost digit may have stood has one value the check character allows."""
    found = {int(seventeen)} if seventeen.isdecimal() else set()
    digits, wanted = [int(c) for c in seventeen[:16]], CHECK_CHARACTERS.index(seventeen[16])
    for i in range(17):
        total = sum(map(mul, digits[:i], WEIGHTS)) + sum(map(mul, digits[i:], WEIGHTS[i + 1 :]))
        value = (wanted - total) * _INVERSE[WEIGHTS[i]] % 11
        if value < 10:
            found.add(int(seventeen[:i] + str(value) + seventeen[i:16]))
    return sorted(found)
