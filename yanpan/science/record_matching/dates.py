"""Birth dates and the sex column in the styles of real sheets."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from yanpan.science.record_matching.ids import LONGEST_CELL

PartialDate = tuple[int, int, int]
"""Year, month, day; 0 where unknown."""

NO_DATE: PartialDate = (0, 0, 0)
_SERIAL_START = date(1899, 12, 30)
_YMD = re.compile(r"^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:\D.*)?$")
_DMY = re.compile(r"^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})(?:\D.*)?$")
_SHORT = re.compile(r"^(\d{2})[/\-.年](\d{1,2})[/\-.月](\d{1,2})日?$")
_MD = re.compile(r"^(\d{1,2})[月/\-.](\d{1,2})[日号]?$")
_YM = re.compile(r"^(\d{4})\D{1,2}(\d{1,2})月?$")
_HANZI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAY_FIRST = re.compile(r"^(\d{1,2})(?:ST|ND|RD|TH)?[ \-/.,]*([A-Z]{3})[A-Z]{0,6}[ \-/.,]*(\d{4})\b")
_MONTH_FIRST = re.compile(r"^([A-Z]{3})[A-Z]{0,6}[ \-/.]*(\d{1,2})(?:ST|ND|RD|TH)?[ ,\-/.]+(\d{4})\b")


def read_date(text: str) -> PartialDate:
    """(year, month, day) of a date as typed, 0 for parts not given; (0, 0, 0) when it is no date.

    Reads 1969-01-15, 1969/1/5, 1969.1.5, 19690115, 1969年1月15日, 69.1.15, 15/01/1969, 15-Jan-1969, January 15,
    1969, 1月15日, 1969年1月, 1969, and spreadsheet day numbers.
    """
    flat = unicodedata.normalize("NFKC", text[:LONGEST_CELL]).strip().translate(_HANZI_DIGITS)
    flat = re.sub(r"\.0+$", "", flat)
    if not flat:
        return NO_DATE
    if flat.isdecimal():
        return _read_digits(flat)
    return _read_separated(flat)


def read_sex(text: str) -> int:
    """1 for a man, 2 for a woman, 0 when not said."""
    flat = unicodedata.normalize("NFKC", text[:LONGEST_CELL]).strip().lower()
    if flat.startswith(("男", "m")) or flat == "1":
        return 1
    return 2 if flat.startswith(("女", "f", "w")) or flat == "2" else 0


def _read_digits(digits: str) -> PartialDate:
    if len(digits) >= 8:
        return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if len(digits) == 6:
        year = int(digits[:4])
        if 1900 <= year < 2100 and 1 <= int(digits[4:]) <= 12:
            return _checked(year, int(digits[4:]), 0)
        return _checked(_century(int(digits[:2])), int(digits[2:4]), int(digits[4:]))
    if len(digits) == 4 and 1880 <= int(digits) < 2100:
        return (int(digits), 0, 0)
    if len(digits) == 5:
        day = _SERIAL_START + timedelta(days=int(digits))
        return (day.year, day.month, day.day)
    return NO_DATE


def _read_separated(flat: str) -> PartialDate:
    if match := _YMD.match(flat):
        return _checked(*(int(g) for g in match.groups()))
    if match := _DMY.match(flat):
        first, second, year = (int(g) for g in match.groups())
        return _checked(year, second, first) if first > 12 else _checked(year, first, second)
    if match := _SHORT.match(flat):
        year, month, day = (int(g) for g in match.groups())
        return _checked(_century(year), month, day)
    if match := _YM.match(flat):
        return _checked(int(match.group(1)), int(match.group(2)), 0)
    if match := _MD.match(flat):
        return _checked(0, int(match.group(1)), int(match.group(2)))
    if parts := _in_english(flat.upper()):
        return parts
    match = re.match(r"^(\d{4})年", flat)
    return (int(match.group(1)), 0, 0) if match else NO_DATE


def _in_english(flat: str) -> PartialDate | None:
    if match := _DAY_FIRST.match(flat):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.match(flat):
        month, day, year = match.groups()
    else:
        return None
    return _checked(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None


def _century(two_digits: int) -> int:
    return 1900 + two_digits if two_digits > 21 else 2000 + two_digits


def _checked(year: int, month: int, day: int) -> PartialDate:
    sound = (year == 0 or 1850 <= year < 2100) and month <= 12 and day <= 31
    return (year, month, day) if sound else NO_DATE
