"""How two names agree, for many pairs at once, and what agreement so close means by chance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from yanpan.science.record_matching.characters import (
    NAME_WIDTH,
    READINGS,
    WILD,
    Codes,
    look_alike,
    near_sound,
    reading_table,
    share_reading,
)
from yanpan.science.record_matching.names import NameReading, read_name


class NameLevel(IntEnum):
    """Kinds of agreement, from none to full."""

    MISSING = 0
    DIFFERENT = 1
    SAME_SURNAME = 2
    MASK_CONTRADICTS = 3
    ONE_CHARACTER = 4
    DROPPED = 5
    SWAPPED = 6
    NEAR_SOUND = 7
    LOOK_ALIKE = 8
    SAME_SOUND = 9
    MASK_AGREES = 10
    PINYIN = 11
    EXACT = 12


UNRELATED_NAMES = (NameLevel.MISSING, NameLevel.DIFFERENT, NameLevel.MASK_CONTRADICTS)

SIMILARITY = np.array([0.0, 0.0, 0.25, 0.1, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.8, 0.95, 1.0])
"""A plain 0..1 figure for each level, for people who sort by it."""


@dataclass(frozen=True, slots=True)
class NameColumn:
    """Names of many people. `codes` (n, 6); `length`; `full` a hash of the whole name; `open_end`;
    `spellings` (n, k, 4) syllable numbers of names typed in pinyin, 0 = none."""

    codes: Codes
    length: NDArray[np.int16]
    full: NDArray[np.int64]
    open_end: NDArray[np.bool_]
    spellings: NDArray[np.uint16]


def name_column(readings: list[NameReading]) -> NameColumn:
    """The columns of name readings."""
    n = len(readings)
    width = max((len(r.spellings) for r in readings), default=0)
    column = NameColumn(
        np.zeros((n, NAME_WIDTH), np.uint16),
        np.array([len(r.codes) for r in readings], dtype=np.int16),
        np.array([name_hash(r.codes) for r in readings], dtype=np.int64),
        np.array([r.open_end for r in readings], dtype=bool),
        np.zeros((n, width, 4), np.uint16),
    )
    for i, reading in enumerate(readings):
        kept = reading.codes[:NAME_WIDTH]
        column.codes[i, : len(kept)] = kept
        for k, spelling in enumerate(reading.spellings):
            column.spellings[i, k, : len(spelling)] = spelling
    return column


def name_hash(codes: tuple[int, ...]) -> int:
    """A 63-bit hash of a whole name, the same as `hash_codes` gives for rows; 0 for no name."""
    value = 0
    for code in codes:
        value = (value * 0x100000001B3 + code) & 0x7FFFFFFFFFFFFFFF
    return value


def compare_names(
    typed: NameColumn, rows: NDArray[np.int64], codes: Codes, full: NDArray[np.int64]
) -> NDArray[np.int8]:
    """The NameLevel of each pair: the typed name of `rows[i]` against registered `codes[i]`, `full[i]`."""
    x, y = typed.codes[rows], codes
    lx = np.minimum(typed.length[rows], NAME_WIDTH)
    ly = (y != 0).sum(axis=1).astype(np.int16)
    level = _levels_of_characters(x, y, lx, ly)
    masked = (x == WILD).any(axis=1)
    if masked.any():
        level[masked] = _levels_of_masks(
            x[masked], y[masked], lx[masked], ly[masked], typed.open_end[rows[masked]]
        )
    spelled = (
        typed.spellings[rows].any(axis=(1, 2)) if typed.spellings.shape[1] else np.zeros(len(rows), bool)
    )
    if spelled.any():
        level[spelled] = _levels_of_pinyin(typed.spellings[rows[spelled]], y[spelled], ly[spelled])
    level[typed.full[rows] == full] = NameLevel.EXACT
    level[(lx == 0) | (ly == 0)] = NameLevel.MISSING
    return level


def name_similarity(a: str, b: str) -> float:
    """0..1 for two names as typed: 1 the same, 0.9 sounding the same, 0.85 looking alike, 0.8 agreeing as
    far as a mask shows … 0 different."""
    typed, other = name_column([read_name(a)]), name_column([read_name(b)])
    if other.spellings.shape[1] and not typed.spellings.shape[1]:
        typed, other = other, typed
    if (other.codes == WILD).any() and not (typed.codes == WILD).any():
        typed, other = other, typed
    level = compare_names(typed, np.zeros(1, np.int64), other.codes, other.full)
    return float(SIMILARITY[level[0]])


def _levels_of_characters(
    x: Codes, y: Codes, lx: NDArray[np.int16], ly: NDArray[np.int16]
) -> NDArray[np.int8]:
    level = np.full(len(x), NameLevel.DIFFERENT, np.int8)
    level[(x[:, 0] == y[:, 0]) & (x[:, 0] != 0)] = NameLevel.SAME_SURNAME
    differs = x != y
    slips = differs.sum(axis=1)
    same_length = (lx == ly) & (lx >= 2)
    level[same_length & (slips == 1)] = NameLevel.ONE_CHARACTER
    dropped = (np.abs(lx - ly) == 1) & (np.minimum(lx, ly) >= 2)
    level[dropped & _is_dropped(x, y)] = NameLevel.DROPPED
    several = same_length & (slips >= 2)
    swapped = several & (np.sort(x, axis=1) == np.sort(y, axis=1)).all(axis=1)
    level[swapped] = NameLevel.SWAPPED
    at = np.flatnonzero(same_length & (slips >= 1) & (slips <= 3))
    level[at] = np.maximum(level[at], _levels_of_slips(x[at], y[at], differs[at]))
    level[same_length & (slips == 0)] = NameLevel.EXACT
    return level


def _levels_of_slips(x: Codes, y: Codes, differs: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Levels where every differing character sounds or looks like its partner."""
    at, place = np.nonzero(differs)
    a, b = x[at, place], y[at, place]
    level = np.zeros(len(x), np.int8)
    sound, look = share_reading(a, b), look_alike(a, b)
    for kind, alike in (
        (NameLevel.NEAR_SOUND, near_sound(a, b) | sound | look),
        (NameLevel.LOOK_ALIKE, look | sound),
        (NameLevel.SAME_SOUND, sound),
    ):
        broken = np.zeros(len(x), bool)
        broken[at[~alike]] = True
        level[~broken] = kind
    return level


