"""Which encoding a text file is in, told from its bytes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from yanpan.shell.spreadsheets.refusals import FileRefused

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Characters lists are full of, in both scripts; the wrong decoding has hardly any of them.
EVERYDAY = frozenset(
    "姓名性别別身份证證件号號码碼电電话話手机機联聯系方式住址地省市区區县縣乡鄉镇鎮村街道路社委会會组組楼樓"
    "男女年月日时時间間出生单單位备備注註序核查结結果就诊診医醫院机构構来來自人员員信息密切接触觸者末次航班"
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
    "漯河南北东東西中华華国國一二三四五六七八九十大小上下"
)
TOLERATED_SHARE = 0.002


def decode(data: bytes) -> tuple[str, str, bool]:
    """Text, encoding and whether every byte fitted; FileRefused for NULs and for no text at all."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _checked(*_decode_as(data[len(mark) :], encoding))
    wide = _bare_utf16(data)
    if wide:
        return _checked(*_decode_as(data, wide))
    if b"\0" in data:
        raise FileRefused("nul_bytes", position=data.index(b"\0"))
    for exact in (True, False):
        found = [each for each in _candidates(data) if each[2] or not exact]
        if found:
            return _checked(*max(found, key=_likeness))
    raise FileRefused("unknown_encoding")


def _bare_utf16(data: bytes) -> str:
    """UTF-16 without a mark: line ends or ASCII in every second byte."""
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    pairs = len(sample) / 2
    if odd > pairs * 0.1 and even == 0:
        return "utf-16-le"
    if even > pairs * 0.1 and odd == 0:
        return "utf-16-be"
    return ""


def _candidates(data: bytes) -> Iterator[tuple[str, str, bool]]:
    utf8 = _decode_as(data, "utf-8")
    if utf8[2]:
        # Text that happens to be valid UTF-8 is UTF-8.
        yield utf8
        return
    for found in (utf8, _decode_as(data, "gb18030"), _decode_as(data, "big5")):
        if found[2] or found[0].count("�") <= max(1, len(found[0]) * TOLERATED_SHARE):
            yield found


def _decode_as(data: bytes, encoding: str) -> tuple[str, str, bool]:
    try:
        return data.decode(encoding), encoding, True
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), encoding, False


def _likeness(found: tuple[str, str, bool]) -> float:
    beyond_ascii = [character for character in found[0][:20_000] if ord(character) > 127]
    if not beyond_ascii:
        return 1.0
    return sum(character in EVERYDAY for character in beyond_ascii) / len(beyond_ascii)


def _checked(text: str, encoding: str, exact: bool) -> tuple[str, str, bool]:
    if "\0" in text:
        raise FileRefused("nul_bytes", position=text.index("\0"))
    if not exact and text.count("�") > max(1, len(text) * TOLERATED_SHARE):
        raise FileRefused("unknown_encoding")
    return text.removeprefix("\ufeff"), encoding, exact
