"""A sender's layout from one time to the next: what is as last time, what changed. Pure; plain values, no person.

Shapes: sheets = [{"sheet", "columns": [{"index", "title", "field", "read_as", …}]}]. read_as: what the machine took
the column for before a person or the memory spoke.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from yanpan.science.list_layout.problem import Why

Sheet = Mapping[str, Any]
Column = dict[str, Any]
SURE = 0.6  # below it a person is asked what the column means
AS_LAST_TIME = "remembered"
OTHER_VALUES = "values_changed"
_BY_VALUES = frozenset({Why.VALUES.value, Why.VALUES_OVER_TITLE.value, Why.TITLE_CONTRADICTED.value})


class ColourMeaning(StrEnum):
    """What a person says a colour means; nobody guesses it."""

    NOTHING = "nothing"
    LEAVE_OUT = "leave_out"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Remembered:
    """One version of a sender's layout."""

    version: int
    sheets: Sequence[Sheet]


def version_to_compare(sheets: Sequence[Sheet], versions: Sequence[Remembered]) -> Remembered | None:
    """The version that knows most of the titles of a file, the newest of equals; None for a new sender."""
    return max(versions, key=lambda one: (_titles_known(sheets, one), one.version), default=None)


def _titles_known(sheets: Sequence[Sheet], memory: Remembered) -> int:
    """Titles the memory knows, less those it expects and the file has not."""
    known = 0
    for sheet in sheets:
        here, there = set(_keyed(sheet)), set(_keyed(_like(sheet, memory.sheets)))
        known += 2 * len(here & there) - len(there)
    return known


def _like(sheet: Sheet, remembered: Sequence[Sheet]) -> Sheet:
    """The remembered sheet with most of the titles, of equals the one of the same name."""
    titles = set(_keyed(sheet))
    return max(
        remembered,
        key=lambda one: (len(titles & set(_keyed(one))), one["sheet"] == sheet["sheet"]),
        default={"sheet": "", "columns": []},
    )


def _keyed(sheet: Sheet) -> dict[tuple[str, int], Column]:
    """Columns by title; of equal titles the first, the second … are kept apart."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], Column] = {}
    for column in sheet["columns"]:
        title = "".join(unicodedata.normalize("NFKC", column["title"]).casefold().split())
        seen[title] += 1
        found[title, seen[title]] = column
    return found


def as_last_time(sheets: Sequence[Sheet], memory: Remembered) -> list[dict[str, Any]]:
    """The proposal with what is remembered, and in each sheet its "difference" from last time."""
    return [
        _with_memory(sheet, _like(sheet, memory.sheets)) | {"remembered": memory.version} for sheet in sheets
    ]


def _with_memory(sheet: Sheet, before: Sheet) -> dict[str, Any]:
    known, difference = _keyed(before), difference_of(sheet, before)
    changed = {*difference["new"], *(to for _, to in difference["retitled"])}
    columns = [
        _recalled(column, known[key]) if key in known else column | {"sure": False, "changed": True}
        for key, column in _keyed(sheet).items()
    ]
    return dict(sheet) | {"columns": columns, "difference": difference, "changed": len(changed)}


def _recalled(column: Column, before: Column) -> Column:
    """As last time; asked again where the machine is sure of, or the cells say, something else than then."""
    agrees = column["field"] in (before["field"], before.get("read_as", before["field"]))
    speaks_up = column["confidence"] >= SURE or column.get("why") in _BY_VALUES
    if agrees or not speaks_up:
        return column | {"field": before["field"], "confidence": 1.0, "why": AS_LAST_TIME, "sure": True}
    return column | {"why": OTHER_VALUES, "sure": False, "changed": True}


def difference_of(sheet: Sheet, before: Sheet) -> dict[str, list[Any]]:
    """new, gone, moved: titles; retitled: [old title, new title], told by the meaning or the place of the column."""
    here, there = _keyed(sheet), _keyed(before)
    new, gone = [key for key in here if key not in there], [key for key in there if key not in here]
    retitled = list(_retitled([here[key] for key in new], [there[key] for key in gone]))
    old_titles, new_titles = {old for old, _ in retitled}, {to for _, to in retitled}
    return {
        "new": [here[key]["title"] for key in new if here[key]["title"] not in new_titles],
        "gone": [there[key]["title"] for key in gone if there[key]["title"] not in old_titles],
        "moved": [here[key]["title"] for key in _moved(list(here), list(there))],
        "retitled": [list(pair) for pair in retitled],
    }


def _retitled(new: list[Column], gone: list[Column]) -> Iterator[tuple[str, str]]:
    left = list(gone)
    for column in new:
        same = next((one for one in left if one["field"] == column["field"] != "unknown"), None)
        same = same or next((one for one in left if one["index"] == column["index"]), None)
        if same:
            left.remove(same)
            yield same["title"], column["title"]


def _moved(here: list[tuple[str, int]], there: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Of the titles in both, those that stand in another order; a column put in between moves nothing."""
    now, before = [key for key in here if key in there], [key for key in there if key in here]
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    kept = {key for block in blocks for key in now[block.b : block.b + block.size]}
    return [key for key in now if key not in kept]


def differences(sheets: Sequence[Sheet], before: Sequence[Sheet]) -> list[dict[str, list[Any]]]:
    """For each confirmed sheet its difference from an earlier version; "meaning": titles that mean something else."""
    return [_difference_with_meaning(sheet, _like(sheet, before)) for sheet in sheets]


def _difference_with_meaning(sheet: Sheet, before: Sheet) -> dict[str, list[Any]]:
    here, there = _keyed(sheet), _keyed(before)
    other = [key for key in here if key in there and here[key]["field"] != there[key]["field"]]
    return difference_of(sheet, before) | {"meaning": [here[key]["title"] for key in other]}


def to_remember(sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
    """What is kept of a confirmed mapping: titles, their places and meanings."""
    names = ("index", "title", "field", "read_as")
    return [
        {
            "sheet": sheet["sheet"],
            "columns": [
                {name: column.get(name, column["field"]) for name in names} for column in sheet["columns"]
            ],
        }
        for sheet in sheets
    ]


def says_the_same(left: Sequence[Sheet], right: Sequence[Sheet]) -> bool:
    """Whether two layouts give the same meaning to the same columns; the names of the sheets say nothing."""
    return _meanings(left) == _meanings(right)


def _meanings(sheets: Sequence[Sheet]) -> list[list[tuple[int, str, str]]]:
    return sorted(
        [(column["index"], column["title"], column["field"]) for column in sheet["columns"]]
        for sheet in sheets
    )
