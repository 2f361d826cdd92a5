"""Where two cells that may name one person differ, character by character, and what kind of difference it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from yanpan.science.record_matching.characters import code_of, look_alike, near_sound, share_reading
from yanpan.science.record_matching.dates import read_date, read_sex
from yanpan.science.record_matching.ids import normal_id
from yanpan.science.record_matching.names import normal_name
from yanpan.science.record_matching.phones import normal_phone

KINDS = (
    "same_sound",
    "look_alike",
    "near_sound",
    "other_character",
    "swapped",
    "other_digit",
    "hidden",
    "more_here",
    "more_there",
)
"""What a marked character may be: the first four between Chinese characters; more_here/more_there: one is longer."""

_MASKS = frozenset("*#?•●■□×○◯※~某")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of characters; kind: one of KINDS, '' where both agree."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two cells side by side. kinds: what differs, each once; equal: one value, however it is written."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]
    kinds: tuple[str, ...]
    equal: bool


def difference_of(field: str, left: str, right: str) -> Difference:
    """Compare two cells of a field (name, id_number, phone, birth_date, sex; anything else as plain text)."""
    if not left or not right or _canonical(field, left) == _canonical(field, right):
        return Difference(_whole(left), _whole(right), (), bool(left) and bool(right))
    marks = _marks(left, right)
    kinds = tuple(dict.fromkeys(kind for kind in (*marks[0], *marks[1]) if kind))
    return Difference(_runs(left, marks[0]), _runs(right, marks[1]), kinds, equal=False)


def _canonical(field: str, text: str) -> object:
    if field == "name":
        return normal_name(text)
    if field == "id_number":
        return normal_id(text)
    if field == "phone":
        return normal_phone(text) or text
    if field == "birth_date":
        return read_date(text)
    if field == "sex":
        return read_sex(text)
    return _flat(text)


def _flat(text: str) -> str:
    """Full-width signs as plain ones, large letters; one character stays one."""
    folded = ((unicodedata.normalize("NFKC", one).upper(), one) for one in text)
    return "".join(plain if len(plain) == 1 else one for plain, one in folded)


def _whole(text: str) -> tuple[Part, ...]:
    return (Part(text, ""),) if text else ()


def _marks(left: str, right: str) -> tuple[list[str], list[str]]:
    """The kind of each character on both sides."""
    a, b = _flat(left), _flat(right)
    apart = [i for i in range(min(len(a), len(b))) if a[i] != b[i]]
    if len(a) == len(b) and (len(a) < 4 or len(apart) <= len(a) // 2):
        return _in_place(a, b, apart)
    return _aligned(a, b)


def _in_place(a: str, b: str, apart: list[int]) -> tuple[list[str], list[str]]:
    marks = [""] * len(a)
    for i in apart:
        marks[i] = _kind(a[i], b[i])
    for i in apart:
        if i + 1 in apart and a[i] == b[i + 1] and a[i + 1] == b[i]:
            marks[i] = marks[i + 1] = "swapped"
    return marks, list(marks)


def _aligned(a: str, b: str) -> tuple[list[str], list[str]]:
    here, there = [""] * len(a), [""] * len(b)
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for i in range(max(a2 - a1, b2 - b1)):
            if a1 + i >= a2:
                there[b1 + i] = "hidden" if b[b1 + i] in _MASKS else "more_there"
            elif b1 + i >= b2:
                here[a1 + i] = "hidden" if a[a1 + i] in _MASKS else "more_here"
            else:
                here[a1 + i] = there[b1 + i] = _kind(a[a1 + i], b[b1 + i])
    return here, there


def _kind(a: str, b: str) -> str:
    if a in _MASKS or b in _MASKS:
        return "hidden"
    if a.isascii() or b.isascii():
        return "other_digit" if a.isdecimal() and b.isdecimal() else "other_character"
    left, right = (np.array([code_of(one)], np.uint16) for one in (a, b))
    for kind, alike in (
        ("same_sound", share_reading),
        ("look_alike", look_alike),
        ("near_sound", near_sound),
    ):
        if alike(left, right)[0]:
            return kind
    return "other_character"


def _runs(text: str, marks: list[str]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for character, kind in zip(text, marks, strict=True):
        if parts and parts[-1].kind == kind:
            parts[-1] = Part(parts[-1].text + character, kind)
        else:
            parts.append(Part(character, kind))
    return tuple(parts)
