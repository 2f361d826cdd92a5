"""Register columns turned into arrays, whole columns at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yanpan.science.record_matching.characters import NAME_WIDTH, Codes, fold_points
from yanpan.science.record_matching.dates import read_date, read_sex
from yanpan.science.record_matching.ids import read_id

UNKNOWN_DIGIT = 255
CHECK_X = 10
_HASHED_CHARACTERS = NAME_WIDTH * 2
_HOUSE = r"(\d[\d号楼栋幢座单元室层户排组#\-—－]*)\s*$"

_DIGIT_OF_BYTE = np.full(256, UNKNOWN_DIGIT, np.uint8)
_DIGIT_OF_BYTE[ord("0") : ord("9") + 1] = np.arange(10)
_DIGIT_OF_BYTE[ord("X")] = CHECK_X

Texts = Sequence[Any] | NDArray[Any] | pl.Series


def text_series(values: Texts | None, length: int) -> pl.Series:
    """A text column; missing values and a missing column become ''."""
    if values is None:
        return pl.Series("", [""], dtype=pl.Utf8).new_from_index(0, length)
    series = values if isinstance(values, pl.Series) else pl.Series("", values)
    if len(series) != length:
        raise ValueError(f"register columns differ in length: {len(series)} and {length}")
    return series.cast(pl.Utf8).fill_null("")


def name_arrays(names: pl.Series) -> tuple[Codes, NDArray[np.int64]]:
    """Character codes (n, 6) and whole-name hashes (n,) of registered names."""
    clean = (
        names.str.normalize("NFKC")
        .str.to_uppercase()
        .str.replace_all(r"[^\p{L}\p{N}*]", "")
        .str.slice(0, _HASHED_CHARACTERS)
    )
    lengths = clean.str.len_chars().to_numpy().astype(np.int64)
    joined = "".join(clean.to_list())
    points = fold_points(np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32))
    starts = np.cumsum(lengths) - lengths
    codes = np.zeros((len(names), NAME_WIDTH), np.uint16)
    hashes = np.zeros(len(names), np.uint64)
    for i in range(int(lengths.max(initial=0))):
        has = np.flatnonzero(lengths > i)
        column = points[starts[has] + i]
        if i < NAME_WIDTH:
            codes[has, i] = column
        hashes[has] = (hashes[has] * np.uint64(0x100000001B3) + column) & np.uint64(0x7FFFFFFFFFFFFFFF)
    return codes, hashes.astype(np.int64)


def id_arrays(ids: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Digits (n, 18; 10 for X, 255 unknown) and the first seventeen as a number (0 when unknown; other
    documents: a negative hash of their text)."""
    clean = ids.str.normalize("NFKC").str.to_uppercase().str.replace_all(r"[^0-9A-Z*]", "")
    whole = clean.str.contains(r"^\d{17}[\dX]$").to_numpy()
    digits = np.full((len(ids), 18), UNKNOWN_DIGIT, np.uint8)
    raw = np.frombuffer("".join(clean.filter(pl.Series(whole)).to_list()).encode("ascii"), np.uint8).reshape(
        -1, 18
    )
    digits[whole] = np.where(raw == ord("X"), CHECK_X, raw - ord("0"))
    number = np.zeros(len(ids), np.int64)
    number[whole] = clean.filter(pl.Series(whole)).str.slice(0, 17).cast(pl.Int64).to_numpy()
    for i in np.flatnonzero(~whole & (clean.str.len_chars().to_numpy() > 0)).tolist():
        digits[i], number[i] = odd_id(clean[i])
    return digits, number


def odd_id(text: str) -> tuple[NDArray[np.uint8], int]:
    """Digits and number of an ID that is not plainly eighteen characters."""
    reading = read_id(text)
    digits = pattern_digits(reading.pattern)
    if reading.pattern and UNKNOWN_DIGIT not in digits[:17]:
        return digits, int(reading.pattern[:17])
    return digits, -document_hash(reading.text) if reading.kind == "other" else 0


def pattern_digits(pattern: str) -> NDArray[np.uint8]:
    """The 18 digits of an ID pattern, 255 where it has '*' or is ''."""
    row: NDArray[np.uint8] = digit_rows([pattern or "*" * 18], 18)[0]
    return row


def digit_rows(patterns: list[str], width: int) -> NDArray[np.uint8]:
    """Digits of patterns of one width: 10 for X, 255 for '*'; shape (n, width)."""
    raw = np.frombuffer("".join(patterns).encode("ascii"), np.uint8).reshape(-1, width)
    digits: NDArray[np.uint8] = _DIGIT_OF_BYTE[raw]
    return digits


def document_hash(text: str) -> int:
    """A positive number for a passport or other document."""
    value = 0
    for character in text:
        value = (value * 131 + ord(character)) % (1 << 61)
    return value + 1


def phone_array(phones: pl.Series) -> NDArray[np.int64]:
    """Telephone numbers as integers, 0 = none."""
    digits = (
        phones.str.replace(r"\.0$", "").str.replace_all(r"\D", "").str.replace(r"^(0086|86)(1\d{10})$", "$2")
    )
    usable = digits.set(~digits.str.contains(r"^\d{7,12}$"), "0")
    return usable.cast(pl.Int64).to_numpy().copy()


def date_array(dates: pl.Series) -> NDArray[np.int32]:
    """Dates as yyyymmdd with zeros for unknown parts; 0 = none."""
    return _by_distinct(dates, lambda text: pack_date(read_date(text))).astype(np.int32)


def sex_array(sexes: pl.Series) -> NDArray[np.int8]:
    """1 man, 2 woman, 0 unknown."""
    return _by_distinct(sexes, read_sex).astype(np.int8)


def house_array(addresses: pl.Series) -> NDArray[np.int64]:
    """A number for the house (and flat) at the end of an address, 0 = none."""
    return _by_distinct(addresses.str.extract(_HOUSE).fill_null(""), pack_house)


def house_of(address: str) -> int:
    """The same number for one address."""
    found = re.search(_HOUSE, address.strip()[-40:])
    return pack_house(found.group(1)) if found else 0


def pack_house(tail: str) -> int:
    """Its groups of digits as one number."""
    value = 0
    for group in re.findall(r"\d+", tail)[:4]:
        value = value * 10_007 + int(group[:4]) + 1
    return value


def pack_date(parts: tuple[int, int, int]) -> int:
    """yyyymmdd as a number."""
    return parts[0] * 10_000 + parts[1] * 100 + parts[2]


def code_array(codes: pl.Series) -> NDArray[np.int64]:
    """Twelve-digit village codes as integers, 0 = none; shorter codes are filled with zeros."""
    digits = codes.str.replace_all(r"\D", "").str.slice(0, 12)
    filled = digits.str.pad_end(12, "0")
    return filled.cast(pl.Int64).to_numpy().copy()


def _by_distinct(texts: pl.Series, value_of: Any) -> NDArray[np.int64]:
    """Works each distinct text out once."""
    distinct = texts.unique()
    values = [value_of(text) for text in distinct.to_list()]
    return texts.replace_strict(distinct, values, return_dtype=pl.Int64).to_numpy().copy()
