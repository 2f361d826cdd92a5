"""Numbers, dates and escapes as the Office formats store them."""

from __future__ import annotations

import datetime
import re

from yanpan.shell.spreadsheets.workbook import CellValue

# Built-in number formats that show a date or a time (ECMA-376 18.8.30, with the East Asian ones).
BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
LAST_SERIAL = 2_958_465  # 9999-12-31
LEAP_BUG = 60  # 1900-02-29 never was
DAYS_TO_1904 = 1_462
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def is_date_format(code: str) -> bool:
    """Whether a number format code shows a date or time."""
    bare = _LITERALS.sub("", code.split(";")[0]).lower()
    return "general" not in bare and any(mark in bare for mark in "ymdhs年月日时")


def read_number(text: str) -> CellValue:
    """A stored number, exact when it was stored as digits; None when it is no number."""
    try:
        if text.lstrip("-").isdecimal() and len(text) < 40:
            return int(text)
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


def read_serial(value: float, *, base_1904: bool) -> CellValue:
    """A serial day number as date or datetime; a time of day as text; else the number itself."""
    if base_1904:
        value += DAYS_TO_1904
    if value < 0 or value > LAST_SERIAL or int(value) == LEAP_BUG:
        return value
    if value < 1:
        minutes, seconds = divmod(round(value * 86_400) % 86_400, 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    day_zero = datetime.date(1899, 12, 31 if value < LEAP_BUG else 30)
    midnight = datetime.datetime.combine(day_zero, datetime.time())
    moment = midnight + datetime.timedelta(days=int(value), seconds=round(value % 1 * 86_400))
    if moment.time() == datetime.time():
        return moment.date()
    return moment


def unescape(text: str) -> str:
    """_x000D_ and the like, as Office writes characters XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    """Half a character and the zero byte are no text; they stay as they are written."""
    number = int(found[1], 16)
    return found[0] if number == 0 or 0xD800 <= number <= 0xDFFF else chr(number)
