"""Telephone numbers as lists carry them: mobile numbers of mainland China, landlines, masks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from yanpan.science.record_matching.ids import LONGEST_CELL

_SCIENTIFIC = re.compile(r"^(\d)\.?(\d*)E\+?(\d{1,2})$")
_ZEROS_AT_THE_END = 4
"""A power with fewer digits is what a narrow column showed; with more it is the number, its zeros left out."""
_SPLIT = re.compile(r"[/、,，;；|或\n]|\s{2,}")
_JUNK = re.compile(r"[\s\-‐-―.()_'\"`·]+")
_MASKED = re.compile(r"^(1\d{0,9})?[*#?•●×X]+(\d{0,9})$")
_MOBILE = re.compile(r"^1[3-9]\d{9}$")


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """`numbers`: complete numbers in the cell, canonical. `head`, `tail`: what a mask leaves of one."""

    numbers: tuple[str, ...] = ()
    head: str = ""
    tail: str = ""


def normal_phone(text: str) -> str:
    """The first complete number in the cell: eleven digits for a mobile, area code and number for a
    landline; masked ones as '138****1234'; '' when there is none."""
    reading = read_phone(text)
    if reading.numbers:
        return reading.numbers[0]
    if reading.head or reading.tail:
        return reading.head + "*" * max(1, 11 - len(reading.head) - len(reading.tail)) + reading.tail
    return ""


def read_phone(text: str) -> PhoneReading:
    """Reads a telephone cell; never raises."""
    if text.isascii() and _MOBILE.match(text):
        return PhoneReading(numbers=(text,))
    flat = unicodedata.normalize("NFKC", text[:LONGEST_CELL]).strip().upper()
    if not flat:
        return PhoneReading()
    parts = [_clean(part) for part in _SPLIT.split(flat)]
    numbers = tuple(dict.fromkeys(p for p in parts if _MOBILE.match(p) or _is_landline(p)))
    if numbers:
        return PhoneReading(numbers=numbers[:3])
    whole = _clean(flat)
    if _MOBILE.match(whole) or _is_landline(whole):
        return PhoneReading(numbers=(whole,))
    rounded = _SCIENTIFIC.match(flat)
    if rounded:
        return _read_rounded(rounded)
    masked = _MASKED.match(whole)
    if masked:
        return PhoneReading(head=masked.group(1) or "", tail=masked.group(2))
    return PhoneReading()


def _read_rounded(match: re.Match[str]) -> PhoneReading:
    """1.39E+10: the last shown digit is rounded, those after it are lost."""
    head = (match.group(1) + match.group(2))[:-1]
    return PhoneReading(head=head) if head and match.group(3).lstrip("0") == "10" else PhoneReading()


def _clean(part: str) -> str:
    part = part.strip()
    scientific = _SCIENTIFIC.match(part)
    if scientific and len(scientific.group(2)) >= int(scientific.group(3)) - _ZEROS_AT_THE_END:
        return (scientific.group(1) + scientific.group(2)).ljust(int(scientific.group(3)) + 1, "0")
    if re.fullmatch(r"\d{7,}\.0+", part):
        part = part.split(".")[0]
    digits = _JUNK.sub("", part)
    digits = re.sub(r"^[^\d+*#?•●×X]+|[^\d*#?•●×X]+$", "", digits)
    digits = digits.removeprefix("+")
    if digits.startswith("0086"):
        digits = digits[4:]
    elif digits.startswith("86") and len(digits) in (12, 13):
        digits = digits[2:]
    return digits[1:] if re.fullmatch(r"01[3-9]\d{9}", digits) else digits


def _is_landline(digits: str) -> bool:
    return bool(re.fullmatch(r"0\d{2,3}[2-8]\d{6,7}|[2-8]\d{6}", digits))
