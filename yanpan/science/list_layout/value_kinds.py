"""What a single cell looks like: an identity number, a phone, a name, a date, an address …"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

from yanpan.science.list_layout.cell_text import cell_text, folded
from yanpan.science.list_layout.problem import CellValue
from yanpan.science.list_layout.surnames import COMPOUND, NOT_NAMES, SINGLE
from yanpan.science.record_matching.dates import read_date, read_sex
from yanpan.science.record_matching.ids import is_date, read_id
from yanpan.science.record_matching.phones import read_phone

MASKS = "*＊×xX某○Ｘ●●_?？"
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANZI_NAME = re.compile(rf"[\u3400-\u9fff\U00020000-\U0003134f{re.escape(MASKS)}]{{2,4}}")
_DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}([·•・．.‧][\u4e00-\u9fff]{1,10}){1,3}")
_PINYIN_NAME = re.compile(r"[A-Z][A-Za-z'’\-]{0,15}([ ,]+[A-Z][A-Za-z'’\-]{0,15}){1,4}|[A-Z]{4,24}")
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,9}|[A-Z]{2}[0-9]{5}[A-Z]|[HM][0-9]{8}([0-9]{2})?")
_FLIGHT = re.compile(r"([A-Z]{2}|[0-9][A-Z]|[A-Z][0-9])[0-9]{3,4}|[GDCKTZY][0-9]{1,4}(次)?")
_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}")
_PLACE_MARK = re.compile(
    r"省|市|县|区|镇|乡|街道|村|社区|路|街|巷|号|楼|单元|小区|组|委员会|大队|庄|花园|酒店"
)
_NOT_ADDRESS = re.compile(r"医院|就诊|接触|密接|旅居史|行程|人员|航班|门诊|阴性|阳性|核酸|联系|隔离|核查")
_DATE_TEXT = re.compile(
    r"(19|20)?[0-9]{2}[-/.年][0-9]{1,2}([-/.月][0-9]{1,2}日?)?.{0,20}|[0-9]{1,2}[月/.][0-9]{1,2}[日号]?.{0,12}|"
    r"[0-9]{1,2}[-/.]?[A-Za-z]{3,9}[-/.,]*[0-9]{4}|[A-Za-z]{3,9}[-/.]?[0-9]{1,2},?[0-9]{4}|"
    r"(19|20)[0-9]{6}([0-9]{4,6})?|[〇零一二三四五六七八九]{4}年.{2,8}日"
)
_DAY_ONLY = re.compile(r"(3[01]|[12]?[0-9])[日号]")
_HAN_DAY = re.compile(r"([一二三四五六七八九十]{1,2}月)?(初)?[一二三四五六七八九十]{1,3}[日号]")
_REGIONS = (
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
    *("71", "81", "82", "83", "91"),
)


def is_id(text: str) -> bool:
    """An identity number, whole or damaged (masked, cut, fifteen digits, one digit off)."""
    bare = folded(text)
    if not 14 <= len(bare) <= 24 or _HAN.search(bare):
        return False
    reading = read_id(bare)
    if reading.kind == "complete":
        return reading.text[:2] in _REGIONS and is_date(reading.pattern[6:14])
    if reading.kind == "masked":
        return reading.text[:1] in "123456789" and not read_phone(bare).tail
    if reading.kind == "failed_check" and reading.text[6:8] in ("19", "20"):
        return reading.text[:2] in _REGIONS
    if reading.kind in ("failed_check", "truncated", "short", "long"):
        return reading.text[:2] in _REGIONS and _nearly_a_birth_date(reading.text[6:14])
    return False


def _nearly_a_birth_date(digits: str) -> bool:
    """One wrong or swapped digit is forgiven; an account number does not get through."""
    if digits[:2] in ("19", "20") and digits[4:6] <= "19" and digits[6:8] <= "39":
        return True
    return digits[1:3] in ("91", "92", "93", "94", "95", "96", "97", "98", "99", "20") and digits[5:7] <= "12"


def is_sound_id(text: str) -> bool:
    """An identity number that passes its check character."""
    reading = read_id(text)
    return reading.kind == "complete" and is_date(reading.pattern[6:14])


def is_phone(text: str) -> bool:
    """A phone number: mobile, landline, masked, foreign, or one digit off."""
    bare = folded(text)
    if len(text) > 40 or _HAN.search(re.sub(r"转|或|分机|内线", "", bare)):
        return False
    if re.fullmatch(r"(19|20)[0-9]{6}", bare) and is_date(bare):
        return False
    reading = read_phone(text)
    if reading.numbers:
        return True
    if reading.head or reading.tail:
        return 9 <= len(bare) <= 16 and reading.head[:1] in ("1", "")
    return bool(re.fullmatch(r"1[3-9][0-9]{8}([0-9]{2})?|\+[0-9\-]{7,17}", bare))


@lru_cache(maxsize=65_536)
def is_name(text: str) -> bool:
    """A person's name: two to four characters with a surname, masked, with a dot, or in pinyin."""
    bare = folded(text)
    if bare in NOT_NAMES or bare in ("男", "女"):
        return False
    if _HANZI_NAME.fullmatch(bare) and not _ends_like_a_place(bare):
        masked = sum(character in MASKS for character in bare)
        if masked:
            return masked < len(bare)
        # Four characters need a surname of two, or two surnames; else it is a place or a word.
        return bare[:2] in COMPOUND or (bare[0] in SINGLE and (len(bare) < 4 or bare[1] in SINGLE))
    if _DOTTED_NAME.fullmatch(bare):
        return True
    return bool(_PINYIN_NAME.fullmatch(text.strip())) and not _FLIGHT.fullmatch(bare)


