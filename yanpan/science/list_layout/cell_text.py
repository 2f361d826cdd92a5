"""Cell values as the text a person typed."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from yanpan.science.list_layout.problem import CellValue

SPREADSHEET_DIGITS = 15
"""What a spreadsheet keeps of a number; a float of more is exact only so far."""
SERIAL_FIRST, SERIAL_LAST = 3_000, 60_000
_DAY_ZERO = datetime.date(1899, 12, 30)
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?(?:1[0-9]|[0-9])")
_FORMULA_TEXT = re.compile(r'^="?(.*?)"?$', re.DOTALL)
_PLAIN = re.compile(r"[\w*＊]+")
_INVISIBLE = "\u200b\ufeff"
_TRICKS = frozenset("='‘’`" + _INVISIBLE)
_HAN_DIGITS = {each: value for value, each in enumerate("〇一二三四五六七八九")} | {"零": 0}
_HAN_NUMBER = re.compile(r"[二三]?[十廿][一二三四五六七八九]?|[〇零一二三四五六七八九]{1,4}")
_HAN_DAY = re.compile(r"[〇零一二三四五六七八九十廿](年|月|日|号)")
_BLANK_MARKS = frozenset(
    {"/", "//", "\\", "-", "--", "—", "——", "－", "无", "空", "null", "none", "n/a", "na", "nan"}
)


def cell_text(value: CellValue) -> str:
    """The text of a cell: numbers without '.0' or exponent, dates as ISO, blanks trimmed.

    4.1112319820226e+17 → '411123198202260000' (the digits a spreadsheet lost stay zeros).
    """
    if value is None:
        return ""
    if type(value) is str:
        return _typed(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return number_text(repr(value))
    return str(value) if isinstance(value, int) else _typed(value)


def number_text(text: str) -> str:
    """A number written without exponent and without a trailing '.0'."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return text
    if number.adjusted() >= SPREADSHEET_DIGITS and "E" in text.upper():
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - SPREADSHEET_DIGITS + 1), ROUND_DOWN)
    return str(int(number)) if number == number.to_integral_value() else format(number, "f")


def _typed(text: str) -> str:
    """Typed text without the tricks that keep a spreadsheet from seeing a number (="4111…", '4111…)."""
    text = text.strip()
    if text[:1] not in _TRICKS and text[-1:] not in _INVISIBLE:
        return text
    text = text.strip(_INVISIBLE).strip()
    if text.startswith("=") and (found := _FORMULA_TEXT.match(text)) and _PLAIN.fullmatch(found[1].strip()):
        text = found[1].strip()
    if text[:1] in "'‘’`" and text[1:2].isdecimal():
        text = text[1:]
    return text


def expand_exponent(text: str) -> str:
    """'4.11E+17' as a whole number; other text unchanged."""
    bare = text.replace(" ", "")
    return number_text(bare) if _SCIENTIFIC.fullmatch(bare) else text


def is_rounded(text: str) -> bool:
    """'4.11E+17': a power with far fewer digits than the number it stands for."""
    found = _SCIENTIFIC.fullmatch(text.replace(" ", ""))
    if found is None:
        return False
    digits, power = re.split("[eE]", found[0])
    return len(digits) - 2 < int(power) - 6


def serial_date(text: str) -> str:
    """A spreadsheet's day number (44413) as an ISO date; other text unchanged."""
    if not re.fullmatch(r"[0-9]{4,5}(\.[0-9]+)?", text):
        return text
    days = int(float(text))
    if not SERIAL_FIRST <= days <= SERIAL_LAST:
        return text
    return (_DAY_ZERO + datetime.timedelta(days=days)).isoformat()


def plain_day(text: str) -> str:
    """八月十五日, ２１日, 二〇二一年八月五日 in plain digits."""
    flat = unicodedata.normalize("NFKC", text).strip()
    return _HAN_NUMBER.sub(lambda found: _digits_of(found[0]), flat) if _HAN_DAY.search(flat) else flat


def _digits_of(han: str) -> str:
    """十五 → 15, 二十 → 20, 二〇二一 → 2021."""
    if "十" not in han and "廿" not in han:
        return "".join(str(_HAN_DIGITS[each]) for each in han)
    tens, _, ones = han.replace("廿", "二十").partition("十")
    return str(10 * (_HAN_DIGITS[tens] if tens else 1) + (_HAN_DIGITS[ones] if ones else 0))


def folded(text: str) -> str:
    """Full-width to half-width, no spaces, for comparing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_blank_mark(text: str) -> bool:
    """Nothing, or one of the marks people put for nothing."""
    return not text or folded(text).lower() in _BLANK_MARKS