def _is_dropped(x: Codes, y: Codes) -> NDArray[np.bool_]:
    """One name is the other without one character."""
    longer = np.where(((x != 0).sum(1) > (y != 0).sum(1))[:, None], x, y)
    shorter = np.where(((x != 0).sum(1) > (y != 0).sum(1))[:, None], y, x)
    found = np.zeros(len(x), bool)
    for gap in range(NAME_WIDTH):
        without = np.delete(longer, gap, axis=1)
        found |= (without == shorter[:, : NAME_WIDTH - 1]).all(axis=1)
    return found


def _levels_of_masks(
    x: Codes,
    y: Codes,
    lx: NDArray[np.int16],
    ly: NDArray[np.int16],
    open_end: NDArray[np.bool_],
) -> NDArray[np.int8]:
    fits = ((x == WILD) | (x == y) | (open_end[:, None] & (x == 0))).all(axis=1)
    alike = ((x == WILD) | (x == y) | (open_end[:, None] & (x == 0)) | share_reading(x, y)).all(axis=1)
    level = np.full(len(x), NameLevel.MASK_CONTRADICTS, np.int8)
    same_length = (lx == ly) | open_end
    # a mask may be open at the end: '张*' for 张伟强
    shown = np.where(x == WILD, 0, x)
    surname = (shown[:, 0] == y[:, 0]) | (shown[:, 0] == 0)
    known_ends = (x == y) | (shown == 0)
    fits = (fits & same_length) | (open_end & known_ends.all(axis=1) & surname)
    level[alike & same_length] = NameLevel.NEAR_SOUND
    level[fits] = NameLevel.MASK_AGREES
    return level


def _levels_of_pinyin(spellings: NDArray[np.uint16], y: Codes, ly: NDArray[np.int16]) -> NDArray[np.int8]:
    readings = reading_table()[y[:, :4]]
    level = np.full(len(y), NameLevel.DIFFERENT, np.int8)
    for k in range(spellings.shape[1]):
        spelled = spellings[:, k, :]
        length = (spelled != 0).sum(axis=1)
        heard = np.zeros(spelled.shape, bool)
        for r in range(READINGS):
            heard |= spelled == readings[..., r]
        heard &= (spelled != 0) & (readings[..., 0] != 0)
        agreeing = heard.sum(axis=1)
        same_length = (length == ly) & (length > 0)
        best = np.where(same_length & (agreeing == length), NameLevel.PINYIN, NameLevel.DIFFERENT)
        near = same_length & (agreeing == length - 1) & (length >= 2)
        best = np.where(near, NameLevel.ONE_CHARACTER, best)
        best = np.where((best == NameLevel.DIFFERENT) & heard[:, 0], NameLevel.SAME_SURNAME, best)
        level = np.maximum(level, best.astype(np.int8))
    return level