def _ends_like_a_place(bare: str) -> bool:
    return len(bare) > 2 and bare[-1] in "省市县区镇乡村路" and bare[-2:] not in ("小村",)


def is_day(value: CellValue) -> bool:
    """A date or a moment, in any of the usual styles."""
    if isinstance(value, datetime.date):
        return True
    if isinstance(value, bool) or value is None:
        return False
    text = folded(cell_text(value))
    if _DAY_ONLY.fullmatch(text) or _HAN_DAY.fullmatch(text):
        return True
    if not _DATE_TEXT.fullmatch(text) or len(text) < 3:
        return False
    return read_date(text[:8] if text.isdecimal() else text) != (0, 0, 0)


def is_short_day(text: str) -> bool:
    """210805: a day only where the title says that the column holds days."""
    bare = folded(text)
    return len(bare) == 6 and bare.isdecimal() and is_date(f"20{bare}")


def year_of(value: CellValue) -> int:
    """The year of a date, 0 when it has none."""
    if isinstance(value, datetime.date):
        return value.year
    text = folded(cell_text(value))
    return read_date(text[:8] if text.isdecimal() else text)[0]


def is_sex(text: str) -> bool:
    """男, 女 and what stands for them in words."""
    bare = folded(text).lower()
    return bare in ("男", "女", "男性", "女性", "m", "f", "male", "female") and read_sex(bare) > 0


def is_age(text: str) -> bool:
    """A whole number of years, with or without 岁."""
    found = re.fullmatch(r"([0-9]{1,3})(周?岁|个月|月|天)?", folded(text))
    return found is not None and int(found[1]) <= 120


def is_passport(text: str) -> bool:
    """A passport or a travel permit."""
    return bool(_PASSPORT.fullmatch(folded(text).upper()))


def is_transport(text: str) -> bool:
    """A flight, a train or a number plate."""
    bare = folded(text).upper().replace("-", "")
    return bool(_FLIGHT.fullmatch(bare) or _PLATE.fullmatch(bare))


def is_address(text: str) -> bool:
    """A place on the ground, at least as exact as a county."""
    bare = folded(text)
    if not 3 <= len(bare) <= 80 or _NOT_ADDRESS.search(bare):
        return False
    return bool(_PLACE_MARK.search(bare)) and sum("\u4e00" <= each <= "\u9fff" for each in bare) >= 3


_ID_INSIDE = re.compile(r"(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{9}[0-9Xx](?![0-9])")
# the parts of one name: LU XINCHAO
_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z])[\s,]+(?=[A-Za-z])")
_MOBILE_INSIDE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def has_id_inside(text: str) -> bool:
    """An identity number among other things."""
    return bool(_ID_INSIDE.search(text)) and not is_id(text)


def has_phone_inside(text: str) -> bool:
    """A mobile number among other things."""
    return bool(_MOBILE_INSIDE.search(text)) and not is_phone(text)


def is_mixed(text: str) -> bool:
    """A name together with an identity number or a phone."""
    if not (has_id_inside(text) or has_phone_inside(text)):
        return False
    return any(is_name(piece) for piece in pieces_of(text))


def pieces_of(text: str) -> list[str]:
    """A cell cut at the marks people put between several values."""
    marked = _MOBILE_INSIDE.sub(r"/\g<0>/", _ID_INSIDE.sub(r"/\g<0>/", text))
    marked = re.sub(r"(姓名|身份证号?码?|证件号码?|手机号?码?|联系电话|电话)[:：]?", "/", marked)
    marked = _BETWEEN_LATIN.sub("\0", marked)
    return [piece.replace("\0", " ") for piece in re.split(r"[/、,，;；|\s:：()（）]+", marked) if piece]


TEXT_KINDS: dict[str, Callable[[str], bool]] = {
    "id": is_id,
    "sound_id": is_sound_id,
    "phone": is_phone,
    "name": is_name,
    "sex": is_sex,
    "age": is_age,
    "passport": is_passport,
    "transport": is_transport,
    "address": is_address,
    "id_inside": has_id_inside,
    "phone_inside": has_phone_inside,
    "mixed": is_mixed,
}
